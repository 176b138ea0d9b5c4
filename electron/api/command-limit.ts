import type { Clock } from '../shared/clock.ts';
import type { SenderId } from './types.ts';

/** Commands a sender may send at once after a pause: a window that starts asks about ten things. */
const BURST = 100;
/** Commands per second a sender may keep up. */
const PER_SECOND = 50;

/** A token bucket per sender. */
export interface CommandLimit {
  /** Takes one token; false when the sender has none left. */
  take(sender: SenderId): boolean;
  /** Forgets a sender that has gone. */
  forget(sender: SenderId): void;
}

/** Makes the limit; the buckets of senders never forgotten stay, so whoever hands out sender ids bounds them. */
export function createCommandLimit(clock: Pick<Clock, 'now'>): CommandLimit {
  const buckets = new Map<SenderId, { readonly tokens: number; readonly at: number }>();
  return {
    take(sender) {
      const now = clock.now();
      const { tokens, at } = buckets.get(sender) ?? { tokens: BURST, at: now };
      // A wall clock that was set back earns nothing and costs nothing.
      const earned = (Math.max(0, now - at) * PER_SECOND) / 1_000;
      const available = Math.min(BURST, tokens + earned);
      const isAllowed = available >= 1;
      buckets.set(sender, { tokens: isAllowed ? available - 1 : available, at: now });
      return isAllowed;
    },
    forget: (sender) => void buckets.delete(sender),
  };
}
