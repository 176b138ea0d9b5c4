import { describe, expect, it } from 'vitest';
import type { HistoryAgent, HistoryDay } from '../../../../../../electron/shared/model.ts';
import { axisTicks, recordedSpan } from '../../../../../../renderer/features/history/timeline/axis.ts';

const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2026, 10, 19);

function day(...spans: [number, number | null][]): HistoryDay {
  const agents = spans.map(([start, end], index): HistoryAgent => {
    const base = { primaryStatus: 'BUSY', secondaryStatus: '', durationMs: 0, clippedStart: false, clippedEnd: false };
    const interval = { ...base, start: DAY + start * HOUR_MS, end: end === null ? null : DAY + end * HOUR_MS };
    const who = { userId: `u-${index}`, name: '', email: '' };
    return { ...who, intervals: [interval], totalsMs: {}, noRecordMs: 0, knownUntil: DAY + 24 * HOUR_MS };
  });
  return { date: '2026-11-19', startsAt: DAY, endsAt: DAY + 24 * HOUR_MS, read: 'complete', agents };
}

function hours({ start, end }: { start: number; end: number }): [number, number] {
  return [(start - DAY) / HOUR_MS, (end - DAY) / HOUR_MS];
}

const labels = (span: { start: number; end: number }, zone: string, width: number): string[] =>
  axisTicks(span, zone, width).map(({ label }) => label);

describe('the shown part of a day', () => {
  it('runs from the first to the last record in full hours', () => {
    expect(hours(recordedSpan(day([8.4, 12], [7.9, 16.1]), DAY + 30 * HOUR_MS))).toEqual([7, 17]);
  });

  it('reaches to the hour of now while an interval is open', () => {
    expect(hours(recordedSpan(day([8, null]), DAY + 14.5 * HOUR_MS))).toEqual([8, 15]);
  });

  it('is at least three hours, moved back at the end of the day', () => {
    expect(hours(recordedSpan(day([9.2, 9.3]), DAY + 30 * HOUR_MS))).toEqual([9, 12]);
    expect(hours(recordedSpan(day([23.2, 23.9]), DAY + 30 * HOUR_MS))).toEqual([21, 24]);
  });

  it('is the full day without any record', () => {
    expect(hours(recordedSpan(day(), DAY))).toEqual([0, 24]);
  });
});

describe('the times of the axis', () => {
  const day = { start: DAY, end: DAY + 24 * HOUR_MS };

  it('are as many as fit', () => {
    expect(labels(day, 'UTC', 1_600)).toHaveLength(25);
    expect(labels(day, 'UTC', 800)).toEqual([
      '00:00', '02:00', '04:00', '06:00', '08:00', '10:00', '12:00', '14:00', '16:00', '18:00', '20:00', '22:00', '00:00',
    ]); // prettier-ignore
    expect(labels(day, 'UTC', 350)).toEqual(['00:00', '06:00', '12:00', '18:00', '00:00']);
  });

  it('go down to minutes, and follow the clock of a zone that is off by three quarters of an hour', () => {
    const hour = { start: DAY + 10 * HOUR_MS, end: DAY + 11 * HOUR_MS };
    expect(labels(hour, 'UTC', 400)).toEqual(['10:00', '10:10', '10:20', '10:30', '10:40', '10:50', '11:00']);
    expect(labels(hour, 'Asia/Kathmandu', 400)).toEqual(['15:50', '16:00', '16:10', '16:20', '16:30', '16:40']);
    const minutes = { start: hour.start, end: hour.start + HOUR_MS / 12 };
    expect(labels(minutes, 'UTC', 400)).toEqual(['10:00', '10:01', '10:02', '10:03', '10:04', '10:05']);
  });

  it('are those of a zone that is off by three quarters of an hour', () => {
    const [first] = axisTicks(day, 'Asia/Kathmandu', 1_600);
    expect([first?.label, first?.at]).toEqual(['06:00', DAY + HOUR_MS / 4]);
  });

  it('skip the hour the clock skips: a day of 23 hours', () => {
    const start = Date.UTC(2026, 2, 28, 23);
    expect(labels({ start, end: start + 23 * HOUR_MS }, 'Europe/Berlin', 2_000).slice(0, 4)).toEqual([
      '00:00',
      '01:00',
      '03:00',
      '04:00',
    ]);
  });

  it('repeat the hour the clock repeats: a day of 25 hours', () => {
    const start = Date.UTC(2026, 9, 24, 22);
    const ticks = axisTicks({ start, end: start + 25 * HOUR_MS }, 'Europe/Berlin', 2_000);
    expect(ticks.map(({ label }) => label).slice(1, 5)).toEqual(['01:00', '02:00', '02:00', '03:00']);
    expect(ticks).toHaveLength(26);
  });

  it('drop the label of a repeated hour where it would run into the first', () => {
    const start = Date.UTC(2026, 9, 24, 22);
    const hours = axisTicks({ start, end: start + 25 * HOUR_MS }, 'Europe/Berlin', 900).slice(0, 4);
    expect(hours.map(({ label, isLabelled }) => `${label} ${isLabelled}`)).toEqual([
      '00:00 true',
      '02:00 true',
      '02:00 false',
      '04:00 true',
    ]);
  });

  it('keep their labels inside of the axis', () => {
    const ends = axisTicks({ start: DAY, end: DAY + 24 * HOUR_MS }, 'UTC', 260);
    expect([ends.at(0)?.labelX, ends.at(-1)?.labelX, ends.at(-1)?.x]).toEqual([0, 224, 260]);
  });
});
