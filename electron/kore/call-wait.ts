import type { Clock } from '../shared/clock.ts';
import { type AppError, appError } from '../shared/result.ts';
import { koreTexts as texts } from '../shared/texts/connect/kore.ts';
import type { CallAnswer, CallOptions, RateLimit } from './types.ts';

/** Waits until one call may start. Null: it may; otherwise why not (`rate-limited`, `cancelled`). */
export type CallWait = () => Promise<AppError | null>;

/** What a wait depends on besides the options, and who is told of it. */
export interface WaitWatch {
  /** Whether anything has been read yet: until then the waits are at most `startWithinMs`. */
  readonly hasBegun: () => boolean;
  /** Hears the instant a wait ends, epoch milliseconds. */
  readonly onWaiting: (until: number) => void;
}

const NOBODY: WaitWatch = { hasBegun: () => false, onWaiting: () => undefined };

/** Makes the wait of one read: all its calls together wait for the rate limit at most `maxWaitMs`. */
export function createCallWait(
  rateLimit: Pick<RateLimit, 'take'>,
  clock: Clock,
  { priority, maxWaitMs, startWithinMs = maxWaitMs, signal, pace, onWaiting: onCallWaiting }: CallOptions,
  { hasBegun, onWaiting } = NOBODY,
): CallWait {
  let waitedMs = 0;
  return async () => {
    for (;;) {
      if (signal?.aborted === true) return appError('cancelled');
      const paceMs = (pace?.nextAt() ?? 0) - clock.now();
      if (paceMs > 0) {
        await pause(clock, paceMs, signal);
        continue;
      }
      const answer = await rateLimit.take(priority);
      if (answer.ok) {
        pace?.started();
        return null;
      }
      const maxMs = hasBegun() ? maxWaitMs : Math.min(maxWaitMs, startWithinMs);
      const waitMs = Math.max(1, answer.retryAt - clock.now());
      if (waitedMs + waitMs > maxMs) return tooLong(answer);
      waitedMs += waitMs;
      onWaiting(answer.retryAt);
      onCallWaiting?.(answer.retryAt);
      await pause(clock, waitMs, signal);
    }
  };
}

function tooLong({ retryAt, reason }: Extract<CallAnswer, { ok: false }>): AppError {
  return appError('rate-limited', reason === 'pace' ? { retryAt, message: texts.ownLimit } : { retryAt });
}

/** Resolves after the delay or as soon as the signal aborts; at once when it aborted while the rate limit answered. */
function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(delayMs, end);
    signal?.addEventListener('abort', end, { once: true });
  });
}
