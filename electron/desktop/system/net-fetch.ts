import { net } from 'electron';
import type { FetchFunction } from '../../kore/types.ts';

/**
 * Chromium's network stack as the client's fetch: the system's proxy, PAC file and certificates apply, and neither proxy
 * nor PAC file for loopback (chromium/src/net/docs/proxy.md, implicit bypass rules). Answers hold
 * personal data and never reach the disk cache; cookies are neither sent nor stored, which is not net.fetch's default.
 * Redirects end the request: one that is followed could not be seen, because net.fetch never says `redirected`
 * (lib/browser/api/net-fetch.ts).
 */
export const netFetch: FetchFunction = (input, init) =>
  net.fetch(input instanceof URL ? input.href : input, {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'manual',
    bypassCustomProtocolHandlers: true,
  });
