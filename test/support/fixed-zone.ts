import { createLocalZone, type LocalZone } from '../../electron/time/local-zone.ts';

/** The zone of a process that is in UTC. */
export const inUtc = (): LocalZone => createLocalZone(() => ({ name: 'UTC', problem: null }));
