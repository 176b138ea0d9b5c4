import { describe, expect, it } from 'vitest';
import { cutDay, tidySpans, toSpans, type StatusSpan } from '../../../electron/history/intervals.ts';
import { dayBounds } from '../../../electron/time/days.ts';
import { KORE_SAMPLE } from './kore-sample.ts';

const at = Date.parse;

function span(primaryStatus: string, start: string, end: string | null, secondaryStatus = primaryStatus): StatusSpan {
  return { primaryStatus, secondaryStatus, start: at(start), end: end === null ? null : at(end) };
}

describe("the document's own sample, in India", () => {
  const sample = tidySpans(toSpans(KORE_SAMPLE, 'request', -330));
  const india = (clock: string): number => at(`2023-03-10T${clock}+05:30`);
  const closed = (primaryStatus: string, start: number, end: number) => ({
    primaryStatus,
    secondaryStatus: primaryStatus,
    start,
    end,
    durationMs: end - start,
    clippedStart: false,
    clippedEnd: false,
  });
  const middle = [
    closed('BUSY', india('21:38:52'), india('21:39:48')),
    closed('AVAILABLE', india('21:40:17'), india('21:40:28')),
    closed('AVAILABLE', india('21:42:49'), india('21:44:05')),
    closed('AVAILABLE', india('21:44:48'), india('21:45:09')),
    closed('AVAILABLE', india('21:46:42'), india('21:51:02')),
  ];
  const morning = {
    ...closed('AVAILABLE', at('2023-03-09T18:30:00Z'), india('21:38:52')),
    durationMs: 77_932_000,
    clippedStart: true,
  };
  const open = {
    ...closed('BUSY', india('21:51:02'), 0),
    secondaryStatus: 'NBK',
  };

  it('of 10 March, read long after: the open status ends at midnight', () => {
    const midnight = at('2023-03-10T18:30:00Z');
    expect(cutDay(sample, dayBounds('2023-03-10', 'Asia/Kolkata'), at('2023-04-13T00:00:00Z'))).toEqual({
      intervals: [morning, ...middle, { ...open, end: midnight, durationMs: 7_738_000, clippedEnd: true }],
      totalsMs: { AVAILABLE: 78_300_000, BUSY: 7_794_000 },
      noRecordMs: 306_000,
    });
  });

  it('of 10 March, read at 22:00 of that day: the open status runs to now', () => {
    expect(cutDay(sample, dayBounds('2023-03-10', 'Asia/Kolkata'), india('22:00:00'))).toEqual({
      intervals: [morning, ...middle, { ...open, end: null, durationMs: 538_000 }],
      totalsMs: { AVAILABLE: 78_300_000, BUSY: 594_000 },
      noRecordMs: 306_000,
    });
  });

  it('of the days around: the same records fill their part of each', () => {
    const now = at('2023-04-13T00:00:00Z');
    const [before, after] = ['2023-03-09', '2023-03-11'].map((date) =>
      cutDay(sample, dayBounds(date, 'Asia/Kolkata'), now),
    );
    expect(before).toEqual({
      intervals: [
        {
          ...closed('AVAILABLE', at('2023-03-09T13:20:38+05:30'), at('2023-03-09T18:30:00Z')),
          durationMs: 38_362_000,
          clippedEnd: true,
        },
      ],
      totalsMs: { AVAILABLE: 38_362_000 },
      noRecordMs: 48_038_000,
    });
    expect(after).toEqual({
      intervals: [
        {
          ...closed('BUSY', at('2023-03-10T18:30:00Z'), at('2023-03-11T18:30:00Z')),
          secondaryStatus: 'NBK',
          clippedStart: true,
          clippedEnd: true,
        },
      ],
      totalsMs: { BUSY: 86_400_000 },
      noRecordMs: 0,
    });
  });

  it('read as UTC it fills the whole Indian day', () => {
    const inUtc = tidySpans(toSpans(KORE_SAMPLE, 'UTC', -330));
    const day = cutDay(inUtc, dayBounds('2023-03-10', 'Asia/Kolkata'), at('2023-04-13T00:00:00Z'));
    expect(day.totalsMs).toEqual({ AVAILABLE: 86_400_000 });
    expect(day.noRecordMs).toBe(0);
  });
});

describe('cutDay', () => {
  const day = dayBounds('2026-03-10', 'UTC');

  it('leaves out what is in other days or has not begun', () => {
    const spans = [
      span('BUSY', '2026-03-09T20:00:00Z', '2026-03-10T00:00:00Z'),
      span('AWAY', '2026-03-10T12:01:00Z', null),
    ];
    expect(cutDay(spans, day, at('2026-03-10T12:00:00Z'))).toEqual({
      intervals: [],
      totalsMs: {},
      noRecordMs: 12 * 3_600_000,
    });
  });

  it('cuts an end that the clock has not reached at now', () => {
    const spans = [span('BUSY', '2026-03-10T11:00:00Z', '2026-03-10T12:00:30Z')];
    const [interval] = cutDay(spans, day, at('2026-03-10T12:00:00Z')).intervals;
    expect(interval).toMatchObject({ end: at('2026-03-10T12:00:00Z'), durationMs: 3_600_000, clippedEnd: true });
  });

  it('counts a day as over at its last instant', () => {
    const spans = [span('BUSY', '2026-03-10T23:00:00Z', null)];
    expect(cutDay(spans, day, day.endsAt - 1).intervals[0]).toMatchObject({ end: null, clippedEnd: false });
    expect(cutDay(spans, day, day.endsAt).intervals[0]).toMatchObject({ end: day.endsAt, clippedEnd: true });
  });

  it('knows nothing of a day that has not begun or never was', () => {
    const empty = { intervals: [], totalsMs: {}, noRecordMs: 0 };
    expect(cutDay([span('BUSY', '2026-03-01T00:00:00Z', null)], day, at('2026-03-09T00:00:00Z'))).toEqual(empty);
    const never = dayBounds('2011-12-30', 'Pacific/Apia');
    expect(cutDay([span('BUSY', '2011-12-01T00:00:00Z', null)], never, at('2026-03-09T00:00:00Z'))).toEqual(empty);
  });

  it.each([
    ['2026-03-08', 'America/New_York', 23],
    ['2026-11-01', 'America/New_York', 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
  ])('fills %s in %s with %d hours', (date, timeZone, hours) => {
    const result = cutDay([span('AWAY', '2026-01-01T00:00:00Z', null)], dayBounds(date, timeZone), at('2027-01-01'));
    expect(result.totalsMs).toEqual({ AWAY: hours * 3_600_000 });
    expect(result.noRecordMs).toBe(0);
  });
});
