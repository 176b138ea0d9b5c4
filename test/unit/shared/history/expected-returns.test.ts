import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIN_LENGTHS, createLengths, expectedReturns } from '../../../../electron/shared/history/expected-returns.ts';
import type { Agent, StatusInterval, StatusLengths } from '../../../../electron/shared/model.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 19, 12);
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

type Somebody = Pick<Agent, 'status' | 'secondaryStatus' | 'since'>;

function away(
  minutesAgo: number,
  secondaryStatus: string | null = 'Lunch',
  precision: Agent['since']['precision'] = 'exact',
): Somebody {
  return { status: 'AWAY', secondaryStatus, since: { at: NOON - minutesAgo * MINUTE, precision, toleranceMs: 0 } };
}

/** So many times of a status, each of so many minutes. */
function lengths(times: readonly (readonly [number, number])[], secondaryStatus = 'Lunch'): StatusLengths {
  const minutes: number[] = Array.from({ length: 1 + Math.max(...times.map(([each]) => each)) }, () => 0);
  for (const [minute, count] of times) minutes[minute] = (minutes[minute] ?? 0) + count;
  return { secondaryStatus, minutes };
}

const HALF_AN_HOUR = lengths([
  [20, 10],
  [30, 14],
  [40, 10],
]);

function interval(patch: Partial<StatusInterval>, minutes: number): StatusInterval {
  const times = { start: NOON, end: NOON + minutes * MINUTE, durationMs: minutes * MINUTE };
  const clips = { clippedStart: false, clippedEnd: false };
  return { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', ...times, ...clips, ...patch };
}

describe('the lengths of a status', () => {
  const of = (intervals: readonly StatusInterval[]) => {
    const found = createLengths();
    for (const each of intervals) found.add([{ intervals: [each] }]);
    return found.all();
  };
  const many = (patch: Partial<StatusInterval>, minutes = 30) =>
    Array.from({ length: MIN_LENGTHS }, () => interval(patch, minutes));

  it('are of all agents together, whatever the case', () => {
    expect(of([...many({}), interval({ secondaryStatus: 'LUNCH', primaryStatus: 'Away' }, 31)])).toEqual([
      lengths([
        [30, MIN_LENGTHS],
        [31, 1],
      ]),
    ]);
  });

  it('are none of other statuses, of what is open or goes on, or where they are few', () => {
    expect(of(many({ primaryStatus: 'BUSY' }))).toEqual([]);
    expect(of(many({ end: null }))).toEqual([]);
    expect(of(many({ clippedEnd: true }))).toEqual([]);
    expect(of(many({ clippedStart: true }))).toEqual([]);
    expect(of(many({}).slice(1))).toEqual([]);
  });

  it('count from where a status began over midnight', () => {
    const found = of(many({ clippedStart: true, startedAt: NOON - 10 * MINUTE }));
    expect(found).toEqual([lengths([[40, MIN_LENGTHS]])]);
  });
});

describe('who is back by when', () => {
  const returns = (agents: readonly Somebody[], basis = [HALF_AN_HOUR], now = NOON) => {
    const found = expectedReturns(agents, basis, now);
    return found && `${found.count} by ${clock(found.at)}`;
  };

  it('is, for one agent, when half of the longer times are over, up to the next five minutes', () => {
    expect(returns([away(0)])).toBe('1 by 12:35');
    expect(returns([away(25)])).toBe('1 by 12:10');
    // All that last longer than 32 minutes last 40.
    expect(returns([away(32)])).toBe('1 by 12:10');
  });

  it('is of all who are away together', () => {
    expect(returns([away(25), away(25), away(0), away(0)])).toBe('3 by 12:25');
    expect(returns([away(25), away(25)])).toBe('2 by 12:20');
  });

  it('says of how many that is, and from what', () => {
    expect(expectedReturns([away(25), away(0, 'Doctor'), away(3, 'Lunch', 'assumed')], [HALF_AN_HOUR], NOON)).toEqual({
      count: 1,
      at: NOON + 10 * MINUTE,
      counted: 1,
      away: 3,
      basis: [{ secondaryStatus: 'Lunch', times: 34, halfBelowMs: 31 * MINUTE }],
    });
  });

  it('is not known where too few times are, or too few that are longer', () => {
    expect(returns([away(0)], [lengths([[30, MIN_LENGTHS - 1]])])).toBeNull();
    expect(returns([away(41)])).toBeNull();
    expect(returns([away(0, null)])).toBeNull();
    expect(returns([])).toBeNull();
    expect(returns([{ ...away(5), status: 'BUSY' }])).toBeNull();
  });

  it('never lies before now, and never of more agents than are away', () => {
    const agent = fc.record({
      minutes: fc.integer({ min: 0, max: 600 }),
      name: fc.constantFrom('Lunch', 'Break', null),
    });
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 470 }), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.array(agent),
        times,
        times,
        fc.integer({ min: 0, max: 3_600_000 }),
        (agents, lunch, pause, later) => {
          const now = NOON + later;
          const found = expectedReturns(
            agents.map(({ minutes, name }) => away(minutes, name)),
            [lengths(lunch), lengths(pause, 'Break')],
            now,
          );
          if (found === null) return;
          expect(found.at).toBeGreaterThan(now);
          expect(found.at % (5 * MINUTE)).toBe(0);
          expect(found.count).toBeGreaterThanOrEqual(1);
          expect(found.count).toBeLessThanOrEqual(found.counted);
          expect(found.counted).toBeLessThanOrEqual(found.away);
        },
      ),
    );
  });
});
