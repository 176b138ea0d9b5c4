import { computed, reactive, shallowRef, type ComputedRef } from 'vue';
import type { ConnectionField, FieldNotes } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { afterVisible } from '../../ui/useClock.ts';
import { CONNECT_FIELDS, EMPTY_DRAFT, isBlocking, type ConnectDraft } from './connect-draft.ts';

/** The core's notes on Connect's fields. */
export interface ConnectNotes {
  /** Notes on the fields that the user has visited. */
  readonly visible: ComputedRef<FieldNotes>;
  /** The first field that prevents saving, or null. */
  readonly blocked: ComputedRef<ConnectionField | null>;
  /** Whether the user has visited any field. */
  isTouched(): boolean;
  /** Marks fields as visited. */
  touch(fields: readonly ConnectionField[]): void;
  /** Asks the core to check every field; drops the answer to an older draft. */
  check(): Promise<void>;
  /** Checks once the user has stopped typing for a moment. */
  checkSoon(): void;
  /** Shows an error beside its field; returns false when the error belongs to no field. */
  blame(error: AppError): boolean;
  /** Cancels a check that has not begun. */
  stop(): void;
  /** Starts over: no visited fields and no notes. */
  forget(): void;
}

interface ConnectNotesParts {
  readonly draft: ConnectDraft;
  readonly ask: (draft: ConnectDraft) => Promise<Result<FieldNotes>>;
  /** Called with the reason when the core does not answer. */
  readonly onFailure: (error: AppError) => void;
}

const CHECK_DELAY_MS = 200;

export function createConnectNotes({ draft, ask, onFailure }: ConnectNotesParts): ConnectNotes {
  const touched = reactive(new Set<ConnectionField>());
  const notes = shallowRef<FieldNotes>({});
  /** The fields as they were when the core checked them. */
  const noted = shallowRef<ConnectDraft>({ ...EMPTY_DRAFT });
  let latest = 0;
  let cancelCheck = (): void => {};

  function isConfirmed(field: ConnectionField): boolean {
    return field === 'name' ? draft.isNameConfirmed : draft.isHostConfirmed;
  }

  /**
   * Whether the note fits what the field says now. An outdated note would come and go, and move a button that is being
   * pressed.
   */
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
