import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import type { MainCalls } from '../wire.ts';
import { chromiumFetch, inChromiumsWords } from './chromium-fetch.ts';
import type { HostContext } from './context.ts';

type NetPart = Pick<Electron.Net, 'fetch' | 'isOnline'> & { request(options: RequestOptions): ClientRequest };

const TOO_EARLY = 'net module can only be used after app is ready';

/** docs: api/net: "can be used only after the application emits the `ready` event". */
export function createNet({ readiness }: HostContext) {
  let isOnline = true;
  const fetched: string[] = [];
  let fetchedOffline = 0;

  const net: NetPart = {
    isOnline: () => isOnline,
    /** docs: api/net, "net.request": Node's own events, errors in Chromium's words; http is enough here. */
    request(options) {
      readiness.onlyAfterReady(TOO_EARLY);
      const request = httpRequest(options);
      const emit = request.emit.bind(request);
      request.emit = (event: string, ...args: unknown[]): boolean =>
        event === 'error' ? emit('error', inChromiumsWords(args[0])) : emit(event, ...args);
      return request;
    },
    fetch(input, init) {
      readiness.onlyAfterReady(TOO_EARLY);
      if (!isOnline) {
        fetchedOffline += 1;
        return Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
      }
      fetched.push(input instanceof Request ? input.url : String(input));
      return chromiumFetch(input, init);
    },
  };
  const calls: Pick<MainCalls, 'network'> = { network: (isThere) => Promise.resolve(void (isOnline = isThere)) };
  return {
    net,
    calls,
    /** What was fetched through `net.fetch`, and how many requests were made offline. */
    state: () => ({ fetched: fetched as readonly string[], fetchedOffline }),
  };
}
