import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { createProxiesOf } from '../../../electron/kore/node-fetch.ts';
import { newSigningKey, publicKeyText } from '../../../electron/relay/wire/keys.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import { koreTexts } from '../../../electron/shared/texts/connect/kore.ts';
import { certificates } from '../../support/certificates.ts';
import { runRollcallProcess } from '../../support/rollcall-process.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';
import { startConnectProxy, startLockedSocksProxy, startSocksProxy, type TestProxy } from '../../support/test-proxy.ts';

const { authority, key, good, expired, other } = certificates;
const trusted = tls.getCACertificates('default');
beforeAll(() => tls.setDefaultCACertificates([...trusted, authority]));
afterAll(() => tls.setDefaultCACertificates(trusted));

let running: (TestBroker | TestProxy)[] = [];
afterEach(async () => {
  for (const each of running.toReversed()) await each.stop();
  running = [];
});

async function keep<T extends TestBroker | TestProxy>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  running.push(started);
  return started;
}

const broker = (cert = good, isWebSocket = false) => keep(startTestBroker({ tls: { key, cert }, isWebSocket }));
const nobody = 'http://127.0.0.1:1';

const silent = (url: string) => ({
  target: { url, clientId: 'one', user: 'user', password: 'password' },
  onMessage: () => undefined,
  onLost: () => undefined,
});

/** Connects by these ways, says and hears a message, and ends; null or why not. */
async function tryWays(url: string, ...ways: readonly (string | null)[]): Promise<string | null> {
  const echo = Promise.withResolvers<string>();
  const asked: string[] = [];
  const session = await connectBroker({
    ...silent(url),
    async proxiesFor(to) {
      asked.push(to.href);
      return ways;
    },
    onMessage: ({ bytes }) => echo.resolve(Buffer.from(bytes).toString()),
    onLost: ({ message }) => echo.resolve(message),
  });
  if (!session.ok) return session.error.message;
  await session.value.subscribe(['topic']);
  await session.value.publish('topic', Buffer.from('said'), false);
  expect(await echo.promise).toBe('said');
  await session.value.end();
  expect(asked.every((href) => href.startsWith('https://'))).toBe(true);
  return null;
}

describe.each([
  ['mqtts', false],
  ['wss', true],
])('%s', (scheme, isWebSocket) => {
  it('goes through a proxy with its sign-in, which is told the name of the broker', async () => {
    const { port } = await broker(other, isWebSocket);
    const proxy = await keep(startConnectProxy(() => port));
    const way = `http://mia:s%40crt@127.0.0.1:${proxy.port}`;
    expect(await tryWays(`${scheme}://broker.example.com:${port}/mqtt`, way)).toBeNull();
    expect(proxy.asked).toEqual([`broker.example.com:${port} Basic bWlhOnNAY3J0`]);
  });

  it('goes through a SOCKS 5 proxy, which looks up the name', async () => {
    const { port } = await broker(other, isWebSocket);
    const proxy = await keep(startSocksProxy(() => port));
    expect(await tryWays(`${scheme}://broker.example.com:${port}`, `socks5://127.0.0.1:${proxy.port}`)).toBeNull();
    expect(proxy.asked).toEqual([`broker.example.com:${port}`]);
  });

  it.each([
    ['of another host', other, koreTexts.certificateName],
    ['that has expired', expired, koreTexts.certificateExpired],
  ])('takes no certificate %s inside the tunnel', async (_what, certificate, sentence) => {
    const { port } = await broker(certificate, isWebSocket);
    const proxy = await keep(startConnectProxy(() => port));
    expect(await tryWays(`${scheme}://127.0.0.1:${port}`, `http://127.0.0.1:${proxy.port}`)).toBe(sentence);
  });
});

it('goes through a proxy that is reached over TLS itself', async () => {
  const { url, port } = await broker();
  const proxy = await keep(startConnectProxy(() => port, { tls: { key, cert: good } }));
  expect(await tryWays(url, `https://127.0.0.1:${proxy.port}`)).toBeNull();
  tls.setDefaultCACertificates(trusted);
  expect(await tryWays(url, `https://127.0.0.1:${proxy.port}`)).toBe(koreTexts.certificateIssuer);
  tls.setDefaultCACertificates([...trusted, authority]);
});

it('tries an unknown authority again with those of the system, through the proxy too', async () => {
  tls.setDefaultCACertificates(trusted);
  const { url, port } = await broker();
  const proxy = await keep(startConnectProxy(() => port));
  expect(await tryWays(url, `http://127.0.0.1:${proxy.port}`)).toBe(koreTexts.certificateIssuer);
  expect(proxy.asked.length).toBe(2);
  tls.setDefaultCACertificates([...trusted, authority]);
});

it.each([
  ['407 Proxy Authentication Required', () => brokerTexts.proxySignIn],
  ['403 Forbidden', (to: string) => brokerTexts.proxyRefuses(to, 403)],
  ['502 Bad Gateway', (to: string) => brokerTexts.proxyFails(to, 502)],
])('says what to do about a proxy that answers %s, and goes no other way', async (status, sentence) => {
  const { url, port } = await broker();
  const proxy = await keep(startConnectProxy(() => port, { status: () => status }));
  const failure = await tryWays(url, `http://mia:secret@127.0.0.1:${proxy.port}`, null);
  expect(failure).toBe(sentence(`127.0.0.1:${port}`));
  expect(failure).not.toMatch(/mia|secret@127/);
});

it('says that a SOCKS proxy refuses', async () => {
  const proxy = await keep(startSocksProxy(() => 0, 2));
  const failure = await tryWays('wss://broker.example.com', `socks5://127.0.0.1:${proxy.port}`);
  expect(failure).toBe(brokerTexts.proxyRefuses('broker.example.com:443', 'no'));
});

it.each([
  ['none', '', []],
  ['a wrong one', 'mia:s%40crt@', ['mia']],
])('says that a SOCKS proxy asks for a sign-in, with %s', async (_what, user, asked) => {
  const proxy = await keep(startLockedSocksProxy());
  const failure = await tryWays('wss://broker.example.com', `socks5://${user}127.0.0.1:${proxy.port}`, null);
  expect(failure).toBe(brokerTexts.proxySignIn);
  expect(proxy.asked).toEqual(asked);
});

it.each([nobody, 'https://127.0.0.1:1', 'socks5://127.0.0.1:1', 'http://proxy.invalid:8080'])(
  'says that the proxy %s is not there, and goes the next way',
  async (way) => {
    const { url, port } = await broker();
    const proxy = await keep(startConnectProxy(() => port));
    expect(await tryWays(url, way)).toBe(koreTexts.proxyUnreachable);
    expect(await tryWays(url, way, `http://127.0.0.1:${proxy.port}`)).toBeNull();
    expect(await tryWays(url, way, null)).toBeNull();
    expect(proxy.asked.length).toBe(1);
  },
);

it('says so where no way can be used, or the address of the proxy is none', async () => {
  const { url } = await broker();
  expect(await tryWays(url)).toBe(brokerTexts.byCode.proxy);
  for (const proxy of ['ftp://mia:secret@proxy.example', 'socks5://us%er:secret@127.0.0.1:1']) {
    const failing = { ...silent(url), proxiesFor: createProxiesOf({ HTTPS_PROXY: proxy }) };
    const session = await connectBroker({ ...failing, target: { ...failing.target, url: 'wss://broker.example' } });
    expect(session).toEqual({ ok: false, error: { code: 'proxy', message: koreTexts.proxyAddress } });
  }
});

it('goes straight to a broker on this computer without TLS', async () => {
  const { url } = await keep(startTestBroker());
  expect(await tryWays(url, nobody)).toBeNull();
});

it('ends an attempt at a proxy that stays silent', async () => {
  const abort = new AbortController();
  const { port } = await broker();
  const reached = Promise.withResolvers<void>();
  const proxy = await keep(startConnectProxy(() => port, { status: () => (reached.resolve(), null) }));
  const attempt = connectBroker({
    ...silent('mqtts://broker.example.com'),
    proxiesFor: async () => [`http://127.0.0.1:${proxy.port}`],
    signal: abort.signal,
  });
  await reached.promise;
  abort.abort();
  expect((await attempt).ok).toBe(false);
});

it('is taken by a command from its environment', async () => {
  const proxy = await keep(startConnectProxy(() => 0, { status: () => '403 Forbidden' }));
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-proxy-'));
  const access = { site: 'site', deskId: 'desk', audience: 'names', views: ['everybody'] } as const;
  const line = writeDeskLine({
    name: 'Desk',
    password: 'a password',
    access: { ...access, broker: 'wss://mqtt.example.com/mqtt', keys: [publicKeyText(newSigningKey())] },
  });
  const env = { ROLLCALL_HOME: dataFolder, HTTPS_PROXY: `http://mia:secret@127.0.0.1:${proxy.port}` };
  const { code, out, said } = await runRollcallProcess(['connect', '--desk-stdin'], env, line);
  expect(code).not.toBe(0);
  expect(out + said).toContain(brokerTexts.proxyRefuses('mqtt.example.com:443', 403));
  expect(out + said).not.toContain('secret@');
  expect(proxy.asked).toEqual(['mqtt.example.com:443 Basic bWlhOnNlY3JldA==']);
  await rm(dataFolder, { recursive: true });
});
