import type { RateLimitUse } from '../shared/model.ts';
import { MAX_RETRY_MS } from './retry-after.ts';
import type { CallPriority } from './types.ts';

/** One call that has started. */
export interface StartedCall {
  /** Tells it from others of the same instant. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Not for availability. */
  readonly isLower: boolean;
}

/** The last limit answer, and how much it slows down what comes after it. */
export interface LimitAnswer {
  readonly at: number;
  /** No call before this instant. */
  readonly blockedUntil: number;
  /** What the share was divided by. */
  readonly divisor: number;
  /** The divisor eases after each such time without another limit answer. */
  readonly easesEveryMs: number;
}

/** What is remembered of one account's calls. */
export interface CallRecord {
  /** The calls of the last hour, oldest first. */
  readonly calls: readonly StartedCall[];
  /** Null where there was none. */
  readonly limit: LimitAnswer | null;
}

/** The limits of the schedule; both 0 for a copy that has the account for itself. */
export interface ScheduleLimits {
  /** Minimum time between two polls, milliseconds. */
  readonly pollMs: number;
  /** Minimum time between two calls for status details. */
  readonly detailsMs: number;
}

/** At most so many calls for names may start in any span of this length. */
export interface NamesPace {
  readonly calls: number;
  readonly withinMs: number;
}

export const NO_CALLS: CallRecord = { calls: [], limit: null };

const MINUTE_MS = 60_000;
/** Calls are remembered this long, to say how many an hour had. */
export const REMEMBERED_MS = 60 * MINUTE_MS;
/** The server sees a call later than it starts, by a delay that varies. */
const SLACK_MS = 1_000;

/** All copies together start this many calls a minute; the other ten are for other tools of the account. */
const ALL_PER_MINUTE = 50;
/** One copy alone needs no more, however much is free. */
const MAX_PER_MINUTE = 20;
/** One call in five minutes, however many limit answers there were. */
const MIN_PER_MINUTE = 0.2;
/** Where a window has few calls, one in this many may have a lower priority than availability. */
const LOWER_ONE_IN = 5;
const FEW_CALLS = 4;
const NAMES_ONE_IN = 4;

/**
 * Two or more copies need at most 1,500 calls an hour together: one in five is for status details, and the other 1,200
 * are polls, one every 3 s.
 */
const POLL_PER_COPY_MS = 3_000;
/** The pace that a limit answer slows down, for a copy that has no others: that of a team nobody watches. */
const ALONE_POLL_MS = 30_000;
/** Even with the longest pause after a limit answer, a team is at most six minutes old. */
const MAX_SLOWED_POLL_MS = 200_000;

const LIMIT_DIVISOR = 4;
const EASE_PART = 0.2;
/** A smaller one counts as none. */
const EASED_DIVISOR = 1.1;
const MIN_EASE_MS = 15 * MINUTE_MS;
const EASE_SPREAD_MS = 30 * MINUTE_MS;
/** No request takes longer. Within this time a limit answer may be to a request sent before the first one, so it adds nothing. */
const UNDER_WAY_MS = 15_000;

/** Calls a minute that one of `copies` may start while this divisor slows it down. */
function callsPerMinute(copies: number, divisor: number): number {
  return Math.max(MIN_PER_MINUTE, Math.min(MAX_PER_MINUTE, ALL_PER_MINUTE / copies) / divisor);
}

/** How many calls may start in any span of this length. */
function windowOf(perMinute: number): { readonly calls: number; readonly lengthMs: number } {
  const calls = Math.max(1, Math.floor(perMinute));
  return { calls, lengthMs: Math.ceil(Math.max(MINUTE_MS, MINUTE_MS / perMinute)) + SLACK_MS };
}

/** What the share is divided by at `now`; 1 when nothing slows it down. */
export function divisorAt(limit: LimitAnswer | null, now: number): number {
  if (limit === null) return 1;
  const steps = Math.floor(Math.max(0, now - limit.at) / limit.easesEveryMs);
  const divisor = 1 + (limit.divisor - 1) * (1 - EASE_PART) ** steps;
  return divisor < EASED_DIVISOR ? 1 : divisor;
}

/** What the schedule of one of `copies` has to keep to, so that it never uses up a window. */
export function scheduleLimits(copies: number, limit: LimitAnswer | null, now: number): ScheduleLimits {
  const divisor = divisorAt(limit, now);
  const copiesMs = copies > 1 ? copies * POLL_PER_COPY_MS : 0;
  const slowedMs = Math.min(MAX_SLOWED_POLL_MS, Math.max(copiesMs, ALONE_POLL_MS) * divisor);
  const pollMs = divisor === 1 ? copiesMs : Math.ceil(Math.max(slowedMs, MINUTE_MS / callsPerMinute(copies, divisor)));
  return { pollMs, detailsMs: (LOWER_ONE_IN - 1) * pollMs };
}

/**
 * How many calls of one of `copies` may be for names: a quarter of what it has. Where calls are rationed they share with
 * status details, which then come half as often.
 */
export function namesPace(copies: number, limit: LimitAnswer | null, now: number): NamesPace {
  const window = windowOf(callsPerMinute(copies, divisorAt(limit, now)));
  const { detailsMs } = scheduleLimits(copies, limit, now);
  if (detailsMs === 0) return { calls: Math.floor(window.calls / NAMES_ONE_IN), withinMs: window.lengthMs };
  const quarterMs = Math.ceil((NAMES_ONE_IN * window.lengthMs) / window.calls);
  return { calls: 1, withinMs: Math.max(quarterMs, 2 * detailsMs) };
}

/** When a call may start; not later than `now` if it may at once. */
export function nextStart(
  record: CallRecord,
  priority: CallPriority,
  now: number,
  copies: number,
): { readonly at: number; readonly reason: 'limit' | 'pace' } {
  const { limit } = record;
  if (limit !== null && limit.blockedUntil > now) return { at: limit.blockedUntil, reason: 'limit' };
  const { calls, lengthMs } = windowOf(callsPerMinute(copies, divisorAt(limit, now)));
  const lower = record.calls.filter(({ isLower }) => isLower);
  const free = nextFreeAt(record, record.calls, calls, lengthMs);
  const lowerFree =
    calls < FEW_CALLS
      ? nextFreeAt(record, lower, 1, Math.ceil((LOWER_ONE_IN * lengthMs) / calls))
      : nextFreeAt(record, lower, calls - Math.ceil(calls / FEW_CALLS), lengthMs);
  return { at: priority === 'availability' ? free : Math.max(free, lowerFree), reason: 'pace' };
}

/**
 * When one more call may start, with at most `max` calls in a span of this length. What started before the last limit answer
 * counts for a minute only: the server itself has said when to come back.
 */
function nextFreeAt({ limit }: CallRecord, calls: readonly StartedCall[], max: number, lengthMs: number): number {
  const shortMs = Math.min(lengthMs, MINUTE_MS + SLACK_MS);
  const ends = calls.map(({ at }) => at + (limit !== null && at <= limit.at ? shortMs : lengthMs) + 1);
  return ends.sort((a, b) => a - b)[ends.length - max] ?? 0;
}

/** What follows from a limit answer that stops every call until `until`; a shorter stop never ends a longer one. */
export function afterLimitAnswer(
  before: LimitAnswer | null,
  until: number,
  now: number,
  copies: number,
  random: () => number,
): LimitAnswer {
  const blockedUntil = Math.max(before?.blockedUntil ?? 0, Math.min(until, now + MAX_RETRY_MS));
  if (before !== null && now < Math.max(before.blockedUntil, before.at + UNDER_WAY_MS))
    return { ...before, blockedUntil };
  const maxDivisor = callsPerMinute(copies, 1) / MIN_PER_MINUTE;
  const divisor = Math.min(maxDivisor, divisorAt(before, now) * LIMIT_DIVISOR);
  const easesEveryMs = MIN_EASE_MS + Math.round(random() * EASE_SPREAD_MS);
  return { at: now, blockedUntil, divisor, easesEveryMs };
}

/**
 * The record in the time of its clock as it is now. A call in the future shows that the clock was set back by at least
 * as much: all instants move by that, so the calls stay as far apart and nothing waits longer. What is older
 * than an hour is forgotten, and no stop is longer than a server may demand.
 */
export function recordAt({ calls, limit }: CallRecord, now: number): CallRecord {
  const backMs = Math.max(0, (calls.at(-1)?.at ?? 0) - now, (limit?.at ?? 0) - now);
  const moved = backMs === 0 ? calls : calls.map((call) => ({ ...call, at: call.at - backMs }));
  return {
    calls: moved.filter(({ at }) => now - at <= REMEMBERED_MS),
    limit: limit && {
      ...limit,
      at: limit.at - backMs,
      blockedUntil: Math.min(limit.blockedUntil - backMs, now + MAX_RETRY_MS),
    },
  };
}

/** Two parts of one account's record as one. */
export function mergeRecords(a: CallRecord, b: CallRecord): CallRecord {
  const known = new Set(a.calls.map(({ id }) => id));
  const calls = [...a.calls, ...b.calls.filter(({ id }) => !known.has(id))].sort((x, y) => x.at - y.at);
  if (a.limit === null || b.limit === null) return { calls, limit: a.limit ?? b.limit };
  const later = b.limit.at >= a.limit.at ? b.limit : a.limit;
  return { calls, limit: { ...later, blockedUntil: Math.max(a.limit.blockedUntil, b.limit.blockedUntil) } };
}

/** How many calls that are not for availability may start at once, when no limit answer stops them any longer. */
function lowerFreeOf(record: CallRecord, now: number, copies: number): number {
  const at = Math.max(now, record.limit?.blockedUntil ?? 0);
  let [free, next] = [0, record];
  while (nextStart(next, 'lower', at, copies).at <= at) {
    free += 1;
    next = { ...next, calls: [...next.calls, { id: String(free), at, isLower: true }] };
  }
  return free;
}

/** What a record says of the use of the rate limit. */
export function useOf(record: CallRecord, now: number, copies: number): RateLimitUse {
  const { limit, calls } = record;
  const divisor = divisorAt(limit, now);
  const window = windowOf(callsPerMinute(copies, divisor));
  const { at: freeAt } = nextStart(record, 'availability', now, copies);
  return {
    copies,
    perMinute: window.calls,
    usedLastMinute: calls.filter(({ at }) => at > now - MINUTE_MS).length,
    lowerFree: lowerFreeOf(record, now, copies),
    perHour: window.calls * Math.ceil(REMEMBERED_MS / window.lengthMs),
    usedLastHour: calls.filter(({ at }) => at > now - REMEMBERED_MS).length,
    blockedUntil: limit !== null && limit.blockedUntil > now ? limit.blockedUntil : null,
    freeAt: freeAt > now ? freeAt : null,
    slowedSince: divisor > 1 && limit !== null ? limit.at : null,
  };
}
