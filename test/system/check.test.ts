import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../electron/demo/server.ts';
import { createWorld } from '../../electron/demo/world.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal, type FakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';
import { computed, json, plain, startFaultServer, type FaultServer, type Script } from '../support/fault-server.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';

/** `rollcall check` in this process, over real sockets, and the file it leaves. */
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-check-'));
  file = path.join(folder, 'report.txt');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly io: FakeTerminal;
}

async function rollcall(argv: readonly string[], input = '', io = createFakeTerminal(input)): Promise<Run> {
  const code = await runTerminal(argv, io, {
    version: '9.9.9',
    platform: 'linux',
    clock: createSystemClock(),
    random: Math.random,
    fetch: globalThis.fetch,
    localZone: inUtc(),
    dataFolder: path.join(folder, 'data'),
    createKeychain: () => createFakeKeychain(),
    staticFolder: folder,
    openUrl: () => Promise.resolve(true),
    onSurprise: (error) => {
      throw error;
    },
  });
  return { code, io };
}

interface Account {
  readonly host: string;
  readonly accountId: string;
  readonly botId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

function flags({ host, accountId, botId, clientId }: Account): readonly string[] {
  const ids = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
  return [...ids, '--zone', 'Asia/Kolkata'];
}

const check = (account: Account, ...more: readonly string[]): Promise<Run> =>
  rollcall(['check', ...flags(account), ...more], account.clientSecret);

const report = (): Promise<string> => readFile(file, 'utf8');
/** Which of these texts the report holds, in any case. */
async function found(texts: readonly string[]): Promise<string[]> {
  const written = (await report()).toLowerCase();
  return texts.filter((text) => text !== '' && written.includes(text.toLowerCase()));
}

const HOUR_MS = 3_600_000;
const person = (id: string, firstName: string, lastName: string, bucket: string, secondary: string): KoreAgent => {
  const start = Date.now() - HOUR_MS;
  return { id, firstName, lastName, bucket, records: [{ primary: bucket, secondary, start, end: null }] };
};
const TEAM = [
  person('4e7a9c11', 'Zephyrine', 'Quackenbush', 'AVAILABLE', 'AVAILABLE'),
  person('4e7a9c12', 'Ottoline', 'Brzęczyszczykiewicz', 'AWAY', 'Covers for Zephyrine'),
  person('4e7a9c13', 'Thaddeus', 'Oyelaran', 'BUSY', 'Lunch'),
  person('4e7a9c14', 'Ingeborg', 'Szymborska', 'Calls with Thaddeus', 'Calls with Thaddeus'),
];
const PEOPLE = TEAM.flatMap(({ id, firstName, lastName }) => [id, firstName, lastName, `${id}@team.example`]);

describe('against the two documents', () => {
  let kore: KoreServer;
  beforeEach(async () => {
    kore = await startKoreServer(TEAM);
  });
  afterEach(() => kore.stop());

  it('writes a file for its owner alone that names nobody, and says which calls it makes', async () => {
    const { code, io } = await check(kore, '--report', file);
    expect([code, (await stat(file)).mode & 0o777]).toEqual([0, 0o600]);
    expect(io.messages.slice(0, 12).map((line) => line.replace(/:.*/, ''))).toEqual(
      Array.from({ length: 12 }, (_, index) => `${index + 1} of 12`),
    );
    expect(io.messages.at(-1)).toBe(`Written to ${file}. Please read it before you send it.`);
    expect(kore.calls.length).toBe(12);
    const { host, accountId, botId, clientId, clientSecret } = kore;
    const tokens = kore.calls.map(({ headers }) => String(headers['auth'])).filter((token) => token !== 'no-token');
    expect(tokens.length).toBe(11);
    const secrets = [new URL(host).host, '127.0.0.1', accountId, botId, clientId, clientSecret, '5550100', ...tokens];
    expect(
      await found([...PEOPLE, ...secrets, ...tokens.flatMap((token) => token.split('.')), 'thaddeus', 'calls with']),
    ).toEqual([]);
    expect(await report()).toMatch(/secondaryStatus: AVAILABLE, own status 1, LUNCH, own status 2/);
  });

  it('answers what this server shows', async () => {
    await check(kore, '--report', file);
    const text = (await report()).replace(/\n +/g, ' ');
    expect(text).toContain('(b) Does availability with an empty body ({}) name everybody? Yes: it names 4 agents');
    expect(text).toContain('(b) Must an agent match all filters of availability (AND)? Yes:');
    expect(text).toContain('(c) Does v1 need the header iId? Yes: HTTP 401, ids-refused');
    expect(text).toContain('(a) Are startTime and endTime in the zone that the request names (timeZoneOffSet)? Yes:');
    expect(text).toContain(
      '(h) Does offset count agents (and not pages)? Yes: limit 2 and offset 1 gave agents number 2, 3 of 4',
    );
    expect(text).toContain('(f) Is a limit answered with HTTP 429? Not settled: the limit was not reached');
  });

  it('never writes over a file, and makes no call for nothing', async () => {
    await writeFile(file, 'mine');
    expect((await check(kore, '--report', file)).code).toBe(2);
    expect((await check(kore, '--report', path.join(file, 'below-a-file.txt'))).code).toBe(5);
    expect((await check(kore, '--report', path.join(folder, 'nowhere', 'report.txt'))).code).toBe(5);
    expect([await report(), kore.calls.length]).toEqual(['mine', 0]);
  });

  // Root may write anywhere: there is nothing to be refused.
  if (process.getuid?.() !== 0) {
    it('says before any call that a folder cannot be written', async () => {
      const closed = path.join(folder, 'closed');
      await mkdir(closed);
      await chmod(closed, 0o500);
      const { code, io } = await check(kore, '--report', path.join(closed, 'report.txt'));
      expect([code, io.messages.at(-1), kore.calls.length]).toEqual([5, expect.stringContaining('(EACCES)'), 0]);
    });
  }

  it('lists its calls with --dry and makes none', async () => {
    const { code, io } = await check(kore, '--dry', '--report', file);
    expect([code, io.out.length, kore.calls.length, await readdir(folder)]).toEqual([0, 24, 0, ['data']]);
    expect(io.out[1]).toBe('   POST /agentassist/api/v1/public/BOT/agents/availability {}');
    expect(io.out.join()).not.toContain(kore.accountId);
  });

  it('lists them without any connection too', async () => {
    expect((await rollcall(['check', '--dry'])).io.out.length).toBe(24);
    expect((await rollcall(['check', '--report', file])).code).toBe(3);
  });

  it('writes a report of refusals, and ends as they do', async () => {
    kore.reply('both', REPLIES.noScope);
    const { code, io } = await check(kore, '--report', file);
    expect([code, kore.calls.length]).toEqual([4, 4]);
    expect((await report()).replace(/\n +/g, ' ')).toContain(
      '(f) Is a missing scope refused with HTTP 401? Yes: HTTP 401, scope-missing',
    );
    expect(io.messages.at(-1)).toContain('Written to');
  });

  it('stops at a limit answer and describes it', async () => {
    kore.reply('statusDetails', REPLIES.minuteLimit);
    const { code } = await check(kore, '--report', file);
    expect([code, kore.calls.length]).toEqual([0, 5]);
    expect(await report()).toContain('retry-after (90)');
    expect(await report()).toContain('youve exceeded the per minute rate limit');
  });

  it('writes nothing when it is interrupted, and makes no further call', async () => {
    const io = createFakeTerminal(kore.clientSecret);
    const answer = kore.hold('statusDetails');
    const ended = rollcall(['check', ...flags(kore), '--report', file], '', io);
    await kore.received('statusDetails', 1);
    io.interrupt();
    expect([(await ended).code, io.messages.at(-1), kore.calls.length]).toEqual([130, 'Nothing was written.', 5]);
    expect(await readdir(folder)).toEqual(['data']);
    answer();
  });

  it('writes nothing when nobody answers', async () => {
    const { code, io } = await check({ ...kore, host: 'http://127.0.0.1:9' }, '--report', file);
    expect([code, io.messages.at(-1), await readdir(folder)]).toEqual([5, 'Nothing was written.', ['data']]);
  });
});

it('names nobody of the demo', async () => {
  const demo = await startDemo({ agents: 60, timeZone: 'Asia/Kolkata' });
  const { code } = await check(demo, '--report', file);
  await demo.stop();
  const { agents } = createWorld({ seed: 1, agents: 60, timeZone: 'Asia/Kolkata' });
  const words = agents.flatMap(({ firstName, lastName, userId }) => [firstName, lastName, userId]);
  expect([code, words.filter((word) => word.length > 4).length > 100]).toEqual([0, true]);
  // Names of a few letters are parts of other words.
  expect(await found(words.filter((word) => word.length > 4))).toEqual([]);
});

describe('whatever a server sends', () => {
  const CANARIES = {
    first: 'Zephyrine',
    last: 'Quackenbush-Oyelaran',
    mail: 'z.quackenbush@acme-corp.example',
    phone: '+49 30 5550142',
    digits: '49305550142',
    id: 'u-9f1c2d3e-1111-4222-8333-944455556666',
    host: 'cc-7.acme-corp.example',
    token: 'eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzIn0.c2lnbmF0dXJlLWNhbmFyeQ',
  };
  const ALL = Object.values(CANARIES);
  const [text, digits] = [`Invalid agent ${ALL.join(', ')}`, Number(CANARIES.digits)];

  /** Every canary as a key, as a text, in a list and deeper. */
  const everywhere = (depth = 3): Record<string, unknown> => ({
    ...Object.fromEntries(ALL.map((canary) => [canary, canary])),
    ...Object.fromEntries(ALL.map((canary) => [`${canary}Available`, digits])),
    capacity: ALL,
    channels: depth === 0 ? text : everywhere(depth - 1),
    status: [text, digits, ...ALL.map((primaryStatus) => ({ primaryStatus, secondaryStatus: text, startTime: text }))],
    msg: text,
    code: digits,
  });
  const row = {
    _id: CANARIES.id,
    userId: CANARIES.id,
    firstName: CANARIES.first,
    emailId: CANARIES.mail,
    ...everywhere(),
  };
  const HEADERS = { 'x-zephyrine': CANARIES.mail, 'x-request-id': CANARIES.id, location: `https://${CANARIES.host}/` };
  const LIMIT = { 'retry-after': CANARIES.digits, 'x-ratelimit-remaining': CANARIES.phone };
  const buckets = {
    AVAILABLE: [row, row],
    [CANARIES.first]: [row],
    'With Zephyrine': [row],
    BUSY: [],
    AWAY: text,
    OFFLINE: [],
  };
  const page = {
    hasMore: CANARIES.mail,
    limit: digits,
    offset: CANARIES.digits,
    total: 1e10,
    data: [row, row, text, digits],
  };
  const error = { errors: [{ msg: text, code: digits }, everywhere()], message: text, error: everywhere() };

  const REPLIES_OF_ALL_KINDS: Readonly<Record<string, (isAvailability: boolean, token: string) => Script>> = {
    'data full of people': (isAvailability) => json(isAvailability ? buckets : page, 200, HEADERS),
    'people beside errors': (isAvailability) => json({ ...error, ...(isAvailability ? buckets : page) }, 200, HEADERS),
    'errors that name somebody': () => json(error, 412, HEADERS),
    'an echo of the token': (_, token) => json({ errors: [{ msg: `Invalid JWT token ${token}`, code: 4002 }] }, 401),
    'a limit that names somebody': () =>
      json({ message: `Rate limit for this API has been reached, ${text}` }, 429, LIMIT),
    'a page': () =>
      plain(502, `<html><title>${text}</title></html>`, { 'content-type': `text/html; charset=${CANARIES.host}` }),
    'a sentence': () => plain(500, text, { 'content-type': CANARIES.mail }),
    'broken JSON': () => plain(200, `{"${CANARIES.first}": "${text}`, HEADERS),
    'a list': () => json([text, [everywhere()]], 200, HEADERS),
    'a text': () => json(text, 200, HEADERS),
    'a redirect': () => plain(302, text, HEADERS),
  };

  let server: FaultServer;
  afterEach(() => server.stop());

  it.each(Object.entries(REPLIES_OF_ALL_KINDS))('nobody is named after %s', async (_, reply) => {
    server = await startFaultServer(
      computed(({ url, headers }) => reply(url.includes('availability'), String(headers['auth']))),
    );
    const account = { host: server.origin, accountId: '63f07d26f04465685df4cafe', botId: 'st-canary-bot' };
    await check(
      { ...account, clientId: 'cs-canary-client', clientSecret: 'canary-secret-0123456789abcdef' },
      '--report',
      file,
    );
    const tokens = server.requests
      .map(({ headers }) => String(headers['auth']))
      .filter((token) => token !== 'no-token');
    const pieces = [...ALL, 'quackenbush', 'oyelaran', 'acme', '5550142', '9f1c2d3e', '555', 'c2lnbmF0dXJl'];
    const ours = [account.accountId, account.botId, '127.0.0.1', 'cs-canary', 'canary-secret', ...tokens];
    expect(await found([...pieces, ...ours, ...tokens.flatMap((token) => token.split('.'))])).toEqual([]);
    // It still says how the server answered.
    expect(await report()).toMatch(/HTTP \d{3}/);
  });
});
