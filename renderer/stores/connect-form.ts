import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { ConnectionField, ConnectionProfile, FieldNotes, TestReport } from '../../electron/shared/model.ts';
import type { AppError, Result } from '../../electron/shared/result.ts';
import { afterInSight } from '../after-in-sight.ts';
import { CONNECT_FIELDS, EMPTY_DRAFT, draftOf, formOf, isBlocking, type ConnectDraft } from './connect-draft.ts';
import { useConnectionStore } from './connection.ts';

const CHECK_DELAY_MS = 200;

/** The Connect form: its draft, what the core says about each field, the test and the saving. */
export const useConnectFormStore = defineStore('connect-form', () => {
  const connection = useConnectionStore();
  const draft = reactive<ConnectDraft>({ ...EMPTY_DRAFT });
  const touched = reactive(new Set<ConnectionField>());
  const notes = shallowRef<FieldNotes>({});
  /** What stood in the fields when the notes were made. */
  const noted = shallowRef<ConnectDraft>({ ...EMPTY_DRAFT });
  const busy = ref<'test' | 'save' | 'demo' | null>(null);
  const report = shallowRef<TestReport | null>(null);
  const failure = shallowRef<AppError | null>(null);
  let wanted: { readonly profile: ConnectionProfile | null } | null = null;
  let turn = 0;
  let cancelCheck = (): void => {};

  const blocked = computed(
    () => CONNECT_FIELDS.find((field) => isBlocking(notes.value[field], isConfirmed(field))) ?? null,
  );
  const visibleNotes = computed<FieldNotes>(() =>
    Object.fromEntries(Object.entries(notes.value).filter(([field]) => isAbout(field as ConnectionField))),
  );

  function isConfirmed(field: ConnectionField): boolean {
    return field === 'name' ? draft.isNameConfirmed : draft.isHostConfirmed;
  }

  /** A note about what has been typed over would come and go while a button below it is being pressed, and move it. */
  function isAbout(field: ConnectionField): boolean {
    return touched.has(field) && draft[field] === noted.value[field];
  }

  /** Says which connection is meant when the form is opened next: one that is changed, or null for a new one. */
  function begin(profile: ConnectionProfile | null): void {
    wanted = { profile };
  }

  /**
   * Fills the fields from the connection that is meant, without a word the one the app looks at; never the secret. What
   * was typed for the same connection stays.
   */
  function open(): void {
    const { profile } = wanted ?? { profile: connection.kind === 'account' ? connection.profile : null };
    wanted = null;
    const isTyped = touched.size > 0 || (profile === null && CONNECT_FIELDS.some((field) => draft[field] !== ''));
    if (isTyped && draft.id === (profile?.id ?? null)) return;
    clear();
    if (profile !== null) Object.assign(draft, draftOf(profile));
  }

  /** Secrets do not outlive the sight of the form. */
  function close(): void {
    cancelCheck();
    draft.clientSecret = '';
    draft.token = '';
  }

  function touch(field: ConnectionField): void {
    touched.add(field);
    checkSoon();
  }

  function checkSoon(): void {
    cancelCheck();
    cancelCheck = afterInSight(CHECK_DELAY_MS, () => void check());
  }

  /** Asks the core about every field; the answer to an older draft is dropped. */
  async function check(): Promise<void> {
    cancelCheck();
    const mine = (turn += 1);
    const asked = { ...draft };
    const result = await connection.check(formOf(asked));
    if (mine !== turn) return;
    noted.value = asked;
    if (result.ok) notes.value = result.value;
    else failure.value = result.error;
  }

  /** Runs one action at a time, and only with fields that pass; a second press meanwhile does nothing. */
  async function submit<T>(name: 'test' | 'save', action: () => Promise<Result<T>>): Promise<Result<T> | null> {
    if (busy.value !== null) return null;
    busy.value = name;
    failure.value = null;
    CONNECT_FIELDS.forEach((field) => touched.add(field));
    await check();
    const result = blocked.value === null && failure.value === null ? await action() : null;
    if (result !== null && !result.ok) blame(result.error);
    busy.value = null;
    return result;
  }

  /** Puts an error beside its field, or at the foot of the form when it has none. */
  function blame(error: AppError): void {
    const field = CONNECT_FIELDS.find((each) => each === error.field);
    if (field === undefined) failure.value = error;
    else notes.value = { ...notes.value, [field]: { level: 'error', message: error.message } };
  }

  async function test(): Promise<void> {
    const result = await submit('test', () => connection.test(formOf(draft)));
    report.value = result?.ok ? result.value : null;
  }

  /** Saves and starts; true when it did. The secret leaves the form then. */
  async function save(keep: 'keychain' | 'session'): Promise<boolean> {
    const result = await submit('save', () => connection.save(formOf(draft), keep));
    if (!result?.ok) return false;
    clear();
    return true;
  }

  async function openDemo(): Promise<boolean> {
    if (busy.value !== null) return false;
    busy.value = 'demo';
    const result = await connection.openDemo();
    busy.value = null;
    failure.value = result.ok ? null : result.error;
    return result.ok;
  }

  function clear(): void {
    cancelCheck();
    turn += 1;
    Object.assign(draft, EMPTY_DRAFT);
    touched.clear();
    notes.value = {};
    report.value = null;
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
    report.value = null;
    if (touched.size > 0) checkSoon();
  });

  return {
    /** Written by the fields. */
    draft,
    /** What the core says about the fields the user has been in. */
    notes: visibleNotes,
    /** The first field that stops saving, or null. */
    blocked,
    busy: computed(() => busy.value),
    report: computed(() => report.value),
    failure: computed(() => failure.value),
    begin,
    open,
    close,
    touch,
    test,
    save,
    openDemo,
  };
});
