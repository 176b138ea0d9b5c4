import type { KoreNames } from '../../electron/kore/types.ts';
import { fail } from '../../electron/shared/result.ts';

/** An account that lacks every endpoint for names. */
export const NO_NAMES: KoreNames = {
  queues: () => Promise.resolve(fail('not-found')),
  skills: () => Promise.resolve(fail('not-found')),
  members: () => Promise.resolve(fail('not-found')),
};
