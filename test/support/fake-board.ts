import { countAgents } from '../../electron/shared/team/counts.ts';
import type { Board } from '../../electron/shared/model.ts';

export const SAMPLE_BOARD: Board = {
  name: 'Berlin',
  isDemo: false,
  teams: [{ viewId: null, name: 'Everybody', counts: countAgents([{ status: 'AVAILABLE' }]) }],
  uncounted: [],
  asOf: 1_000,
  intervalMs: 30_000,
  ignored: 0,
  health: { state: 'live', since: 1_000, nextAt: 31_000, message: '' },
  version: '0.1.0',
};
