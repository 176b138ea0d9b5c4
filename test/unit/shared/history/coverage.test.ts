import { describe, expect, it } from 'vitest';
import { coverageOf, minuteCounts, stretchesBelow } from '../../../../electron/shared/history/coverage.ts';
import { agent, day, DAY, HOUR_MS, interval } from './day-of.ts';

const SECOND_H = 1 / 3_600;
const MINUTE_H = 1 / 60;

describe('minuteCounts', () => {
  it('counts each status at full minutes, and equal minutes once', () => {
    const ana = agent('ana', [interval('AVAILABLE', 8 + SECOND_H, 9), interval('BUSY', 9, 9 + 30 * SECOND_H)]);
    const ben = agent('ben', [interval('AVAILABLE', 8 + MINUTE_H, null, 8.5)], 8.5);
    const at = (hour: number) => DAY + Math.round(hour * HOUR_MS);
    expect(minuteCounts(day(ana, ben))).toEqual([
      { at: DAY, counts: { byStatus: {}, noRecord: 2, unknown: 0 } },
      { at: at(8 + MINUTE_H), counts: { byStatus: { AVAILABLE: 2 }, noRecord: 0, unknown: 0 } },
      { at: at(8.5), counts: { byStatus: { AVAILABLE: 1 }, noRecord: 0, unknown: 1 } },
      { at: at(9), counts: { byStatus: { BUSY: 1 }, noRecord: 0, unknown: 1 } },
      { at: at(9 + MINUTE_H), counts: { byStatus: {}, noRecord: 1, unknown: 1 } },
    ]);
  });

  it('says nothing about a change between two agents', () => {
    const ana = agent('ana', [interval('BUSY', 0, 12), interval('AWAY', 12, 24)]);
    const ben = agent('ben', [interval('AWAY', 0, 12), interval('BUSY', 12, 24)]);
    expect(minuteCounts(day(ana, ben))).toEqual([
      { at: DAY, counts: { byStatus: { BUSY: 1, AWAY: 1 }, noRecord: 0, unknown: 0 } },
    ]);
  });

  it('knows no minute of a day that never was', () => {
    expect(minuteCounts({ startsAt: DAY, endsAt: DAY, agents: [agent('ana', [], 0)] })).toEqual([]);
  });
});

describe('stretchesBelow', () => {
  const ana = agent('ana', [interval('AVAILABLE', 8, 12), interval('AVAILABLE', 13, 17)]);
  const ben = agent('ben', [interval('AVAILABLE', 9, 12 + SECOND_H), interval('AWAY', 14, 15)]);
  const floor = (fewerThan: number) => ({ status: 'AVAILABLE', fewerThan });
  const hours = (...args: Parameters<typeof stretchesBelow>) =>
    stretchesBelow(...args).map(({ from, to, least }) => [(from - DAY) / HOUR_MS, (to - DAY) / HOUR_MS, least]);

  it('names the exact times and the fewest in them', () => {
    expect(hours(day(ana, ben), floor(1))).toEqual([
      [0, 8, 0],
      [12 + SECOND_H, 13, 0],
      [17, 24, 0],
    ]);
    expect(hours(day(ana, ben), floor(2))).toEqual([
      [0, 9, 0],
      [12, 24, 0],
    ]);
    expect(hours(day(ana, ben), { status: 'away', fewerThan: 1 })).toEqual([
      [0, 14, 0],
      [15, 24, 0],
    ]);
  });

  it('is one time where two agents take turns in the same second', () => {
    const first = agent('ana', [interval('AVAILABLE', 0, 12)]);
    const second = agent('ben', [interval('AVAILABLE', 12, 24)]);
    expect(hours(day(first, second), floor(1))).toEqual([]);
    expect(hours(day(first, second), floor(2))).toEqual([[0, 24, 1]]);
  });

  it('ends where the first agent was last read', () => {
    const late = agent('cy', [interval('AVAILABLE', 8, null, 10)], 10);
    const early = agent('dee', [], 9);
    expect(hours(day(late, early), floor(2))).toEqual([[0, 9, 0]]);
    expect(hours(day(late, early), floor(1))).toEqual([[0, 8, 0]]);
  });

  it('knows nothing where nobody was read', () => {
    expect(hours(day(), floor(3))).toEqual([]);
  });
});

describe('coverageOf', () => {
  it('says how many agents it speaks of and until when', () => {
    const ana = agent('ana', [interval('AVAILABLE', 0, null, 6)], 6);
    expect(coverageOf(day(ana), 5, { status: 'AVAILABLE', fewerThan: 2 })).toEqual({
      date: '2026-11-19',
      startsAt: DAY,
      endsAt: DAY + 24 * HOUR_MS,
      agentsRead: 1,
      agents: 5,
      knownUntil: DAY + 6 * HOUR_MS,
      below: [{ from: DAY, to: DAY + 6 * HOUR_MS, least: 1 }],
    });
    expect(coverageOf(day(), 5, { status: 'AVAILABLE', fewerThan: 2 })).toMatchObject({
      agentsRead: 0,
      knownUntil: DAY,
      below: [],
    });
  });
});
