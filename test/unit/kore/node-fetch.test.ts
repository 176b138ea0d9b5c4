import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProxiesOf, createProxyFetch, createSystemFetch, proxyFor } from '../../../electron/kore/node-fetch.ts';
import { startConnectProxy, startSocksProxy, type TestProxy } from '../../support/test-proxy.ts';

function failure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/** A network on which the first attempts fail; says what became of everything. */
function scene(...failures: Error[]) {
  const bodies: string[] = [];
  let added = 0;
  const fetch = createSystemFetch(
    async (input) => {
      bodies.push(input instanceof Request ? await input.text() : String(input));
      const failed = failures.shift();
      if (failed !== undefined) throw failed;
      return new Response('ok');
    },
    () => void (added += 1),
  );
  return { fetch, bodies, added: () => added };
}

const request = () => new Request('https://kore.example/', { method: 'POST', body: 'the body' });

describe('createSystemFetch', () => {
  it.each(['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    "adds the system's authorities after %s, and asks again with the same body",
    async (code) => {
      const { fetch, bodies, added } = scene(failure(code));
      expect(await (await fetch(request())).text()).toBe('ok');
      expect([bodies, added()]).toEqual([['the body', 'the body'], 1]);
    },
  );

  it('does so once: a host that nobody vouches for stays untrusted', async () => {
    const untrusted = () => failure('DEPTH_ZERO_SELF_SIGNED_CERT');
    const { fetch, bodies, added } = scene(untrusted(), untrusted(), untrusted());
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    expect([bodies.length, added()]).toEqual([3, 1]);
  });

  it.each(['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ECONNREFUSED'])('leaves %s alone', async (code) => {
    const { fetch, bodies, added } = scene(failure(code));
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    expect([bodies.length, added()]).toEqual([1, 0]);
  });
});

const P = 'http://proxy.example:3128';
const proxyOf = (address: string, env: Record<string, string>): string | null => proxyFor(new URL(address), env);

describe('proxyFor', () => {
  it.each([
    [{ HTTPS_PROXY: P }],
    [{ https_proxy: P }],
    [{ HTTPS_PROXY: 'http://other', https_proxy: ` ${P} ` }],
    [{ ALL_PROXY: P }],
    [{ all_proxy: P, HTTP_PROXY: 'http://other' }],
    [{ HTTPS_PROXY: P, all_proxy: 'http://other' }],
  ])('finds the proxy that %j names for https', (env) => {
    expect(proxyOf('https://kore.example', env)).toBe(P);
  });

  it.each([[{}], [{ HTTP_PROXY: P }], [{ HTTPS_PROXY: '' }], [{ https_proxy: ' ' }]])('finds none with %j', (env) => {
    expect(proxyOf('https://kore.example', env)).toBeNull();
  });

  it('uses the proxy of plain http for plain http', () => {
    expect(proxyOf('http://kore.example', { http_proxy: P, https_proxy: 'http://other' })).toBe(P);
  });

  it.each([
    'http://127.0.0.1:8080',
    'http://127.9.9.9',
    'https://localhost',
    'http://demo.localhost',
    'http://[::1]:1',
  ])('finds none for this computer itself, as %s', (address) => {
    expect(proxyOf(address, { http_proxy: P, HTTPS_PROXY: P, ALL_PROXY: P })).toBeNull();
  });

  it.each([
    'kore.example',
    'example',
    '.kore.example',
    '*.example',
    'EXAMPLE',
    'a,b  kore.example',
    'kore.example:443',
    '*',
  ])('finds none for https://kore.example with NO_PROXY=%s', (entries) => {
    expect(proxyOf('https://kore.example', { HTTPS_PROXY: P, NO_PROXY: entries })).toBeNull();
    expect(proxyOf('https://kore.example./', { HTTPS_PROXY: P, no_proxy: entries, NO_PROXY: 'x' })).toBeNull();
  });

  it.each(['', 'ore.example', 'a.kore.example', 'kore.example:8443', '.', ',', '**', '10.0.0.0/8'])(
    'stays for https://kore.example with NO_PROXY=%s',
    (entries) => {
      expect(proxyOf('https://kore.example', { HTTPS_PROXY: P, NO_PROXY: entries })).toBe(P);
    },
  );
});

describe('createProxiesOf', () => {
  it.each([
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128/'],
    [{ ALL_PROXY: 'socks5h://mia:secret@proxy.example' }, 'socks5://mia:secret@proxy.example'],
    [{ HTTPS_PROXY: P, NO_PROXY: 'example' }, null],
    [{ http_proxy: P }, null],
  ])('names with %j the one way %j', async (env, way) => {
    expect(await createProxiesOf(env)(new URL('https://broker.example:8883'))).toEqual([way]);
  });

  it.each(['ftp://mia:secret@proxy.example', 'http://us%er:secret@proxy.example', 'socks5://mia:50%@proxy.example'])(
    'fails with the address %s, which cannot be used, and repeats nothing of it',
    async (address) => {
      const ways = createProxiesOf({ HTTPS_PROXY: address })(new URL('https://broker.example'));
      await expect(ways).rejects.toMatchObject({ code: 'ERR_PROXY_ADDRESS', message: 'fetch failed' });
    },
  );
});

describe('createProxyFetch', () => {
  let target: Server;
  let proxy: TestProxy;
  /** What the proxy answers to the wish for a tunnel. */
  let answer: string;

  beforeEach(async () => {
    answer = '200 OK';
    target = createServer((request, response) => void response.end(`the target, asked for ${request.headers.host}`));
    await new Promise<void>((resolve) => void target.listen(0, '127.0.0.1', resolve));
    proxy = await startConnectProxy(() => portOf(target), { status: () => answer });
  });
  afterEach(async () => {
    target.closeAllConnections();
    target.close();
    await proxy.stop();
  });

  const viaProxy = (): string => `http://127.0.0.1:${proxy.port}`;

  it.each([
    ['an address', (port: number) => `http://127.0.0.1:${port}`, ''],
    ['an address without a scheme', (port: number) => `127.0.0.1:${port}`, ''],
    ['a name and a password', (port: number) => `http://mia:s%40crt@127.0.0.1:${port}`, ' Basic bWlhOnNAY3J0'],
  ])('goes through a proxy with %s', async (_what, addressAt, authorization) => {
    const fetch = createProxyFetch({ http_proxy: addressAt(proxy.port) });
    const request = new Request('http://kore.example/path', { method: 'POST', body: 'the body' });
    expect(await (await fetch(request)).text()).toBe('the target, asked for kore.example');
    expect(proxy.asked).toEqual([`kore.example:80${authorization}`]);
  });

  it.each(['socks5', 'socks5h', 'socks'])(
    'goes through a proxy of the kind %s, which looks up the name',
    async (kind) => {
      const socks = await startSocksProxy(() => portOf(target));
      const fetch = createProxyFetch({ ALL_PROXY: `${kind}://127.0.0.1:${socks.port}` });
      expect(await (await fetch('http://kore.example/')).text()).toBe('the target, asked for kore.example');
      expect(socks.asked).toEqual(['kore.example:80']);
      await socks.stop();
    },
  );

  it('leaves this computer out, also where Node itself is set to use the variables', async () => {
    const dispatcher = Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1')) as unknown;
    const { setGlobalProxyFromEnv } = process.getBuiltinModule('node:http');
    const restore = setGlobalProxyFromEnv({ http_proxy: viaProxy() });
    const fetch = createProxyFetch({ HTTP_PROXY: viaProxy(), NODE_USE_ENV_PROXY: '1' });
    const here = `127.0.0.1:${portOf(target)}`;
    expect(await (await fetch(`http://${here}/`)).text()).toBe(`the target, asked for ${here}`);
    expect(proxy.asked).toEqual([]);
    restore();
    expect(Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'))).toBe(dispatcher);
  });

  it('gives back the fetch where no proxy is named', () => {
    expect(createProxyFetch({ NO_PROXY: '*', HTTPS_PROXY: '' }, globalThis.fetch)).toBe(globalThis.fetch);
  });

  const failureOf = (address: string): Promise<unknown> =>
    createProxyFetch({ https_proxy: address })('https://kore.example/').catch((error: unknown) => error);

  it.each(['407 Proxy Authentication Required', '403 Forbidden', '502 Bad Gateway'])(
    'tells a proxy that answers %s from a host that does',
    async (status) => {
      answer = status;
      expect(await failureOf(viaProxy())).toMatchObject({ code: 'ERR_TUNNEL_CONNECTION_FAILED' });
    },
  );

  it.each(['http://127.0.0.1:1', 'http://proxy.invalid:8080'])(
    'says that the proxy %s is not there',
    async (address) => {
      expect(await failureOf(address)).toMatchObject({ code: 'ERR_PROXY_CONNECTION_FAILED' });
    },
  );

  it.each(['nonsense proxy', 'ftp://proxy.example', 'socks4://proxy.example', 'http://', 'http://us%er:x@127.0.0.1:1'])(
    'goes nowhere with the address %s, and repeats nothing of it',
    async (address) => {
      const failure = await failureOf(address);
      expect(failure).toMatchObject({ code: 'ERR_PROXY_ADDRESS', message: 'fetch failed' });
    },
  );

  it('ends when its signal aborts, and says only that', async () => {
    const ended = new AbortController();
    const failing = createProxyFetch({ https_proxy: viaProxy() })('https://kore.example/', { signal: ended.signal });
    ended.abort();
    await expect(failing).rejects.toThrow('This operation was aborted');
  });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
