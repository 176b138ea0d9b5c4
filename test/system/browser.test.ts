import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestSurface, type Credentials, type TestSurface } from '../support/browser-surface.ts';
import { SAMPLE_BOARD } from '../support/fake-board.ts';
import { open } from '../support/http-client.ts';

const FORBIDDEN_PAGE = 'Rollcall answers only its own page, not other web pages.\n';
const NOT_SIGNED_IN = 'This page is not signed in to Rollcall. Open the address Rollcall printed.\n';

let surface: TestSurface;
beforeEach(async () => {
  surface = await createTestSurface();
});
afterEach(() => surface.stop());

const command = (name: string, args: unknown, who: Readonly<Record<string, string>>) =>
  surface.post(`/command/${name}`, args, who);

describe('the page', () => {
  it('is served with headers that shut everything else out', async () => {
    const page = await surface.send({ path: '/' });
    expect(page.status).toBe(200);
    expect(page.text).toBe('<!doctype html><title>Rollcall</title>');
    const { date: _date, connection: _connection, ...headers } = page.headers;
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '38',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types vue",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('has assets that may be cached, and answers HEAD without a body', async () => {
    const asset = await surface.send({ path: '/assets/main-1.js' });
    expect(asset).toMatchObject({ status: 200, text: 'export {};' });
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(asset.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const head = await surface.send({ path: '/', method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-length']).toBe('38');
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '//evil.test/index.html',
    'http://evil.test/index.html',
    '/index.html%00.js',
    '/linked.json',
    '/missing.js',
    '/assets/',
    '/%',
  ])('does not lead out of its folder (%s)', async (path) => {
    const answer = await surface.send({ path });
    expect(answer).toMatchObject({ status: 404, text: 'There is nothing at this address.\n' });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each([
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/index.html', 'GET, HEAD'],
    ['OPTIONS', '/command/app:info', 'POST'],
    ['GET', '/command/app:info', 'POST'],
    ['GET', '/session', 'POST'],
    ['POST', '/events', 'GET'],
    ['POST', '/board', 'GET'],
  ])('answers 405 to %s %s', async (method, path, allowed) => {
    const answer = await surface.send({ path, method });
    expect(answer).toMatchObject({ status: 405, text: `This address takes ${allowed} only.\n` });
    expect(answer.headers.allow).toBe(allowed);
  });
});

describe('who may ask', () => {
  it.each<[string, (who: Credentials) => Record<string, string>, number, string | null]>([
    ['cookie and key', (who) => ({ ...who }), 200, null],
    ['by the name localhost', (who) => ({ ...who, host: `localhost:${surface.port()}` }), 200, null],
    ['our own page', (who) => ({ ...who, origin: `http://127.0.0.1:${surface.port()}` }), 200, null],
    ['among other cookies', (who) => ({ ...who, cookie: `a=b; ${who.cookie}; c=d` }), 200, null],
    ['neither', () => ({}), 401, NOT_SIGNED_IN],
    ['the cookie only', ({ cookie }) => ({ cookie }), 401, NOT_SIGNED_IN],
    ['the key only', (who) => ({ 'x-rollcall-key': who['x-rollcall-key'] }), 401, NOT_SIGNED_IN],
    ['a wrong key', ({ cookie }) => ({ cookie, 'x-rollcall-key': 'x' }), 401, NOT_SIGNED_IN],
    ['a wrong cookie', (who) => ({ ...who, cookie: `${who.cookie}x` }), 401, NOT_SIGNED_IN],
    ["another port's cookie", (who) => ({ ...who, cookie: who.cookie.replace(/_\d+/, '_1') }), 401, NOT_SIGNED_IN],
    ['another web page', (who) => ({ ...who, origin: 'https://evil.test' }), 403, FORBIDDEN_PAGE],
    ['a page of another port', (who) => ({ ...who, origin: 'http://127.0.0.1:1' }), 403, FORBIDDEN_PAGE],
    ['a cross-site request', (who) => ({ ...who, 'sec-fetch-site': 'cross-site' }), 403, FORBIDDEN_PAGE],
    ['a rebound name', (who) => ({ ...who, host: `evil.test:${surface.port()}` }), 403, null],
    ['a rebound name without port', (who) => ({ ...who, host: 'evil.test' }), 403, null],
  ])('%s', async (_case, headersFor, status, text) => {
    const headers = headersFor(await surface.signIn());
    const answer = await command('team:snapshot', [], headers);
    expect(answer.status).toBe(status);
    if (text !== null) expect(answer.text).toBe(text);
    expect(surface.calls).toHaveLength(status === 200 ? 1 : 0);

    const stream = await open({ port: surface.port(), path: '/events', headers });
    expect(stream.statusCode).toBe(status);
    stream.destroy();
  });

  it('refuses a rebound name for the page and the sign-in as well, in words', async () => {
    const host = `evil.test:${surface.port()}`;
    const text = `Rollcall answers only at http://127.0.0.1:${surface.port()}. Open the address it printed.\n`;
    expect(await surface.send({ path: '/', headers: { host } })).toMatchObject({ status: 403, text });
    const exchange = await surface.post('/session', { token: surface.token() }, { host, origin: `http://${host}` });
    expect(exchange).toMatchObject({ status: 403, text });
    expect(exchange.headers['set-cookie']).toBeUndefined();
  });

  it.each([[{ token: 'wrong' }], [{ token: 1 }], [{}], [[]], [null], ['text']])(
    'gives no session for %j',
    async (body) => {
      const answer = await surface.post('/session', body);
      expect(answer).toMatchObject({ status: 401, text: NOT_SIGNED_IN });
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await surface.post('/session', { token: surface.token() });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^rollcall_${surface.port()}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(Object.keys(JSON.parse(answer.text) as object)).toEqual(['key']);
  });

  it('keeps two browsers apart and lets the tabs of one share its cookie', async () => {
    const [a, b] = [await surface.signIn(), await surface.signIn()];
    const secondTab = await surface.signIn({ cookie: a.cookie });
    expect(secondTab.cookie).toBe(a.cookie);
    expect((await command('app:info', [], { ...a, cookie: b.cookie })).status).toBe(401);
    for (const who of [a, b, secondTab]) expect((await command('app:info', [], who)).status).toBe(200);
    expect(new Set(surface.calls.map(({ sender }) => sender)).size).toBe(3);
  });

  it('cannot be reached at any other address of this computer', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    for (const address of [...others, '127.0.0.2']) {
      await expect(fetch(`http://${address}:${surface.port()}/`), address).rejects.toThrow();
    }
  });
});

describe('the board', () => {
  it('is not there unless it was asked for', async () => {
    const answer = await surface.send({ path: '/board' });
    expect(answer).toMatchObject({
      status: 404,
      text: 'There is no board here. Start Rollcall with: rollcall serve --board\n',
    });
    expect(surface.calls).toEqual([]);
  });

  it('needs no session, opens nothing else, and is there for pages of Rollcall alone', async () => {
    const wall = await createTestSurface('browser', true);
    onTestFinished(() => wall.stop());
    const answer = await wall.send({ path: '/board' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: SAMPLE_BOARD });
    expect((await wall.post('/command/board:get', [])).status).toBe(401);
    for (const [name, value] of [
      ['origin', 'https://evil.test'],
      ['sec-fetch-site', 'cross-site'],
      ['host', 'evil.test'],
    ] as const)
      expect((await wall.send({ path: '/board', headers: { [name]: value } })).status).toBe(403);
  });
});
