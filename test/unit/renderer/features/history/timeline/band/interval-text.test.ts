import { describe, expect, it } from 'vitest';
import type { StatusInterval } from '../../../../../../../electron/shared/model.ts';
import {
  describeInterval,
  describeSegment,
} from '../../../../../../../renderer/features/history/timeline/band/interval-text.ts';

const DAY = Date.UTC(2026, 10, 19);
const HOUR_MS = 3_600_000;
const FRAME = { timeZone: 'UTC', endsAt: DAY + 24 * HOUR_MS, now: DAY + 14 * HOUR_MS + 2_402_000 };
const NBK: StatusInterval = {
  primaryStatus: 'BUSY',
  secondaryStatus: 'NBK',
  start: DAY + 14 * HOUR_MS + 131_000,
  end: DAY + 14 * HOUR_MS + 2_402_000,
  durationMs: 2_271_000,
  clippedStart: false,
  clippedEnd: false,
};

describe('the sentence of an interval', () => {
  it('names status, times, duration and what lies outside the day', () => {
    expect(describeInterval({ ...NBK, clippedStart: true }, FRAME)).toBe(
      'BUSY · NBK, 14:02:11 – 14:40:02, 37 m, continues from the day before',
    );
  });

  it('says a name once when the customer calls the status the same', () => {
    expect(describeInterval({ ...NBK, secondaryStatus: ' busy' }, FRAME)).toBe('BUSY, 14:02:11 – 14:40:02, 37 m');
  });

  it.each([
    ['now, where it was read moments ago', 60_000, '14:02:11 – now, 37 m'],
    ['when it was last read, where that was a while ago', 61_000, '14:02:11 – 14:40:02, 37 m, still so when last read'],
  ])('ends an open interval %s', (_when, agoMs, rest) => {
    const [open, frame] = [
      { ...NBK, end: null },
      { ...FRAME, now: FRAME.now + agoMs },
    ];
    expect(describeInterval(open, frame)).toBe(`BUSY · NBK, ${rest}`);
    expect(describeSegment({ interval: open, start: NBK.start, end: FRAME.now }, frame).rest).toBe(`, ${rest}`);
  });

  it('ends a clipped interval at the end of the day', () => {
    const fullDay = { ...NBK, start: DAY, end: FRAME.endsAt, durationMs: 24 * HOUR_MS };
    expect(describeInterval({ ...fullDay, clippedStart: true, clippedEnd: true }, FRAME)).toBe(
      'BUSY · NBK, 00:00:00 – 24:00:00, 24 h, continues from the day before and into the next day',
    );
  });

  it('calls a hole no record', () => {
    expect(describeSegment({ interval: null, start: DAY, end: DAY + HOUR_MS }, FRAME)).toEqual({
      lead: 'No record',
      rest: ', 00:00:00 – 01:00:00, 1 h',
    });
  });

  it('names the zone beside the times where it is not the reader’s', () => {
    const frame = { ...FRAME, foreignZone: 'Asia/Kolkata' };
    expect(describeSegment({ interval: NBK, start: NBK.start, end: NBK.start }, frame).rest).toBe(
      ', 14:02:11 – 14:40:02 in Asia/Kolkata, 37 m',
    );
    expect(describeSegment({ interval: null, start: DAY, end: DAY + HOUR_MS }, frame).rest).toBe(
      ', 00:00:00 – 01:00:00 in Asia/Kolkata, 1 h',
    );
  });
});
