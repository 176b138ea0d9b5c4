import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ConnectionPatch } from '../../../electron/shared/contract/commands.ts';
import {
  EVERYBODY_ID,
  isCountedByView,
  isDemoTeam,
  type ConnectionForm,
  type ConnectionState,
  type FieldNotes,
  type RuleKind,
  type TestReport,
} from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { viewTexts } from '../../../electron/shared/texts/views/views.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** The open connection and the actions that change it. Never holds a secret. */
export const useConnectionStore = defineStore('connection', () => {
  const bridge = useBridge();
  const {
    value: state,
    follow,
    take,
  } = createFollowed<ConnectionState | null>(null, (listener) => bridge.on('connection:changed', listener));
  const failure = shallowRef<AppError | null>(null);

  /** Takes the state from a command's answer, and passes the answer on. */
  async function accept(answer: Promise<Result<ConnectionState>>): Promise<Result<ConnectionState>> {
    await take(answer);
    const result = await answer;
    failure.value = result.ok ? null : result.error;
    return result;
  }

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await accept(bridge.invoke('connection:get'));
  }

  /** Whether the team without a view is everybody; to a desk, perhaps it is all of its views together. */
  const seesEverybody = computed(() => state.value?.profile?.relay?.views.includes(EVERYBODY_ID) ?? true);

  return {
    /** Null before the first answer. */
    state: computed(() => state.value),
    kind: computed(() => state.value?.kind ?? null),
    profile: computed(() => state.value?.profile ?? null),
    secret: computed(() => state.value?.secret ?? 'none'),
    /** Whether the team comes from a publisher, which decides how often it is read. */
    isDesk: computed(() => state.value?.profile?.auth === 'desk'),
    /** Whether that sends counts and no agents. */
    hasCountsOnly: computed(() => state.value?.profile?.relay?.audience === 'counts'),
    /** Whether a rule of a kind can fire: of counts alone only their age is known. */
    canFire: (kind: RuleKind): boolean => kind === 'stale' || state.value?.profile?.relay?.audience !== 'counts',
    /** Whether it has the counts of each view and none of all together. */
    isCountedByView: computed(() => isCountedByView(state.value?.profile ?? null)),
    /** What the team is called without a view. */
    everybody: computed(() => (seesEverybody.value ? viewTexts.everybody : viewTexts.allOfDesk)),
    seesEverybody,
    isDemo: computed(() => state.value !== null && isDemoTeam(state.value)),
    /** Why the last command failed; null after a success. */
    failure: computed(() => failure.value),
    start,
    load,
    check: (form: ConnectionForm): Promise<Result<FieldNotes>> => bridge.invoke('connection:check', form),
    test: (form: ConnectionForm): Promise<Result<TestReport>> => bridge.invoke('connection:test', form),
    save: (form: ConnectionForm, keep: 'keychain' | 'session') => accept(bridge.invoke('connection:save', form, keep)),
    update: (patch: ConnectionPatch) => accept(bridge.invoke('connection:update', patch)),
    remove: () => accept(bridge.invoke('connection:remove')),
    retry: () => accept(bridge.invoke('connection:retry')),
    openDemo: () => accept(bridge.invoke('connection:demo')),
  };
});
