import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import type { ConnectionField, FieldNotes } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { afterVisible } from '../../ui/useClock.ts';
import { CONNECT_FIELDS, EMPTY_DRAFT, isBlocking, type ConnectDraft } from './connect-draft.ts';

/** What the core says about each field of Connect. */
export interface ConnectNotes {
  /** About the fields the user has been in. */
  readonly visible: ComputedRef<FieldNotes>;
  /** The first field that stops saving, or null. */
  readonly blocked: ComputedRef<ConnectionField | null>;
  /** Whether the user has been in any field. */
  isTouched(): boolean;
  /** The user has been in these fields. */
  touch(fields: readonly ConnectionField[]): void;
  /** Asks the core about every field; the answer to an older draft is dropped. */
  check(): Promise<void>;
  /** The same once nobody has typed for a moment. */
  checkSoon(): void;
  /** Puts an error beside its field; false when it has none. */
  blame(error: AppError): boolean;
  /** Cancels a check that has not begun. */
  stop(): void;
  /** Starts over: nobody has been in any field, and no note is there. */
  forget(): void;
}

/** What the notes are about, and how they are made. */
interface ConnectNotesParts {
  readonly draft: ConnectDraft;
  readonly ask: (draft: ConnectDraft) => Promise<Result<FieldNotes>>;
  /** Hears why the core did not answer. */
  readonly onFailure: (error: AppError) => void;
}

const CHECK_DELAY_MS = 200;

/** Makes notes that say nothing yet. */
export function createConnectNotes({ draft, ask, onFailure }: ConnectNotesParts): ConnectNotes {
  const touched = reactive(new Set<ConnectionField>());
  const notes = shallowRef<FieldNotes>({});
  /** What stood in the fields when the notes were made. */
  const noted = shallowRef<ConnectDraft>({ ...EMPTY_DRAFT });
  let latest = 0;
  let cancelCheck = (): void => {};

  function isConfirmed(field: ConnectionField): boolean {
    return field === 'name' ? draft.isNameConfirmed : draft.isHostConfirmed;
  }

  /** A note about what has been typed over would come and go while a button below it is being pressed, and move it. */
  function isAbout(field: ConnectionField): boolean {
    return touched.has(field) && draft[field] === noted.value[field];
  }

  async function check(): Promise<void> {
    cancelCheck();
    const mine = (latest += 1);
    const sent = { ...draft };
    const result = await ask(sent);
    if (mine !== latest) return;
    noted.value = sent;
    if (result.ok) notes.value = result.value;
    else onFailure(result.error);
  }

  function checkSoon(): void {
    cancelCheck();
    cancelCheck = afterVisible(CHECK_DELAY_MS, () => void check());
  }

  return {
    visible: computed(() =>
      Object.fromEntries(Object.entries(notes.value).filter(([field]) => isAbout(field as ConnectionField))),
    ),
    blocked: computed(() => CONNECT_FIELDS.find((field) => isBlocking(notes.value[field], isConfirmed(field))) ?? null),
    isTouched: () => touched.size > 0,
    touch: (fields) => fields.forEach((field) => touched.add(field)),
    check,
    checkSoon,
    blame({ field: name, message }) {
      const field = CONNECT_FIELDS.find((each) => each === name);
      if (field !== undefined) notes.value = { ...notes.value, [field]: { level: 'error', message } };
      return field !== undefined;
    },
    stop: () => cancelCheck(),
    forget() {
      cancelCheck();
      latest += 1;
      touched.clear();
      notes.value = {};
    },
  };
}
