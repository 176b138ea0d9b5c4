import { fail } from '../shared/messages.ts';
import { copiesOfAccount, LEAST_COPIES, type ConnectionForm } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { keepOwnCopies } from './account-copies.ts';
import type { DemoConnection } from './demo-connection.ts';
import { successorOf } from './entries.ts';
import { readEntry, targetOf } from './entry.ts';
import { findById, findConnection } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import type { Opening } from './opening.ts';
import type { Present, PresentCell } from './present.ts';
import { forgetConnection } from './remove.ts';
import { keepForSession, saveInKeychain } from './save.ts';
import type { Shelf } from './shelf.ts';
import { testConnection } from './test-connection.ts';
import type { ConnectionParts, Connections } from './types.ts';

/** What a form or a click on Disconnect does. */
export interface Changes {
  readonly test: Connections['test'];
  save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<null>>;
  openGiven(form: ConnectionForm, copies: number | null): Promise<Result<null>>;
  /** Forgets the present connection. */
  remove(): Promise<Result<null>>;
  forget(id: string): Promise<Result<null>>;
  removeSaved(id: string): Promise<Result<null>>;
  /** Leaves the present connection, which is gone, for another one, or for none. */
  leave(successor: string | null): void;
}

/** What the changes reach besides the parts. */
export interface ChangeTools {
  readonly cell: PresentCell;
  readonly shelf: Shelf;
  readonly demo: DemoConnection;
  readonly opening: Pick<Opening, 'switchTo' | 'isOpeningDemo'>;
}

/** Makes the changes. One that was overtaken, for example by the demo, is carried out but not shown. */
export function createChanges(parts: ConnectionParts, { cell, shelf, demo, opening }: ChangeTools): Changes {
  const { settings, createClient, todayPeriod, countOnce } = parts;

  function show(next: Present | null): void {
    cell.begin(); // what is still being read is out of date
    cell.set(next);
  }

  // Nobody waits for its keychain: that may ask for a password, which must not keep anybody from other changes.
  function leave(successor: string | null): void {
    if (successor !== null && shelf.find(successor) !== null) void opening.switchTo(successor);
    else show(null);
  }

  async function forgetSaved(id: string, successor: string | null): Promise<Result<null>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected');
    const forgotten = await forgetConnection(parts, saved, successor);
    if (cell.get()?.profile.id === id) {
      if (opening.isOpeningDemo()) cell.set(null);
      else leave(successor);
    }
    parts.onForgotten?.(id);
    return forgotten;
  }

  async function leaveDemo(): Promise<Result<null>> {
    const next = findConnection(settings.get(), null) ?? shelf.sessions.list()[0] ?? null;
    leave(next?.profile.id ?? null);
    await demo.stop();
    return ok(null);
  }

  async function forget(id: string): Promise<Result<null>> {
    const present = cell.get();
    if (present?.home === 'demo' && present.profile.id === id) return leaveDemo();
    const successor = successorOf(shelf.entries(), id);
    if (!shelf.sessions.forget(id)) return forgetSaved(id, successor);
    if (present?.profile.id === id) leave(successor);
    parts.onForgotten?.(id);
    return ok(null);
  }

  return {
    forget,
    leave,
    removeSaved: (id) => forgetSaved(id, null),
    async test(form, told = null) {
      const entry = await readEntry(parts, form, shelf);
      if (!entry.ok) return entry;
      const { draft, secret } = entry.value;
      const before = targetOf(form, shelf) ?? shelf.holderOf(draft.name, null);
      const known = copiesOfAccount(
        draft,
        shelf.entries().map(({ profile }) => profile),
      );
      const copies = told ?? known ?? before?.profile.copies ?? LEAST_COPIES;
      const client = createClient({ ...draft, id: 'test', apiTimes: 'auto', copies }, secret, createMemoryCell());
      const today = todayPeriod(draft.timeZone ?? parts.localTimeZone);
      return ok(await testConnection(client, today, countOnce, copies));
    },
    async save(form, keep) {
      const isShown = cell.watch();
      const entry = await readEntry(parts, form, shelf);
      if (!entry.ok) return entry;
      const options = { sessions: shelf.sessions, target: targetOf(form, shelf), isShown };
      const kept =
        keep === 'session'
          ? ok({ present: keepForSession(parts, entry.value, options), written: ok(null) })
          : await saveInKeychain(parts, entry.value, options);
      if (!kept.ok) return kept;
      if (isShown()) show(kept.value.present);
      return kept.value.written;
    },
    async openGiven(form, copies) {
      const entry = await readEntry(parts, form, shelf);
      if (!entry.ok) return entry;
      const { sessions } = shelf;
      const given = keepForSession(parts, entry.value, { sessions, target: null });
      show(copies === null ? given : keepOwnCopies(sessions, given, copies));
      return ok(null);
    },
    async remove() {
      const present = cell.get();
      return present === null ? ok(null) : forget(present.profile.id);
    },
  };
}
