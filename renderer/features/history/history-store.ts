import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HistoryProgress, HistoryReport, Status } from '../../../electron/shared/model.ts';
import type { Named } from '../../../electron/shared/names.ts';
import { ok, type AppError, type Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { dateInZone, addDays } from './dates.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from '../team/team-store.ts';

type HistoryTab = 'timeline' | 'totals';
type HistoryPeriod = 'day' | 'range';
/** `idle` until the first load starts. After `failed` an older report may still be there. */
type HistoryPhase = 'idle' | 'loading' | 'ready' | 'failed';

/** A read of everybody's day costs a call for each fifty agents. */
const FRESH_MS = 5 * 60_000;

/** The selected days, their report, and how the view shows it. All of it stays while other views are open. */
export const useHistoryStore = defineStore('history', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const settings = useSettingsStore();
  const team = useTeamStore();

  const period = ref<HistoryPeriod>('day');
  // Null means today, whatever day that is when it is loaded.
  const requested = shallowRef<{ readonly from: string; readonly to: string } | null>(null);
  const phase = ref<HistoryPhase>('idle');
  const report = shallowRef<HistoryReport | null>(null);
  const error = shallowRef<AppError | null>(null);
  const progress = shallowRef<HistoryProgress | null>(null);

  const view = {
    tab: ref<HistoryTab>('timeline'),
    search: ref(''),
    /** The only agent that is shown; null for all of them. */
    only: shallowRef<(Named & { readonly userId: string }) | null>(null),
    totalStatus: ref<Status>('AVAILABLE'),
    /** The shown day of a range; empty for all days, which only the totals can show. */
    selectedDate: ref(''),
    scrollTop: ref(0),
  };

  const timeZone = computed(() => connection.profile?.timeZone ?? settings.appInfo?.timeZone ?? 'UTC');
  const dateAt = (now: number): string => dateInZone(now + team.clockOffsetMs, timeZone.value);
  const today = (): string => dateAt(Date.now());
  const shown = (): { readonly from: string; readonly to: string } => requested.value ?? { from: today(), to: today() };

  let latest = 0;

  /** Loads the selected days. */
  async function load(): Promise<void> {
    const days = shown();
    if (report.value?.from !== days.from || report.value.to !== days.to) report.value = null;
    const result = await read(days);
    if (result !== null) settle(result);
  }

  /** Loads the missing days of an incomplete report and keeps the others. */
  async function loadRest(): Promise<void> {
    const before = report.value;
    const first = before?.days.find((day) => day.read !== 'complete');
    if (before === null || first === undefined) return load();
    const rest = await read({ from: first.date, to: before.to });
    if (rest === null) return;
    const joined = rest.ok ? joinReports(before, rest.value) : null;
    if (rest.ok && joined === null) return load();
    settle(joined === null ? rest : ok(joined));
  }

  /**
   * Loads a report. Returns null when a later load has started: the core stops the older one, and its answer is
   * dropped.
   */
  async function read(days: { readonly from: string; readonly to: string }): Promise<Result<HistoryReport> | null> {
    const mine = (latest += 1);
    phase.value = 'loading';
    progress.value = null;
    const stop = bridge.on('history:progress', (next) => mine === latest && (progress.value = next));
    const result = await bridge.invoke('history:load', { ...days, timeZone: null, agents: [], apiTimes: null });
    stop();
    return mine === latest ? result : null;
  }

  function settle(result: Result<HistoryReport>): void {
    phase.value = result.ok ? 'ready' : 'failed';
    error.value = result.ok ? null : result.error;
    if (!result.ok) return;
    report.value = result.value;
    const isKnown = result.value.days.some(({ date }) => date === view.selectedDate.value);
    if (!isKnown) view.selectedDate.value = result.value.days[0]?.date ?? '';
  }

  /** Forgets everything loaded; the view loads again when it opens. */
  function reset(): void {
    if (phase.value === 'loading') void bridge.invoke('history:cancel');
    latest += 1;
    phase.value = 'idle';
    report.value = null;
    error.value = null;
  }

  function showDay(date: string): void {
    period.value = 'day';
    requested.value = date === today() ? null : { from: date, to: date };
    void load();
  }

  /** Shows one agent's day so far; what was read a moment ago is not read again. */
  function showAgentToday({ userId, name, addition }: Named & { readonly userId: string }): void {
    view.only.value = { userId, name, ...(addition === undefined ? {} : { addition }) };
    view.search.value = '';
    view.tab.value = 'timeline';
    const { from, to, takenAt } = report.value ?? {};
    const isFresh = from === today() && to === from && Date.now() + team.clockOffsetMs - (takenAt ?? 0) < FRESH_MS;
    if (!isFresh || phase.value !== 'ready') showDay(today());
  }

  function showRange(from: string, to: string): void {
    period.value = 'range';
    requested.value = { from, to };
    void load();
  }

  // Another account, zone or API zone makes every loaded interval wrong.
  watch(
    () => {
      const { id, host, accountId, botId, apiTimes } = connection.profile ?? {};
      return [connection.kind, id, host, accountId, botId, timeZone.value, apiTimes].join(' ');
    },
    () => {
      view.only.value = null;
      if (phase.value !== 'idle') reset();
    },
  );

  return {
    ...view,
    period,
    phase: computed(() => phase.value),
    report: computed(() => report.value),
    error: computed(() => error.value),
    progress: computed(() => progress.value),
    /** The zone of the days, until a report names its own. */
    timeZone,
    /** The first selected day, or the only one. */
    from: computed(() => shown().from),
    to: computed(() => shown().to),
    /** The team's day by the server's clock, for an instant of this computer's clock. */
    dateAt,
    today,
    load,
    loadRest,
    reset,
    cancel: () => bridge.invoke('history:cancel'),
    showDay,
    showAgentToday,
    showToday: () => showDay(today()),
    showRange,
    step: (days: number) => showDay(addDays(shown().from, days)),
  };
});

/**
 * Joins an incomplete report with a later one that starts at its first missing day. Null where the later answers have
 * shown that the times are in another zone: then the earlier days must be loaded again too.
 */
function joinReports(before: HistoryReport, rest: HistoryReport): HistoryReport | null {
  if (before.apiTimes.zone !== rest.apiTimes.zone) return null;
  return {
    ...rest,
    from: before.from,
    notUnderstood: before.notUnderstood + rest.notUnderstood,
    fewerThanTeam: rest.fewerThanTeam ?? before.fewerThanTeam,
    days: [...before.days.filter(({ date }) => date < rest.from), ...rest.days],
  };
}
