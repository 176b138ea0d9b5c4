import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HistoryProgress, HistoryQuery, HistoryReport, Status } from '../../electron/shared/model.ts';
import type { AppError, Result } from '../../electron/shared/result.ts';
import { useBridge } from '../bridge-key.ts';
import { dateInZone } from '../timeline/clock-text.ts';
import { addDays } from '../timeline/dates.ts';
import { useConnectionStore } from './connection.ts';
import { useSettingsStore } from './settings.ts';
import { useTeamStore } from './team.ts';

export type HistoryTab = 'timeline' | 'totals';
export type HistoryPeriod = 'day' | 'range';
/** `idle` until something was asked for; a failed read may still have an older report beside it. */
export type HistoryPhase = 'idle' | 'loading' | 'ready' | 'failed';

/** The day or range of days looked at, what came of reading it, and how it is shown; kept while other views are open. */
export const useHistoryStore = defineStore('history', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const settings = useSettingsStore();
  const team = useTeamStore();

  const period = ref<HistoryPeriod>('day');
  // Null is today, whichever day that is when it is read.
  const asked = shallowRef<{ readonly from: string; readonly to: string } | null>(null);
  const phase = ref<HistoryPhase>('idle');
  const report = shallowRef<HistoryReport | null>(null);
  const error = shallowRef<AppError | null>(null);
  const progress = shallowRef<HistoryProgress | null>(null);

  const view = {
    tab: ref<HistoryTab>('timeline'),
    search: ref(''),
    totalStatus: ref<Status>('AVAILABLE'),
    isWholeDay: ref(false),
    /** The day of a range in sight; empty for all of them, which only the totals can show. */
    shownDate: ref(''),
    scrollTop: ref(0),
  };

  const timeZone = computed(() => connection.profile?.timeZone ?? settings.appInfo?.timeZone ?? 'UTC');
  const dateAt = (now: number): string => dateInZone(now + team.clockOffsetMs, timeZone.value);
  const today = (): string => dateAt(Date.now());
  const shown = (): { readonly from: string; readonly to: string } => asked.value ?? { from: today(), to: today() };

  let turn = 0;

  /** Reads what is asked for. The latest call wins: the core stops an older read, and its answer is dropped here. */
  async function load(): Promise<void> {
    const mine = (turn += 1);
    const query: HistoryQuery = { ...shown(), timeZone: null, agents: [], apiTimes: null };
    if (report.value?.from !== query.from || report.value.to !== query.to) report.value = null;
    phase.value = 'loading';
    progress.value = null;
    const stop = bridge.onHistoryProgress((next) => mine === turn && (progress.value = next));
    const result = await bridge.historyLoad(query);
    stop();
    if (mine === turn) settle(result);
  }

  function settle(result: Result<HistoryReport>): void {
    phase.value = result.ok ? 'ready' : 'failed';
    error.value = result.ok ? null : result.error;
    if (!result.ok) return;
    report.value = result.value;
    const isKnown = result.value.days.some(({ date }) => date === view.shownDate.value);
    if (!isKnown) view.shownDate.value = result.value.days[0]?.date ?? '';
  }

  /** Forgets everything read; the next look at the view reads again. */
  function reset(): void {
    if (phase.value === 'loading') void bridge.historyCancel();
    turn += 1;
    phase.value = 'idle';
    report.value = null;
    error.value = null;
  }

  function showDay(date: string): void {
    period.value = 'day';
    asked.value = date === today() ? null : { from: date, to: date };
    void load();
  }

  function showRange(from: string, to: string): void {
    period.value = 'range';
    asked.value = { from, to };
    void load();
  }

  // Another account, zone or reading of the API's times makes every loaded interval wrong.
  watch(
    () => {
      const { id, host, accountId, botId, apiTimes } = connection.profile ?? {};
      return [connection.kind, id, host, accountId, botId, timeZone.value, apiTimes].join(' ');
    },
    () => {
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
    /** The zone the days are counted in before a report says so itself. */
    timeZone,
    /** The first day asked for; the only one outside of a range. */
    from: computed(() => shown().from),
    to: computed(() => shown().to),
    /** The team's day at an instant of this computer's clock, by the server's. */
    dateAt,
    today,
    load,
    reset,
    cancel: () => bridge.historyCancel(),
    showDay,
    showToday: () => showDay(today()),
    showRange,
    step: (days: number) => showDay(addDays(shown().from, days)),
  };
});
