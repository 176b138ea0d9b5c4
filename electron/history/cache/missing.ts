import type { PagesRest } from '../../kore/types.ts';
import type { ConnectionMemory, RateLimitUse } from '../../shared/model.ts';
import { addDays } from '../../time/days.ts';
import type { TeamPerson } from '../people.ts';
import { sameOffsetRuns, type RequestedDay } from '../requested-days.ts';
import { completeAtOf, isFinal, readAtOf, type DayState } from './day-states.ts';

/** Some days in a row to read in one go, of everybody or by e-mail. */
export interface ReadStep {
  readonly dates: readonly string[];
  /** Null for the list of everybody. */
  readonly emails: readonly string[] | null;
  /** Where the list goes on; null at its beginning. */
  readonly position: ListRest | null;
  /** What is requested for it. */
  readonly parts: readonly RequestedDay[];
  /** How many days of agents it brings, of the days that are wanted. */
  readonly agentDays: number;
}

/** What was read is read again where that was before these instants: of a day that still lasts, and of one that is over. */
export interface ReadAgain {
  readonly lasting?: number;
  readonly finished?: number;
}

/** A list that broke off, as the next read needs it. */
export interface ListRest {
  readonly rest: PagesRest;
  readonly begunAt: number;
}

/** Who is wanted of which days, and who could be read. */
export interface Wanted {
  readonly days: readonly DayState[];
  /** Days that are read along because a wanted one needs them. */
  readonly alongside: readonly DayState[];
  readonly people: readonly TeamPerson[];
  readonly isEverybody: boolean;
  /** User ids of the team as it is now; none where nobody knows. */
  readonly present: ReadonlySet<string>;
  /** How many agents a list of everybody has, as far as anybody knows. */
  readonly teamSize: number;
  /** E-mails of the request that are nobody's so far. */
  readonly unknownEmails: readonly string[];
  /** By the server's clock. */
  readonly now: number;
}

export const AGENTS_PER_PAGE = 50;
/** Above this many e-mails in one body, another request is the smaller one. */
const MAX_EMAILS = 200;
const DAY_MS = 86_400_000;
/** A list of a day that still lasts is soon out of date. */
const MAX_TODAY_MS = 5 * 60_000;
/** Agents at the end of what was read, which are read again: where none of them comes, the list has moved. */
const SEAM = 5;

/** Whether an agent's day is not known, or was read while it lasted and is over now. */
export function isMissing(day: DayState, userId: string, now: number): boolean {
  const readAt = readAtOf(day, userId);
  return readAt === null || (now >= day.endsAt && !isFinal(day, readAt));
}

/** Whether what was read then is read again. */
export function isReadAgain({ endsAt }: DayState, readAt: number | null, now: number, again: ReadAgain): boolean {
  const { lasting = -Infinity, finished = -Infinity } = again;
  return readAt !== null && readAt < (now < endsAt ? Math.max(lasting, finished) : finished);
}

/** Whether others may belong to a day than those who were read: the team is not known, and no list said who is all of it. */
export function isListMissing(
  day: DayState,
  { isEverybody, present, now }: Pick<Wanted, 'isEverybody' | 'present' | 'now'>,
): boolean {
  if (!isEverybody || present.size > 0) return false;
  const completeAt = completeAtOf(day);
  return completeAt === null || (now >= day.endsAt && !isFinal(day, completeAt));
}

/**
 * What has to be read, in the order of the days. A day of everybody is read as a list, since nobody knows who has left the
 * team meanwhile; a list that broke off goes on. Whoever is not in a list that is no proof is then asked about by e-mail.
 * The days of others are read by e-mail, where all of these are known and that is not the larger read.
 */
export function planReads(wanted: Wanted, again: ReadAgain): readonly ReadStep[] {
  const steps: ReadStep[] = [];
  let last: DayNeed | null = null;
  const days = [...wanted.days, ...wanted.alongside].sort((a, b) => a.startsAt - b.startsAt);
  for (const day of days) {
    const isAlongside = wanted.alongside.includes(day);
    const found = needOf(day, wanted, isAlongside ? {} : again);
    if (found === null) continue;
    const need = isAlongside ? { ...found, agentDays: 0 } : found;
    const before = steps.at(-1);
    const isNext =
      before !== undefined && last !== null && isOneStep(last, need) && addDays(last.date, 1) === need.date;
    if (isNext) steps[steps.length - 1] = joined(before, need);
    else steps.push({ dates: [need.date], ...need });
    last = need;
  }
  return steps.flatMap(inParts);
}

interface DayNeed extends Omit<ReadStep, 'dates'> {
  readonly date: string;
}

function needOf(day: DayState, wanted: Wanted, again: ReadAgain): DayNeed | null {
  const { people, present, isEverybody, teamSize, unknownEmails, now } = wanted;
  const isOutOfDate = (readAt: number | null): boolean => isReadAgain(day, readAt, now, again);
  const missing = people.filter(({ userId }) => isMissing(day, userId, now) || isOutOfDate(readAtOf(day, userId)));
  if (missing.length === 0 && unknownEmails.length === 0 && !isListMissing(day, wanted)) return null;
  const of = { date: day.date, parts: day.parts.map(({ part }) => part), agentDays: Math.max(1, missing.length) };
  const emails = [...missing.flatMap(({ email }) => email ?? []), ...unknownEmails];
  const canBeByEmail = emails.length === missing.length + unknownEmails.length;
  const isSmaller = teamSize === 0 || pagesOf(emails.length) <= pagesOf(teamSize);
  const listedAt = completeAtOf(day);
  const isListed = listedAt !== null && !isOutOfDate(listedAt) && (now < day.endsAt || isFinal(day, listedAt));
  // The list would lack them again.
  if (isListed && emails.length > 0) return { ...of, emails, position: null };
  if (isListed && !isListMissing(day, wanted) && !missing.some(({ userId }) => present.has(userId))) return null;
  const position = positionOf(day, now);
  // The team of today is known, and the rest of a day that was read in part may be less than the list.
  const left = teamSize - (position?.rest.received ?? 0);
  const isRest = present.size > 0 && now < day.endsAt && pagesOf(emails.length) < pagesOf(left);
  if (emails.length > 0 && canBeByEmail && (isEverybody ? isRest : isSmaller)) return { ...of, emails, position: null };
  return { ...of, emails: null, position };
}

/** A list of long ago, or of a day that lasted then, is begun anew. One page is too few to go on from. */
function positionOf({ parts, endsAt }: DayState, now: number): ListRest | null {
  const [only, ...others] = parts;
  const list = only?.saved?.list ?? null;
  if (only === undefined || others.length > 0 || list === null) return null;
  const { received, pages, begunAt } = list;
  const isOld = now >= endsAt ? begunAt < endsAt || now - begunAt > DAY_MS : now - begunAt > MAX_TODAY_MS;
  if (isOld || pages < 2) return null;
  const known = [...only.readAt].filter(([, readAt]) => readAt >= begunAt).map(([userId]) => userId);
  const rest = { received: Math.max(0, received - SEAM), pages, first: new Set<string>(), known: new Set(known) };
  return { rest, begunAt };
}

function isOneStep(a: DayNeed, b: DayNeed): boolean {
  if (a.emails === null || b.emails === null) {
    const isSamePlace = a.position?.begunAt === b.position?.begunAt;
    return a.emails === b.emails && isSamePlace && a.position?.rest.received === b.position?.rest.received;
  }
  return a.emails.length === b.emails.length && a.emails.every((email, index) => email === b.emails?.[index]);
}

function joined(step: ReadStep, need: DayNeed): ReadStep {
  const { dates, parts, agentDays } = step;
  return {
    ...step,
    dates: [...dates, need.date],
    parts: [...parts, ...need.parts],
    agentDays: agentDays + need.agentDays,
  };
}

function inParts(step: ReadStep): readonly ReadStep[] {
  const { emails } = step;
  if (emails === null || emails.length <= MAX_EMAILS) return [step];
  const parts = Math.ceil(emails.length / MAX_EMAILS);
  return Array.from({ length: parts }, (_, part) => {
    const some = emails.slice(part * MAX_EMAILS, (part + 1) * MAX_EMAILS);
    return { ...step, emails: some, agentDays: Math.round((step.agentDays * some.length) / emails.length) };
  });
}

/**
 * How many calls a step takes. While it is not known whether the server takes ranges these are the most it can take: the
 * range is tried to its end, and then each day.
 */
export function callsOf(
  { parts, emails, position }: ReadStep,
  teamSize: number,
  rangeDates: ConnectionMemory['rangeDates'],
): number {
  const left = emails === null ? Math.max(1, teamSize - (position?.rest.received ?? 0)) : emails.length;
  if (rangeDates === 'accepted') return pagesOf(left) * sameOffsetRuns(parts).length;
  return pagesOf(left) * (parts.length + (mayTakeFewer({ parts }, rangeDates) ? 1 : 0));
}

/** Whether a step takes fewer calls than these where the server turns out to take ranges. */
export function mayTakeFewer({ parts }: Pick<ReadStep, 'parts'>, rangeDates: ConnectionMemory['rangeDates']): boolean {
  return rangeDates === null && sameOffsetRuns(parts).length < parts.length;
}

function pagesOf(agents: number): number {
  return Math.max(1, Math.ceil(agents / AGENTS_PER_PAGE));
}

const MINUTE_MS = 61_000;
/** What is left to availability and to other tools of the account, see `rate-limit.ts`. */
const LOWER_PART = 3 / 4;
/** A call and its answer, about. */
const CALL_MS = 500;

/** About how long so many calls take, at the pace the rate limit has now. */
export function timeOf(calls: number, use: RateLimitUse | null, now: number): number {
  const perMinute = Math.max(0.2, Math.floor((use?.perMinute ?? 20) * LOWER_PART));
  const free = use?.lowerFree ?? Math.max(0, perMinute - (use?.usedLastMinute ?? 0));
  const blockedMs = Math.max(0, (use?.blockedUntil ?? 0) - now);
  const windows = Math.ceil(Math.max(0, calls - free) / perMinute);
  return blockedMs + Math.max(windows * MINUTE_MS, calls * CALL_MS);
}
