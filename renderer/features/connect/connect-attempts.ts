import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { TestReport } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { CONNECT_FIELDS, formOf, type ConnectDraft } from './connect-draft.ts';
import type { ConnectNotes } from './connect-notes.ts';
import type { useConnectionStore } from './connection-store.ts';

type Attempt = 'test' | 'save' | 'demo';

/** What the buttons of Connect do, one at a time: a second press meanwhile does nothing. */
export interface ConnectAttempts {
  /** The one under way, or null. */
  readonly busy: Readonly<Ref<Attempt | null>>;
  /** How the last test went; null without one, and after a failure. */
  readonly report: ShallowRef<TestReport | null>;
  /** Asks both APIs. */
  test(): Promise<void>;
  /** Saves and starts; true when it did. */
  save(keep: 'keychain' | 'session'): Promise<boolean>;
  /** Opens the demo; true when it did. */
  openDemo(): Promise<boolean>;
}

/** What is tried, with whom, and where it is said when it fails. */
export interface ConnectAttemptsParts {
  readonly draft: ConnectDraft;
  readonly notes: ConnectNotes;
  readonly connection: Pick<ReturnType<typeof useConnectionStore>, 'test' | 'save' | 'openDemo'>;
  /** What has no field of its own, at the foot of the form. */
  readonly failure: ShallowRef<AppError | null>;
}

/** Makes attempts of which none was made yet. */
export function createConnectAttempts({ draft, notes, connection, failure }: ConnectAttemptsParts): ConnectAttempts {
  const busy = ref<Attempt | null>(null);
  const report = shallowRef<TestReport | null>(null);

  /** Only with fields that pass; null when they do not, or when something else is under way. */
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
    async save(keep) {
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
