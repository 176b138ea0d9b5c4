import { describe, expect, it } from 'vitest';
import { simulate, type Scenario } from '../../../support/rate-limit-simulation/simulate.ts';

const MINUTE_MS = 60_000;
const MAX_PER_MINUTE = 20;

/** One copy whose window is closed, and how long it takes to learn what everybody calls their status. */
function team(agents: number, changes: Pick<Scenario, 'minutes'> & Partial<Scenario>) {
  return simulate({ copies: 1, configured: 1, watched: 0, startWithinMs: 0, seed: 1, agents, ...changes });
}

describe('status details of a team of any size, on one copy', () => {
  it.each([
    [500, 1, 15],
    [2_000, 5, 15],
    [5_000, 13, 15],
    [5_000, 10, 240],
  ] as const)(
    '%d of them are known within %d minutes, where each changes every %d',
    async (agents, minutes, changesEveryMinutes) => {
      const outcome = await team(agents, { minutes, changesEveryMs: changesEveryMinutes * MINUTE_MS });
      expect(outcome.known).toBe(agents);
      expect(outcome.limitAnswers).toBe(0);
      expect(outcome.maxPerMinute).toBeLessThanOrEqual(MAX_PER_MINUTE);
    },
  );

  it('reaches everybody where copies share the account, too', async () => {
    const { known, limitAnswers } = await team(500, { configured: 10, minutes: 60 });
    expect([known, limitAnswers]).toEqual([500, 0]);
  });

  it('calls no more than the changes need, once all are known', async () => {
    const minutes = 10;
    const { calls } = await team(500, { minutes, changesEveryMs: 240 * MINUTE_MS });
    // Two polls a minute, a page for what each of them has changed, and ten pages every five minutes.
    expect(calls).toBeLessThanOrEqual(minutes * (2 + 2 + 2) + 10);
  });
});
