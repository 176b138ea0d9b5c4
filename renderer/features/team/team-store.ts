import { defineStore } from 'pinia';
import { computed, ref, shallowRef, toRef, watch, type ComputedRef, type Ref } from 'vue';
import {
  STATUSES,
  type Agent,
  type Counts,
  type TeamDelta,
  type TeamSnapshot,
} from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { clock, useClock } from '../../ui/useClock.ts';
import { useLinkStore } from '../../bridge/link.ts';
import type { Bridge } from '../../../electron/shared/contract/bridge.ts';
import { applyDelta } from '../../../electron/shared/team/delta.ts';
import type { AppError } from '../../../electron/shared/result.ts';

const NOBODY: readonly Agent[] = [];
const MINUTE_MS = 60_000;

/**
 * Applies a delta. An unchanged list and unchanged counts stay the same objects, so nothing is sorted or rendered
 * again.
 */
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

/** Joins snapshot and deltas. In whatever order they arrive, the result is the core's team. */
function createTeamFeed(bridge: Bridge) {
  const snapshot = shallowRef<TeamSnapshot | null>(null);
  /** Why the last snapshot was refused; cleared by the next push. */
  const failure = shallowRef<AppError | null>(null);
  // Deltas that arrive before a requested snapshot; null while none is requested.
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

/** The live team and its actions. It computes no counts: only the core counts. */
export const useTeamStore = defineStore('team', () => {
  const bridge = useBridge();
  const link = useLinkStore();
  const { snapshot, failure, load, start } = createTeamFeed(bridge);
  const isRefreshing = ref(false);
  const refreshRunsAt = ref<number | null>(null);

  /** Polls now, or learns when the poll will run. Also loads the snapshot when there is none yet. */
  async function refresh(): Promise<void> {
    if (isRefreshing.value) return;
    isRefreshing.value = true;
    const result = await bridge.invoke('team:refresh');
    isRefreshing.value = false;
    failure.value = result.ok ? null : result.error;
    refreshRunsAt.value = result.ok ? result.value.runsAt : null;
    if (snapshot.value === null) await load();
  }

  /** The refresh has run once a push brings a newer answer or another time for the next poll. */
  watch(
    () => [snapshot.value?.asOf, snapshot.value?.health.nextAt] as const,
    ([asOf, nextAt], [previousAsOf]) => {
      if (asOf !== previousAsOf || nextAt !== refreshRunsAt.value) refreshRunsAt.value = null;
    },
  );

  /** True while the team is Kore.ai's last answer and nothing has failed since. */
  const isFresh = computed(() => {
    const { health, asOf } = snapshot.value ?? {};
    // A team that is shown before the first answer is from the last run.
    return link.lost === null && (health?.state === 'live' || (health?.state === 'starting' && asOf === null));
  });

  // A ref and not computed, so a poll does not update every row.
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
    /** The instant for which the core said who needs attention; it says so again when that changes. */
    countedAt: computed(() => snapshot.value?.countedAt ?? 0),
    health: computed(() => snapshot.value?.health ?? null),
    /** True once there is a team to show, however old. */
    hasTeam: computed(() => snapshot.value !== null && snapshot.value.asOf !== null),
    isFresh,
    /**
     * Times in status count up to this instant: the server's now, or the last answer once the team is out of date. A
     * clock that ran on would claim that nothing has changed since.
     */
    time: computed(() => (stoppedAt.value ?? clock.value) + clockOffsetMs.value),
    /** How far the server's clock is ahead of this computer's, milliseconds; 0 while unknown. */
    clockOffsetMs: computed(() => clockOffsetMs.value),
    isRefreshing: computed(() => isRefreshing.value),
    /** When a refresh that waits for the rate limit will run; null once it has. */
    refreshRunsAt: computed(() => refreshRunsAt.value),
    /** Why the last snapshot or refresh was refused; null after a success or a push. */
    failure: computed(() => failure.value),
    start,
    load,
    refresh,
  };
});

/** The instant that times in status count up to. Using it keeps the clock running. */
export function useTeamTime(): Readonly<Ref<number>> {
  useClock();
  return toRef(useTeamStore(), 'time');
}

/** The last full minute by the team's clock, for what would be too much with each second. */
export function useTeamMinute(): ComputedRef<number> {
  const time = useTeamTime();
  return computed(() => Math.floor(time.value / MINUTE_MS) * MINUTE_MS);
}
