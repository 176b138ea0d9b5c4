import type { CommandResult } from '../../electron/shared/contract/commands.ts';
import type { EventName, Events } from '../../electron/shared/contract/events.ts';
import type { Bridge } from '../../electron/shared/contract/bridge.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { fail } from '../../electron/shared/result.ts';
import { BridgeError, createEventLink, type Link, type LinkParts } from './event-link.ts';

/** What the bridge needs from the browser. */
export interface HttpBridgeParts extends LinkParts {
  /** This tab's session key. */
  readonly key: string;
  readonly fetch: PageFetch;
}

/** The bridge of a browser tab. Call `connect` before use; it rejects with a `BridgeError`. */
export function createHttpBridge(parts: HttpBridgeParts): Bridge & Link & { connect(): Promise<void> } {
  const { key, fetch } = parts;
  const events = createEmitter<Events>(parts.onError);
  const link = createEventLink(
    parts,
    () => openEvents(fetch, key),
    // The server is our own and keeps to the contract.
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

/** The part of fetch that is used: a path on the page's own origin. */
type PageFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** What exchanging the launch token needs from the browser. */
export interface SessionParts {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly fetch: PageFetch;
}

// sessionStorage belongs to one tab and one origin, port included. It survives a reload and ends with the tab.
const STORAGE_KEY = 'rollcall-key';

/** The launch token in an address's fragment, or null. Browsers never send the fragment anywhere. */
export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('token');
}

/**
 * Returns this tab's session key. A token in the address is exchanged for a new key, after it has been removed from the
 * address bar and the tab's history; without a token the key saved before a reload is used. Throws a `BridgeError`.
 */
export async function openSession({ location, history, storage, fetch }: SessionParts): Promise<string> {
  const token = tokenIn(location.hash);
  if (token !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    const key = await exchange(token, fetch);
    if (key !== null) storage.setItem(STORAGE_KEY, key);
  }
  const key = storage.getItem(STORAGE_KEY);
  if (key === null) throw new BridgeError('no-session');
  return key;
}

/** Returns the key, or null when the token is from an earlier start of Rollcall. */
async function exchange(token: string, fetch: PageFetch): Promise<string | null> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null);
  if (response?.status === 401) return null;
  if (!response?.ok) throw new BridgeError('connection-lost');
  const { key } = (await response.json()) as { readonly key: string };
  return key;
}
