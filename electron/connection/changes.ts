import { fail } from '../shared/messages.ts';
import type { ConnectionForm, TestReport } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { DemoConnection } from './demo-connection.ts';
import { readEntry } from './entry.ts';
import { findById } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import type { Present, PresentCell } from './present.ts';
import { forgetConnection } from './remove.ts';
import { keepForSession, saveInKeychain } from './save.ts';
import { testConnection } from './test-connection.ts';
import type { ConnectionParts } from './types.ts';

/** What a form or a click on Disconnect does. */
export interface Changes {
  test(form: ConnectionForm): Promise<Result<TestReport>>;
  save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<null>>;
  remove(): Promise<Result<null>>;
  removeSaved(id: string): Promise<Result<null>>;
}

/** Makes the changes. One that was overtaken, for example by the demo, is carried out but not shown. */
export function createChanges(parts: ConnectionParts, cell: PresentCell, demo: DemoConnection): Changes {
  const { settings, createClient, todayPeriod, countOnce } = parts;

  function show(next: Present | null): void {
    cell.begin(); // what is still being read is out of date
    cell.set(next);
  }

  async function removeSaved(id: string): Promise<Result<null>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected');
    const isUndisturbed = cell.watch();
    const forgotten = await forgetConnection(parts, saved);
    if (isUndisturbed() && cell.get()?.profile.id === id) show(null);
    parts.onForgotten?.(id);
    return forgotten;
  }

  return {
    removeSaved,
    async test(form) {
      const entry = await readEntry(parts, form, cell.get());
      if (!entry.ok) return entry;
      const { draft, secret } = entry.value;
      const client = createClient({ ...draft, id: 'test', apiTimes: 'auto', copies: 1 }, secret, createMemoryCell());
      return ok(await testConnection(client, todayPeriod(draft.timeZone ?? parts.localTimeZone), countOnce));
    },
    async save(form, keep) {
      const isUndisturbed = cell.watch();
      const entry = await readEntry(parts, form, cell.get());
      if (!entry.ok) return entry;
      const kept =
        keep === 'session'
          ? ok({ present: keepForSession(parts, entry.value), written: ok(null) })
          : await saveInKeychain(parts, entry.value);
      if (!kept.ok) return kept;
      if (isUndisturbed()) show(kept.value.present);
      return kept.value.written;
    },
    async remove() {
      const present = cell.get();
      if (present?.home === 'saved') return removeSaved(present.profile.id);
      show(null);
      await demo.stop();
      return ok(null);
    },
  };
}
