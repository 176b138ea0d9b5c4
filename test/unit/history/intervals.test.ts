import { describe, expect, it } from 'vitest';
import { tidySpans, toSpans, type StatusSpan, cutDay } from '../../../electron/history/intervals.ts';
import { wallRecord } from './fake-details.ts';
import { dayBounds } from '../../../electron/time/days.ts';
import { KORE_SAMPLE } from './kore-sample.ts';

/** Minutes of one hour stand for instants. */
function minuteSpan(status: string, start: number, end: number | null): StatusSpan {
  const [primaryStatus = '', secondaryStatus = primaryStatus] = status.split('/');
  return { primaryStatus, secondaryStatus, start: start * 60_000, end: end === null ? null : end * 60_000 };
}

describe('toSpans', () => {
  it('reads start and end in the zone named and keeps an open end open', () => {
    const records = [
      wallRecord('BUSY', 'NBK', '2023-03-10T21:51:02', '2023-03-10T22:00:00'),
      wallRecord('AWAY', 'Lunch', '2023-03-10T22:00:00', '-'),
    ];
    expect(toSpans(records, 'request', -330)).toEqual([
      {
        primaryStatus: 'BUSY',
        secondaryStatus: 'NBK',
        start: Date.parse('2023-03-10T16:21:02Z'),
        end: Date.parse('2023-03-10T16:30:00Z'),
      },
      { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', start: Date.parse('2023-03-10T16:30:00Z'), end: null },
    ]);
    expect(toSpans(records, 'UTC', -330)[0]?.start).toBe(Date.parse('2023-03-10T21:51:02Z'));
  });
});

describe('tidySpans', () => {
  it('sorts', () => {
    expect(tidySpans([minuteSpan('BUSY', 20, 30), minuteSpan('AWAY', 0, 10)])).toEqual([
      minuteSpan('AWAY', 0, 10),
      minuteSpan('BUSY', 20, 30),
    ]);
  });

  it('merges equal neighbours, whatever their case, and keeps the spelling of the first', () => {
    expect(
      tidySpans([minuteSpan('BUSY/Nbk', 0, 10), minuteSpan('Busy/NBK', 10, 20), minuteSpan('BUSY/NBK', 20, null)]),
    ).toEqual([minuteSpan('BUSY/Nbk', 0, null)]);
  });

  it('keeps neighbours apart that differ in the secondary status or by a second', () => {
    const differing = [minuteSpan('BUSY/Lunch', 0, 10), minuteSpan('BUSY/Training', 10, 20)];
    expect(tidySpans(differing)).toEqual(differing);
    const holed = [minuteSpan('BUSY', 0, 10), { ...minuteSpan('BUSY', 10, 20), start: 10 * 60_000 + 1_000 }];
    expect(tidySpans(holed)).toEqual(holed);
  });

  it('takes a gap below a second as none', () => {
    expect(tidySpans([minuteSpan('BUSY', 0, 10), { ...minuteSpan('BUSY', 10, 20), start: 10 * 60_000 + 999 }])).toEqual(
      [minuteSpan('BUSY', 0, 20)],
    );
  });

  it('lets the later start win in an overlap, and does not come back to the earlier one', () => {
    expect(tidySpans([minuteSpan('AVAILABLE', 0, 40), minuteSpan('BUSY', 10, 20)])).toEqual([
      minuteSpan('AVAILABLE', 0, 10),
      minuteSpan('BUSY', 10, 20),
    ]);
  });

  it('cuts an open span at the next start', () => {
    expect(tidySpans([minuteSpan('AVAILABLE', 0, null), minuteSpan('BUSY', 10, null)])).toEqual([
      minuteSpan('AVAILABLE', 0, 10),
      minuteSpan('BUSY', 10, null),
    ]);
  });

  it('drops what is empty or ends before it starts', () => {
    expect(tidySpans([minuteSpan('BUSY', 10, 10), minuteSpan('AWAY', 10, 5), minuteSpan('AVAILABLE', 10, 20)])).toEqual(
      [minuteSpan('AVAILABLE', 10, 20)],
    );
  });

  it('does not let what is empty cut anything', () => {
    expect(tidySpans([minuteSpan('AVAILABLE', 0, 20), minuteSpan('BUSY', 10, 10), minuteSpan('AWAY', 15, 12)])).toEqual(
      [minuteSpan('AVAILABLE', 0, 20)],
    );
  });

  it('takes the same record once, and with its end where an answer has it', () => {
    expect(tidySpans([minuteSpan('BUSY', 0, 10), minuteSpan('BUSY', 0, 10)])).toEqual([minuteSpan('BUSY', 0, 10)]);
    expect(tidySpans([minuteSpan('BUSY', 0, null), minuteSpan('BUSY', 0, 10)])).toEqual([minuteSpan('BUSY', 0, 10)]);
    expect(tidySpans([minuteSpan('BUSY', 0, 10), minuteSpan('BUSY', 0, null)])).toEqual([minuteSpan('BUSY', 0, 10)]);
    expect(tidySpans([minuteSpan('BUSY', 0, 10), minuteSpan('BUSY', 0, 12)])).toEqual([minuteSpan('BUSY', 0, 12)]);
  });

  it('knows an open status until the last read of it', () => {
    const open = (until?: number): StatusSpan => ({
      ...minuteSpan('BUSY', 0, null),
      ...(until !== undefined && { openUntil: until * 60_000 }),
    });
    expect(tidySpans([open(10), open(5)])).toEqual([open(10)]);
    expect(tidySpans([open(5), open()])).toEqual([open()]);
    expect(tidySpans([open(10), minuteSpan('BUSY', 0, 7)])).toEqual([minuteSpan('BUSY', 0, 7)]);
    expect(tidySpans([open(10), minuteSpan('AWAY', 4, 5)])).toEqual([
      minuteSpan('BUSY', 0, 4),
      minuteSpan('AWAY', 4, 5),
    ]);
    expect(tidySpans([open(10), minuteSpan('AWAY', 12, 15)])).toEqual([open(10), minuteSpan('AWAY', 12, 15)]);
    expect(tidySpans([open(10), minuteSpan('BUSY', 10, 15)])).toEqual([minuteSpan('BUSY', 0, 15)]);
  });

  it('takes the longest of different statuses that start together', () => {
    const expected = [minuteSpan('BUSY', 0, 10)];
    expect(tidySpans([minuteSpan('BUSY', 0, 10), minuteSpan('AWAY', 0, 5)])).toEqual(expected);
    expect(tidySpans([minuteSpan('AWAY', 0, 5), minuteSpan('BUSY', 0, 10)])).toEqual(expected);
  });
});

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
    startedAt: at('2023-03-09T13:20:38+05:30'),
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
      knownUntil: midnight,
    });
  });

  it('of 10 March, read at 22:00 of that day: the open status runs to now', () => {
    expect(cutDay(sample, dayBounds('2023-03-10', 'Asia/Kolkata'), india('22:00:00'))).toEqual({
      intervals: [morning, ...middle, { ...open, end: null, durationMs: 538_000 }],
      totalsMs: { AVAILABLE: 78_300_000, BUSY: 594_000 },
      noRecordMs: 306_000,
      knownUntil: india('22:00:00'),
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
      knownUntil: at('2023-03-09T18:30:00Z'),
    });
    expect(after).toEqual({
      intervals: [
        {
          ...closed('BUSY', at('2023-03-10T18:30:00Z'), at('2023-03-11T18:30:00Z')),
          secondaryStatus: 'NBK',
          startedAt: india('21:51:02'),
          clippedStart: true,
          clippedEnd: true,
        },
      ],
      totalsMs: { BUSY: 86_400_000 },
      noRecordMs: 0,
      knownUntil: at('2023-03-11T18:30:00Z'),
    });
  });

  it('read as UTC it fills the full Indian day', () => {
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
      knownUntil: at('2026-03-10T12:00:00Z'),
    });
  });

  it('cuts an end that the clock has not reached at now', () => {
    const spans = [span('BUSY', '2026-03-10T11:00:00Z', '2026-03-10T12:00:30Z')];
    const [interval] = cutDay(spans, day, at('2026-03-10T12:00:00Z')).intervals;
    expect(interval).toMatchObject({ end: at('2026-03-10T12:00:00Z'), durationMs: 3_600_000, clippedEnd: true });
  });

  it('ends an open status where it is not known any longer, and says that it was cut', () => {
    const open = { ...span('BUSY', '2026-03-10T11:00:00Z', null), openUntil: at('2026-03-10T11:30:00Z') };
    expect(cutDay([open], day, at('2026-03-10T12:00:00Z'))).toMatchObject({
      intervals: [{ end: at('2026-03-10T11:30:00Z'), durationMs: 1_800_000, clippedEnd: true }],
      noRecordMs: 11.5 * 3_600_000,
    });
  });

  it('counts a day as over at its last instant', () => {
    const spans = [span('BUSY', '2026-03-10T23:00:00Z', null)];
    expect(cutDay(spans, day, day.endsAt - 1).intervals[0]).toMatchObject({ end: null, clippedEnd: false });
    expect(cutDay(spans, day, day.endsAt).intervals[0]).toMatchObject({ end: day.endsAt, clippedEnd: true });
  });

  it('knows nothing of a day that has not begun or never was', () => {
    const empty = { intervals: [], totalsMs: {}, noRecordMs: 0 };
    expect(cutDay([span('BUSY', '2026-03-01T00:00:00Z', null)], day, at('2026-03-09T00:00:00Z'))).toEqual({
      ...empty,
      knownUntil: day.startsAt,
    });
    const never = dayBounds('2011-12-30', 'Pacific/Apia');
    expect(cutDay([span('BUSY', '2011-12-01T00:00:00Z', null)], never, at('2026-03-09T00:00:00Z'))).toEqual({
      ...empty,
      knownUntil: never.startsAt,
    });
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
