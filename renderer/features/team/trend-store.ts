import { defineStore } from 'pinia';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { ConnectionProfile, KnownCounts, Trend } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useTeamStore } from './team-store.ts';
import { fromFirstRecord, isWorthShowing } from './trend.ts';
import { useClock } from '../../ui/useClock.ts';

const MINUTE_MS = 60_000;
const HOURS = 3;

/** Counts of the team over the last hours, as the core has saved them. */
const useTrendStore = defineStore('trend', () => {
  const bridge = useBridge();
  const trend = shallowRef<Trend | null>(null);
  let latest = 0;

  /** Loads the trend; the latest request wins. A failed request clears the trend instead of leaving an old one. */
  async function load(): Promise<void> {
    const mine = (latest += 1);
    const result = await bridge.invoke('trend:get', HOURS);
    if (mine === latest) trend.value = result.ok ? result.value : null;
  }

  return {
    /** Null before the first answer. */
    trend: computed(() => trend.value),
    load,
    /** Clears the trend for another team. */
    forget: () => (trend.value = null),
  };
});

/** The trend of the present team. */
interface TeamTrend {
  /** Null while too little is known to draw. */
  readonly trend: ComputedRef<Trend | null>;
  /** The counts a quarter of an hour ago; null when unknown, and while the present counts are out of date. */
  readonly before: ComputedRef<KnownCounts | null>;
}

/** Identifies an account: an edited connection keeps its id but may belong to another account. */
function accountOf(profile: ConnectionProfile | null): unknown {
  return profile === null ? null : [profile.id, profile.host, profile.accountId, profile.botId];
}

/** Loads the trend every minute, after an answer in a new minute, and for another team. */
export function useTrend(): TeamTrend {
  const team = useTeamStore();
  const connection = useConnectionStore();
  const store = useTrendStore();
  const now = useClock();
  /** The team's identity; null until it is known. */
  const whose = computed(() =>
    team.snapshot === null || connection.state === null
      ? null
      : JSON.stringify([accountOf(connection.profile), team.snapshot.view]),
  );
  const minutes = computed(() => [now.value, team.snapshot?.asOf ?? 0].map((at) => Math.floor(at / MINUTE_MS)).join());

  // Loaded along with the team, so both appear at once and nothing moves.
  void store.load();
  watch([whose, minutes], ([present], [before]) => {
    if (before === null) return;
    if (present !== before) store.forget();
    void store.load();
  });
  return {
    trend: computed(() => (store.trend !== null && isWorthShowing(store.trend) ? fromFirstRecord(store.trend) : null)),
    before: computed(() => (team.isFresh ? (store.trend?.before ?? null) : null)),
  };
}
