import { session } from 'electron';
import type { ProxiesFor } from '../../kore/types.ts';

/** Chromium's names for the kinds of proxies; others, as QUIC, are for itself alone. */
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTPS: 'https', SOCKS: 'socks4', SOCKS5: 'socks5' };

/**
 * The proxies that `netFetch` would take: those of the system or of its PAC file, in their order, and never one for
 * loopback. Chromium writes them as the answer of a PAC file (`PROXY host:port;DIRECT`).
 */
export const systemProxies: ProxiesFor = async (url) => {
  const answer = await session.defaultSession.resolveProxy(url.href);
  return answer.split(';').flatMap((entry) => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    const scheme = SCHEMES[kind];
    if (kind === 'DIRECT') return [null];
    return scheme !== undefined && URL.canParse(`${scheme}://${address}`) ? [`${scheme}://${address}`] : [];
  });
};
