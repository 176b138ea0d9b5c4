import type { Clock } from '../../shared/clock.ts';
import type { Result } from '../../shared/result.ts';

/**
 * Makes a call that may wait for the rate limit, and once more after a limit answer: the rate limit then waits as long as
 * that said, or refuses without another call where less of `maxWaitMs` is left.
 */
export async function afterLimit<T>(
  maxWaitMs: number,
  clock: Pick<Clock, 'now'>,
  call: (maxWaitMs: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const until = clock.now() + maxWaitMs;
  const first = await call(maxWaitMs);
  return !first.ok && first.error.code === 'rate-limited' ? call(Math.max(0, until - clock.now())) : first;
}
