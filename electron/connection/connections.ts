import { ok, type Result } from '../shared/result.ts';
import type { ConnectionState } from '../shared/model.ts';
import { createChanges } from './changes.ts';
import { createDemoConnection } from './demo-connection.ts';
import { checkEntry } from './entry.ts';
import { createGate } from './gate.ts';
import { createOpening } from './opening.ts';
import { createPresentCell } from './present.ts';
import type { ConnectionParts, Connections } from './types.ts';
import { updateConnection } from './update.ts';

/**
 * Makes the connections; nothing is read before `open`. What ends in a new present connection is begun in `cell`, so
 * that a late answer never overrides what was chosen after it.
 */
export function createConnections(parts: ConnectionParts): Connections {
  const cell = createPresentCell();
  const demo = createDemoConnection(parts.startDemo);
  const opening = createOpening(parts, cell, demo);
  const changes = createChanges(parts, cell, demo);
  const oneChange = createGate();
  const oneRetry = createGate(); // its own, so that a prompt nobody answers does not keep a user from disconnecting

  const withState = async (done: Promise<Result<unknown>>): Promise<Result<ConnectionState>> => {
    const result = await done;
    return result.ok ? ok(cell.state()) : result;
  };

  return {
    state: cell.state,
    live: () => cell.get()?.live ?? null,
    generation: cell.generation,
    subscribe: cell.subscribe,
    open: opening.open,
    openSaved: opening.openSaved,
    check: (form) => checkEntry(parts, form, cell.get()),
    test: changes.test,
    save: (form, keep) => withState(oneChange(() => changes.save(form, keep))),
    update: (patch) => withState(updateConnection(parts, cell, patch)),
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
