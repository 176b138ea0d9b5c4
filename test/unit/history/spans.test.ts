import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidySpans, toSpans, type StatusSpan } from '../../../electron/history/intervals.ts';
import { wallRecord } from './fake-details.ts';

/** Minutes of one hour stand for instants. */
function span(status: string, start: number, end: number | null): StatusSpan {
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
    expect(tidySpans([span('BUSY', 20, 30), span('AWAY', 0, 10)])).toEqual([span('AWAY', 0, 10), span('BUSY', 20, 30)]);
  });

  it('merges equal neighbours, whatever their case, and keeps the spelling of the first', () => {
    expect(tidySpans([span('BUSY/Nbk', 0, 10), span('Busy/NBK', 10, 20), span('BUSY/NBK', 20, null)])).toEqual([
      span('BUSY/Nbk', 0, null),
    ]);
  });

  it('keeps neighbours apart that differ in the secondary status or by a second', () => {
    const differing = [span('BUSY/Lunch', 0, 10), span('BUSY/Training', 10, 20)];
    expect(tidySpans(differing)).toEqual(differing);
    const holed = [span('BUSY', 0, 10), { ...span('BUSY', 10, 20), start: 10 * 60_000 + 1_000 }];
    expect(tidySpans(holed)).toEqual(holed);
  });

  it('takes a gap below a second as none', () => {
    expect(tidySpans([span('BUSY', 0, 10), { ...span('BUSY', 10, 20), start: 10 * 60_000 + 999 }])).toEqual([
      span('BUSY', 0, 20),
    ]);
  });

  it('lets the later start win in an overlap, and does not come back to the earlier one', () => {
    expect(tidySpans([span('AVAILABLE', 0, 40), span('BUSY', 10, 20)])).toEqual([
      span('AVAILABLE', 0, 10),
      span('BUSY', 10, 20),
    ]);
  });

  it('cuts an open span at the next start', () => {
    expect(tidySpans([span('AVAILABLE', 0, null), span('BUSY', 10, null)])).toEqual([
      span('AVAILABLE', 0, 10),
      span('BUSY', 10, null),
    ]);
  });

  it('drops what is empty or ends before it starts', () => {
    expect(tidySpans([span('BUSY', 10, 10), span('AWAY', 10, 5), span('AVAILABLE', 10, 20)])).toEqual([
      span('AVAILABLE', 10, 20),
    ]);
  });

  it('does not let what is empty cut anything', () => {
    expect(tidySpans([span('AVAILABLE', 0, 20), span('BUSY', 10, 10), span('AWAY', 15, 12)])).toEqual([
      span('AVAILABLE', 0, 20),
    ]);
  });

  it('takes the same record once, as the latest answer has it', () => {
    expect(tidySpans([span('BUSY', 0, 10), span('BUSY', 0, 10)])).toEqual([span('BUSY', 0, 10)]);
    expect(tidySpans([span('BUSY', 0, null), span('BUSY', 0, 10)])).toEqual([span('BUSY', 0, 10)]);
    expect(tidySpans([span('BUSY', 0, 10), span('BUSY', 0, null)])).toEqual([span('BUSY', 0, null)]);
  });

  it('takes the longest of different statuses that start together', () => {
    const expected = [span('BUSY', 0, 10)];
    expect(tidySpans([span('BUSY', 0, 10), span('AWAY', 0, 5)])).toEqual(expected);
    expect(tidySpans([span('AWAY', 0, 5), span('BUSY', 0, 10)])).toEqual(expected);
  });

  it('changes nothing when done twice', () => {
    const minute = fc.integer({ min: 0, max: 60 });
    const end = fc.option(minute, { nil: null });
    const any = fc.tuple(fc.constantFrom('BUSY', 'AWAY', 'AWAY/Lunch'), minute, end).map((parts) => span(...parts));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 15 }), (spans) => {
        const once = tidySpans(spans);
        expect(tidySpans(once)).toEqual(once);
      }),
    );
  });
});
