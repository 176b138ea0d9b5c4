import type { IncomingHttpHeaders } from 'node:http';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SenderId } from '../types.ts';
import { apiTexts } from '../../shared/texts/api.ts';

/** One browser tab that has shown the launch token. */
export interface Session {
  readonly sender: SenderId;
  /** Goes into an HttpOnly cookie, shared by all tabs of one browser. */
  readonly cookie: string;
  /** Goes into the tab's sessionStorage and comes back as a header. */
  readonly key: string;
}

/** Who may use the browser surface. */
export interface Sessions {
  /** The launch token of this process, for the printed address. */
  readonly token: string;
  /**
   * Exchanges the launch token for a session, or gives null for a wrong one. `cookie` is what the browser sent:
   * a known one is kept, because all tabs of a browser share it and a new one would end the older tabs' sessions.
   */
  open(token: string, cookie: string | null): Session | null;
  /** The session that cookie and key belong to; both are needed, and from the same exchange. */
  find(cookie: string | null, key: string | null): Session | null;
}

const MAX_SESSIONS = 20;

/**
 * Makes the sessions of one process. The token stays valid as long as the process lives, since a user may open the
 * printed address again. Cookies do not know ports, so a page of another port of this computer may send ours; it
 * cannot know the key. There are at most 20 sessions: the oldest one is dropped, and `onDrop` is called.
 */
export function createSessions(onDrop: (session: Session) => void, surface = 'browser'): Sessions {
  const token = newSecret();
  const sessions: Session[] = [];
  let opened = 0;

  return {
    token,
    open(sentToken, sentCookie) {
      if (!isSameSecret(sentToken, token)) return null;
      const known = sessions.find(({ cookie }) => isSameSecret(cookie, sentCookie ?? ''));
      opened += 1;
      const session = { sender: `${surface}-${opened}`, cookie: known?.cookie ?? newSecret(), key: newSecret() };
      const dropped = sessions.length < MAX_SESSIONS ? undefined : sessions.shift();
      sessions.push(session);
      if (dropped !== undefined) onDrop(dropped);
      return session;
    },
    find(sentCookie, sentKey) {
      if (sentCookie === null || sentKey === null) return null;
      const session = sessions.find(({ key }) => isSameSecret(key, sentKey));
      return session !== undefined && isSameSecret(session.cookie, sentCookie) ? session : null;
    },
  };
}

/** 256 random bits in characters that need no escaping in an address, a cookie or a header. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time; hashing first makes the lengths equal, which `timingSafeEqual` demands. */
function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/**
 * Whether a request comes from Rollcall's own page or from a program of this computer, and not from another web
 * page: null when it may go on, otherwise the sentence to refuse it with (403).
 *
 * - Host has to be this address by number or as localhost. A rebound name resolves to 127.0.0.1 too, but the browser
 *   still sends that name as Host.
 * - Origin, which browsers send with every POST, has to be ours; programs send none.
 * - Sec-Fetch-Site covers what carries no Origin. Following a link to the page from elsewhere is fine.
 */
export function refusalFor(method: string, headers: IncomingHttpHeaders, port: number): string | null {
  const { host = '', origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return apiTexts.http.wrongHost(port);
  }
  const isOurs = origin === undefined || origin === `http://${host}`;
  if (!isOurs || !isFetchedByUs(method, headers)) return apiTexts.http.foreignPage;
  return null;
}

function isFetchedByUs(method: string, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}
