import { ok, type Result } from '../shared/result.ts';
import type { ConnectionProfile, ConnectionState } from '../shared/model.ts';
import { createChanges } from './changes.ts';
import { createDemoConnection } from './demo-connection.ts';
import { successorOf } from './entries.ts';
import { checkEntry } from './entry.ts';
import { findById } from './find.ts';
import { createGate } from './gate.ts';
import { createOpening } from './opening.ts';
import { createPresentCell } from './present.ts';
import { renewSecret } from './reader.ts';
import { createSessions } from './sessions.ts';
import { createShelf } from './shelf.ts';
import type { ConnectionParts, Connections } from './types.ts';
import { updateConnection } from './update.ts';

/**
 * Makes the connections; nothing is read before `open`. What ends in a new present connection is begun in `cell`, so
 * that a late answer never overrides what was chosen after it.
 */
export function createConnections(parts: ConnectionParts): Connections {
  const cell = createPresentCell();
  const sessions = createSessions();
  const shelf = createShelf(parts, cell, sessions);
  const demo = createDemoConnection(parts.startDemo);
  const opening = createOpening(parts, cell, sessions, demo);
  const changes = createChanges(parts, { cell, shelf, demo, opening });
  const oneChange = createGate();
  const oneRetry = createGate(); // its own, so that a prompt nobody answers does not keep a user from disconnecting

  const withState = async (done: Promise<Result<unknown>>): Promise<Result<ConnectionState>> => {
    const result = await done;
    return result.ok ? ok(cell.state()) : result;
  };

  async function refresh(): Promise<void> {
    const before = shelf.entries();
    await parts.settings.refresh();
    const present = cell.get();
    if (present?.home !== 'saved') return;
    const { id } = present.profile;
    const saved = findById(parts.settings.get(), id);
    if (saved !== null) {
      if (!isSameProfile(saved.profile, present.profile)) void opening.openSaved(id);
      return;
    }
    changes.leave(successorOf(before, id));
    parts.onForgotten?.(id);
  }

  async function renew(): Promise<void> {
    const before = cell.get();
    shelf.forgetSecrets();
    await refresh();
    // Whatever the refresh has opened anew has read its secret.
    if (before !== null && before === cell.get() && before.home === 'saved') await renewSecret(parts, cell, before);
  }

  return {
    state: cell.state,
    live: () => cell.get()?.live ?? null,
    generation: cell.generation,
    subscribe: cell.subscribe,
    list: shelf.entries,
    refresh,
    renew,
    switchTo: (id) => withState(opening.switchTo(id)),
    forget: (id) => withState(oneChange(() => changes.forget(id))),
    open: opening.open,
    openSaved: opening.openSaved,
    openGiven: (form, copies) => withState(oneChange(() => changes.openGiven(form, copies))),
    check: (form) => checkEntry(parts, form, shelf),
    test: changes.test,
    save: (form, keep) => withState(oneChange(() => changes.save(form, keep))),
    update: (patch) => withState(updateConnection(parts, cell, shelf, patch)),
    remove: () => withState(oneChange(changes.remove)),
    removeSaved: (id) => withState(oneChange(() => changes.removeSaved(id))),
    retry: () => withState(oneRetry(opening.retry)),
    demo: () => withState(opening.openDemo().then(() => ok(null))),
    async stop() {
      cell.begin(); // what is still being read has nowhere to go
      await demo.stop();
    },
  };
}

/** Whether two processes mean the same by a connection. */
function isSameProfile(a: ConnectionProfile, b: ConnectionProfile): boolean {
  return (Object.keys({ ...a, ...b }) as (keyof ConnectionProfile)[]).every((key) => a[key] === b[key]);
}
