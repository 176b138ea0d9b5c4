import { BridgeError } from './bridge-error.ts';

/** Fetch as far as it is used: a path of the page's own origin. */
export type PageFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** What the exchange of the launch token needs of the browser. */
export interface SessionParts {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly fetch: PageFetch;
}

// sessionStorage belongs to one tab and one origin, port included; it outlives a reload and not the tab.
const STORAGE_KEY = 'rollcall-key';

/** The launch token in an address's fragment, which browsers never send anywhere; null when there is none. */
export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('token');
}

/**
 * Gives the key of this tab's session: a new one for the token of the address, which is dropped from the address bar
 * and the tab's history first, or else the one kept from before a reload. Throws a `BridgeError`.
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

/** The key, or null when the token is of an earlier start of Rollcall. */
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
