import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDay, sumComparisons, type LiveMinute } from '../../../../electron/shared/history/accuracy.ts';
import { ACCURACY_TOLERANCE_MS, type HistoryAgent, type StatusAccuracy } from '../../../../electron/shared/model.ts';
import { agent, day, DAY, HOUR_MS, interval } from './day-of.ts';

const MINUTE_MS = 60_000;

/** What was polled at a minute of the day. */
function live(minute: number, [AVAILABLE, BUSY, AWAY]: readonly [number, number, number], total: number): LiveMinute {
  const OFFLINE = total - AVAILABLE - BUSY - AWAY;
  return { at: DAY + minute * MINUTE_MS, counts: { AVAILABLE, BUSY, AWAY, OFFLINE, OTHER: 0, total } };
}

describe('compareDay', () => {
  const ana = agent('ana', [interval('AVAILABLE', 8, 12), interval('AWAY/Lunch', 12, 13)]);
  const ben = agent('ben', [interval('available', 9, 17)]);
  const cleo = agent('cleo', []);
  const three = day(ana, ben, cleo);

  it('finds the counts of status details, in whatever case they are written', () => {
    const { minutes, skipped, statuses } = compareDay(three, [live(600, [2, 0, 0], 3), live(750, [1, 0, 1], 3)], 0);
    expect({ minutes, skipped }).toEqual({ minutes: 2, skipped: 0 });
    expect(statuses.map(({ right }) => right)).toEqual([2, 2, 2]);
  });

  it('says what it showed and what was so at that instant', () => {
    const [available] = compareDay(three, [live(600, [3, 0, 0], 3), live(540, [2, 0, 0], 3)], 0).statuses;
    expect(available).toEqual({
      status: 'AVAILABLE',
      right: 1,
      differences: [{ at: DAY + 600 * MINUTE_MS, showed: 3, was: 2 }],
    });
  });

  it('takes any count of the few seconds around the poll, and no other of its minute', () => {
    const aroundNoon = (seconds: number, available: number): number =>
      compareDay(three, [live(720 + seconds / 60, [available, 0, 2 - available], 3)], 0).statuses[0]?.right ?? 0;
    expect([-4, -3, 0, 2.999, 3, 4].map((seconds) => aroundNoon(seconds, 2))).toEqual([1, 1, 1, 1, 0, 0]);
    expect([-4, -3, 0, 2.999, 3, 4].map((seconds) => aroundNoon(seconds, 1))).toEqual([0, 1, 1, 1, 1, 1]);
  });

  it('follows the clock of the server', () => {
    const { statuses } = compareDay(three, [live(715, [1, 0, 1], 3)], 5 * MINUTE_MS);
    expect(statuses[0]?.right).toBe(1);
  });

  it('compares no minute in which more or fewer agents may be meant, and none that reaches out of the day', () => {
    const minutes = [live(600, [1, 0, 0], 1), live(601, [2, 0, 0], 4), live(0, [0, 0, 0], 3), live(602, [2, 0, 0], 2)];
    const { minutes: compared, skipped } = compareDay(three, minutes, 0);
    expect({ compared, skipped }).toEqual({ compared: 1, skipped: 2 });
  });

  it('names the latest differences of several days first', () => {
    const first = compareDay(three, [live(600, [3, 0, 0], 3), live(601, [3, 0, 0], 3)], 0);
    const second = compareDay(three, [live(602, [3, 0, 0], 3), live(603, [0, 0, 0], 3)], 0);
    const sum = sumComparisons([first, second]);
    expect(sum).toMatchObject({ minutes: 4, skipped: 0 });
    expect(sum.statuses[0]?.differences.map(({ at }) => (at - DAY) / MINUTE_MS)).toEqual([603, 602, 601]);
    expect(sum.statuses[0]?.right).toBe(0);
  });
});

describe('whatever the day', () => {
  const STATUSES = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];
  const boundaries = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 3_600 }), { minLength: 2, maxLength: 12 });
  const people = fc.array(fc.tuple(boundaries, fc.infiniteStream(fc.nat(4))), { minLength: 1, maxLength: 6 });

  function dayOfPeople(of: readonly (readonly [readonly number[], { next(): { value: number } }])[]): HistoryAgent[] {
    return of.map(([times, picks], index) => {
      const sorted = [...times].sort((a, b) => a - b);
      const intervals = sorted.slice(1).flatMap((end, place) => {
        const status = STATUSES[picks.next().value];
        return status === undefined ? [] : [interval(status, (sorted[place] ?? 0) / 3_600, end / 3_600)];
      });
      return agent(`a-${index}`, intervals);
    });
  }

  /** The count at an instant, the plain way. */
  function countAt(agents: readonly HistoryAgent[], status: string, at: number): number {
    return agents.filter(({ intervals }) =>
      intervals.some((each) => each.primaryStatus === status && each.start <= at && at < (each.end ?? Infinity)),
    ).length;
  }

  it('polls that see status details are always right, however late in their tolerance the answers come', () => {
    fc.assert(
      fc.property(
        people,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_438 }), fc.nat(59_999), fc.nat(ACCURACY_TOLERANCE_MS)), {
          maxLength: 20,
        }),
        (of, polls) => {
          const agents = dayOfPeople(of);
          const minutes = polls
            .toSorted(([a], [b]) => a - b)
            .map(([minute, ms, lateMs]) => {
              const polledAt = minute + ms / MINUTE_MS;
              const at = DAY + polledAt * MINUTE_MS - lateMs;
              const counts = STATUSES.slice(0, 3).map((status) => countAt(agents, status, at));
              return live(polledAt, counts as [number, number, number], agents.length);
            });
          const { minutes: compared, statuses } = compareDay(day(...agents), minutes, 0);
          expect(compared).toBe(minutes.length);
          for (const { right } of statuses) expect(right).toBe(compared);
        },
      ),
    );
  });

  it('a count that is wrong by one in every minute is right in nearly none, where statuses change seldom', () => {
    const PHASE_MS = 40 * MINUTE_MS;
    const offsets = fc.array(fc.nat(2 * PHASE_MS), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(offsets, fc.nat(59_999), fc.constantFrom(1, -1), (of, ms, wrongBy) => {
        const agents = of.map((offset, index) => {
          const starts = Array.from({ length: 18 }, (_, cycle) => offset + 2 * cycle * PHASE_MS).filter(
            (start) => start < 24 * HOUR_MS,
          );
          return agent(
            `a-${index}`,
            starts.map((start) => interval('AVAILABLE', start / HOUR_MS, (start + PHASE_MS) / HOUR_MS)),
          );
        });
        const polls = Array.from({ length: 1_438 }, (_, minute) => {
          const at = minute + 1 + ms / MINUTE_MS;
          return live(at, [countAt(agents, 'AVAILABLE', DAY + at * MINUTE_MS) + wrongBy, 0, 0], agents.length);
        });
        const { minutes, statuses } = compareDay(day(...agents), polls, 0);
        const [{ right, differences }] = statuses as [StatusAccuracy];
        expect(right / minutes).toBeLessThan(0.2);
        for (const { showed, was } of differences) expect(showed).toBe(was + wrongBy);
      }),
      { numRuns: 20 },
    );
  });

  it('a count that status details do not have near its poll is a difference', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 1_438 }), (of, minute) => {
        const agents = dayOfPeople(of);
        const total = agents.length + 1;
        const { statuses } = compareDay(day(...agents, agent('z', [])), [live(minute, [total, 0, 0], total)], 0);
        expect(statuses[0]).toMatchObject({ right: 0, differences: [{ at: DAY + minute * MINUTE_MS, showed: total }] });
        expect(statuses[0]?.differences[0]?.was).toBeLessThan(total);
      }),
    );
  });
});
