import type { OpenStatusAnswer, OpenStatusRequest } from '../../history/read/today.ts';
import type { TeamMember } from '../../kore/members.ts';
import type { PagesRest } from '../../kore/types.ts';
import type { TeamFilter } from '../../shared/model.ts';
import { AGENTS_PER_PAGE, detailsIntervalMs } from '../source/poll-interval.ts';

/** The part of a successful poll that the reader of status details needs. */
export interface PolledTeam {
  readonly members: ReadonlyMap<string, TeamMember>;
  /** User ids whose status differs from the poll before. */
  readonly changed: readonly string[];
  readonly isFiltered: boolean;
  /** Who is read before the others, by user id: those whom the filter of the open view selects; null for nobody. */
  readonly first?: ReadonlyMap<string, unknown> | null;
}

/**
 * The next read: one page of agents by e-mail, one page of the list of everybody, or the team at once, which has no
 * `pages`.
 */
export interface NextRead {
  readonly request: OpenStatusRequest;
  /** The agents whom a complete answer is about, even those without a row; none for a page of the list. */
  readonly userIds: readonly string[];
  /** The poll it follows. */
  readonly poll: number;
  /** The time between two reads of the same agent. */
  readonly intervalMs: number;
}

/** Who of a team is to be read next: who changed in front, then who was read longest ago. */
export interface DetailsQueue {
  members: PolledTeam['members'];
  isFiltered: boolean;
  first: ReadonlyMap<string, unknown> | null;
  poll: number;
  /** Agents who changed and were not read since, with the poll of the change; the newest at the end. */
  readonly changed: Map<string, number>;
  /** When each agent was read last, the oldest first. */
  readonly readAt: Map<string, number>;
  /** Agents who were read since all of them were out of date. */
  readonly fresh: Set<string>;
  /** When a team that fits one read was last read at once, and whether that took one page. */
  readAtOnce: { readonly at: number; readonly isOnePage: boolean } | null;
  /** What follows a page by e-mail that did not reach its end, as where more agents have these e-mails. */
  unfinished: NextRead | null;
  /** How far the list of everybody was read; null at its beginning. It is old if everything became out of date since. */
  list: { readonly rest: PagesRest; readonly isOld: boolean } | null;
  /** The last read was no page of the list, so the next one may be. */
  isListNext: boolean;
  /** E-mails that more agents have than fit a page; these agents are found in the list of everybody. */
  crowded: ReadonlySet<string>;
  /** The server answered with agents who were not requested. Until this instant, no read by e-mail is tried. */
  filterIgnoredUntil: number;
}

/** As many agents fit one read, where the rate limit is not shared; more are read in parts. */
const MAX_AT_ONCE = 1_000;
/** Above this many e-mails in one body, reading everybody is the smaller request. */
const MAX_EMAILS = 200;

/** Creates the queue of nobody. */
export function createDetailsQueue(): DetailsQueue {
  return {
    members: new Map(),
    isFiltered: false,
    first: null,
    poll: 0,
    changed: new Map(),
    readAt: new Map(),
    fresh: new Set(),
    readAtOnce: null,
    unfinished: null,
    list: null,
    isListNext: false,
    crowded: new Set(),
    filterIgnoredUntil: Number.NEGATIVE_INFINITY,
  };
}

/** Takes the team of a poll over. */
export function followPoll(queue: DetailsQueue, { members, changed, isFiltered, first = null }: PolledTeam): void {
  queue.members = members;
  queue.isFiltered = isFiltered;
  queue.first = first;
  queue.poll += 1;
  for (const userId of changed) {
    queue.changed.delete(userId);
    queue.changed.set(userId, queue.poll);
  }
  for (const known of [queue.changed, queue.readAt, queue.fresh]) {
    for (const userId of known.keys()) if (!members.has(userId)) known.delete(userId);
  }
}

/** Everything known is out of date; who was read longest ago still comes first. */
export function outdate(queue: DetailsQueue): void {
  queue.fresh.clear();
  queue.readAtOnce = null;
  queue.unfinished = null;
  queue.crowded = new Set();
  queue.list &&= { ...queue.list, isOld: true };
}

/**
 * Chooses the next read; null when nobody is to be read at present.
 * @param callMs minimum time between two calls, where copies share the account; 0 for a copy that has it for itself
 */
export function nextRead(queue: DetailsQueue, now: number, callMs: number): NextRead | null {
  const { members, poll, changed, fresh, readAt, readAtOnce, unfinished, list } = queue;
  if (members.size === 0) return null;
  if (unfinished !== null) return unfinished;
  const intervalMs = detailsIntervalMs(members.size, callMs);
  const isInParts = members.size > (callMs > 0 ? AGENTS_PER_PAGE : MAX_AT_ONCE);
  const isAlone = (member: TeamMember): boolean => isAddressable(queue, member, now);
  // In a busy team, reading a long list for each change would never end; a list of one page is one call.
  const isListOnePage = !isInParts && readAtOnce?.isOnePage === true;
  const isDue = (member: TeamMember): boolean => {
    const { userId } = member;
    const at = readAt.get(userId) ?? 0;
    const isOverdue = !fresh.has(userId) || now - at >= intervalMs || at > now;
    return isOverdue || (changed.has(userId) && (isListOnePage || isAlone(member)));
  };
  const isListDue = [...members.values()].some((member) => !isAlone(member) && isDue(member));
  const isAllDue = readAtOnce === null || now - readAtOnce.at >= intervalMs;
  // A list of everybody that broke off is continued, not begun anew.
  if (!isInParts && (isAllDue || (isListDue && list === null))) {
    return { request: { emails: emailsOf(queue) }, userIds: [...members.keys()], poll, intervalMs };
  }
  const page = isListDue && queue.isListNext ? [] : pageOf(queue, { isAlone, isDue, isFilled: isInParts });
  if (page.length > 0) {
    const emails = page.map(({ email }) => email ?? '');
    return { request: { emails, pages: 1 }, userIds: page.map(({ userId }) => userId), poll, intervalMs };
  }
  return isListDue ? { request: { emails: [], pages: 1, rest: list?.rest }, userIds: [], poll, intervalMs } : null;
}

/**
 * The front of the queue. Up to half of a page goes to agents who changed last, since their secondary status is not known.
 * The other half goes to agents who are due, oldest read first, so that a busy team is read to its end too. In a large
 * team the rest of the page goes to others who were read longest ago: a call for fifty agents costs the same as for one.
 */
function pageOf(
  queue: DetailsQueue,
  {
    isAlone,
    isDue,
    isFilled,
  }: Readonly<Record<'isAlone' | 'isDue', (member: TeamMember) => boolean>> & { readonly isFilled: boolean },
): readonly TeamMember[] {
  const { members, changed } = queue;
  const newestFirst = [...changed.keys()].reverse().flatMap((userId) => members.get(userId) ?? []);
  const changers = firstOf(ofViewFirst(queue, newestFirst), isAlone).slice(0, AGENTS_PER_PAGE / 2);
  const due = firstOf(ofViewFirst(queue, [...oldestFirst(queue)]), (member) => isAlone(member) && isDue(member));
  if (due.length === 0) return [];
  const others = isFilled ? firstOf(oldestFirst(queue), isAlone) : [];
  return [...new Set([...changers, ...due, ...others])].slice(0, AGENTS_PER_PAGE);
}

/** Everybody: first agents who were never read, those at work before the others; then the oldest read first. */
function* oldestFirst({ members, readAt }: DetailsQueue): Generator<TeamMember> {
  const never = [...members.values()].filter(({ userId }) => !readAt.has(userId));
  yield* never.filter(({ status }) => status !== 'OFFLINE');
  yield* never.filter(({ status }) => status === 'OFFLINE');
  for (const userId of readAt.keys()) {
    const member = members.get(userId);
    if (member !== undefined) yield member;
  }
}

/** A view of a part of the team has its times soon, however large the team is. */
function* ofViewFirst({ first }: DetailsQueue, members: readonly TeamMember[]): Generator<TeamMember> {
  if (first === null) return yield* members;
  for (const member of members) if (first.has(member.userId)) yield member;
  for (const member of members) if (!first.has(member.userId)) yield member;
}

function firstOf(members: Iterable<TeamMember>, isWanted: (member: TeamMember) => boolean): readonly TeamMember[] {
  const first: TeamMember[] = [];
  for (const member of members) {
    if (isWanted(member)) first.push(member);
    if (first.length === AGENTS_PER_PAGE) break;
  }
  return first;
}

/** Takes over the result of a read, and moves its agents to the end of the queue. */
export function takeRead(queue: DetailsQueue, next: NextRead, answer: OpenStatusAnswer, now: number): void {
  const { members, readAt, fresh, changed } = queue;
  const { read, rest, stopped } = answer;
  const { emails, pages } = next.request;
  const isAtOnce = pages === undefined;
  const isList = emails.length === 0;
  const isByEmail = !isAtOnce && !isList;
  const isTaken = !isByEmail || !hasOthers(answer, next.userIds);
  if (isAtOnce) queue.readAtOnce = { at: now, isOnePage: rest === undefined && read.size <= AGENTS_PER_PAGE };
  if (!isTaken) queue.filterIgnoredUntil = now + next.intervalMs;
  const isCutOff = rest !== undefined && next.userIds.some((userId) => !read.has(userId) && !rest.known.has(userId));
  queue.unfinished = isByEmail && isTaken && isCutOff ? { ...next, request: { ...next.request, rest } } : null;
  // Counted only where an answer is longer than its page: it takes some milliseconds in a team of thousands.
  if (isByEmail && rest !== undefined) queue.crowded = crowdedEmails(members);
  const isToTheEnd = rest === undefined && stopped === null && answer.isShort !== true;
  const absent = isList ? followList(queue, answer, { isAtOnce, now }) : [];
  for (const userId of [...read, ...(isTaken && isToTheEnd ? next.userIds : []), ...absent]) {
    if (!members.has(userId)) continue;
    readAt.delete(userId);
    readAt.set(userId, now);
    fresh.add(userId);
    // They may have changed again meanwhile.
    if ((changed.get(userId) ?? Infinity) <= next.poll) changed.delete(userId);
  }
}

function crowdedEmails(members: PolledTeam['members']): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { email } of members.values()) if (email !== null) counts.set(email, (counts.get(email) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > AGENTS_PER_PAGE).map(([email]) => email));
}

/** At the end of the list, agents who can only be found there and were not count as read: they have no records. */
function followList(
  queue: DetailsQueue,
  { rest, read }: OpenStatusAnswer,
  { isAtOnce, now }: { readonly isAtOnce: boolean; readonly now: number },
): readonly string[] {
  const before = isAtOnce ? null : queue.list;
  const isOld = before?.isOld ?? false;
  queue.list = rest === undefined ? null : { rest, isOld };
  if (rest !== undefined || isOld) return [];
  const unlisted = [...queue.members.values()].filter((member) => !isAddressable(queue, member, now));
  // An agent on an earlier page may have changed since.
  const isListed = (userId: string): boolean => read.has(userId) || before?.rest.known.has(userId) === true;
  return unlisted.map(({ userId }) => userId).filter((userId) => !isListed(userId));
}

/** Whether the server answered with agents who were not requested; several agents may share an e-mail. */
function hasOthers({ read, requested }: OpenStatusAnswer, userIds: readonly string[]): boolean {
  const wanted = new Set(userIds);
  return [...read].some((userId) => !wanted.has(userId) && requested?.has(userId) !== true);
}

/** Whether an agent can be read by e-mail. The others are found in the list of everybody. */
function isAddressable({ filterIgnoredUntil, crowded }: DetailsQueue, { email }: TeamMember, now: number): boolean {
  return email !== null && email !== '' && now >= filterIgnoredUntil && (crowded.size === 0 || !crowded.has(email));
}

/** Whether a filter leaves anybody out; an empty list does not. */
export function isRestricted({ viewId, queueIds, skillIds, agentIds }: TeamFilter): boolean {
  return viewId !== undefined || queueIds.length + skillIds.length + agentIds.length > 0;
}

/** The e-mails to read a team by; none, meaning everybody, unless it is a part of the account's agents. */
export function emailsOf({ members, isFiltered }: Pick<PolledTeam, 'members' | 'isFiltered'>): readonly string[] {
  if (!isFiltered || members.size > MAX_EMAILS) return [];
  const emails = [...members.values()].flatMap(({ email }) => email ?? []);
  return emails.length === members.size ? emails : [];
}
