import { createLink, type Ask } from '../link.ts';
import type { EngineCalls, MainCalls } from '../wire.ts';

/** Functions that the engine may call; each module of the host adds its own. */
const served: Partial<MainCalls> = {};

/** Adds functions that the engine may call. */
export function serve(calls: Partial<MainCalls>): void {
  Object.assign(served, calls);
}

/** Calls the engine in the tests' process. */
export const engine: Ask<EngineCalls> = createLink<EngineCalls, MainCalls>(
  {
    send: (message) => void process.send?.(message, undefined, {}, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  },
  served as MainCalls,
);

// The tests are gone, and with them every window.
process.on('disconnect', () => process.exit(1));
