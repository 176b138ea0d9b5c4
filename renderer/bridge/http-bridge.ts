import type { CommandResult } from '../../electron/shared/contract/commands.ts';
import type { EventName, Events } from '../../electron/shared/contract/events.ts';
import type { Bridge } from '../../electron/shared/bridge.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { fail } from '../../electron/shared/messages.ts';
import { BridgeError } from './bridge-error.ts';
import type { PageFetch } from './browser-session.ts';
import { createEventLink, type Link, type LinkParts } from './event-link.ts';

/** What the bridge needs of the browser. */
export interface HttpBridgeParts extends LinkParts {
  /** The key of this tab's session. */
  readonly key: string;
  readonly fetch: PageFetch;
}

/** The bridge of a browser tab. `connect` before use; it rejects with a `BridgeError`. */
export function createHttpBridge(parts: HttpBridgeParts): Bridge & Link & { connect(): Promise<void> } {
  const { key, fetch } = parts;
  const events = createEmitter<Events>(parts.onError);
  const link = createEventLink(
    parts,
    () => openEvents(fetch, key),
    // The server is this program's own and sends what the contract says.
    ({ name, data }) => events.emit(name as EventName, data as Events[EventName]),
  );
  return {
    ...link,
    async invoke(command, ...args) {
      try {
        const response = await fetch(`/command/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-rollcall-key': key },
          body: JSON.stringify(args),
        });
        if (!response.ok) return refused(response.status);
        return (await response.json()) as CommandResult<typeof command>;
      } catch {
        return lost('connection-lost');
      }
    },
    on: (event, listener) => events.on(event, listener),
  };
}

async function openEvents(fetch: PageFetch, key: string): Promise<NonNullable<Response['body']>> {
  const response = await fetch('/events', { headers: { 'x-rollcall-key': key } }).catch(() => null);
  if (response?.status === 401) throw new BridgeError('no-session');
  if (!response?.ok || response.body === null) throw new BridgeError('connection-lost');
  return response.body;
}

function refused(status: number): ReturnType<typeof fail> {
  if (status === 401) return lost('no-session');
  return fail(status === 400 || status === 413 ? 'invalid-input' : 'unexpected');
}

function lost(code: 'connection-lost' | 'no-session'): ReturnType<typeof fail> {
  return fail('connection-lost', { message: new BridgeError(code).message });
}
