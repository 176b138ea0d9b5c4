import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimits } from '../../../electron/kore/rate-limits.ts';
import { scheduleLimits } from '../../../electron/kore/rate-limit.ts';
import type { RateLimit } from '../../../electron/kore/types.ts';
import type { ConnectionProfile } from '../../../electron/shared/model.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const MINUTE_MS = 60_000;

let dataFolder: string;
let clock: FakeClock;
/** Every connection there is; what a test puts in its place holds at once. */
let profiles: readonly ConnectionProfile[];

beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-rate-limits-'));
  clock = createFakeClock();
  profiles = [profileOf('a', 30), profileOf('b', 1)];
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

/** Two bots of one account, unless `changes` say otherwise. */
function profileOf(id: string, copies: number, changes: Partial<ConnectionProfile> = {}): ConnectionProfile {
  return connectionProfile({ id, botId: `st-${id}`, copies, ...changes });
}

const create = (): ((profile: ConnectionProfile) => RateLimit) =>
  createRateLimits({ dataFolder, clock, random: () => 0.5, profiles: () => profiles, onSurprise: vi.fn() });

/** How many of so many calls start when one is tried every few seconds. */
async function started(
  rateLimit: () => RateLimit,
  { tries, everyS }: Record<'tries' | 'everyS', number>,
): Promise<number> {
  let calls = 0;
  for (let left = tries; left > 0; left -= 1) {
    if ((await rateLimit().take('availability')).ok) calls += 1;
    clock.jump(everyS * 1_000);
  }
  return calls;
}

describe('the copies of an account', () => {
  it('hold for all of its connections', async () => {
    const rateLimitOf = create();
    expect(await started(() => rateLimitOf(profileOf('b', 1)), { tries: 30, everyS: 1 })).toBe(1);
    expect(rateLimitOf(profileOf('b', 1)).scheduleLimits()).toEqual(scheduleLimits(30, null, 0));
    expect(rateLimitOf(profileOf('b', 1))).toBe(rateLimitOf(profileOf('a', 30)));
  });

  it('are not passed by switching between two of them', async () => {
    const rateLimitOf = create();
    const [from, ids] = [clock.now(), ['a', 'b']];
    const open = (): RateLimit =>
      rateLimitOf(profileOf(ids[Math.floor((clock.now() - from) / MINUTE_MS) % 2] ?? 'a', 1));
    expect(await started(open, { tries: 144, everyS: 5 })).toBe(12);
  });

  it('follow a change at once, whichever connection it was made at', () => {
    const rateLimit = create()(profileOf('a', 30));
    profiles = [profileOf('a', 1), profileOf('b', 1)];
    expect(rateLimit.scheduleLimits()).toEqual(scheduleLimits(1, null, 0));
    profiles = [profileOf('a', 1), profileOf('b', 12)];
    expect(rateLimit.scheduleLimits()).toEqual(scheduleLimits(12, null, 0));
    profiles = [profileOf('a', 1)];
    expect(rateLimit.scheduleLimits()).toEqual(scheduleLimits(1, null, 0));
  });

  it.each([
    ['another host', { host: 'https://de-platform.kore.ai' }],
    ['another account', { accountId: '63f07d26f04465685df4bbbb' }],
  ])('say nothing of %s', (_, changes) => {
    profiles = [profileOf('a', 30), profileOf('b', 2, changes)];
    expect(create()(profileOf('b', 2, changes)).scheduleLimits()).toEqual(scheduleLimits(2, null, 0));
  });

  it('are more for a test that says so, and for nobody else', () => {
    profiles = [profileOf('a', 4)];
    const rateLimitOf = create();
    expect(rateLimitOf(profileOf('test', 30)).scheduleLimits()).toEqual(scheduleLimits(30, null, 0));
    expect(rateLimitOf(profileOf('test', 1)).scheduleLimits()).toEqual(scheduleLimits(4, null, 0));
    expect(rateLimitOf(profileOf('a', 4)).scheduleLimits()).toEqual(scheduleLimits(4, null, 0));
  });

  it('are those of the connection itself while it is not one of them yet, for example in a test of a form', () => {
    profiles = [];
    const rateLimitOf = create();
    expect(rateLimitOf(profileOf('test', 3)).scheduleLimits()).toEqual(scheduleLimits(3, null, 0));
    expect(rateLimitOf(profileOf('test', 30)).scheduleLimits()).toEqual(scheduleLimits(30, null, 0));
  });
});

it('counts what a call is for, so that availability keeps its part', async () => {
  profiles = [];
  const rateLimit = create()(profileOf('a', 1));
  for (let call = 0; call < 15; call += 1) expect(await rateLimit.take('lower')).toEqual({ ok: true });
  expect(await rateLimit.take('lower')).toEqual({ ok: false, retryAt: clock.now() + 61_001, reason: 'pace' });
  expect(await rateLimit.take('availability')).toEqual({ ok: true });
});
