import { fail } from '../shared/messages.ts';
import type { Result } from '../shared/result.ts';

/** Runs an action, or answers `busy` while another one is running. */
export type Gate = <T>(action: () => Promise<Result<T>>) => Promise<Result<T>>;

/** Makes a gate for one action at a time; nothing queues up behind an unlock prompt or a double click. */
export function createGate(): Gate {
  let isBusy = false;
  return async (action) => {
    if (isBusy) return fail('busy');
    isBusy = true;
    try {
      return await action();
    } finally {
      isBusy = false;
    }
  };
}
