import { describe, expect, it } from 'vitest';
import { createForgetfulRateLimit } from '../../support/governor/forgetful-rate-limit.ts';
import { simulate, type Outcome, type Scenario } from '../../support/governor/simulate.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOURS = 4;
const SPAN_MS = 10 * MINUTE_MS;

/** Four hours of a team of sixty agents, a third of the windows in sight, all copies begun within a minute. */
async function hours(changes: Pick<Scenario, 'copies' | 'told'> & Partial<Scenario>): Promise<Outcome> {
  const outcome = await simulate({
    watched: 0.3,
    agents: 60,
    startWithinMs: MINUTE_MS,
    seed: 11,
    minutes: HOURS * 60,
    ...changes,
  });
  const { calls, limitAnswers, mostPerMinute, mostPerHour, meanAgeMs, worstAgeMs } = outcome;
  const seconds = (ms: number): string => `${Math.round(ms / SECOND_MS)} s`;
  const settledMs = settledAfter(outcome);
  const parts = [
    `${changes.copies} copies told ${changes.told}, watched ${changes.watched ?? 0.3}: ${calls} calls in ${HOURS} h`,
    `at most ${mostPerMinute} a minute and ${mostPerHour} an hour, ${limitAnswers} refused`,
    `age ${seconds(meanAgeMs)} on average, ${seconds(worstAgeMs())} at most, ${seconds(worstAgeMs(settledMs))} once settled`,
  ];
  process.stdout.write(`${parts.join('; ')}\n`);
  return outcome;
}

/** Ten minutes after the first limit answer. */
function settledAfter({ limits: [first] }: Outcome): number {
  return first === undefined ? 0 : first + SPAN_MS;
}

/** In which part of the ten-minute spans from then on there was a limit answer. */
function limitedPart({ limits, ...outcome }: Outcome): number {
  const from = settledAfter({ limits, ...outcome });
  const spans = Math.floor((HOURS * 60 * MINUTE_MS - from) / SPAN_MS);
  const limited = limits.filter((at) => at >= from).map((at) => Math.floor((at - from) / SPAN_MS));
  return new Set(limited.filter((span) => span < spans)).size / spans;
}

describe('copies that were told of each other', () => {
  it.each([
    [1, {}],
    [10, {}],
    [30, {}],
    [30, { watched: 1, startWithinMs: 0 }],
  ] as const)(
    '%d of them (%j) get no limit answer, and no team is older than twice its interval',
    async (copies, changes) => {
      const { limitAnswers, mostPerMinute, mostPerHour, worstIntervals } = await hours({
        copies,
        told: copies,
        ...changes,
      });
      expect(limitAnswers).toBe(0);
      expect(mostPerMinute).toBeLessThanOrEqual(50);
      expect(mostPerHour).toBeLessThanOrEqual(1_500);
      expect(worstIntervals).toBeLessThanOrEqual(2);
    },
  );
});

describe('copies that each believe to be alone', () => {
  it.each([
    [10, { watched: 1 }],
    [10, { watched: 1, startWithinMs: 0 }],
    [30, {}],
    [30, { watched: 1, startWithinMs: 0 }],
  ] as const)(
    '%d of them (%j) seldom get a limit answer once they have had one, and no team is old',
    async (copies, changes) => {
      const outcome = await hours({ copies, told: 1, hasMinutesOnly: true, ...changes });
      expect(outcome.limitAnswers).toBeGreaterThan(0);
      expect(limitedPart(outcome)).toBeLessThanOrEqual(1 / 4);
      expect(outcome.worstAgeMs(settledAfter(outcome))).toBeLessThan(6 * MINUTE_MS);
    },
  );

  it('would get them for ever if they learned nothing', async () => {
    const outcome = await hours({
      copies: 30,
      told: 1,
      hasMinutesOnly: true,
      createRateLimit: createForgetfulRateLimit,
    });
    expect(limitedPart(outcome)).toBe(1);
  });
});
