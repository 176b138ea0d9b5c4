import { claimFolder } from '../../electron/api/local-socket/lock.ts';

/**
 * A process that claims the data folder it is given, says by message whether it is the owner, and if so answers every
 * ask with `true` until it is killed.
 */
const owner = await claimFolder(process.argv[2] ?? '');
await owner?.serve(
  { pid: process.pid, surface: 'browser' },
  { dispatch: async () => ({ ok: true, value: true }), leave: () => undefined, on: () => () => undefined },
);
process.send?.(owner !== null);
if (owner === null) process.disconnect();
