import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiSecret, FetchFunction } from '../../../electron/kore/types.ts';
import { EMPTY_FILTER } from '../../../electron/shared/model.ts';
import { messageFor } from '../../../electron/shared/result.ts';
import { settle } from '../../support/fake-clock.ts';
import {
  computed,
  drip,
  gzipBomb,
  hang,
  json,
  plain,
  raw,
  reset,
  resetInBody,
  startFaultServer,
  type FaultServer,
  type Script,
} from '../../support/fault-server.ts';
import {
  AVAILABILITY_SAMPLE,
  GATEWAY_PAGE,
  koreError,
  LIMIT_TEXTS,
  LOGIN_PAGE,
  REFUSALS,
} from '../../support/kore-fixtures.ts';
import { CALL, createTestClient, CLIENT_SECRET } from './test-client.ts';

let server: FaultServer;
let other: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
  other = await startFaultServer(json(AVAILABILITY_SAMPLE));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([server.stop(), other.stop()]);
});

const ONE_QUEUE = { ...EMPTY_FILTER, queueIds: ['qu-1'] };
const TODAY = { period: { kind: 'day', date: '2026-03-02', timeZoneOffset: 0 }, agents: [] } as const;
const READY_TOKEN: ApiSecret = { kind: 'token', token: 'eyJhbGciOiJIUzI1NiJ9.canary-claims.canary-signature' };

/** Every way in which a server can fail, and what becomes of it. */
const FAULTS: readonly (readonly [string, Script, string])[] = [
  ['a reset', reset, 'connection-lost'],
  ['a reset in the body', resetInBody, 'connection-lost'],
  ['garbage instead of HTTP', raw('hello there\r\n\r\n'), 'unreadable-answer'],
  ['a header of 100 KB', plain(200, '{}', { 'x-large': 'x'.repeat(100_000) }), 'unreadable-answer'],
  ['a cookie of 2 MB', plain(200, '{}', { 'set-cookie': 'x'.repeat(2_000_000) }), 'unreadable-answer'],
  ['broken gzip', plain(200, 'no gzip', { 'content-encoding': 'gzip' }), 'unreadable-answer'],
  [
    'a body cut short',
    plain(200, '{"AVAILABLE":[', { 'content-length': '1000', connection: 'close' }),
    'connection-lost',
  ],
  ['nothing', plain(200, ''), 'empty-answer'],
  ['204', plain(204, ''), 'empty-answer'],
  ['a login page', plain(200, LOGIN_PAGE, { 'content-type': 'text/html' }), 'captive-portal'],
  ['a gateway page', plain(502, GATEWAY_PAGE, { 'content-type': 'text/html' }), 'server-error'],
  ['half JSON', plain(200, '{"AVAILABLE":['), 'unreadable-answer'],
  ['another shape', json({ hello: 'world' }), 'unexpected-shape'],
  ['null', json(null), 'unexpected-shape'],
  ['an error with status 200', json({ error: { code: 401 } }), 'token-refused'],
  ['a refused token', json(koreError(REFUSALS['token-refused'], 4002), 401), 'token-refused'],
  ['refused ids', json(koreError(REFUSALS['ids-refused'], 4002), 401), 'ids-refused'],
  ['a missing scope', json(koreError(REFUSALS['scope-missing'], 4002), 401), 'scope-missing'],
  ['a limit', json(koreError(LIMIT_TEXTS[0], 429), 429), 'rate-limited'],
  ['403', plain(403, 'no'), 'forbidden'],
  ['404', plain(404, 'no'), 'not-found'],
  ['407', plain(407, 'no'), 'proxy'],
  ['412', json(koreError('Validation errors/ Invalid arguments', 412), 412), 'request-refused'],
  ['500', plain(500, 'no'), 'server-error'],
  ['a redirect without a place', plain(302, ''), 'redirect'],
  [
    'everything it was sent',
    computed((request) => json({ message: inspect(request.headers) }, 400)),
    'request-refused',
  ],
  [
    'the token in a sentence',
    computed((request) => plain(400, `bad ${String(request.headers['auth'])}`)),
    'request-refused',
  ],
];

/** Answers of many megabytes: what becomes of them does not depend on the secret. */
const LARGE_ANSWERS: typeof FAULTS = [
  ['a gzip bomb', gzipBomb(64 * 1024 * 1024), 'too-large'],
  ['41 MB', plain(200, Buffer.alloc(41_000_000, ' ')), 'too-large'],
];

describe.each([
  ['client secret', CLIENT_SECRET, [...FAULTS, ...LARGE_ANSWERS]],
  ['ready-made token', READY_TOKEN, FAULTS],
] as const)('with a %s', (_, secret, faults) => {
  it.each(faults)('reports %s, and nothing of the request', async (_name, script, code) => {
    // Some are requested again: status details have one more try.
    server.script(script, script, script);
    const { client } = createTestClient(server.origin, { secret });
    const answers = [await client.availability(ONE_QUEUE, CALL)];
    if (code !== 'rate-limited') answers.push((await client.statusDetails(TODAY, CALL)) as (typeof answers)[0]);
    const seen = answers.map(
      (answer) => `${JSON.stringify(answer)} ${inspect(answer, { depth: 20, showHidden: true })}`,
    );
    expect(answers.map((answer) => (answer.ok ? 'data' : answer.error.code))).toEqual(answers.map(() => code));
    const tokens = server.requests.flatMap(({ headers }) => String(headers['auth']).split('.'));
    expect(tokens.length).toBeGreaterThan(0);
    for (const hidden of [...tokens, 'canary']) expect(seen.join()).not.toContain(hidden);
  });
});

it('keeps a client secret that the server sends back out of the message', async () => {
  server.script(plain(422, 'bad secret canary-client-secret'));
  const answer = await createTestClient(server.origin).client.availability(ONE_QUEUE, CALL);
  expect(answer).toEqual({ ok: false, error: { code: 'request-refused', message: messageFor('request-refused') } });
});

describe('the time a request may take', () => {
  it.each([
    ['never answers', hang],
    ['drips for ever', drip],
  ])('gives up a server that %s after 15 s, not sooner', async (_, script) => {
    server.script(script);
    const { client, clock } = createTestClient(server.origin);
    let isOver = false;
    const answer = client.availability(EMPTY_FILTER, CALL).finally(() => (isOver = true));
    await server.received(1);
    await clock.advanceAsync(14_999);
    expect(isOver).toBe(false);
    await clock.advanceAsync(1);
    expect(await answer).toEqual({ ok: false, error: { code: 'timeout', message: messageFor('timeout') } });
  });

  it('gives up a fetch that ignores its signal', async () => {
    const deaf: FetchFunction = () => new Promise(() => undefined);
    const { client, clock } = createTestClient(server.origin, { fetch: deaf });
    const answer = client.availability(EMPTY_FILTER, CALL);
    while (clock.pending().length === 0) await settle();
    await clock.advanceAsync(15_000);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'timeout' } });
  });

  it('leaves no timer behind', async () => {
    server.script(json(AVAILABILITY_SAMPLE));
    const { client, clock } = createTestClient(server.origin);
    await client.availability(EMPTY_FILTER, CALL);
    expect(clock.pending()).toEqual([]);
  });

  it('can be cancelled while the server thinks', async () => {
    server.script(hang);
    const { client } = createTestClient(server.origin);
    const stop = new AbortController();
    const answer = client.availability(EMPTY_FILTER, { ...CALL, signal: stop.signal });
    await server.received(1);
    stop.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('the destination of a request', () => {
  it.each([301, 302, 303, 307, 308])('refuses a %d to another host, which hears nothing', async (status) => {
    server.script(plain(status, '', { location: `${other.origin}/agentassist` }));
    const { client } = createTestClient(server.origin);
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error: { code: 'redirect' } });
    expect(other.requests).toHaveLength(0);
  });

  it('refuses a redirect within the host', async () => {
    server.script(plain(307, '', { location: '/elsewhere' }), json(AVAILABILITY_SAMPLE));
    const { client } = createTestClient(server.origin);
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error: { code: 'redirect' } });
    expect(server.requests).toHaveLength(1);
  });

  it('recognises the redirect that Electron throws', async () => {
    const electron: FetchFunction = () => Promise.reject(new Error('Redirect was cancelled'));
    const { client } = createTestClient(server.origin, { fetch: electron });
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error: { code: 'redirect' } });
  });

  it('refuses the answer of a fetch that followed a redirect', async () => {
    server.script(plain(307, '', { location: `${server.origin}/elsewhere` }), json(AVAILABILITY_SAMPLE));
    const following: FetchFunction = (input, init) => fetch(new Request(input, { redirect: 'follow' }), init);
    const { client } = createTestClient(server.origin, { fetch: following });
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error: { code: 'redirect' } });
  });

  it('does not go through proxies of the environment by itself', async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy'])
      vi.stubEnv(name, other.origin);
    vi.stubEnv('NO_PROXY', '');
    server.script(json(AVAILABILITY_SAMPLE));
    const { client } = createTestClient(server.origin);
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: true });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });

  it('says that a closed port refused the connection', async () => {
    const { client } = createTestClient(other.origin);
    await other.stop();
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({
      ok: false,
      error: { code: 'connection-refused' },
    });
    other = await startFaultServer();
  });

  it('sends no token to a port that does not speak TLS', async () => {
    const { client } = createTestClient(server.origin.replace('http:', 'https:'));
    expect(await client.availability(EMPTY_FILTER, CALL)).toMatchObject({ ok: false, error: { code: 'certificate' } });
    expect(server.requests).toHaveLength(0);
  });
});
