import type { PagesRest } from '../kore/types.ts';
import type { TeamMember } from '../kore/members.ts';
import type { ReadRounds } from './details-rounds.ts';
import type { AskedStatuses, PolledTeam, ReadStatuses } from './details-types.ts';

/** The next read: the whole team at once, one page of some agents, or one page of the list of everybody. */
export interface NextRead {
  readonly kind: 'whole' | 'part' | 'page';
  readonly asked: AskedStatuses;
  /** Whom it asks for by e-mail. */
  readonly userIds: readonly string[];
}

/** An agent who can be asked for alone. */
type Askable = TeamMember & { readonly email: string };

/** What the next read is chosen by. */
export interface ReadState {
  readonly team: Pick<PolledTeam, 'members' | 'isFiltered'>;
  readonly now: number;
  /** Milliseconds after which an agent is read again. */
  readonly intervalMs: number;
  /** Whether the team is too large to be read at once. */
  readonly isInParts: boolean;
  readonly isWholeDue: boolean;
  /** User ids that changed and were not read since, the last one at the end. */
  readonly changed: ReadonlySet<string>;
  readonly rounds: ReadRounds;
  /** The server answers with everybody, whoever is asked for. */
  readonly isFilterIgnored: boolean;
  /** The last read was not a page of everybody. */
  readonly isPageTurn: boolean;
  /** Where the list of everybody goes on; absent at its beginning. */
  readonly rest: PagesRest | undefined;
}

export const AGENTS_PER_PAGE = 50;
/** Above this many e-mails in one body, reading everybody is the smaller request. */
const MOST_EMAILS = 200;

/** Chooses the next read; null when nobody is to be read at present. */
export function nextRead(state: ReadState): NextRead | null {
  const { team, isWholeDue, isInParts, isPageTurn, rest } = state;
  // A list of everybody that broke off is gone on with instead of begun anew.
  if (!isInParts && (isWholeDue || (rest === undefined && hasBlindChanged(state)))) {
    return { kind: 'whole', asked: { emails: wholeTeam(team), priority: 'details' }, userIds: [] };
  }
  const isAnyBlind = dueOf(state, false).next().done !== true;
  const asked = isAnyBlind && isPageTurn ? [] : chooseAgents(state);
  if (asked.length === 0) return isAnyBlind ? pageOfEverybody(state) : null;
  return {
    kind: 'part',
    asked: { emails: asked.map(({ email }) => email), priority: isInParts ? 'background' : 'details', pages: 1 },
    userIds: asked.map(({ userId }) => userId),
  };
}

/** The e-mails to read a whole team by; none, meaning everybody, unless it is a part of the account's agents. */
export function wholeTeam({ members, isFiltered }: ReadState['team']): readonly string[] {
  if (!isFiltered || members.size > MOST_EMAILS) return [];
  const emails = [...members.values()].flatMap(({ email }) => email ?? []);
  return emails.length === members.size ? emails : [];
}

/** Whether an agent can be asked for alone; who cannot is found in the list of everybody. */
export function canAsk(member: TeamMember, isFilterIgnored: boolean): member is Askable {
  return member.email !== null && member.email !== '' && !isFilterIgnored;
}

/** Whether somebody changed who cannot be asked for alone. */
function hasBlindChanged({ team, changed, isFilterIgnored }: ReadState): boolean {
  return [...changed].some((userId) => {
    const member = team.members.get(userId);
    return member !== undefined && !canAsk(member, isFilterIgnored);
  });
}

/** Who is due of those that can be asked for, or of those that cannot, who are so by a change too. */
function* dueOf(state: ReadState, isToAsk: boolean): Generator<TeamMember> {
  const { team, rounds, now, intervalMs, isFilterIgnored, isInParts, changed } = state;
  // Where a large team can only be read as a list, some change on every page of it: that would never end.
  const isChangeDue = !isToAsk && !(isFilterIgnored && isInParts);
  for (const member of team.members.values()) {
    if (canAsk(member, isFilterIgnored) !== isToAsk) continue;
    const { userId } = member;
    if (rounds.isDue(userId, now, intervalMs) || (isChangeDue && changed.has(userId))) yield member;
  }
}

/**
 * Who fills one page: up to a half those that changed last, since nobody knows their secondary status; the other half
 * goes on with the round, so that a busy team is read to its end too. A call costs the same for fifty as for one: in a
 * large team what is left of the page goes to those who were read longest ago.
 */
function chooseAgents(state: ReadState): readonly Askable[] {
  const { team, changed, rounds, intervalMs, isFilterIgnored, isInParts } = state;
  const isAskable = (member: TeamMember | undefined): member is Askable =>
    member !== undefined && canAsk(member, isFilterIgnored);
  const news = [...changed]
    .reverse()
    .map((userId) => team.members.get(userId))
    .filter(isAskable);
  if (news.length === 0 && dueOf(state, true).next().done === true) return [];
  const rank = (member: TeamMember): number => rounds.rank(member, changed.has(member.userId), intervalMs);
  const others = least(isInParts ? team.members.values() : dueOf(state, true), isAskable, rank);
  const most = Math.max(AGENTS_PER_PAGE / 2, AGENTS_PER_PAGE - others.length);
  return [...new Set([...news.slice(0, most), ...others])].slice(0, AGENTS_PER_PAGE);
}

/** The page of members with the least rank, in order; a sort of ten thousand for each page would be felt. */
function least(
  members: Iterable<TeamMember>,
  isAskable: (member: TeamMember) => member is Askable,
  rank: (member: TeamMember) => number,
): readonly Askable[] {
  const page: { readonly member: Askable; readonly rank: number }[] = [];
  for (const member of members) {
    const own = rank(member);
    if (own >= (page[AGENTS_PER_PAGE - 1]?.rank ?? Infinity) || !isAskable(member)) continue;
    const place = page.findLastIndex((other) => other.rank <= own) + 1;
    page.splice(place, 0, { member, rank: own });
    page.length = Math.min(page.length, AGENTS_PER_PAGE);
  }
  return page.map(({ member }) => member);
}

function pageOfEverybody({ isInParts, rest }: ReadState): NextRead {
  const priority = isInParts ? 'background' : 'details';
  return { kind: 'page', asked: { emails: [], priority, pages: 1, rest }, userIds: [] };
}

/** Others on the page of agents who were asked for, of so many: a few may have the same e-mail. */
const OTHERS_MOST = 0.1;

/** Whether the server has answered with everybody instead of those that were asked for. */
export function isOfOthers({ read, rest }: ReadStatuses, userIds: readonly string[]): boolean {
  const asked = new Set(userIds);
  const others = [...read].filter((userId) => !asked.has(userId)).length;
  return rest !== undefined && others > read.size * OTHERS_MOST;
}
