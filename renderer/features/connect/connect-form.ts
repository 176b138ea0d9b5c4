import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch, type ShallowRef } from 'vue';
import type { ConnectionField, ConnectionProfile, TestReport } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { CONNECT_FIELDS, EMPTY_DRAFT, draftOf, formOf, type ConnectDraft } from './connect-draft.ts';
import { createConnectNotes, type ConnectNotes } from './connect-notes.ts';
import { useConnectionStore } from './connection-store.ts';
import { draftWith, type PastedValues } from './pasted-values.ts';

/** The actions of Connect's buttons. Only one runs at a time; a press meanwhile does nothing. */
function createConnectAttempts(
  draft: ConnectDraft,
  notes: ConnectNotes,
  connection: ReturnType<typeof useConnectionStore>,
  failure: ShallowRef<AppError | null>,
) {
  const busy = ref<'test' | 'save' | 'demo' | null>(null);
  /** The report of the last test; null before the first test and after a failure. */
  const report = shallowRef<TestReport | null>(null);

  /** Runs the action if all fields pass and nothing else is running; otherwise returns null. */
  async function submit<T>(name: 'test' | 'save', action: () => Promise<Result<T>>): Promise<Result<T> | null> {
    if (busy.value !== null) return null;
    busy.value = name;
    failure.value = null;
    notes.touch(CONNECT_FIELDS);
    await notes.check();
    const result = notes.blocked.value === null && failure.value === null ? await action() : null;
    if (result !== null && !result.ok && !notes.blame(result.error)) failure.value = result.error;
    busy.value = null;
    return result;
  }

  return {
    busy,
    report,
    async test() {
      const result = await submit('test', () => connection.test(formOf(draft)));
      report.value = result?.ok ? result.value : null;
    },
    async save(keep: 'keychain' | 'session') {
      const result = await submit('save', () => connection.save(formOf(draft), keep));
      return result?.ok === true;
    },
    async openDemo() {
      if (busy.value !== null) return false;
      busy.value = 'demo';
      const result = await connection.openDemo();
      busy.value = null;
      failure.value = result.ok ? null : result.error;
      return result.ok;
    },
  };
}

/** The Connect form: its fields, the core's notes on them, the test and saving. */
export const useConnectFormStore = defineStore('connect-form', () => {
  const connection = useConnectionStore();
  const draft = reactive<ConnectDraft>({ ...EMPTY_DRAFT });
  const failure = shallowRef<AppError | null>(null);
  const notes = createConnectNotes({
    draft,
    ask: (sent) => connection.check(formOf(sent)),
    onFailure: (error) => (failure.value = error),
  });
  const attempts = createConnectAttempts(draft, notes, connection, failure);
  let wanted: { readonly profile: ConnectionProfile | null } | null = null;

  /** Chooses the connection for the next time the form opens: one to change, or null for a new one. */
  function begin(profile: ConnectionProfile | null): void {
    wanted = { profile };
  }

  /**
   * Fills the fields from the chosen connection, or else from the open one, but never the secret. Anything typed
   * earlier for the same connection stays.
   */
  function open(): void {
    const { profile } = wanted ?? { profile: connection.kind === 'account' ? connection.profile : null };
    wanted = null;
    const isTyped = notes.isTouched() || (profile === null && CONNECT_FIELDS.some((field) => draft[field] !== ''));
    if (isTyped && draft.id === (profile?.id ?? null)) return;
    clear();
    if (profile !== null) Object.assign(draft, draftOf(profile));
  }

  /** Removes the secrets when the form closes. */
  function close(): void {
    notes.stop();
    draft.clientSecret = '';
    draft.token = '';
    draft.deskLine = '';
  }

  function touch(field: ConnectionField): void {
    notes.touch([field]);
    notes.checkSoon();
  }

  /** Fills in what was pasted, and has it checked as if it was typed. */
  function fill(values: PastedValues): void {
    Object.assign(draft, draftWith(draft, values));
    notes.touch(CONNECT_FIELDS.filter((field) => values[field] !== undefined));
    notes.checkSoon();
  }

  /** Saves, and then removes the secret from the form. */
  async function save(keep: 'keychain' | 'session'): Promise<boolean> {
    const isSaved = await attempts.save(keep);
    if (isSaved) clear();
    return isSaved;
  }

  function clear(): void {
    Object.assign(draft, EMPTY_DRAFT);
    notes.forget();
    attempts.report.value = null;
    failure.value = null;
  }

  watch(
    () => draft.host,
    () => (draft.isHostConfirmed = false),
  );
  watch(
    () => draft.name,
    () => (draft.isNameConfirmed = false),
  );
  watch(draft, () => {
    attempts.report.value = null;
    if (notes.isTouched()) notes.checkSoon();
  });

  return {
    /** The fields write to it. */
    draft,
    /** The core's notes on the fields that the user has visited. */
    notes: notes.visible,
    /** The first field that prevents saving, or null. */
    blocked: notes.blocked,
    busy: computed(() => attempts.busy.value),
    report: computed(() => attempts.report.value),
    failure: computed(() => failure.value),
    begin,
    open,
    close,
    touch,
    fill,
    test: attempts.test,
    save,
    /** Forgets everything typed. */
    cancel: clear,
    openDemo: attempts.openDemo,
  };
});
