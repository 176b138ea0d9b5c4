import type { Clock } from '../shared/clock.ts';
import type { ServerClock } from './server-clock.ts';

/** By which clock tokens are dated: ours, until the host refuses that and accepts its own. */
export interface TokenTime {
  /** The instant to date a token by, epoch milliseconds. */
  now(): number;
  /**
   * A token was just refused: whether the host's newest `Date` would date the next one otherwise. False too when that
   * was tried before and refused as well.
   */
  canFollowHost(): boolean;
  /** Dates the next token by the host's clock. */
  followHost(): void;
  /** How the host took that token; a refusal takes the change back. */
  settle(isRefused: boolean): void;
}

/** A token is refused for its times only if our clock is off by more than its own allowance. */
const SKEW_MIN_MS = 30_000;

/**
 * Makes the time of one connection's tokens. The host's `Date` alone changes nothing: something in between may have
 * written it, and a token dated by a wrong one would be refused where ours is not.
 */
export function createTokenTime(clock: Clock, serverClock: ServerClock): TokenTime {
  let offsetMs = 0;
  let before = 0;
  let refusedMs: number | null = null;
  const isNear = (otherMs: number | null): boolean =>
    otherMs !== null && Math.abs((serverClock.offsetMs() ?? 0) - otherMs) <= SKEW_MIN_MS;

  return {
    now: () => clock.now() + offsetMs,
    canFollowHost() {
      serverClock.trustLatest();
      return !isNear(offsetMs) && !isNear(refusedMs);
    },
    followHost() {
      before = offsetMs;
      offsetMs = serverClock.offsetMs() ?? 0;
    },
    settle(isRefused) {
      refusedMs = isRefused ? offsetMs : null;
      if (isRefused) offsetMs = before;
    },
  };
}
