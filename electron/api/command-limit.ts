import type { Clock } from '../shared/clock.ts';
import type { SenderId } from './types.ts';

/** Commands a sender may send at once after a pause. A window that starts sends about ten. */
const BURST = 100;
/** Commands a second that a sender may send for long. */
const PER_SECOND = 50;

/** A token bucket per sender. */
export interface CommandLimit {
  /** Takes one token; false when the sender has none left. */
  take(sender: SenderId): boolean;
  /** Forgets a sender that has gone. */
  forget(sender: SenderId): void;
}

/** Makes the limit. A bucket stays until its sender is forgotten, so the number of sender ids has to be bounded. */
export function createCommandLimit(clock: Pick<Clock, 'now'>): CommandLimit {
  const buckets = new Map<SenderId, { readonly tokens: number; readonly at: number }>();
  return {
    take(sender) {
      const now = clock.now();
      const { tokens, at } = buckets.get(sender) ?? { tokens: BURST, at: now };
      // A wall clock that was set back adds no tokens and takes none.
      const earned = (Math.max(0, now - at) * PER_SECOND) / 1_000;
      const available = Math.min(BURST, tokens + earned);
      const isAllowed = available >= 1;
      buckets.set(sender, { tokens: isAllowed ? available - 1 : available, at: now });
      return isAllowed;
    },
    forget: (sender) => void buckets.delete(sender),
  };
}
