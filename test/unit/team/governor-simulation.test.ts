import { describe, expect, it } from 'vitest';
import { createForgetfulBudget } from '../../support/governor/forgetful-budget.ts';
import { simulate, type Outcome, type Scenario } from '../../support/governor/simulate.ts';

const MINUTE_MS = 60_000;
const PER_MINUTE = 60;
const PER_HOUR = 1_800;

/** An hour of a team of 120 agents, a third of the windows in sight, all copies begun within a minute. */
function hour(changes: Pick<Scenario, 'copies' | 'told'> & Partial<Scenario>): Promise<Outcome> {
  return simulate({ watched: 0.3, agents: 120, startWithinMs: MINUTE_MS, seed: 11, ...changes });
}

describe('copies that were told of each other', () => {
  it.each([
    [1, {}, 35],
    [2, {}, 35],
    [10, {}, 40],
    [10, { watched: 1, agents: 400 }, 40],
    [30, {}, 130],
    [30, { watched: 0, startWithinMs: 0 }, 130],
    [30, { watched: 1, startWithinMs: 0, agents: 400 }, 130],
    [100, { startWithinMs: 0 }, 420],
  ] as const)(
    '%d of them (%j) never get a limit answer, and no team is older than %d s',
    async (copies, changes, ageS) => {
      const { limitAnswers, mostPerMinute, mostPerHour, worstAgeMs } = await hour({ copies, told: copies, ...changes });
      expect(limitAnswers).toBe(0);
      expect(mostPerMinute).toBeLessThanOrEqual(50);
      expect(mostPerHour).toBeLessThanOrEqual(1_500);
      expect(worstAgeMs).toBeLessThanOrEqual(ageS * 1_000);
    },
  );
});

describe('copies that each believe to be alone', () => {
  // A copy knows only its own calls, so each has to be refused once before it can know of the others.
  it.each([{}, { startWithinMs: 0 }, { agents: 400 }, { seed: 12 }] as const)(
    'are refused once each, where all thirty begin together (%j), and keep to the budget from then on',
    async (changes) => {
      const outcome = await hour({ copies: 30, told: 1, watched: 1, ...changes });
      expect(outcome.limitAnswers).toBeGreaterThanOrEqual(25);
      expect(outcome.limitAnswers).toBeLessThanOrEqual(35);
      expect(outcome.firstLimitMs).toBeLessThan(MINUTE_MS);
      expect(outcome.mostPerMinuteFrom((outcome.firstLimitMs ?? 0) + MINUTE_MS)).toBeLessThanOrEqual(PER_MINUTE);
      expect(outcome.mostPerHour - outcome.limitAnswers).toBeLessThanOrEqual(PER_HOUR);
    },
  );

  it.each([
    [30, { watched: 0 }],
    [30, { watched: 0.3, agents: 40 }],
    [30, { startWithinMs: 10 * MINUTE_MS }],
    [30, { watched: 1, startWithinMs: 10 * MINUTE_MS, agents: 400 }],
    [10, {}],
    [10, { watched: 1, agents: 400 }],
  ] as const)(
    '%d of them (%j) keep to the budget, but for those that were never refused yet',
    async (copies, changes) => {
      for (const seed of [1, 2]) {
        const outcome = await hour({ copies, told: 1, seed, ...changes });
        expect(outcome.limitAnswers).toBeGreaterThan(0);
        expect(outcome.mostPerMinuteTaught).toBeLessThanOrEqual(PER_MINUTE);
        expect(outcome.mostPerMinute).toBeLessThanOrEqual(PER_MINUTE + copies);
      }
    },
  );

  it('would go on over the budget without the lesson', async () => {
    const outcome = await hour({ copies: 30, told: 1, watched: 1, createBudget: createForgetfulBudget });
    expect(outcome.limitAnswers).toBeGreaterThan(500);
    expect(outcome.mostPerMinuteTaught).toBeGreaterThan(PER_MINUTE);
    expect(outcome.mostPerMinuteFrom((outcome.firstLimitMs ?? 0) + MINUTE_MS)).toBeGreaterThan(PER_MINUTE);
  });
});
