import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../../../../renderer/features/history/timeline/band/band.ts';
import {
  pan,
  sameClock,
  snapped,
  spanBetween,
  zoomAt,
} from '../../../../../../../renderer/features/history/timeline/controls/zoom.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 10, 19);
const DAY = { start: START, end: START + 24 * HOUR_MS };
const hours = (start: number, end: number): Span => ({ start: START + start * HOUR_MS, end: START + end * HOUR_MS });
const shown = ({ start, end }: Span): [number, number] => [(start - START) / HOUR_MS, (end - START) / HOUR_MS];

describe('zooming', () => {
  it('leaves the instant under the pointer where it is', () => {
    expect(shown(zoomAt(hours(8, 16), 0.5, START + 10 * HOUR_MS, DAY))).toEqual([9, 13]);
    expect(shown(zoomAt(hours(9, 13), 2, START + 10 * HOUR_MS, DAY))).toEqual([8, 16]);
  });

  it('never leaves the day nor shows more than it', () => {
    expect(shown(zoomAt(hours(0, 8), 2, START + 7 * HOUR_MS, DAY))).toEqual([0, 16]);
    expect(shown(zoomAt(hours(0, 20), 4, START, DAY))).toEqual([0, 24]);
  });

  it('shows at least five minutes', () => {
    expect(shown(zoomAt(hours(10, 11), 0.001, START + 10.5 * HOUR_MS, DAY))).toEqual([10.5 - 1 / 24, 10.5 + 1 / 24]);
  });
});

describe('moving the shown time', () => {
  it('goes by a part of its length and stops at both ends of the day', () => {
    expect(shown(pan(hours(8, 12), 0.25, DAY))).toEqual([9, 13]);
    expect(shown(pan(hours(1, 5), -0.5, DAY))).toEqual([0, 4]);
    expect(shown(pan(hours(21, 23), 1, DAY))).toEqual([22, 24]);
  });
});

describe('the time of a drag', () => {
  it('is in full minutes, in whichever direction it went', () => {
    const [a, b] = [START + 10 * HOUR_MS + 20_000, START + 11 * HOUR_MS - 20_000];
    expect(shown(spanBetween(a, b, DAY))).toEqual([10, 11]);
    expect(shown(spanBetween(b, a, DAY))).toEqual([10, 11]);
  });

  it('is widened around its middle, and inside of the day', () => {
    const minutes = (at: number): number => (at - START) / MINUTE_MS;
    const middle = spanBetween(START + 60 * MINUTE_MS, START + 61 * MINUTE_MS, DAY);
    expect([minutes(middle.start), minutes(middle.end)]).toEqual([58, 63]);
    const first = spanBetween(START, START + MINUTE_MS, DAY);
    expect([minutes(first.start), minutes(first.end)]).toEqual([0, 5]);
  });
});

describe('the same time on another day', () => {
  const zone = 'Europe/Berlin';
  const saturday = { start: Date.UTC(2026, 9, 23, 22), end: Date.UTC(2026, 9, 24, 22) };
  // The clocks go back: 25 hours.
  const sunday = { start: Date.UTC(2026, 9, 24, 22), end: Date.UTC(2026, 9, 25, 23) };

  it('is what the clock shows, also where the clocks change in between', () => {
    const tenOnSaturday = saturday.start + 10 * HOUR_MS;
    const tenOnSunday = sunday.start + 11 * HOUR_MS;
    expect(sameClock(tenOnSaturday, saturday, sunday, zone)).toBe(tenOnSunday);
    expect(sameClock(tenOnSunday, sunday, saturday, zone)).toBe(tenOnSaturday);
  });

  it('keeps a whole day whole', () => {
    expect(sameClock(saturday.end, saturday, sunday, zone)).toBe(sunday.end);
    expect(sameClock(sunday.end, sunday, saturday, zone)).toBe(saturday.end);
  });
});

describe('a drag', () => {
  const at = (hours: number, minutes: number): number => START + hours * HOUR_MS + minutes * MINUTE_MS;

  it('selects round minutes, the rounder the more time a pixel has', () => {
    expect(snapped(at(10, 4), at(11, 2), DAY, 2 * MINUTE_MS)).toEqual({ start: at(10, 0), end: at(11, 0) });
    expect(snapped(at(11, 2), at(10, 4), DAY, MINUTE_MS / 2)).toEqual({ start: at(10, 5), end: at(11, 0) });
    expect(snapped(at(10, 4), at(11, 2), DAY, MINUTE_MS / 10)).toEqual({ start: at(10, 4), end: at(11, 2) });
    expect(snapped(START - HOUR_MS, DAY.end + HOUR_MS, DAY, MINUTE_MS)).toEqual(DAY);
  });
});
