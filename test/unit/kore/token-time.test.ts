import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../electron/kore/server-clock.ts';
import { createTokenTime } from '../../../electron/kore/token-time.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const HOUR_MS = 3_600_000;

/** A host whose `Date` is off by so much, heard of once. */
function scene(offsetMs: number) {
  const clock = createFakeClock();
  const serverClock = createServerClock(clock);
  const hear = (ms: number): void =>
    serverClock.learn(new Date(clock.now() + ms).toUTCString(), clock.now() + 1_000 - (clock.now() % 1_000));
  hear(offsetMs);
  const time = createTokenTime(clock, serverClock);
  return { time, hear, ahead: () => Math.round((time.now() - clock.now()) / 60_000) };
}

describe('createTokenTime', () => {
  it('dates by our clock as long as no token is refused, whatever the host says', () => {
    expect(scene(HOUR_MS).ahead()).toBe(0);
  });

  it('follows the host once it has refused a token, and goes on with it', () => {
    const { time, ahead } = scene(HOUR_MS);
    expect(time.canFollowHost()).toBe(true);
    time.followHost();
    time.settle(false);
    expect([ahead(), time.canFollowHost()]).toEqual([60, false]);
  });

  it('comes back to our clock when that was refused as well, and does not try the same again', () => {
    const { time, ahead, hear } = scene(HOUR_MS);
    time.followHost();
    time.settle(true);
    expect([ahead(), time.canFollowHost()]).toEqual([0, false]);
    hear(-HOUR_MS);
    expect(time.canFollowHost()).toBe(true);
  });

  it('has nothing to follow where the clocks agree', () => {
    expect(scene(20_000).time.canFollowHost()).toBe(false);
  });
});
