import { expect, it } from 'vitest';
import { refusalFor } from '../../../../electron/api/http/session.ts';

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
