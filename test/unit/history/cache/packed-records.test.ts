import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRecords, unpackRecords, unpackSpans } from '../../../../electron/history/cache/packed-records.ts';
import { toSpans } from '../../../../electron/history/intervals.ts';
import type { StatusRecord } from '../../../../electron/kore/types.ts';
import type { ApiZone } from '../../../../electron/history/zone/zone-facts.ts';
import type { ApiTime } from '../../../../electron/time/api-time.ts';

const time = fc
  .tuple(fc.constantFrom<ApiTime['kind'][]>('wall', 'instant'), fc.integer({ min: 0, max: 4_102_444_800_000 }))
  .map(([kind, ms]): ApiTime => ({ kind, ms }));
const record: fc.Arbitrary<StatusRecord> = fc.record({
  primaryStatus: fc.constantFrom('AVAILABLE', 'AWAY', 'ÉN\nPAUSE', ''),
  secondaryStatus: fc.oneof(fc.constantFrom('Lunch', 'NBK'), fc.string()),
  start: time,
  end: fc.option(time),
});

describe('packed records', () => {
  it('are unpacked as they were', () => {
    fc.assert(
      fc.property(fc.array(record), (records) => {
        expect(unpackRecords(packRecords(records))).toEqual(records);
      }),
    );
  });

  it('are the same times in any zone, wherever their bytes begin', () => {
    const zone = fc.constantFrom<ApiZone[]>('request', 'UTC');
    fc.assert(
      fc.property(fc.array(record), zone, fc.integer({ min: -840, max: 720 }), (records, of, offset) => {
        const { statuses, times } = packRecords(records);
        const moved = new Uint8Array(times.length + 3);
        moved.set(times, 3);
        expect(unpackSpans({ statuses, times: moved.subarray(3) }, of, offset)).toEqual(toSpans(records, of, offset));
      }),
    );
  });
});
