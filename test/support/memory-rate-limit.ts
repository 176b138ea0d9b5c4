import type { CallCounter } from '../../electron/kore/call-counter.ts';
import { mergeRecords, NO_CALLS, recordAt } from '../../electron/kore/rate-limit.ts';
import { createRateLimit } from '../../electron/kore/rate-limits.ts';
import type { RateLimit } from '../../electron/kore/types.ts';
import type { Clock } from '../../electron/shared/clock.ts';

/** A rate limit in this process's memory, for tests and simulations. */
export function createMemoryRateLimit(
  clock: Pick<Clock, 'now'>,
  copies: () => number = () => 1,
  random: () => number = () => 0.5,
): RateLimit {
  const account = { host: '', accountId: '' };
  return createRateLimit({ counter: createMemoryCounter(clock), account, copies, clock, random });
}

/** A counter of one account. */
function createMemoryCounter(clock: Pick<Clock, 'now'>): CallCounter {
  let record = NO_CALLS;
  return {
    change(_account, step) {
      const before = recordAt(record, clock.now());
      const { added, answer } = step(before);
      record = mergeRecords(before, added);
      return Promise.resolve(answer);
    },
    known: () => record,
  };
}
