import type { KeychainPatience } from '../keychain/types.ts';
import type { SavedConnection } from '../settings/types.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { MIN_COPIES, type ConnectionProfile } from '../shared/model.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { findById, findConnection } from './document.ts';
import { openConnection, savedWithSecret, withoutSecret, type OpenConnectionStore } from './open-connection.ts';
import type { Registry } from './registry.ts';
import { decodeItem, encodeItem, toApiSecret } from './secret.ts';
import type { ConnectionParts, Connections, DemoServer } from './types.ts';

/** Every way to open a connection that exists already. */
export interface Opening extends Pick<Connections, 'open' | 'openSaved'> {
  switchTo(id: string): Promise<Result<null>>;
  retry(): Promise<Result<null>>;
  /**
   * Takes over the secret of the open connection where the keychain holds another one than is in use. The one in use
   * stays where the keychain does not answer, and when something else is opened meanwhile.
   */
  renewSecret(): Promise<void>;
  openDemo(): Promise<void>;
  /** Whether the demo is about to be open. */
  isOpeningDemo(): boolean;
  stopDemo(): Promise<void>;
}

/** Makes the ways to open a connection. The last one that was begun wins. */
export function createOpening(
  parts: Pick<ConnectionParts, 'settings' | 'keychain' | 'createCaller' | 'startDemo'>,
  store: OpenConnectionStore,
  { sessions }: Registry,
): Opening {
  const { settings, keychain, createCaller } = parts;
  let demo: Promise<DemoServer> | null = null;
  let isDemoLast: () => boolean = () => false;

  /** Until the keychain has answered the state is `waiting`; whatever is begun meanwhile wins over a late answer. */
  async function readAndOpen(saved: SavedConnection, patience: KeychainPatience): Promise<void> {
    const { id } = saved.profile;
    const { isLast, signal } = store.begin();
    store.set(withoutSecret(saved, 'waiting'));
    const read = await keychain.read(id, saved.isSecretStored, patience, signal);
    if (!isLast()) return;
    const current = findById(settings.get(), id); // it may have been renamed meanwhile, or forgotten
    if (current === null) return store.set(null);
    if (read.state !== 'stored') return store.set(withoutSecret(current, read.state));
    const secret = decodeItem(read.value, current.profile);
    // An item that cannot be used counts as missing: the user has to enter it again.
    store.set(secret === null ? withoutSecret(current, 'missing') : savedWithSecret(parts, current, secret));
  }

  async function switchToSaved(id: string): Promise<Result<null>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected', { message: texts.notSaved });
    const open = store.get();
    const isOpen = open?.profile.id === id && open.live !== null;
    if (isOpen) store.begin(); // this replaces what was being opened
    const opened = isOpen ? null : readAndOpen(saved, 'user');
    const isActive = settings.get().activeConnectionId === id;
    const written = isActive
      ? ok(null)
      : await settings.update((document) => ({ ...document, activeConnectionId: id }));
    await opened;
    return written;
  }

  async function startDemo(): Promise<DemoServer> {
    try {
      return await parts.startDemo();
    } catch (error) {
      demo = null; // so that the next attempt starts afresh
      throw error;
    }
  }

  async function openDemo(): Promise<void> {
    const { isLast } = store.begin();
    isDemoLast = () => isLast() && store.get()?.home !== 'demo';
    const { clientId, clientSecret, host, accountId, botId, timeZone } = await (demo ??= startDemo());
    if (!isLast()) return;
    const profile: ConnectionProfile = {
      id: 'demo',
      name: texts.demoName,
      host,
      accountId,
      botId,
      auth: 'secret',
      clientId,
      algorithm: 'HS256',
      timeZone,
      // The demo writes the time of the request.
      apiTimes: 'request',
      copies: MIN_COPIES,
    };
    store.set(openConnection(createCaller, profile, 'demo', toApiSecret('secret', clientSecret, clientId)));
  }

  return {
    openDemo,
    isOpeningDemo: () => isDemoLast(),
    async stopDemo() {
      const running = demo;
      demo = null;
      await (await running)?.stop();
    },
    async open(mode) {
      const active = mode === 'demo' ? null : findConnection(settings.get(), null);
      if (active !== null) await readAndOpen(active, 'background');
      else if (mode !== 'saved') await openDemo();
    },
    async openSaved(id) {
      const saved = findById(settings.get(), id);
      if (saved !== null) await readAndOpen(saved, 'background');
    },
    async switchTo(id) {
      const open = store.get();
      const unsaved = open?.home === 'demo' && open.profile.id === id ? open : sessions.get(id);
      if (unsaved === null) return switchToSaved(id);
      store.begin();
      if (unsaved !== open) store.set(unsaved);
      return ok(null);
    },
    async retry() {
      const open = store.get();
      if (open === null) return fail('not-connected');
      const saved = open.live === null ? findById(settings.get(), open.profile.id) : null;
      if (saved !== null) await readAndOpen(saved, 'user');
      return ok(null);
    },
    async renewSecret() {
      const open = store.get();
      if (open?.home !== 'saved') return;
      const isLast = store.watch();
      const read = await keychain.read(open.profile.id, true, 'background');
      const saved = findById(settings.get(), open.profile.id);
      if (!isLast() || saved === null || read.state !== 'stored') return;
      const secret = decodeItem(read.value, saved.profile);
      if (secret === null || (open.secret !== null && encodeItem(open.secret) === encodeItem(secret))) return;
      store.begin(); // what is still being read has the old one
      store.set(savedWithSecret(parts, saved, secret));
    },
  };
}
