import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Agent } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { clock } from '../../ui/useClock.ts';
import { createTeamFeed } from './team-feed.ts';
import { useLinkStore } from '../../bridge/link.ts';

const NOBODY: readonly Agent[] = [];

/** The live team and its verbs. Computes no count of its own: the core counts, once. */
export const useTeamStore = defineStore('team', () => {
  const bridge = useBridge();
  const link = useLinkStore();
  const { snapshot, failure, load, start } = createTeamFeed(bridge);
  const isRefreshing = ref(false);
  const refreshRunsAt = ref<number | null>(null);

  /** Polls now, or learns when that will be; also asks for the snapshot when there is none yet. */
  async function refresh(): Promise<void> {
    if (isRefreshing.value) return;
    isRefreshing.value = true;
    const result = await bridge.invoke('team:refresh');
    isRefreshing.value = false;
    failure.value = result.ok ? null : result.error;
    refreshRunsAt.value = result.ok ? result.value.runsAt : null;
    if (snapshot.value === null) await load();
  }

  /** What came of it is pushed like every poll: a newer answer, or another time at which Rollcall asks again. */
  watch(
    () => [snapshot.value?.asOf, snapshot.value?.health.nextAt] as const,
    ([asOf, nextAt], [previousAsOf]) => {
      if (asOf !== previousAsOf || nextAt !== refreshRunsAt.value) refreshRunsAt.value = null;
    },
  );

  /** True while what is shown is what Kore.ai said last, without a fault since. */
  const isFresh = computed(() => {
    const { health, asOf } = snapshot.value ?? {};
    // A team that is there before the first answer is the one of the last run.
    return link.lost === null && (health?.state === 'live' || (health?.state === 'starting' && asOf === null));
  });

  // Written and not computed, so that a poll does not reach all who count to it.
  const stoppedAt = shallowRef<number | null>(null);
  watch(
    () => (isFresh.value ? null : (snapshot.value?.asOf ?? null)),
    (at) => (stoppedAt.value = at),
    { immediate: true, flush: 'sync' },
  );

  const clockOffsetMs = shallowRef(0);
  watch(
    () => snapshot.value?.clockOffsetMs ?? 0,
    (ms) => (clockOffsetMs.value = ms),
    { immediate: true, flush: 'sync' },
  );

  return {
    /** Null before the first answer of the core. */
    snapshot: computed(() => snapshot.value),
    agents: computed(() => snapshot.value?.agents ?? NOBODY),
    health: computed(() => snapshot.value?.health ?? null),
    /** True once there is a team to show, however old. */
    hasTeam: computed(() => snapshot.value !== null && snapshot.value.asOf !== null),
    isFresh,
    /**
     * The instant that times in status are counted to: the server's now, or the moment of the last answer once the team is
     * no longer kept up to date. A clock that runs on would claim to know that nothing has changed since.
     */
    time: computed(() => (stoppedAt.value ?? clock.value) + clockOffsetMs.value),
    /** How far the server's clock is ahead of this computer's, milliseconds; 0 while nobody knows. */
    clockOffsetMs: computed(() => clockOffsetMs.value),
    isRefreshing: computed(() => isRefreshing.value),
    /** When the refresh that was asked for will run, because the budget does not allow it now; null when it has. */
    refreshRunsAt: computed(() => refreshRunsAt.value),
    /** Why the last snapshot or refresh was refused; null after a success or a push. */
    failure: computed(() => failure.value),
    start,
    load,
    refresh,
  };
});
