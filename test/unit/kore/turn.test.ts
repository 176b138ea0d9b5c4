import { describe, expect, it } from 'vitest';
import { createTurn } from '../../../electron/kore/turn.ts';
import type { Budget, BudgetAnswer } from '../../../electron/kore/types.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';

/** A budget that makes every call wait ten seconds once. */
function createSlowBudget(clock: FakeClock): Pick<Budget, 'take'> {
  let isFree = true;
  const answer = (): BudgetAnswer => {
    isFree = !isFree;
    return isFree ? { ok: true } : { ok: false, retryAt: clock.now() + 10_000, reason: 'pace' };
  };
  return { take: () => Promise.resolve(answer()) };
}

describe('createTurn', () => {
  it('counts all waits of one read together', async () => {
    const clock = createFakeClock();
    const waits: number[] = [];
    const call = { priority: 'history', maxWaitMs: 25_000 } as const;
    const onWaiting = (until: number): void => void waits.push(until);
    const turn = createTurn(createSlowBudget(clock), clock, call, { hasBegun: () => true, onWaiting });
    const start = clock.now();
    for (const elapsedMs of [10_000, 20_000]) {
      const taken = turn();
      await settle();
      await clock.advanceAsync(10_000);
      expect(await taken).toBeNull();
      expect(clock.now() - start).toBe(elapsedMs);
    }
    expect(await turn()).toMatchObject({ code: 'rate-limited', retryAt: start + 30_000 });
    expect(waits).toEqual([start + 10_000, start + 20_000]);
  });

  it('waits less until something has been read than after that', async () => {
    const clock = createFakeClock();
    const call = { priority: 'history', maxWaitMs: 60_000, startWithinMs: 9_999 } as const;
    const slow = createSlowBudget(clock);
    const refused = { code: 'rate-limited', retryAt: clock.now() + 10_000 };
    let hasBegun = false;
    const turn = createTurn(slow, clock, call, { hasBegun: () => hasBegun, onWaiting: () => undefined });
    expect(await turn()).toMatchObject(refused);
    // The budget is free now: a call starts at once, but it may bring no answer.
    expect(await turn()).toBeNull();
    expect(await turn()).toMatchObject(refused);
    expect(await turn()).toBeNull();
    hasBegun = true;
    const later = turn();
    await settle();
    await clock.advanceAsync(10_000);
    expect(await later).toBeNull();
  });

  it('does not begin when it is cancelled already', async () => {
    const clock = createFakeClock();
    const call = { priority: 'history', maxWaitMs: 0, signal: AbortSignal.abort() } as const;
    expect(await createTurn(createSlowBudget(clock), clock, call)()).toMatchObject({ code: 'cancelled' });
  });

  it.each(['while it waits', 'before it begins to wait'])('ends when it is cancelled %s', async (moment) => {
    const clock = createFakeClock();
    const abort = new AbortController();
    const call = { priority: 'history', maxWaitMs: 10_000, signal: abort.signal } as const;
    const turn = createTurn(createSlowBudget(clock), clock, call)();
    if (moment === 'while it waits') await settle();
    abort.abort();
    expect(await turn).toMatchObject({ code: 'cancelled' });
    expect(clock.pending()).toEqual([]);
  });
});
