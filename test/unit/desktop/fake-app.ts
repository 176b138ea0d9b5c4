import type { Log } from '../../../electron/log/log.ts';
import type { Events } from '../../../electron/shared/contract/events.ts';
import { NO_COUNTS } from '../../../electron/shared/team/counts.ts';
import { createEmitter } from '../../../electron/shared/emitter.ts';
import type { TeamDelta, TeamSnapshot } from '../../../electron/shared/model.ts';

/** An event that can be refused, and whether it was. */
export function preventable(): { preventDefault(): void; readonly isPrevented: () => boolean } {
  let isPrevented = false;
  return { preventDefault: () => void (isPrevented = true), isPrevented: () => isPrevented };
}

/** A log that keeps what is written, a line each. */
export function fakeLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write: Log['write'] = (level, event, facts = {}) =>
    void lines.push([level, event, ...Object.values(facts)].join(' '));
  return { lines, write, surprise: (error) => void lines.push(`surprise ${String(error)}`) };
}

/** The events of a running app, to be announced by a test. */
export function fakeEvents() {
  return createEmitter<Events>((error) => {
    throw error;
  });
}

/** An instant of the afternoon of a test's day, in this computer's zone. */
export function atTime(hour: number, minute: number, second = 0): number {
  return new Date(2026, 2, 2, hour, minute, second).getTime();
}

/** A team of three, two of them available, all live. */
export const TEAM: TeamSnapshot = {
  revision: 1,
  agents: [],
  counts: { ...NO_COUNTS, AVAILABLE: 2, BUSY: 1, total: 3 },
  attention: 0,
  countedAt: 1_000,
  refreshAt: null,
  ignored: 0,
  asOf: 1_000,
  health: { state: 'live', since: 0, nextAt: 2_000, message: '' },
  view: null,
  intervalMs: 30_000,
  queues: [],
  unwatched: [],
};

/** The team after a change, as it is announced. */
export function delta(change: Partial<TeamSnapshot>): TeamDelta {
  const { agents: _agents, queues: _queues, ...team } = { ...TEAM, ...change };
  return { ...team, base: 1, revision: 2, changed: [], removed: [] };
}
