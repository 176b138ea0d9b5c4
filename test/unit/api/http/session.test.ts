import { describe, expect, it } from 'vitest';
import { createSessions, refusalFor, type Session } from '../../../../electron/api/http/session.ts';

function setUp() {
  const dropped: string[] = [];
  const sessions = createSessions(({ sender }) => dropped.push(sender));
  const open = (cookie: string | null = null): Session => {
    const session = sessions.open(sessions.token, cookie);
    if (session === null) throw new Error('The right token was refused.');
    return session;
  };
  return { sessions, dropped, open };
}

describe('browser sessions', () => {
  it('makes unguessable secrets, different each time', () => {
    const { sessions, open } = setUp();
    const { cookie, key } = open();
    for (const secret of [sessions.token, cookie, key]) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set([sessions.token, cookie, key, setUp().sessions.token]).size).toBe(4);
  });

  it('refuses a wrong token of any length', () => {
    const { sessions } = setUp();
    for (const token of ['', 'x', sessions.token.slice(1), `${sessions.token}x`]) {
      expect(sessions.open(token, null)).toBeNull();
    }
  });

  it('takes the token again, since the printed address may be opened again', () => {
    const { open } = setUp();
    expect(open().sender).not.toBe(open().sender);
  });

  it('finds a session only by cookie and key of the same exchange', () => {
    const { sessions, open } = setUp();
    const [a, b] = [open(), open()];
    expect(sessions.find(a.cookie, a.key)).toBe(a);
    expect(sessions.find(b.cookie, b.key)).toBe(b);
    expect(sessions.find(a.cookie, b.key)).toBeNull();
    expect(sessions.find(a.cookie, null)).toBeNull();
    expect(sessions.find(null, a.key)).toBeNull();
    expect(sessions.find('', '')).toBeNull();
  });

  it('keeps the cookie of a browser, so that its older tabs stay signed in', () => {
    const { sessions, open } = setUp();
    const first = open();
    const second = open(first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect(sessions.find(first.cookie, first.key)).toBe(first);
    expect(sessions.find(first.cookie, second.key)).toBe(second);
    expect(open('made-up').cookie).not.toBe('made-up');
  });

  it('drops the oldest beyond 20', () => {
    const { sessions, dropped, open } = setUp();
    const opened = Array.from({ length: 22 }, () => open());
    expect(dropped).toEqual([opened[0]?.sender, opened[1]?.sender]);
    expect(opened.map(({ cookie, key }) => sessions.find(cookie, key) !== null)).toEqual([
      false,
      false,
      ...Array<boolean>(20).fill(true),
    ]);
  });
});

const WRONG_HOST = 'Rollcall answers only at http://127.0.0.1:4321. Open the address it printed.';
const WRONG_PAGE = 'Rollcall answers only its own page, not other web pages.';
const host = '127.0.0.1:4321';
const origin = `http://${host}`;
const cross = { 'sec-fetch-site': 'cross-site' };

it.each<[string, string, Record<string, string>, string | null]>([
  ['a program by number', 'POST', { host }, null],
  ['a program by name', 'GET', { host: 'localhost:4321' }, null],
  ['our page', 'POST', { host, origin, 'sec-fetch-site': 'same-origin' }, null],
  ['our page by name', 'POST', { host: 'localhost:4321', origin: 'http://localhost:4321' }, null],
  ['an address typed in', 'GET', { host, 'sec-fetch-site': 'none' }, null],
  ['a link followed from elsewhere', 'GET', { host, ...cross, 'sec-fetch-mode': 'navigate' }, null],
  ['a rebound name', 'GET', { host: 'evil.test:4321', origin: 'http://evil.test:4321' }, WRONG_HOST],
  ['a name that ends like ours', 'GET', { host: 'x.localhost:4321' }, WRONG_HOST],
  ['another port', 'GET', { host: '127.0.0.1:80' }, WRONG_HOST],
  ['no port', 'GET', { host: '127.0.0.1' }, WRONG_HOST],
  ['another loopback number', 'GET', { host: '127.0.0.2:4321' }, WRONG_HOST],
  ['no Host', 'GET', {}, WRONG_HOST],
  ['another origin', 'POST', { host, origin: 'https://evil.test' }, WRONG_PAGE],
  ['another port of this computer', 'POST', { host, origin: 'http://127.0.0.1:80' }, WRONG_PAGE],
  ['the other name of this computer', 'POST', { host, origin: 'http://localhost:4321' }, WRONG_PAGE],
  ['https', 'POST', { host, origin: `https://${host}` }, WRONG_PAGE],
  ['a sandboxed frame', 'POST', { host, origin: 'null' }, WRONG_PAGE],
  ['a script elsewhere', 'GET', { host, ...cross, 'sec-fetch-mode': 'no-cors' }, WRONG_PAGE],
  ['another port of the same site', 'GET', { host, 'sec-fetch-site': 'same-site' }, WRONG_PAGE],
  ['a form elsewhere', 'POST', { host, ...cross, 'sec-fetch-mode': 'navigate' }, WRONG_PAGE],
])('%s', (_case, method, headers, refusal) => {
  expect(refusalFor(method, headers, 4321)).toBe(refusal);
});
