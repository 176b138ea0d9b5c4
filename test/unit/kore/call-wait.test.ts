import { describe, expect, it } from 'vitest';
import { createCallWait } from '../../../electron/kore/call-wait.ts';
import type { CallAnswer, RateLimit } from '../../../electron/kore/types.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';

/** A rate limit that makes every call wait ten seconds once. */
function createSlowRateLimit(clock: FakeClock): Pick<RateLimit, 'take'> {
  let isFree = true;
  const answer = (): CallAnswer => {
    isFree = !isFree;
    return isFree ? { ok: true } : { ok: false, retryAt: clock.now() + 10_000, reason: 'pace' };
  };
  return { take: () => Promise.resolve(answer()) };
}

describe('createCallWait', () => {
  it('counts all waits of one read together', async () => {
    const clock = createFakeClock();
    const waits: number[] = [];
    const call = { priority: 'lower', maxWaitMs: 25_000 } as const;
    const onWaiting = (until: number): void => void waits.push(until);
    const wait = createCallWait(createSlowRateLimit(clock), clock, call, { hasBegun: () => true, onWaiting });
    const start = clock.now();
    for (const elapsedMs of [10_000, 20_000]) {
      const taken = wait();
      await settle();
      await clock.advanceAsync(10_000);
      expect(await taken).toBeNull();
      expect(clock.now() - start).toBe(elapsedMs);
    }
    expect(await wait()).toMatchObject({ code: 'rate-limited', retryAt: start + 30_000 });
    expect(waits).toEqual([start + 10_000, start + 20_000]);
  });

  it('waits less until something has been read than after that', async () => {
    const clock = createFakeClock();
    const call = { priority: 'lower', maxWaitMs: 60_000, startWithinMs: 9_999 } as const;
    const slow = createSlowRateLimit(clock);
    const refused = { code: 'rate-limited', retryAt: clock.now() + 10_000 };
    let hasBegun = false;
    const wait = createCallWait(slow, clock, call, { hasBegun: () => hasBegun, onWaiting: () => undefined });
    expect(await wait()).toMatchObject(refused);
    // The rate limit is free now: a call starts at once, but it may bring no answer.
    expect(await wait()).toBeNull();
    expect(await wait()).toMatchObject(refused);
    expect(await wait()).toBeNull();
    hasBegun = true;
    const later = wait();
    await settle();
    await clock.advanceAsync(10_000);
    expect(await later).toBeNull();
  });

  it('does not begin when it is cancelled already', async () => {
    const clock = createFakeClock();
    const call = { priority: 'lower', maxWaitMs: 0, signal: AbortSignal.abort() } as const;
    expect(await createCallWait(createSlowRateLimit(clock), clock, call)()).toMatchObject({ code: 'cancelled' });
  });

  it.each(['while it waits', 'before it begins to wait'])('ends when it is cancelled %s', async (moment) => {
    const clock = createFakeClock();
    const abort = new AbortController();
    const call = { priority: 'lower', maxWaitMs: 10_000, signal: abort.signal } as const;
    const wait = createCallWait(createSlowRateLimit(clock), clock, call)();
    if (moment === 'while it waits') await settle();
    abort.abort();
    expect(await wait).toMatchObject({ code: 'cancelled' });
    expect(clock.pending()).toEqual([]);
  });
});
