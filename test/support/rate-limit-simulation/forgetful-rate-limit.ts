import type { RateLimit } from '../../../electron/kore/types.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { createMemoryRateLimit } from '../memory-rate-limit.ts';

/** A rate limit that waits after a limit answer but learns nothing from it. With it the simulation must fail. */
export function createForgetfulRateLimit(clock: Clock, configured: number): RateLimit {
  const own = createMemoryRateLimit(clock, () => configured);
  let blockedUntil = 0;
  return {
    ...own,
    async take(priority) {
      return clock.now() < blockedUntil ? { ok: false, retryAt: blockedUntil, reason: 'limit' } : own.take(priority);
    },
    async block(until) {
      blockedUntil = Math.max(blockedUntil, until);
    },
  };
}
