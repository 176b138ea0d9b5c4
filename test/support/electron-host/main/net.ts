import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { chromiumFetch, inChromiumsWords } from './chromium-fetch.ts';
import { serve } from './link.ts';
import { onlyAfterReady } from './readiness.ts';

type NetPart = Pick<Electron.Net, 'fetch' | 'isOnline'> & { request(options: RequestOptions): ClientRequest };

const TOO_EARLY = 'net module can only be used after app is ready';
let isOnline = true;
const fetched: string[] = [];
let fetchedOffline = 0;

serve({ network: (isThere) => Promise.resolve(void (isOnline = isThere)) });

/** What went through `net.fetch`, and how many requests did not leave the computer. */
export function netState(): { readonly fetched: readonly string[]; readonly fetchedOffline: number } {
  return { fetched, fetchedOffline };
}

/** docs: api/net: "can be used only after the application emits the `ready` event". */
export const net: NetPart = {
  isOnline: () => isOnline,
  /** docs: api/net, "net.request": events as of Node's own, errors in Chromium's words; http is enough here. */
  request(options) {
    onlyAfterReady(TOO_EARLY);
    const request = httpRequest(options);
    const emit = request.emit.bind(request);
    request.emit = (event: string, ...args: unknown[]): boolean =>
      event === 'error' ? emit('error', inChromiumsWords(args[0])) : emit(event, ...args);
    return request;
  },
  fetch(input, init) {
    onlyAfterReady(TOO_EARLY);
    if (!isOnline) {
      fetchedOffline += 1;
      return Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
    }
    fetched.push(input instanceof Request ? input.url : String(input));
    return chromiumFetch(input, init);
  },
};
