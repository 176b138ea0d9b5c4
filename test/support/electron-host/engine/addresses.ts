/**
 * Chromium does not know an app's own schemes, so `app://rollcall/x` is served as `https://rollcall.app.invalid/x`. It
 * has an origin and a secure context, like a standard, secure scheme (docs: api/protocol). `.invalid` never resolves.
 */
const SUFFIX = 'invalid';
const WEB = new Set(['http:', 'https:', 'data:', 'about:', 'blob:', 'file:']);

/** Chromium's address for one of Electron's. */
export function toPageAddress(url: string): string {
  const { protocol, host } = new URL(url);
  if (WEB.has(protocol)) return url;
  return url.replace(`${protocol}//${host}`, `https://${host}.${protocol.slice(0, -1)}.${SUFFIX}`);
}

/** Electron's address for one of Chromium's. */
export function toElectronAddress(url: string): string {
  const [, host, scheme] = /^https:\/\/([^/]+)\.([^./]+)\.invalid(?=[/?#]|$)/.exec(url) ?? [];
  if (host === undefined || scheme === undefined) return url;
  return url.replace(`https://${host}.${scheme}.${SUFFIX}`, `${scheme}://${host}`);
}

/** Whether an address uses one of the app's own schemes. */
export function isOwnAddress(url: URL): boolean {
  return url.hostname.endsWith(`.${SUFFIX}`);
}
