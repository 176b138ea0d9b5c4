import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { expectedReturns } from '../../../electron/shared/history/expected-returns.ts';
import { clockMinute, shortDuration } from '../../../electron/shared/format.ts';
import type { HistoryWho, StatusLengths } from '../../../electron/shared/model.ts';
import { teamTexts } from '../../../electron/shared/texts/team/team.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { useClock } from '../../ui/useClock.ts';
import { addDays, dateInZone } from '../history/dates.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useRosterStore } from './roster/roster-store.ts';
import { useTeamStore } from './team-store.ts';

const texts = teamTexts.returns;
const MINUTE_MS = 60_000;
/** How long people are away changes slowly, and counting it goes through all saved days. */
const FRESH_MINUTES = 15;
const DAYS = 14;

/** When some of those who are away are probably back, and what that follows from. */
export interface ReturnsText {
  readonly short: string;
  readonly basis: string;
}

/** When those of the open view who are away are probably back, by how long such times lasted before. */
export const useReturnsStore = defineStore('returns', () => {
  const bridge = useBridge();
  const team = useTeamStore();
  const connection = useConnectionStore();
  const settings = useSettingsStore();
  const roster = useRosterStore();
  const lengths = shallowRef<readonly StatusLengths[]>([]);
  let latest = 0;

  async function load(): Promise<void> {
    const mine = (latest += 1);
    const zone = connection.profile?.timeZone ?? settings.appInfo?.timeZone ?? 'UTC';
    const today = dateInZone(Date.now() + team.clockOffsetMs, zone);
    const dates = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS));
    const view = team.snapshot?.view ?? null;
    const who: HistoryWho = view === null ? { kind: 'everybody' } : { kind: 'view', id: view.id };
    const result = await bridge.invoke('history:lengths', { dates, who, timeZone: null, apiTimes: null });
    if (mine === latest) lengths.value = result.ok ? result.value : [];
  }

  const minute = computed(() => Math.floor(team.time / MINUTE_MS));
  const text = computed((): ReturnsText | null => {
    const { search, statuses, queue } = roster.query;
    // Of a part of the list it would not be true, and of an old team neither.
    const isAll = search === '' && queue === null && (statuses.size === 0 || statuses.has('AWAY'));
    if (lengths.value.length === 0 || !isAll || !team.isFresh) return null;
    const found = expectedReturns(team.agents, lengths.value, minute.value * MINUTE_MS);
    if (found === null) return null;
    const { count, at, counted, away, basis } = found;
    const statusTexts = basis.map(({ secondaryStatus, times, halfBelowMs }) =>
      texts.status(secondaryStatus, times, shortDuration(halfBelowMs)),
    );
    return {
      short: texts.short(count, clockMinute(at - team.clockOffsetMs)),
      basis: texts.basis(counted, away, DAYS, statusTexts),
    };
  });

  return {
    text,
    load,
    /** Another team has other habits. */
    forget() {
      latest += 1;
      lengths.value = [];
    },
  };
});

/** Keeps the lengths fresh while the team is shown. */
export function useReturns(): ReturnType<typeof useReturnsStore> {
  const store = useReturnsStore();
  const team = useTeamStore();
  const connection = useConnectionStore();
  const now = useClock();
  const whose = computed(() =>
    team.hasTeam && connection.state !== null ? JSON.stringify([connection.profile, team.snapshot?.view]) : null,
  );
  const times = computed(() => Math.floor(now.value / (FRESH_MINUTES * MINUTE_MS)));
  watch(
    [whose, times],
    ([present], before) => {
      if (present !== before[0]) store.forget();
      if (present !== null) void store.load();
    },
    { immediate: true },
  );
  return store;
}
