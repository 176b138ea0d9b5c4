import fc from 'fast-check';
import type { StatusSpan } from '../../../electron/history/intervals.ts';
import { addDays, dayBounds, type DayBounds } from '../../../electron/time/days.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Days of 23, 24, 24.5 and 25 hours, one that never was, and plain ones. */
export const ANY_DAY = fc.constantFrom<readonly [date: string, timeZone: string]>(
  ['2026-06-15', 'Asia/Kolkata'],
  ['2026-03-08', 'America/New_York'],
  ['2026-11-01', 'America/New_York'],
  ['2026-03-29', 'Europe/Berlin'],
  ['2026-10-25', 'Europe/Berlin'],
  ['2026-04-05', 'Australia/Lord_Howe'],
  ['2026-10-04', 'Australia/Lord_Howe'],
  ['2011-12-29', 'Pacific/Apia'],
  ['2011-12-30', 'Pacific/Apia'],
  ['2026-02-28', 'UTC'],
);

/** The spans of one agent around a day, in any state, and when the day was read. */
export interface AnySpans {
  readonly date: string;
  readonly timeZone: string;
  readonly day: DayBounds;
  readonly now: number;
  readonly spans: readonly StatusSpan[];
}

/** Overlaps, duplicates, open ones, empty ones, ends before starts: whatever a server may list. */
export const ANY_SPANS: fc.Arbitrary<AnySpans> = ANY_DAY.chain(([date, timeZone]) => {
  const day = dayBounds(date, timeZone);
  const around = instantsOf({ startsAt: day.startsAt - DAY_MS, endsAt: day.endsAt + DAY_MS });
  const spans = fc.array(anySpan(around), { maxLength: 12 });
  return fc.record({
    date: fc.constant(date),
    timeZone: fc.constant(timeZone),
    day: fc.constant(day),
    now: around,
    spans,
  });
});

/** An instant to the second; often midnight, and often one of a few, so that spans touch. */
export function instantsOf({ startsAt, endsAt }: DayBounds): fc.Arbitrary<number> {
  const seconds = Math.floor((endsAt - startsAt) / SECOND_MS);
  const any = fc.integer({ min: 0, max: seconds }).map((second) => startsAt + second * SECOND_MS);
  const few = fc.integer({ min: 0, max: 12 }).map((part) => startsAt + Math.floor((seconds * part) / 12) * SECOND_MS);
  return fc.oneof(any, few);
}

/** One record of an agent. */
export function anySpan(instants: fc.Arbitrary<number>): fc.Arbitrary<StatusSpan> {
  const status = fc.constantFrom(['AVAILABLE', 'AVAILABLE'], ['BUSY', 'NBK'], ['BUSY', 'Nbk'], ['AWAY', 'Lunch']);
  return fc
    .record({ status, start: instants, end: instants, state: fc.constantFrom('ended', 'ended', 'open', 'open until') })
    .map(({ status: [primaryStatus = '', secondaryStatus = ''], start, end, state }) => ({
      primaryStatus,
      secondaryStatus,
      start,
      ...(state === 'ended' ? { end } : { end: null, ...(state === 'open until' && { openUntil: end }) }),
    }));
}

/** What an agent really did, one status after the other, the last one still open, and some reads of it. */
export interface Truth {
  readonly spans: readonly StatusSpan[];
  /** As an answer has it that was read at an instant. */
  readonly at: (now: number) => StatusSpan[];
}

/** A truth of up to ten statuses between two instants, some of them with holes. */
export function anyTruth(instants: fc.Arbitrary<number>): fc.Arbitrary<Truth> {
  const statuses = fc.constantFrom('AVAILABLE', 'BUSY', 'AWAY');
  const boundaries = fc.uniqueArray(fc.tuple(instants, statuses, fc.boolean()), {
    maxLength: 10,
    selector: ([at]) => at,
  });
  return boundaries.map((unsorted) => {
    const sorted = unsorted.toSorted(([a], [b]) => a - b);
    const spans = sorted.flatMap(([start, primaryStatus, isHole], index): StatusSpan[] => {
      const end = sorted[index + 1]?.[0] ?? null;
      return isHole ? [] : [{ primaryStatus, secondaryStatus: primaryStatus, start, end }];
    });
    const at = (now: number): StatusSpan[] =>
      spans
        .filter(({ start }) => start <= now)
        .map((span) => ({ ...span, end: span.end === null || span.end > now ? null : span.end }));
    return { spans, at };
  });
}

/** The day after one. */
export function nextDay({ date, timeZone }: AnySpans): DayBounds {
  return dayBounds(addDays(date, 1), timeZone);
}
