import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ConnectionPatch } from '../../../electron/shared/contract/commands.ts';
import type { ConnectionForm, ConnectionState, FieldNotes, TestReport } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** Which account the app looks at, and the verbs that change it. Never holds a secret. */
export const useConnectionStore = defineStore('connection', () => {
  const bridge = useBridge();
  const state = shallowRef<ConnectionState | null>(null);
  const failure = shallowRef<AppError | null>(null);

  /** Keeps what a command answered, and passes the answer on. */
  function accept(result: Result<ConnectionState>): Result<ConnectionState> {
    if (result.ok) state.value = result.value;
    failure.value = result.ok ? null : result.error;
    return result;
  }

  /** Subscribes, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stop = bridge.on('connection:changed', (next) => (state.value = next));
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    accept(await bridge.invoke('connection:get'));
  }

  return {
    /** Null before the first answer. */
    state: computed(() => state.value),
    kind: computed(() => state.value?.kind ?? null),
    profile: computed(() => state.value?.profile ?? null),
    secret: computed(() => state.value?.secret ?? 'none'),
    /** Why the last command failed; null after a success. */
    failure: computed(() => failure.value),
    start,
    load,
    check: (form: ConnectionForm): Promise<Result<FieldNotes>> => bridge.invoke('connection:check', form),
    test: (form: ConnectionForm): Promise<Result<TestReport>> => bridge.invoke('connection:test', form),
    save: async (form: ConnectionForm, keep: 'keychain' | 'session') =>
      accept(await bridge.invoke('connection:save', form, keep)),
    update: async (patch: ConnectionPatch) => accept(await bridge.invoke('connection:update', patch)),
    remove: async () => accept(await bridge.invoke('connection:remove')),
    retry: async () => accept(await bridge.invoke('connection:retry')),
    openDemo: async () => accept(await bridge.invoke('connection:demo')),
  };
});
