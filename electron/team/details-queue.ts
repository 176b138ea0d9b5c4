import type { OpenStatusAnswer, OpenStatusRequest } from '../history/today.ts';
import type { TeamMember } from '../kore/members.ts';
import type { PagesRest } from '../kore/types.ts';
import type { TeamFilter } from '../shared/model.ts';
import { AGENTS_PER_PAGE } from './poll-interval.ts';

/** What a successful poll tells the reader of status details. */
export interface PolledTeam {
  readonly members: ReadonlyMap<string, TeamMember>;
  /** User ids whose status differs from the poll before. */
  readonly changed: readonly string[];
  readonly isFiltered: boolean;
}

/** The next read: the team at once, one page of some agents, or one page of the list of everybody. */
export interface NextRead {
  readonly kind: 'all' | 'part' | 'page';
  readonly request: OpenStatusRequest;
  /** Whom it asks for by e-mail. */
  readonly userIds: readonly string[];
}

/** An agent who can be read alone, by e-mail. */
type Addressable = TeamMember & { readonly email: string };

/** What the next read is chosen by. */
export interface ReadState {
  readonly team: Pick<PolledTeam, 'members' | 'isFiltered'>;
  readonly now: number;
  /** Milliseconds after which an agent is read again. */
  readonly intervalMs: number;
  /** Whether the team is too large to be read at once. */
  readonly isInParts: boolean;
  readonly isAllDue: boolean;
  /** User ids that changed and were not read since, the last one at the end. */
  readonly changed: ReadonlySet<string>;
  readonly rounds: ReadRounds;
  /** The server answers with everybody, whatever the e-mails. */
  readonly isFilterIgnored: boolean;
  /** The last read was not a page of everybody, so the next one may be. */
  readonly isPageNext: boolean;
  /** Where the list of everybody goes on; absent at its beginning. */
  readonly rest: PagesRest | undefined;
}

/** Above this many e-mails in one body, reading everybody is the smaller request. */
const MOST_EMAILS = 200;

/** Chooses the next read; null when nobody is to be read at present. */
export function nextRead(state: ReadState): NextRead | null {
  const { team, isAllDue, isInParts, isPageNext, rest } = state;
  // A list of everybody that broke off is gone on with instead of begun anew.
  if (!isInParts && (isAllDue || (rest === undefined && hasBlindChanged(state)))) {
    return { kind: 'all', request: { emails: emailsOf(team) }, userIds: [] };
  }
  const isAnyBlind = dueOf(state, false).next().done !== true;
  const chosen = isAnyBlind && isPageNext ? [] : chooseAgents(state);
  if (chosen.length === 0) return isAnyBlind ? pageOfEverybody(state) : null;
  return {
    kind: 'part',
    request: { emails: chosen.map(({ email }) => email), pages: 1 },
    userIds: chosen.map(({ userId }) => userId),
  };
}

/** Whether a filter leaves anybody out; an empty list does not. */
export function isRestricted({ queueIds, skillIds, agentIds }: TeamFilter): boolean {
  return queueIds.length + skillIds.length + agentIds.length > 0;
}

/** The e-mails to read a team by; none, meaning everybody, unless it is a part of the account's agents. */
export function emailsOf({ members, isFiltered }: ReadState['team']): readonly string[] {
  if (!isFiltered || members.size > MOST_EMAILS) return [];
  const emails = [...members.values()].flatMap(({ email }) => email ?? []);
  return emails.length === members.size ? emails : [];
}

/** Whether an agent can be read alone, by e-mail; who cannot is found in the list of everybody. */
export function isAddressable(member: TeamMember, isFilterIgnored: boolean): member is Addressable {
  return member.email !== null && member.email !== '' && !isFilterIgnored;
}

/** Whether somebody changed who cannot be read alone. */
function hasBlindChanged({ team, changed, isFilterIgnored }: ReadState): boolean {
  return [...changed].some((userId) => {
    const member = team.members.get(userId);
    return member !== undefined && !isAddressable(member, isFilterIgnored);
  });
}

/** Who is due: of those who can be read by e-mail, or of those who cannot, whom a change makes due too. */
function* dueOf(state: ReadState, isByEmail: boolean): Generator<TeamMember> {
  const { team, rounds, now, intervalMs, isFilterIgnored, isInParts, changed } = state;
  // Where a large team can only be read as a list, some change on every page of it: that would never end.
  const isChangeDue = !isByEmail && !(isFilterIgnored && isInParts);
  for (const member of team.members.values()) {
    if (isAddressable(member, isFilterIgnored) !== isByEmail) continue;
    const { userId } = member;
    if (rounds.isDue(userId, now, intervalMs) || (isChangeDue && changed.has(userId))) yield member;
  }
}

/**
 * Who fills one page: up to a half those that changed last, since nobody knows their secondary status; the other half
 * goes on with the round, so that a busy team is read to its end too. A call costs the same for fifty as for one: in a
 * large team what is left of the page goes to those who were read longest ago.
 */
function chooseAgents(state: ReadState): readonly Addressable[] {
  const { team, changed, rounds, intervalMs, isFilterIgnored, isInParts } = state;
  const isCandidate = (member: TeamMember | undefined): member is Addressable =>
    member !== undefined && isAddressable(member, isFilterIgnored);
  const changers = [...changed]
    .reverse()
    .map((userId) => team.members.get(userId))
    .filter(isCandidate);
  if (changers.length === 0 && dueOf(state, true).next().done === true) return [];
  const rank = (member: TeamMember): number => rounds.rank(member, changed.has(member.userId), intervalMs);
  const others = least(isInParts ? team.members.values() : dueOf(state, true), isCandidate, rank);
  const most = Math.max(AGENTS_PER_PAGE / 2, AGENTS_PER_PAGE - others.length);
  return [...new Set([...changers.slice(0, most), ...others])].slice(0, AGENTS_PER_PAGE);
}

/** The page of members with the least rank, in order; a sort of ten thousand for each page would be felt. */
function least(
  members: Iterable<TeamMember>,
  isCandidate: (member: TeamMember) => member is Addressable,
  rank: (member: TeamMember) => number,
): readonly Addressable[] {
  const page: { readonly member: Addressable; readonly rank: number }[] = [];
  for (const member of members) {
    const own = rank(member);
    if (own >= (page[AGENTS_PER_PAGE - 1]?.rank ?? Infinity) || !isCandidate(member)) continue;
    const position = page.findLastIndex((other) => other.rank <= own) + 1;
    page.splice(position, 0, { member, rank: own });
    page.length = Math.min(page.length, AGENTS_PER_PAGE);
  }
  return page.map(({ member }) => member);
}

function pageOfEverybody({ rest }: ReadState): NextRead {
  return { kind: 'page', request: { emails: [], pages: 1, rest }, userIds: [] };
}

/** This part of a page may be agents who were not requested: a few may have the same e-mail. */
const OTHERS_MOST = 0.1;

/** Whether the server has answered with everybody instead of those that were requested. */
export function isOfOthers({ read, rest }: OpenStatusAnswer, userIds: readonly string[]): boolean {
  const wanted = new Set(userIds);
  const others = [...read].filter((userId) => !wanted.has(userId)).length;
  return rest !== undefined && others > read.size * OTHERS_MOST;
}

/** When each agent's status details were read last. */
export interface ReadRounds {
  /** The number of the present round. */
  round(): number;
  /** Everything known is out of date; who was read longest ago still comes first. */
  begin(): void;
  mark(userIds: Iterable<string>, now: number): void;
  /** Forgets who is not in the team any more. */
  keep(members: ReadonlyMap<string, TeamMember>): void;
  /** Whether an agent was not read in this round, or not for so long. */
  isDue(userId: string, now: number, intervalMs: number): boolean;
  /**
   * Where a member stands in the order they are to be read, the least first: who never was, those at work before the
   * others; then by when it was, where a change since then counts as much as an interval, so that neither those who
   * change nor those who do not wait for ever.
   */
  rank(member: TeamMember, hasChanged: boolean, intervalMs: number): number;
  /** Whether an agent was read in this round. */
  isRead(userId: string): boolean;
  /** Forgets everybody. */
  forget(): void;
}

const NEVER_AT_WORK = Number.NEGATIVE_INFINITY;
const NEVER_OFFLINE = Number.MIN_SAFE_INTEGER;

/** Creates rounds in which nobody was read. An order by time, unlike a position in a list, survives who comes and goes. */
export function createReadRounds(): ReadRounds {
  const marks = new Map<string, { readonly at: number; readonly round: number }>();
  let round = 0;

  return {
    round: () => round,
    begin() {
      round += 1;
    },
    mark(userIds, now) {
      for (const userId of userIds) marks.set(userId, { at: now, round });
    },
    keep(members) {
      for (const userId of marks.keys()) if (!members.has(userId)) marks.delete(userId);
    },
    isDue(userId, now, intervalMs) {
      const mark = marks.get(userId);
      return mark?.round !== round || now - mark.at >= intervalMs || mark.at > now;
    },
    rank({ userId, status }, hasChanged, intervalMs) {
      const at = marks.get(userId)?.at ?? (status === 'OFFLINE' ? NEVER_OFFLINE : NEVER_AT_WORK);
      return hasChanged ? at - intervalMs : at;
    },
    isRead: (userId) => marks.get(userId)?.round === round,
    forget: () => marks.clear(),
  };
}
