import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { demoProfile, type DemoConnection } from './demo-connection.ts';
import { findById, findConnection } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import type { PresentCell } from './present.ts';
import { openSavedConnection } from './reader.ts';
import { toApiSecret } from './secret.ts';
import type { Sessions } from './sessions.ts';
import type { ConnectionParts, Connections } from './types.ts';

/** Every way to look at a connection that exists already. */
export interface Opening {
  readonly open: Connections['open'];
  readonly openSaved: Connections['openSaved'];
  switchTo(id: string): Promise<Result<null>>;
  openDemo(): Promise<void>;
  /** Whether the demo is about to be shown. */
  isOpeningDemo(): boolean;
  retry(): Promise<Result<null>>;
}

type OpeningParts = Pick<ConnectionParts, 'settings' | 'keychain' | 'createClient'>;

/** Makes the ways to open a connection; what is begun last wins. */
export function createOpening(
  parts: OpeningParts,
  cell: PresentCell,
  sessions: Sessions,
  demo: DemoConnection,
): Opening {
  const { settings, createClient } = parts;

  let isDemoLast: () => boolean = () => false;

  async function openDemo(): Promise<void> {
    const { isLast } = cell.begin();
    isDemoLast = () => isLast() && cell.get()?.home !== 'demo';
    const server = await demo.open();
    if (!isLast()) return;
    const profile = demoProfile(server);
    const memory = createMemoryCell();
    const secret = toApiSecret('secret', server.clientSecret, server.clientId);
    const live = { profile, isDemo: true, memory, client: createClient(profile, secret, memory) };
    cell.set({ profile, home: 'demo', secretState: 'session', secret, live });
  }

  async function switchToSaved(id: string): Promise<Result<null>> {
    const saved = findById(settings.get(), id);
    if (saved === null) return fail('not-connected', { message: GONE });
    const present = cell.get();
    const isOpen = present?.profile.id === id && present.live !== null;
    if (isOpen) cell.begin(); // what else is being opened was chosen before
    const opened = isOpen ? null : openSavedConnection(parts, cell, saved, 'user');
    const written = await makeActive(id);
    await opened;
    return written;
  }

  async function makeActive(id: string): Promise<Result<null>> {
    if (settings.get().activeConnectionId === id) return ok(null);
    return settings.update((document) => ({ ...document, activeConnectionId: id }));
  }

  return {
    openDemo,
    isOpeningDemo: () => isDemoLast(),
    async open(mode) {
      const active = mode === 'demo' ? null : findConnection(settings.get(), null);
      if (active !== null) await openSavedConnection(parts, cell, active, 'background');
      else if (mode !== 'saved') await openDemo();
    },
    async openSaved(id) {
      const saved = findById(settings.get(), id);
      if (saved !== null) await openSavedConnection(parts, cell, saved, 'background');
    },
    async switchTo(id) {
      const present = cell.get();
      const here = present?.home === 'demo' && present.profile.id === id ? present : sessions.get(id);
      if (here === null) return switchToSaved(id);
      cell.begin();
      if (here !== present) cell.set(here);
      return ok(null);
    },
    async retry() {
      const present = cell.get();
      if (present === null) return fail('not-connected');
      const saved = present.live === null ? findById(settings.get(), present.profile.id) : null;
      if (saved !== null) await openSavedConnection(parts, cell, saved, 'user');
      return ok(null);
    },
  };
}

const GONE = 'This connection is no longer saved. Open another one, or add it again.';
