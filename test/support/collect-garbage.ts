import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { settle } from './fake-clock.ts';

/** Collects all garbage. An object read from a WeakRef stays alive until the current task of the event loop ends. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  await settle();
  (runInNewContext('gc') as () => void)();
}
