import type { IncomingHttpHeaders } from 'node:http';

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
    return `Rollcall answers only at http://127.0.0.1:${port}. Open the address it printed.`;
  }
  const isOurs = origin === undefined || origin === `http://${host}`;
  if (!isOurs || !isFetchedByUs(method, headers)) return 'Rollcall answers only its own page, not other web pages.';
  return null;
}

function isFetchedByUs(method: string, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}
