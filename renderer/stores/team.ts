import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { applyDelta } from '../../electron/shared/delta.ts';
import type { Agent, TeamDelta, TeamFilter, TeamSnapshot } from '../../electron/shared/model.ts';
import type { AppError, Result } from '../../electron/shared/result.ts';
import { useBridge } from '../bridge-key.ts';
import { useLinkStore } from './link.ts';

const NOBODY: readonly Agent[] = [];

/** Applies a delta; keeps the very same list when nobody changed, so that nothing is sorted or drawn again. */
function follow(snapshot: TeamSnapshot, delta: TeamDelta): TeamSnapshot | null {
  const next = applyDelta(snapshot, delta);
  const isSameTeam = delta.changed.length === 0 && delta.removed.length === 0;
  return next !== null && isSameTeam ? { ...next, agents: snapshot.agents } : next;
}

/** The live team as the core pushes it: one snapshot, then deltas. Computes no count of its own. */
export const useTeamStore = defineStore('team', () => {
  const bridge = useBridge();
  const link = useLinkStore();
  const snapshot = shallowRef<TeamSnapshot | null>(null);
  const failure = shallowRef<AppError | null>(null);
  const isRefreshing = ref(false);
  // Deltas that arrive while a snapshot is on its way; null when none was asked for.
  let waiting: TeamDelta[] | null = null;

  function receive(delta: TeamDelta): void {
    if (waiting !== null) waiting.push(delta);
    else if (snapshot.value !== null) settle(follow(snapshot.value, delta));
    else void load();
  }

  /** Shows the next team, or asks for the whole of it when a delta was missed. */
  function settle(next: TeamSnapshot | null): void {
    if (next === null) return void load();
    snapshot.value = next;
    failure.value = null;
  }

  /** Asks for the snapshot and plays back what was pushed meanwhile. */
  async function load(): Promise<void> {
    if (waiting !== null) return;
    waiting = [];
    const result = await bridge.teamSnapshot();
    const deltas: readonly TeamDelta[] = waiting;
    waiting = null;
    failure.value = result.ok ? null : result.error;
    if (!result.ok) return;
    snapshot.value = result.value;
    deltas.forEach(receive);
  }

  /** Subscribes first, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stop = bridge.onTeamChanged(receive);
    void load();
    return stop;
  }

  /** Polls now; also asks for the snapshot when there is none yet. */
  async function refresh(): Promise<void> {
    if (isRefreshing.value) return;
    isRefreshing.value = true;
    const result = await bridge.teamRefresh();
    isRefreshing.value = false;
    failure.value = result.ok ? null : result.error;
    if (snapshot.value === null) await load();
  }

  /** Restricts the team; the new team is pushed, a refusal is answered. */
  async function filter(next: TeamFilter): Promise<Result<null>> {
    return bridge.teamFilter(next);
  }

  return {
    /** Null before the first answer of the core. */
    snapshot: computed(() => snapshot.value),
    agents: computed(() => snapshot.value?.agents ?? NOBODY),
    health: computed(() => snapshot.value?.health ?? null),
    /** True once there is a team to show, however old. */
    hasTeam: computed(() => snapshot.value !== null && snapshot.value.asOf !== null),
    /** True while what is shown is what Kore.ai said last, without a fault since. */
    isFresh: computed(() => {
      const state = snapshot.value?.health.state;
      return link.lost === null && (state === 'live' || state === 'starting');
    }),
    isRefreshing: computed(() => isRefreshing.value),
    /** Why the last snapshot or refresh was refused; null after a success or a push. */
    failure: computed(() => failure.value),
    start,
    load,
    refresh,
    filter,
  };
});
