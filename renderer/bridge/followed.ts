import { shallowReadonly, shallowRef, type ShallowRef } from 'vue';
import type { Result } from '../../electron/shared/result.ts';

/** A value that the core owns: an event pushes it and commands return it. */
interface Followed<T> {
  readonly value: Readonly<ShallowRef<T>>;
  /** Subscribes to the event; returns the unsubscribe function. */
  follow(): () => void;
  /** Takes the value from a command's answer, and passes the answer on. */
  take(answer: Promise<Result<T>>): Promise<Result<T>>;
}

/**
 * Follows a value. Answers and events travel separately. When an event arrives before an answer, the answer may be
 * older and is dropped: a command that changes the value pushes the event as well.
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
