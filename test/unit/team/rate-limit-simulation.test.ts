import { describe, expect, it } from 'vitest';
import { createForgetfulRateLimit } from '../../support/rate-limit-simulation/forgetful-rate-limit.ts';
import { simulate, type Outcome, type Scenario } from '../../support/rate-limit-simulation/simulate.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const SPAN_MS = 10 * MINUTE_MS;

/** Some hours of one account, and for how long that was. */
interface Hours extends Outcome {
  readonly minutes: number;
}

/** Four hours of a team of sixty agents: a third of the windows is open, and all copies start within a minute. */
async function hours(changes: Pick<Scenario, 'copies' | 'configured'> & Partial<Scenario>): Promise<Hours> {
  const scenario = { watched: 0.3, agents: 60, startWithinMs: MINUTE_MS, seed: 11, minutes: 240, ...changes };
  const outcome = await simulate(scenario);
  const { calls, limitAnswers, maxPerMinute, maxPerHour, meanAgeMs, worstAgeMs } = outcome;
  const seconds = (ms: number): string => `${Math.round(ms / SECOND_MS)} s`;
  const settledMs = settledAfter(outcome);
  const parts = [
    `${changes.copies} copies set to ${changes.configured}, watched ${scenario.watched}: ${calls} calls in ${scenario.minutes} min`,
    `at most ${maxPerMinute} a minute and ${maxPerHour} an hour, ${limitAnswers} refused`,
    `age ${seconds(meanAgeMs)} on average, ${seconds(worstAgeMs())} at most, ${seconds(worstAgeMs(settledMs))} once settled`,
  ];
  process.stdout.write(`${parts.join('; ')}\n`);
  return { ...outcome, minutes: scenario.minutes };
}

/** Ten minutes after the first limit answer. */
function settledAfter({ limits: [first] }: Pick<Outcome, 'limits'>): number {
  return first === undefined ? 0 : first + SPAN_MS;
}

/** In which part of the ten-minute spans from then on there was a limit answer. */
function limitedPart({ limits, minutes }: Hours): number {
  const from = settledAfter({ limits });
  const spans = Math.floor((minutes * MINUTE_MS - from) / SPAN_MS);
  const limited = limits.filter((at) => at >= from).map((at) => Math.floor((at - from) / SPAN_MS));
  return new Set(limited.filter((span) => span < spans)).size / spans;
}

/** `npm run test:long` simulates other teams as well: another seed, and all windows open from the same moment. */
const IS_LONG = process.env['ROLLCALL_LONG'] !== undefined;
const MIXES: readonly Partial<Scenario>[] = IS_LONG ? [{}, { seed: 12 }, { watched: 1, startWithinMs: 0 }] : [{}];

describe.each(MIXES)('copies that are set to their number (%j)', (mix) => {
  it.each([1, 10, 30])(
    'get no limit answer if they are %d, and no team is older than twice its interval',
    async (copies) => {
      const { limitAnswers, maxPerMinute, maxPerHour, worstIntervals } = await hours({
        copies,
        configured: copies,
        ...mix,
      });
      expect(limitAnswers).toBe(0);
      expect(maxPerMinute).toBeLessThanOrEqual(50);
      expect(maxPerHour).toBeLessThanOrEqual(1_500);
      expect(worstIntervals).toBeLessThanOrEqual(2);
    },
  );
});

describe.each(MIXES)('copies that each believe to be alone (%j)', (mix) => {
  it.each([
    [10, { watched: 1 }],
    [30, {}],
  ] as const)(
    'seldom get a limit answer if they are %d, once they have had one, and no team is old',
    async (copies, watched) => {
      const outcome = await hours({ copies, configured: 1, hasMinutesOnly: true, ...watched, ...mix });
      expect(outcome.limitAnswers).toBeGreaterThan(0);
      expect(limitedPart(outcome)).toBeLessThanOrEqual(1 / 4);
      expect(outcome.worstAgeMs(settledAfter(outcome))).toBeLessThan(6 * MINUTE_MS);
    },
  );
});

it('copies that learn nothing from limit answers get them for ever', async () => {
  const outcome = await hours({
    copies: 30,
    configured: 1,
    hasMinutesOnly: true,
    minutes: 60,
    createRateLimit: createForgetfulRateLimit,
  });
  expect(limitedPart(outcome)).toBe(1);
});
