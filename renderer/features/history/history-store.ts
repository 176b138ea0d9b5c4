import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { HistoryOverview, HistoryRequest, HistoryWho, Status } from '../../../electron/shared/model.ts';
import { EMPTY_FILTER } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { useLinkStore } from '../../bridge/link.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from '../team/team-store.ts';
import { useViewsStore } from '../views/views-store.ts';
import { createFollow } from './answers.ts';
import { dateInZone } from './dates.ts';
import { datesIn, periodOf, periodOfWords, stepped, type Period } from './period.ts';
import { useRead } from './useRead.ts';

type HistoryTab = 'timeline' | 'totals';

/** Opening the history makes at most so many calls: a day of 500 agents. More are made when somebody asks for them. */
const MAX_UNASKED_CALLS = 10;
const AGENTS_PER_CALL = 50;
/** Today is read again when the history is opened and it was not read for this long. */
const FRESH_MS = 5 * 60_000;

/**
 * Whose days are shown and what is known of them. Everything is answered from what was read before; reading the rest is
 * a step of its own. All of it stays while other views are open.
 */
export const useHistoryStore = defineStore('history', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const settings = useSettingsStore();
  const team = useTeamStore();
  const views = useViewsStore();
  const link = useLinkStore();

  const timeZone = computed(() => connection.profile?.timeZone ?? settings.appInfo?.timeZone ?? 'UTC');
  const dateAt = (now: number): string => dateInZone(now + team.clockOffsetMs, timeZone.value);
  const today = (): string => dateAt(Date.now());

  const period = shallowRef<Period>({ ...periodOf('', ''), words: 'today' });
  /** Null while it is the open view's. */
  const chosenWho = shallowRef<HistoryWho | null>(null);
  const who = computed((): HistoryWho => {
    const of = chosenWho.value;
    const isThere = of?.kind !== 'view' || views.views.some(({ id }) => id === of.id);
    if (of !== null && isThere) return of;
    return views.active === null ? { kind: 'everybody' } : { kind: 'view', id: views.active.id };
  });
  const request = computed((): HistoryRequest => ({
    dates: datesIn(period.value),
    who: who.value,
    timeZone: null,
    apiTimes: null,
  }));
  /** What the answers are about besides the request: another account or zone has others. */
  const about = computed(() => {
    const { id, host, accountId, botId, apiTimes } = connection.profile ?? {};
    return [connection.kind, id, host, accountId, botId, timeZone.value, apiTimes].join(' ');
  });
  const key = computed(() => JSON.stringify([about.value, request.value]));

  const view = {
    tab: ref<HistoryTab>('timeline'),
    search: ref(''),
    totalStatus: ref<Status>('AVAILABLE'),
    scrollTop: ref(0),
    /** Whether a small window shows what is needed rarely, too. */
    isUnfolded: ref(false),
  };
  /** Empty for the last day, and in the totals for all of them. */
  const selectedDate = ref('');

  const isOpen = ref(false);
  const revision = ref(0);
  // Before the views of the connection are there, nobody knows which one is open.
  const isReady = computed(
    () => isOpen.value && settings.appInfo !== null && views.connectionId === (connection.profile?.id ?? ''),
  );
  const follow = createFollow(
    bridge,
    () => about.value,
    () => revision.value,
  );
  const overview = follow('history:get', () => (isReady.value ? [request.value] : null));
  const date = computed(() => {
    const { dates } = request.value;
    return dates.includes(selectedDate.value) ? selectedDate.value : (dates.at(-1) ?? '');
  });
  const day = follow('history:day', () => (isReady.value ? [request.value, date.value] : null));

  const { isReading, progress, error: readError, read: readDays, cancel, drop } = useRead();

  /** Reads what is missing, and what is shown of today anew. */
  async function read(command?: 'history:read-again'): Promise<void> {
    if (await readDays(request.value, command)) revision.value += 1;
  }

  // What is asked for now comes first; what was read for another request stays read.
  watch(key, drop);

  /** The request of which it was decided whether it is read. */
  let considered: string | null = null;
  let openedAt = 0;
  watch([overview.value, overview.askedAt], ([known, askedAt]) => {
    // An answer from before the history was opened does not say what is missing by now.
    if (known === null || considered === key.value || askedAt < openedAt) return;
    considered = key.value;
    if (isReadUnasked(known)) void read();
  });

  /** Whether opening a request reads what is missing of it, and today again: where that is little. */
  function isReadUnasked({ missing, days, agents, takenAt }: HistoryOverview): boolean {
    const isOld = days.some(({ readAt, endsAt }) => takenAt < endsAt && readAt !== null && takenAt - readAt > FRESH_MS);
    const calls = (missing?.calls ?? 0) + (isOld ? Math.ceil(agents.length / AGENTS_PER_CALL) : 0);
    return calls > 0 && calls <= MAX_UNASKED_CALLS;
  }

  /** Follows what is read, for as long as the view is open; returns the unsubscribe function. */
  function open(): () => void {
    considered = null;
    openedAt = Date.now();
    isOpen.value = true;
    const stops = [
      bridge.on('history:changed', () => (revision.value += 1)),
      // Who serves a queue may not have been known.
      bridge.on('directory:changed', () => overview.error.value !== null && (revision.value += 1)),
    ];
    return () => {
      for (const stop of stops) stop();
      isOpen.value = false;
    };
  }

  // Words mean the days of today; a view that stays open shows them until it is opened again.
  watch(
    [isOpen, timeZone],
    () => {
      const { words } = period.value;
      if (isOpen.value && words !== null) period.value = periodOfWords(words, today()) ?? period.value;
    },
    { flush: 'sync' },
  );

  function show(next: Period): void {
    period.value = next;
    selectedDate.value = '';
  }

  function showDay(date: string): void {
    show(periodOfWords(date === today() ? 'today' : date, today()) ?? periodOf(date, date));
  }

  /** Shows one agent's day so far. */
  function showAgentToday({ userId }: { readonly userId: string }): void {
    chosenWho.value = { kind: 'filter', filter: { ...EMPTY_FILTER, agentIds: [userId] } };
    view.search.value = '';
    view.tab.value = 'timeline';
    showDay(today());
  }

  // Who is in a view, and who is known at all, is part of every answer.
  watch([() => views.views, () => team.hasTeam], () => (revision.value += 1));
  // What was pushed while a browser tab had no link is lost.
  watch(
    () => link.lost,
    (lost) => lost === null && (revision.value += 1),
  );

  // Of another connection nobody who was chosen is there.
  watch(
    () => connection.profile?.id,
    () => {
      chosenWho.value = null;
      view.search.value = '';
    },
  );

  return {
    ...view,
    selectedDate,
    follow,
    period: computed(() => period.value),
    who,
    /** Whether somebody chose who is shown, in place of the open view. */
    isWhoChosen: computed(() => chosenWho.value !== null && who.value === chosenWho.value),
    showWho: (next: HistoryWho | null) => void (chosenWho.value = next),
    request,
    overview: computed(() => overview.value.value),
    /** The shown day of the period. */
    date,
    day: computed(() => day.value.value),
    /** The dates that are added up: the chosen one, or all of the period. */
    totalDates: computed(() => {
      const { dates } = request.value;
      return dates.includes(selectedDate.value) ? [selectedDate.value] : dates;
    }),
    error: computed(() => overview.error.value ?? day.error.value ?? readError.value),
    isReading: computed(() => isReading.value),
    progress: computed(() => progress.value),
    /** The zone of the days, until an answer names its own. */
    timeZone,
    /** The team's day by the server's clock, for an instant of this computer's clock. */
    dateAt,
    today,
    open,
    read: () => read(),
    /** Reads again all of finished days that are known, else what is missing and today. */
    readAgain: () => read(overview.value.value?.again === undefined ? undefined : 'history:read-again'),
    cancel,
    showDay,
    showAgentToday,
    show,
    step: (times: number) => show(stepped(period.value, times, today())),
  };
});
