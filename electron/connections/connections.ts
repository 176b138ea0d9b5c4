import { fail, ok, type Result } from '../shared/result.ts';
import {
  copiesOfAccount,
  MIN_COPIES,
  type ConnectionForm,
  type ConnectionProfile,
  type ConnectionState,
  type TestReport,
} from '../shared/model.ts';
import { dayOffset, todayIn } from '../time/days.ts';
import { findById, findConnection } from './document.ts';
import { checkEntry, readEntry } from './form.ts';
import { createMemory, createOpenConnectionStore, withProfile, type OpenConnection } from './open-connection.ts';
import { createOpening } from './opening.ts';
import { createRegistry, successorOf } from './registry.ts';
import { forgetSaved, saveForSession, saveInKeychain } from './save.ts';
import { testConnection } from './test-connection.ts';
import { testDesk } from './test-desk.ts';
import type { ConnectionParts, Connections, PublishedFacts } from './types.ts';
import { takePublished, updateConnection } from './update.ts';

/**
 * Makes the connections; nothing is read before `open`. Whatever opens a connection begins in the store first. If the user
 * chooses another connection meanwhile, the late result is saved but not opened.
 */
export function createConnections(parts: ConnectionParts): Connections {
  const { settings, clock } = parts;
  const store = createOpenConnectionStore();
  const registry = createRegistry(settings, store);
  const { sessions } = registry;
  const opening = createOpening(parts, store, registry);
  /** By site: a desk hears them in its test, before it is saved. */
  const published = new Map<string, PublishedFacts>();
  const oneChange = createLock();
  const oneRetry = createLock(); // its own lock: a prompt that nobody answers must not keep the user from disconnecting

  const withState = async (done: Promise<Result<unknown>>): Promise<Result<ConnectionState>> => {
    const result = await done;
    return result.ok ? ok(store.state()) : result;
  };

  function show(next: OpenConnection | null): void {
    store.begin(); // what is still being read is out of date
    store.set(next);
  }

  /**
   * Opens the successor of the open connection, which is gone, or none. It does not wait for the keychain, which may ask
   * for a password: other changes must not wait for that.
   */
  function leave(successor: string | null): void {
    if (successor !== null && registry.find(successor) !== null) void opening.switchTo(successor);
    else show(null);
  }

  async function test(form: ConnectionForm, given: number | null = null): Promise<Result<TestReport>> {
    const entry = await readEntry(parts, form, registry);
    if (!entry.ok) return entry;
    const { draft, secret } = entry.value;
    const profiles = registry.entries().map(({ profile }) => profile);
    const before = registry.targetOf(form) ?? registry.holderOf(draft.name, null);
    const copies = given ?? copiesOfAccount(draft, profiles) ?? before?.profile.copies ?? MIN_COPIES;
    const profile: ConnectionProfile = { ...draft, id: 'test', apiTimes: 'auto', copies };
    const { client, feed } = parts.createCaller(profile, secret, createMemory());
    if (feed !== null) return ok({ publisher: await testDesk(feed, clock) });
    const zone = draft.timeZone ?? parts.localTimeZone();
    const date = todayIn(zone, clock.now());
    const today = { kind: 'day', date, timeZoneOffset: dayOffset(date, zone) } as const;
    return ok(await testConnection(client, today, copies));
  }

  async function save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<null>> {
    const opens = store.watch();
    const entry = await readEntry(parts, form, registry);
    if (!entry.ok) return entry;
    const options = { sessions, published, target: registry.targetOf(form), opens };
    const result =
      keep === 'session'
        ? ok({ saved: saveForSession(parts, entry.value, options), written: ok(null) })
        : await saveInKeychain(parts, entry.value, options);
    if (!result.ok) return result;
    if (opens()) show(result.value.saved);
    return result.value.written;
  }

  async function openGiven(form: ConnectionForm, copies: number | null): Promise<Result<null>> {
    const entry = await readEntry(parts, form, registry);
    if (!entry.ok) return entry;
    const session = saveForSession(parts, entry.value, { sessions, published, target: null });
    const opened = withProfile(session, { copies: Math.max(copies ?? 0, session.profile.copies) });
    sessions.put(opened);
    show(opened);
    return ok(null);
  }

  async function removeSaved(id: string, successor: string | null = null): Promise<Result<null>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected');
    const forgotten = await forgetSaved(parts, saved, successor);
    if (store.get()?.profile.id === id) {
      if (opening.isOpeningDemo()) store.set(null);
      else leave(successor);
    }
    parts.onForgotten?.(id);
    return forgotten;
  }

  async function leaveDemo(): Promise<Result<null>> {
    const next = findConnection(settings.get(), null) ?? sessions.list()[0] ?? null;
    leave(next?.profile.id ?? null);
    await opening.stopDemo();
    return ok(null);
  }

  async function forget(id: string): Promise<Result<null>> {
    const open = store.get();
    if (open?.home === 'demo' && open.profile.id === id) return leaveDemo();
    const successor = successorOf(registry.entries(), id);
    if (!sessions.delete(id)) return removeSaved(id, successor);
    if (open?.profile.id === id) leave(successor);
    parts.onForgotten?.(id);
    return ok(null);
  }

  async function remove(): Promise<Result<null>> {
    const open = store.get();
    return open === null ? ok(null) : forget(open.profile.id);
  }

  async function refresh(): Promise<void> {
    const before = registry.entries();
    await settings.refresh();
    const open = store.get();
    if (open?.home !== 'saved') return;
    const { id } = open.profile;
    const saved = findById(settings.get(), id);
    if (saved !== null) {
      if (!isSameProfile(saved.profile, open.profile)) void opening.openSaved(id);
      return;
    }
    leave(successorOf(before, id));
    parts.onForgotten?.(id);
  }

  async function renew(): Promise<void> {
    const before = store.get();
    registry.forgetSecretStates();
    await refresh();
    // If the refresh opened another connection, its secret was read just now.
    if (before === store.get()) await opening.renewSecret();
  }

  return {
    state: store.state,
    live: () => store.get()?.live ?? null,
    generation: store.generation,
    subscribe: store.subscribe,
    list: registry.entries,
    refresh,
    renew,
    switchTo: (id) => withState(opening.switchTo(id)),
    forget: (id) => withState(oneChange(() => forget(id))),
    open: opening.open,
    openSaved: opening.openSaved,
    openGiven: (form, copies) => withState(oneChange(() => openGiven(form, copies))),
    check: (form) => checkEntry(parts, form, registry),
    test,
    save: (form, keep) => withState(oneChange(() => save(form, keep))),
    update: (patch) => withState(updateConnection(settings, store, registry, patch)),
    async published(of, facts) {
      published.set(of.accountId, facts);
      await takePublished(settings, store, registry, of, facts);
    },
    publishedOf: ({ accountId }) => published.get(accountId) ?? null,
    remove: () => withState(oneChange(remove)),
    removeSaved: (id) => withState(oneChange(() => removeSaved(id))),
    retry: () => withState(oneRetry(opening.retry)),
    demo: () => withState(opening.openDemo().then(() => ok(null))),
    async stop() {
      store.begin(); // what is still being read has nowhere to go
      await opening.stopDemo();
    },
  };
}

/** Makes a lock that answers `busy` while it is taken: nothing queues up behind an unlock prompt or a double click. */
function createLock() {
  let isTaken = false;
  return async <T>(action: () => Promise<Result<T>>): Promise<Result<T>> => {
    if (isTaken) return fail('busy');
    isTaken = true;
    try {
      return await action();
    } finally {
      isTaken = false;
    }
  };
}

/** Whether two processes have the same profile of a connection. */
function isSameProfile(a: ConnectionProfile, b: ConnectionProfile): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof ConnectionProfile)[];
  return keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}
