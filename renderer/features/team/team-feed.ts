import { shallowRef, type ShallowRef } from 'vue';
import type { Bridge } from '../../../electron/shared/bridge.ts';
import { applyDelta } from '../../../electron/shared/delta.ts';
import { STATUSES, type Counts, type TeamDelta, type TeamSnapshot } from '../../../electron/shared/model.ts';
import type { AppError } from '../../../electron/shared/result.ts';

/** The team as the core pushes it. */
export interface TeamFeed {
  /** Null before the first answer. */
  readonly snapshot: ShallowRef<TeamSnapshot | null>;
  /** Why the last snapshot was refused; a push takes it away. */
  readonly failure: ShallowRef<AppError | null>;
  /** Asks for the whole team; joins the question under way. */
  load(): Promise<void>;
  /** Subscribes first, then asks; gives back the unsubscribe. */
  start(): () => void;
}

/** Applies a delta; keeps the very same list and counts where they are, so that nothing is sorted or drawn again. */
function follow(snapshot: TeamSnapshot, delta: TeamDelta): TeamSnapshot | null {
  const next = applyDelta(snapshot, delta);
  if (next === null) return null;
  const isSameTeam = delta.changed.length === 0 && delta.removed.length === 0;
  return {
    ...next,
    agents: isSameTeam ? snapshot.agents : next.agents,
    counts: isSameCounts(snapshot.counts, next.counts) ? snapshot.counts : next.counts,
  };
}

function isSameCounts(a: Counts, b: Counts): boolean {
  return STATUSES.every((status) => a[status] === b[status]);
}

/** Joins snapshot and deltas so that every order of their arrival ends at the core's team. */
export function createTeamFeed(bridge: Bridge): TeamFeed {
  const snapshot = shallowRef<TeamSnapshot | null>(null);
  const failure = shallowRef<AppError | null>(null);
  // Deltas that arrive while a snapshot is on its way; null when none was asked for.
  let waiting: TeamDelta[] | null = null;

  function receive(delta: TeamDelta): void {
    if (waiting !== null) return void waiting.push(delta);
    const next = snapshot.value === null ? null : follow(snapshot.value, delta);
    if (next === null) return void load();
    snapshot.value = next;
    failure.value = null;
  }

  async function load(): Promise<void> {
    if (waiting !== null) return;
    waiting = [];
    const result = await bridge.invoke('team:snapshot');
    const deltas: readonly TeamDelta[] = waiting;
    waiting = null;
    failure.value = result.ok ? null : result.error;
    if (!result.ok) return;
    snapshot.value = result.value;
    deltas.forEach(receive);
  }

  function start(): () => void {
    const stop = bridge.on('team:changed', receive);
    void load();
    return stop;
  }
  return { snapshot, failure, load, start };
}
