import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutDay, tidySpans, type StatusSpan } from '../../../electron/history/intervals.ts';
import { addDays, dayBounds } from '../../../electron/time/days.ts';

const SECOND_MS = 1_000;

describe('cutDay, whatever was recorded', () => {
  const zones = fc.constantFrom('Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
  // Days around the clock changes of 2026, and plain ones.
  const dates = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-06-15', '2026-10-25', '2026-11-01');

  const scene = fc.record({ timeZone: zones, date: dates }).chain(({ timeZone, date }) => {
    const day = dayBounds(date, timeZone);
    const seconds = (from: number, to: number) =>
      fc.integer({ min: from / SECOND_MS, max: to / SECOND_MS }).map((second) => second * SECOND_MS);
    const around = seconds(day.startsAt - 86_400_000, day.endsAt + 86_400_000);
    const one = fc
      .record({
        status: fc.constantFrom('AVAILABLE', 'BUSY', 'Busy', 'AWAY'),
        start: around,
        end: around,
        isOpen: fc.boolean(),
      })
      .map(({ status, start, end, isOpen }): StatusSpan => ({
        primaryStatus: status,
        secondaryStatus: status,
        start,
        end: isOpen ? null : end,
      }));
    return fc.record({ day: fc.constant(day), now: around, spans: fc.array(one, { maxLength: 12 }) });
  });

  it('intervals are in order, disjoint, inside the day and not after now, and nothing is lost or counted twice', () => {
    fc.assert(
      fc.property(scene, ({ day, now, spans }) => {
        const { intervals, totalsMs, noRecordMs } = cutDay(tidySpans(spans), day, now);
        const until = Math.min(day.endsAt, now);
        let previousEnd = day.startsAt;
        for (const { start, end, durationMs } of intervals) {
          expect(start).toBeGreaterThanOrEqual(previousEnd);
          previousEnd = end ?? now;
          expect(durationMs).toBe(previousEnd - start);
          expect(durationMs).toBeGreaterThan(0);
        }
        expect(intervals.length === 0 || previousEnd <= until).toBe(true);
        expect(noRecordMs).toBeGreaterThanOrEqual(0);
        const recordedMs = Object.values(totalsMs).reduce((sum, ms) => sum + ms, 0);
        expect(recordedMs + noRecordMs).toBe(Math.max(0, until - day.startsAt));
      }),
    );
  });

  it('only the last interval can be open, and only while the day lasts', () => {
    fc.assert(
      fc.property(scene, ({ day, now, spans }) => {
        const { intervals } = cutDay(tidySpans(spans), day, now);
        const open = intervals.findIndex(({ end }) => end === null);
        expect(open === -1 || (open === intervals.length - 1 && now < day.endsAt)).toBe(true);
      }),
    );
  });

  it('two days side by side share out every recorded moment', () => {
    fc.assert(
      fc.property(scene, zones, dates, ({ spans }, timeZone, date) => {
        const now = Date.parse('2027-01-01T00:00:00Z');
        const [one, two] = [dayBounds(date, timeZone), dayBounds(addDays(date, 1), timeZone)];
        const tidy = tidySpans(spans);
        const sum = (day: typeof one): number =>
          cutDay(tidy, day, now).intervals.reduce((total, { durationMs }) => total + durationMs, 0);
        expect(sum(one) + sum(two)).toBe(sum({ startsAt: one.startsAt, endsAt: two.endsAt }));
      }),
    );
  });
});
