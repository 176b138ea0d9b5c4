import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import type { FetchFunction } from '../../electron/kore/types.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** The secret and every token signed with it go to the server and to the keychain, and are found nowhere else. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let rollcall: TestApp;
/** What happens to a request on its way; null lets it pass. */
let fault: ((request: Request) => Promise<Response>) | null;
let written: string[];

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer(
    [{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'AVAILABLE' }],
    bench.clock.now,
  );
  keychain = createFakeKeychain();
  fault = null;
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((...args) => {
      written.push(String(args[0]));
      return (write as (...given: unknown[]) => boolean)(...args);
    });
  }
  const faulty: FetchFunction = (input, init) => {
    const request = new Request(input, init);
    return fault === null ? fetch(request) : fault(request);
  };
  rollcall = await bench.open({ keychain, fetch: faulty });
  await rollcall.app.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.stop();
  await kore.stop();
});

const tokenOf = (request: Request): string => request.headers.get('auth') ?? '';
const echo = (status: number, type: string, body: (token: string) => string) => (request: Request) =>
  Promise.resolve(new Response(body(tokenOf(request)), { status, headers: { 'content-type': type } }));
const JSON_TYPE = 'application/json';

/** A server, or something in between, that says what it was sent. */
const ECHOES: readonly ((request: Request) => Promise<Response>)[] = [
  echo(401, JSON_TYPE, (token) => JSON.stringify({ errors: [{ msg: `Invalid JWT token ${token}`, code: 4002 }] })),
  echo(400, JSON_TYPE, (token) => JSON.stringify({ errors: [{ msg: `auth=${token} is bad`, code: 400 }] })),
  echo(412, JSON_TYPE, () => JSON.stringify({ message: `secret ${kore.clientSecret} is unknown` })),
  echo(500, JSON_TYPE, (token) => JSON.stringify({ error: token, secret: kore.clientSecret })),
  echo(502, 'text/html', (token) => `<html><pre>auth: ${token}</pre></html>`),
  echo(200, 'text/html', (token) => `<html>Sign in, ${token}</html>`),
  echo(200, JSON_TYPE, (token) => `{"${token}"`),
  echo(200, JSON_TYPE, (token) => JSON.stringify([token])),
  echo(302, JSON_TYPE, (token) => token),
  (request) => Promise.reject(new TypeError(`cannot send ${tokenOf(request)}`)),
  (request) => Promise.reject(new TypeError('fetch failed', { cause: new Error(`ECONNRESET ${tokenOf(request)}`) })),
];

async function tokensSent(): Promise<string[]> {
  const tokens = kore.calls.map(({ headers }) => String(headers['auth']));
  expect(tokens.length).toBeGreaterThan(3);
  return tokens;
}

async function filesOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')));
  return texts.join('\n');
}

it('is said by no answer, event, file or message, whatever fails', async () => {
  const answers: unknown[] = [];
  const tokens: string[] = [];
  const form = formFor(kore);
  // A read that waits for the rate limit would wait for the clock of this test.
  rollcall.app.events.on('history:progress', ({ waitingUntil }) => {
    if (waitingUntil !== null) void rollcall.ask('history:cancel');
  });
  const everything = async (): Promise<void> => {
    answers.push(await rollcall.ask('connection:check', form));
    answers.push(await rollcall.ask('connection:test', form));
    answers.push(await rollcall.ask('connection:save', form, 'keychain'));
    answers.push(await rollcall.ask('team:refresh'), await rollcall.ask('team:snapshot'));
    answers.push(await rollcall.ask('history:read', REQUEST), await rollcall.ask('history:day', REQUEST, DAY));
    answers.push(await rollcall.ask('connection:get'), await rollcall.ask('connection:retry'));
    bench.clock.advance(3_600_000);
  };

  await everything();
  for (const each of ECHOES) {
    fault = (request) => {
      tokens.push(tokenOf(request));
      return each(request);
    };
    await everything();
  }
  fault = null;
  for (const reply of Object.values(REPLIES)) {
    kore.reply('both', reply);
    await everything();
  }
  kore.reply('both', null);
  keychain.refusal = 'keychain-refused';
  await everything();
  keychain.refusal = null;
  keychain.reads = { state: 'unavailable', detail: 'No keychain service is running.' };
  await everything();
  // Where it does not belong: another field, another command.
  answers.push(await rollcall.ask('connection:save', { ...form, name: kore.clientSecret, host: '' }, 'session'));
  answers.push(await rollcall.ask('connection:update', { timeZone: kore.clientSecret }));
  const sender = { transport: 'window', id: 'window-1' } as const;
  answers.push(await rollcall.app.router.dispatch(kore.clientSecret, [kore.clientSecret], sender));
  answers.push(await rollcall.app.router.dispatch('team:watch', [kore.clientSecret], sender));
  answers.push(await rollcall.ask('connection:remove'));

  const seen = [
    JSON.stringify(answers),
    JSON.stringify(rollcall.pushed),
    rollcall.surprises.map(String).join(),
    await filesOf(bench.dataFolder),
    written.join(''),
  ];
  tokens.push(...(await tokensSent()));
  const secrets = [kore.clientSecret, ...tokens, ...tokens.map((token) => token.split('.')[2] ?? token)];
  expect(secrets.filter((secret) => seen.some((text) => text.includes(secret)))).toEqual([]);
});

const DAY = '2026-03-01';
const REQUEST: HistoryRequest = { dates: [DAY], who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
