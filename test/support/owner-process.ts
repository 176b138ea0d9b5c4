import { claimFolder } from '../../electron/api/local-socket/lock.ts';

/**
 * A process that claims the given data folder and reports by message whether it is the owner. An owner answers every
 * request with `true` until it is killed.
 */
const owner = await claimFolder(process.argv[2] ?? '');
await owner?.serve(
  { pid: process.pid, surface: 'browser' },
  { dispatch: async () => ({ ok: true, value: true }), leave: () => undefined, on: () => () => undefined },
);
process.send?.(owner !== null);
if (owner === null) process.disconnect();
