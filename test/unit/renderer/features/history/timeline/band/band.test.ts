import { describe, expect, it } from 'vitest';
import type { StatusInterval } from '../../../../../../../electron/shared/model.ts';
import { bandSegments, segmentAt } from '../../../../../../../renderer/features/history/timeline/band/band.ts';

const HOUR_MS = 3_600_000;
const SPAN = { start: 0, end: 10 * HOUR_MS };
// 100 px for ten hours: ten pixels are an hour.
const WIDTH_PX = 100;

function interval(primaryStatus: string, startHour: number, endHour: number | null): StatusInterval {
  const end = endHour === null ? null : endHour * HOUR_MS;
  return {
    primaryStatus,
    secondaryStatus: '',
    start: startHour * HOUR_MS,
    end,
    durationMs: (end ?? 0) - startHour * HOUR_MS,
    clippedStart: false,
    clippedEnd: false,
  };
}

function drawn(intervals: StatusInterval[], knownUntilHour: number, span = SPAN): string[] {
  return bandSegments(intervals, span, knownUntilHour * HOUR_MS, WIDTH_PX).map(
    ({ kind, x, width }) => `${kind} ${x}+${width}`,
  );
}

describe('the pieces of a band', () => {
  it('are intervals and the holes between them, up to what is known', () => {
    expect(drawn([interval('AVAILABLE', 1, 3), interval('busy', 4, null)], 6)).toEqual([
      'NONE 0+10',
      'AVAILABLE 10+20',
      'NONE 30+10',
      'BUSY 40+20',
    ]);
  });

  it('are one hole for a day without a record, and nothing for a day to come', () => {
    expect(drawn([], 6)).toEqual(['NONE 0+60']);
    expect(drawn([], -3)).toEqual([]);
  });

  it('are cut to the shown part of the day', () => {
    const span = { start: 2 * HOUR_MS, end: 4 * HOUR_MS };
    expect(drawn([interval('AWAY', 0, 3), interval('OFFLINE', 3, 9)], 10, span)).toEqual([
      'AWAY 0+50',
      'OFFLINE 50+50',
    ]);
  });

  it('show an undocumented status as OTHER', () => {
    expect(drawn([interval('Login prep', 0, 1)], 1)).toEqual(['OTHER 0+10']);
  });

  it('are at least a pixel wide and do not run backwards where intervals overlap', () => {
    expect(drawn([interval('BUSY', 0, 0.01), interval('AWAY', 0, 5), interval('BUSY', 2, 4)], 5)).toEqual([
      'BUSY 0+1',
      'AWAY 0.1+49.9',
    ]);
  });
});

describe('the piece under a pixel', () => {
  const segments = bandSegments(
    [interval('AVAILABLE', 1, 5), interval('BUSY', 5, 5.02), interval('AWAY', 5.02, 8)],
    SPAN,
    10 * HOUR_MS,
    WIDTH_PX,
  );

  it('is the one that covers it', () => {
    expect([segmentAt(segments, 0)?.kind, segmentAt(segments, 20)?.kind, segmentAt(segments, 70)?.kind]).toEqual([
      'NONE',
      'AVAILABLE',
      'AWAY',
    ]);
  });

  it('is a thin one as soon as the pointer is beside it', () => {
    expect([segmentAt(segments, 48.5)?.kind, segmentAt(segments, 52)?.kind]).toEqual(['BUSY', 'BUSY']);
  });

  it('is none outside of the band', () => {
    expect(segmentAt(segments, 140)).toBeNull();
  });
});
