import type { StatusRecord } from '../../kore/types.ts';
import type { Agent, ConnectionMemory } from '../../shared/model.ts';
import type { AnsweredPeriod } from '../zone/api-times.ts';
import { endOf, toSpans, type StatusSpan } from '../intervals.ts';
import type { ApiZone } from '../zone/zone-facts.ts';

/** How a server chooses the records of a day: by when they begin, or all that touch it. */
type Listing = NonNullable<ConnectionMemory['recordsListedBy']>;

const SECONDS_MS = 2_000;
const MINUTE_MS = 60_000;

/**
 * How a server lists records, by one answer. `overlap` if there is a record from before the period that reaches into it.
 * `start` if such a record is missing although an agent has been in one status since before the period. Null when the
 * answer shows neither. Only for a zone that is known.
 * @param live the team as it is known, where the answer is about now
 */
export function listingOf(
  answer: AnsweredPeriod,
  zone: ApiZone,
  live: ReadonlyMap<string, Agent> | null,
): Listing | null {
  let isMissing = false;
  for (const { userId, records } of answer.rows) {
    const spans = spansOf(records, answer, zone);
    // Its own day may begin earlier than the requested one.
    if (spans.some((span) => reachesInto(span, answer, ownStart(answer)))) return 'overlap';
    const isSince = hasLastedSince(live?.get(userId), answer.startsAt);
    isMissing ||= isSince && spans.every(({ start }) => start > answer.startsAt + SECONDS_MS);
  }
  return isMissing ? 'start' : null;
}

/** The same for two consecutive answers: a record that reaches from the first into the second is in both, or in one. */
export function listingOfBoth(first: AnsweredPeriod, second: AnsweredPeriod, zone: ApiZone): Listing | null {
  if (first.endsAt !== second.startsAt) return null;
  const listed = new Map(second.rows.map((row) => [row.userId, row.records]));
  let isMissing = false;
  for (const { userId, records } of first.rows) {
    const there = listed.get(userId);
    const reaching = spansOf(records, first, zone).filter((span) => reachesInto(span, second));
    if (there === undefined || reaching.length === 0) continue;
    const starts = new Set(spansOf(there, second, zone).map(({ start }) => start));
    if (reaching.some(({ start }) => starts.has(start))) return 'overlap';
    isMissing ||= ![...starts].some((start) => Math.abs(start - second.startsAt) <= SECONDS_MS);
  }
  return isMissing ? 'start' : null;
}

/** The same for a complete read; answers that broke off do not count. */
export function listingOfAll(
  answers: readonly AnsweredPeriod[],
  zone: ApiZone,
  live: ReadonlyMap<string, Agent> | null,
): Listing | null {
  const listings = answers.flatMap((answer, index) => {
    const before = answers[index - 1];
    return [listingOf(answer, zone, live), before === undefined ? null : listingOfBoth(before, answer, zone)];
  });
  return listings.find((listing) => listing === 'overlap') ?? listings.find((listing) => listing !== null) ?? null;
}

function spansOf(records: readonly StatusRecord[], { timeZoneOffset }: AnsweredPeriod, zone: ApiZone): StatusSpan[] {
  return toSpans(records, zone, timeZoneOffset);
}

/** By more than a moment on either side. */
function reachesInto(span: StatusSpan, { startsAt, receivedAt }: AnsweredPeriod, before = startsAt): boolean {
  const end = Math.min(endOf(span), receivedAt);
  return span.start < before - SECONDS_MS && end > startsAt + SECONDS_MS;
}

/** When the requested date begins in UTC, if that is earlier. */
function ownStart({ startsAt, timeZoneOffset }: AnsweredPeriod): number {
  return startsAt - Math.max(0, timeZoneOffset) * MINUTE_MS;
}

function hasLastedSince(agent: Agent | undefined, instant: number): boolean {
  if (agent === undefined || agent.status === 'OFFLINE') return false;
  return agent.since.precision === 'exact' && (agent.since.at ?? Infinity) < instant - SECONDS_MS;
}
