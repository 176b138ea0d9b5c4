import { fail } from '../shared/messages.ts';
import type { ConnectionForm, ConnectionState } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { createDemoConnection, demoProfile } from './demo-connection.ts';
import { checkEntry, readEntry } from './entry.ts';
import { findById, findConnection } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import { createPresentCell, type Present } from './present.ts';
import { openSavedConnection } from './reader.ts';
import { forgetConnection } from './remove.ts';
import { keepForSession, saveInKeychain } from './save.ts';
import { toApiSecret } from './secret.ts';
import { testConnection } from './test-connection.ts';
import type { ConnectionParts, Connections } from './types.ts';
import { updateConnection } from './update.ts';

/**
 * Makes the connections; nothing is read before `open`. What ends in a new present connection is begun in `cell`, so
 * that a late answer never overrides what was chosen after it; changes go one at a time and answer `busy` otherwise.
 */
export function createConnections(parts: ConnectionParts): Connections {
  const { settings, createClient } = parts;
  const cell = createPresentCell();
  const demo = createDemoConnection(parts.startDemo);
  const oneAtATime = createGate();
  const answer = (done: Result<unknown>): Result<ConnectionState> => (done.ok ? ok(cell.state()) : done);

  async function openDemo(): Promise<void> {
    const isLast = cell.begin();
    const server = await demo.open();
    if (!isLast()) return;
    const profile = demoProfile(server);
    const memory = createMemoryCell();
    const secret = toApiSecret('secret', server.clientSecret, server.clientId);
    const live = { profile, isDemo: true, memory, client: createClient(profile, secret, memory) };
    cell.set({ profile, home: 'demo', secretState: 'session', secret, live });
  }

  async function open(mode: 'saved' | 'saved-or-demo' | 'demo'): Promise<void> {
    const active = mode === 'demo' ? null : findConnection(settings.get(), null);
    if (active !== null) await openSavedConnection(parts, cell, active, 'background');
    else if (mode !== 'saved') await openDemo();
  }

  function show(next: Present | null): void {
    cell.begin(); // what is still being read is out of date
    cell.set(next);
  }

  async function save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<ConnectionState>> {
    const isUndisturbed = cell.watch();
    const entry = await readEntry(parts, form, cell.get());
    if (!entry.ok) return entry;
    if (keep === 'session') {
      if (isUndisturbed()) show(keepForSession(parts, entry.value));
      return ok(cell.state());
    }
    const saved = await saveInKeychain(parts, entry.value);
    if (!saved.ok) return saved;
    if (isUndisturbed()) show(saved.value.present);
    return answer(saved.value.written);
  }

  async function test(form: ConnectionForm): ReturnType<Connections['test']> {
    const entry = await readEntry(parts, form, cell.get());
    if (!entry.ok) return entry;
    const { draft, secret } = entry.value;
    const client = createClient({ ...draft, id: 'test', apiTimes: 'auto' }, secret, createMemoryCell());
    return ok(await testConnection(client, parts.todayPeriod(draft.timeZone ?? parts.localTimeZone), parts.countOnce));
  }

  async function removeSaved(id: string): Promise<Result<ConnectionState>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected');
    const isUndisturbed = cell.watch();
    const forgotten = await forgetConnection(parts, saved);
    if (isUndisturbed() && cell.get()?.profile.id === id) show(null);
    return answer(forgotten);
  }

  async function remove(): Promise<Result<ConnectionState>> {
    const present = cell.get();
    if (present?.home === 'saved') return removeSaved(present.profile.id);
    show(null);
    await demo.stop();
    return ok(cell.state());
  }

  async function retry(): Promise<Result<ConnectionState>> {
    const present = cell.get();
    if (present === null) return fail('not-connected');
    const saved = present.live === null ? findById(settings.get(), present.profile.id) : null;
    if (saved === null) return ok(cell.state());
    await openSavedConnection(parts, cell, saved, 'user');
    return ok(cell.state());
  }

  return {
    state: cell.state,
    live: () => cell.get()?.live ?? null,
    generation: cell.generation,
    subscribe: cell.subscribe,
    open,
    async openSaved(id) {
      const saved = findById(settings.get(), id);
      if (saved !== null) await openSavedConnection(parts, cell, saved, 'background');
    },
    removeSaved: (id) => oneAtATime(() => removeSaved(id)),
    check: (form) => checkEntry(parts, form, cell.get()),
    test,
    save: (form, keep) => oneAtATime(() => save(form, keep)),
    update: async (patch) => answer(await updateConnection(parts, cell, patch)),
    remove: () => oneAtATime(remove),
    retry: () => oneAtATime(retry),
    async demo() {
      await openDemo();
      return ok(cell.state());
    },
    async stop() {
      cell.begin();
      await demo.stop();
    },
  };
}

/** Runs one action at a time; another one meanwhile is refused rather than queued behind an unlock prompt. */
function createGate(): <T>(action: () => Promise<Result<T>>) => Promise<Result<T>> {
  let isBusy = false;
  return async (action) => {
    if (isBusy) return fail('busy');
    isBusy = true;
    try {
      return await action();
    } finally {
      isBusy = false;
    }
  };
}
