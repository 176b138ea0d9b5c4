import { shallowReadonly, shallowRef, type ShallowRef } from 'vue';
import type { Result } from '../../electron/shared/result.ts';

/** A value of the core: an event pushes it, and commands answer with it. */
interface Followed<T> {
  readonly value: Readonly<ShallowRef<T>>;
  /** Follows the event; gives back the unsubscribe. */
  follow(): () => void;
  /** Takes over what a command answers, and passes the answer on. */
  take(answer: Promise<Result<T>>): Promise<Result<T>>;
}

/**
 * Follows a value. Answers and events travel separately, so an answer that an event has overtaken may be the older of the
 * two and is not taken over; a command that changes the value pushes the event as well.
 */
export function createFollowed<T>(first: T, subscribe: (listener: (next: T) => void) => () => void): Followed<T> {
  const value = shallowRef(first);
  let eventsSeen = 0;
  return {
    value: shallowReadonly(value),
    follow: () =>
      subscribe((next) => {
        eventsSeen += 1;
        value.value = next;
      }),
    async take(answer) {
      const before = eventsSeen;
      const result = await answer;
      if (result.ok && eventsSeen === before) value.value = result.value;
      return result;
    },
  };
}
