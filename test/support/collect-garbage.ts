import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { settle } from './fake-clock.ts';

/** Collects whatever nobody holds. What a WeakRef was asked for is held until the turn of the event loop is over. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  await settle();
  (runInNewContext('gc') as () => void)();
}
