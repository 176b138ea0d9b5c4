/**
 * Chromium has no schemes of the app's own, so `app://rollcall/x` is served as `https://rollcall.app.invalid/x`: an
 * origin and a secure context, as a standard, secure scheme has them (docs: api/protocol). `.invalid` never resolves.
 */
const SUFFIX = 'invalid';
const WEB = new Set(['http:', 'https:', 'data:', 'about:', 'blob:', 'file:']);

/** The address under which Chromium loads one of Electron's. */
export function toPageAddress(url: string): string {
  const { protocol, host } = new URL(url);
  if (WEB.has(protocol)) return url;
  return url.replace(`${protocol}//${host}`, `https://${host}.${protocol.slice(0, -1)}.${SUFFIX}`);
}

/** The address that Electron would name for one of Chromium's. */
export function toElectronAddress(url: string): string {
  const [, host, scheme] = /^https:\/\/([^/]+)\.([^./]+)\.invalid(?=[/?#]|$)/.exec(url) ?? [];
  if (host === undefined || scheme === undefined) return url;
  return url.replace(`https://${host}.${scheme}.${SUFFIX}`, `${scheme}://${host}`);
}

/** Whether an address belongs to a scheme of the app's own. */
export function isOwnAddress(url: URL): boolean {
  return url.hostname.endsWith(`.${SUFFIX}`);
}
