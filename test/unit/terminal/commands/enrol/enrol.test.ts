import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDeskLine, type DeskLine } from '../../../../../electron/relay/broker/desk-line.ts';
import { decodePublisherItem } from '../../../../../electron/relay/enrol/publisher-item.ts';
import { newSigningKey, publicKeyText, readSigningKey } from '../../../../../electron/relay/wire/keys.ts';
import { EVERYBODY, NOTHING_LEARNED } from '../../../../../electron/shared/model.ts';
import { parseArguments } from '../../../../../electron/terminal/arguments.ts';
import { runEnrol } from '../../../../../electron/terminal/commands/enrol/enrol.ts';
import type { SavedConnection } from '../../../../../electron/settings/types.ts';
import { findConnection } from '../../../../../electron/connections/document.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createFakeDynamicSecurity, type FakeDynamicSecurity } from '../../../../support/fake-dynamic-security.ts';
import { createFakeKeychain, createNoKeychain, type FakeKeychain } from '../../../../support/fake-keychain.ts';
import { createFakeTerminal } from '../../../../support/fake-terminal.ts';
import { createMemorySettings } from '../../../../support/memory-settings.ts';

const BROKER = 'wss://mqtt.example.com/mqtt';
const PASSWORD = 'the administrator';
const PUBLISHER = ['--publisher', '--broker', BROKER];

const BILLING: SavedConnection = {
  profile: {
    id: 'c-1',
    name: 'Billing',
    host: 'https://platform.kore.ai',
    accountId: 'acc',
    botId: 'st-1',
    auth: 'secret',
    clientId: 'cs-1',
    algorithm: 'HS256',
    timeZone: null,
    apiTimes: 'auto',
    copies: 1,
  },
  isSecretStored: true,
  memory: NOTHING_LEARNED,
  views: [{ ...EVERYBODY, id: 'v-1', name: 'Night shift' }],
  activeViewId: null,
};

let folder = '';
let broker: FakeDynamicSecurity;
let keychain: FakeKeychain;
let settings: ReturnType<typeof createMemorySettings>;
let drawn: number;
let clock: FakeClock;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-enrol-'));
  broker = createFakeDynamicSecurity(PASSWORD);
  keychain = createFakeKeychain();
  settings = createMemorySettings({ connections: [BILLING], activeConnectionId: 'c-1' });
  drawn = 0;
  clock = createFakeClock();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs one command line; the administrator's password is on stdin. */
async function enrol(args: readonly string[], input = `${PASSWORD}\n`) {
  const parsed = parseArguments(['enrol', ...args]);
  if (!parsed.ok) return { code: 2, out: [] as readonly string[], said: [parsed.error.message] as readonly string[] };
  if (parsed.value.command !== 'enrol') throw new Error('another command');
  const io = createFakeTerminal(input);
  const code = await runEnrol(parsed.value, io, {
    session: {
      settings,
      find: (name) => findConnection(settings.get(), name),
      names: () => settings.get().connections.map(({ profile }) => profile.name),
    },
    keychain,
    connect: broker.connect,
    clock,
    randomBytes: (count) => new Uint8Array(count).fill((drawn += 1)),
    randomUUID: () => crypto.randomUUID(),
  });
  expect(broker.open).toBe(0);
  return { code, out: io.out, said: io.messages };
}

const publisher = () => settings.get().connections[0]?.publisher;
const lineOf = (out: readonly string[]) => readDeskLine(out.join('\n')) as DeskLine;

it('makes a publisher: an account with the rights of its site, its secrets in the keychain, the rest in the settings', async () => {
  const { code, out, said } = await enrol(PUBLISHER);
  const item = decodePublisherItem(keychain.items.get('relay:c-1') ?? '');
  const key = item === null ? '' : publicKeyText(item.signingKey);
  expect({ code, out }).toEqual({ code: 0, out: [] });
  expect(publisher()).toEqual({
    broker: BROKER,
    site: '0101010101',
    publisherId: '0202020202',
    user: 'rollcall-0101010101-publisher-0202020202',
    keys: [key],
  });
  expect(broker.clients.get('rollcall-0101010101-publisher-0202020202')).toMatchObject({
    clientid: 'rollcall-0101010101-publisher-0202020202',
    password: item?.password,
    textname: 'Publisher of Billing',
  });
  expect(broker.roles.get('rollcall-0101010101-publisher-0202020202')?.acls).toEqual([
    { acltype: 'subscribePattern', topic: 'rollcall/1/0101010101/#', allow: true },
    { acltype: 'publishClientReceive', topic: 'rollcall/1/0101010101/#', allow: true },
    { acltype: 'publishClientSend', topic: 'rollcall/1/0101010101/#', allow: true },
  ]);
  expect(said).toEqual([
    `Password of the broker's administrator "admin" at ${BROKER}:`,
    'The publisher of "Billing" is enrolled. Start it with: rollcall publish',
    `For a second publisher that stands by, on its computer: rollcall enrol --publisher --broker URL --site 0101010101 --key=${key}`,
  ]);
});

it('prints a line that makes a desk, whose account may hear its views and nothing else', async () => {
  await enrol(PUBLISHER);
  const { code, out, said } = await enrol(['Front desk', '--view', 'night SHIFT', '--audience', 'initials']);
  expect(code).toBe(0);
  expect(out).toHaveLength(1);
  const line = lineOf(out);
  expect(line).toMatchObject({
    name: 'Front desk',
    access: { broker: BROKER, site: '0101010101', audience: 'initials', views: ['v-1'], keys: publisher()?.keys },
  });
  const { deskId } = line.access;
  expect(broker.clients.get(deskId)).toMatchObject({
    clientid: deskId,
    password: line.password,
    textname: 'Front desk',
    roles: [{ rolename: deskId }],
  });
  expect(broker.roles.get(deskId)?.acls.filter(({ acltype }) => acltype !== 'publishClientReceive')).toEqual(
    [
      'publisher/+',
      'initials/views',
      'initials/v-1/delta',
      'initials/v-1/catchup',
      'initials/v-1/snapshot/+',
      'initials/v-1/day/+',
    ].map((topic) => ({ acltype: 'subscribePattern', topic: `rollcall/1/0101010101/${topic}`, allow: true })),
  );
  expect(said.slice(1)).toEqual([
    '"Front desk" may see Night shift, with initials in place of names.',
    'The line above is its password: give it to nobody else. Paste it into “Paste all values” in Connect, or into: rollcall connect --desk-stdin',
  ]);
});

it('lets a desk see everybody unless views are named, or both', async () => {
  await enrol(PUBLISHER);
  expect(lineOf((await enrol(['One'])).out).access.views).toEqual(['everybody']);
  expect(lineOf((await enrol(['Two', '--view', 'Night shift', '--everybody'])).out).access.views).toEqual([
    'everybody',
    'v-1',
  ]);
});

it('never says a password', async () => {
  const made = await enrol(PUBLISHER);
  const desk = await enrol(['Front desk']);
  const listed = await enrol(['list', '--json']);
  const item = decodePublisherItem(keychain.items.get('relay:c-1') ?? '');
  const texts = [...made.said, ...desk.said, ...listed.out, ...listed.said, JSON.stringify(settings.get())].join('\n');
  for (const secret of [PASSWORD, item?.password ?? '?', lineOf(desk.out).password])
    expect(texts).not.toContain(secret);
});

it('draws the line as a QR code for a terminal of 80 columns', async () => {
  await enrol(PUBLISHER);
  const { said } = await enrol(['Front desk', '--qr']);
  const rows = said.filter((row) => row.startsWith('\u001B')).map((row) => row.replace(/\u001B\[[\d;]*m/g, ''));
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    expect(row).toMatch(/^[█▀▄ ]+$/);
    expect([...row].length).toBeLessThanOrEqual(80);
  }
});

it('lists who is enrolled, and revokes by name or id', async () => {
  await enrol(PUBLISHER);
  expect(await enrol(['list'])).toMatchObject({ code: 0, said: [expect.any(String), 'No desk is enrolled.'] });
  const first = lineOf((await enrol(['Front desk'])).out).access.deskId;
  const second = lineOf((await enrol(['Board', '--audience', 'counts', '--view', 'Night shift'])).out).access.deskId;
  expect((await enrol(['list'])).out).toEqual([
    `Board: Night shift, as counts only, without agents (${second})`,
    `Front desk: Everybody, with names (${first})`,
    `Publisher of Billing: the publisher of this connection (rollcall-0101010101-publisher-0202020202)`,
  ]);
  expect(JSON.parse((await enrol(['list', '--json'])).out.join('')) as unknown).toContainEqual({
    name: 'Board',
    kind: 'desk',
    audience: 'counts',
    views: ['Night shift'],
    id: second,
  });
  expect(await enrol(['revoke', 'front desk'])).toMatchObject({ code: 0 });
  expect(await enrol(['revoke', second])).toMatchObject({ code: 0 });
  expect([...broker.clients.keys(), ...broker.roles.keys()]).toEqual([
    'rollcall-0101010101-publisher-0202020202',
    'rollcall-0101010101-publisher-0202020202',
  ]);
  const nobody = await enrol(['revoke', 'Front desk']);
  expect(nobody).toMatchObject({ code: 2, out: [] });
  expect(nobody.said.at(-1)).toBe('There is no desk "Front desk". No desk is enrolled.');
});

it('says of a desk without rights, or without those to a view, that it sees none', async () => {
  await enrol(PUBLISHER);
  const user = lineOf((await enrol(['Front desk'])).out).access.deskId;
  const acls = broker.roles.get(user)?.acls ?? [];
  for (const left of [acls.filter(({ topic }) => topic.endsWith('/names/views')), []]) {
    broker.roles.set(user, { rolename: user, acls: left });
    expect((await enrol(['list'])).out[0]).toBe(`Front desk: no view (${user})`);
  }
  expect(JSON.parse((await enrol(['list', '--json'])).out.join('')) as unknown).toContainEqual({
    name: 'Front desk',
    kind: 'desk',
    audience: null,
    views: [],
    id: user,
  });
});

it('names the desks there are, and no publisher, where it knows none of a name', async () => {
  await enrol(PUBLISHER);
  const { deskId } = lineOf((await enrol(['Front desk'])).out).access;
  expect((await enrol(['revoke', 'Publisher'])).said.at(-1)).toBe(
    `There is no desk "Publisher". There are:\n  Front desk: Everybody, with names (${deskId})`,
  );
});

it('refuses a second desk of a name', async () => {
  await enrol(PUBLISHER);
  await enrol(['Front desk']);
  const again = await enrol(['FRONT desk']);
  expect(again).toMatchObject({ code: 2, out: [] });
  expect(again.said[1]).toBe('There is a desk "FRONT desk" already. Revoke it first, or give this one another name.');
  expect(broker.clients.size).toBe(2);
});

/** Revokes somebody while time goes by. */
async function revoke(...args: readonly string[]) {
  let isDone = false;
  const revoked = enrol(['revoke', ...args]).finally(() => (isDone = true));
  while (!isDone) await clock.advanceAsync(500);
  return revoked;
}
const revokePublisher = (...args: readonly string[]) => revoke('--publisher', ...args);

const OF_SITE = ['publisher/p', 'names/everybody/snapshot/0', 'names/everybody/day/2026-03-01.0'];
function retain(): void {
  for (const topic of OF_SITE) broker.retained.set(`rollcall/1/0101010101/${topic}`, Buffer.from('names'));
  broker.retained.set('rollcall/1/other/publisher/p', Buffer.from('of another site'));
}

it('revokes the publisher with its desks and all that is kept of it, here and at the broker', async () => {
  await enrol(PUBLISHER);
  await enrol(['Front desk']);
  await enrol(['Board', '--audience', 'counts']);
  retain();
  expect(await revokePublisher()).toMatchObject({
    code: 0,
    said: [
      expect.any(String),
      'The publisher of "Billing" is revoked, and its password and key are deleted.',
      'What the broker had retained of it is cleared. Its 2 desks are revoked too: Board, Front desk.',
    ],
  });
  expect(publisher()).toBeUndefined();
  expect([...keychain.items.keys(), ...broker.clients.keys(), ...broker.roles.keys()]).toEqual([]);
  expect([...broker.retained.keys()]).toEqual(['rollcall/1/other/publisher/p']);
});

it('revokes the publisher of this connection by its option only', async () => {
  await enrol(PUBLISHER);
  expect(await enrol(['revoke', 'Publisher of Billing'])).toMatchObject({
    code: 2,
    said: [expect.any(String), expect.stringContaining('rollcall enrol revoke --publisher')],
  });
  expect(broker.clients.size).toBe(1);
});

it('goes on with a revocation that was broken off', async () => {
  await enrol(PUBLISHER);
  await enrol(['Front desk']);
  retain();
  broker.refused = { command: 'createClient', error: 'Busy' };
  expect((await revokePublisher()).code).toBe(5);
  expect(publisher()).toBeDefined();
  broker.refused = null;
  expect((await revokePublisher()).said.at(-1)).toContain('Its 1 desk is revoked too: Front desk.');
  expect([...broker.clients.keys(), ...broker.roles.keys()]).toEqual([]);
  expect(broker.retained.size).toBe(1);
});

it('leaves the desks and what is retained to the other publisher of the site', async () => {
  await enrol(PUBLISHER);
  await enrol(['Front desk']);
  const [firstKey = ''] = publisher()?.keys ?? [];
  settings = createMemorySettings({ connections: [BILLING], activeConnectionId: 'c-1' });
  await enrol([...PUBLISHER, '--site', '0101010101', `--key=${firstKey}`]);
  retain();
  broker.retained.set(`rollcall/1/0101010101/publisher/${publisher()?.publisherId}`, Buffer.from('gone'));
  expect((await revokePublisher()).said.at(-1)).toBe(
    'Another publisher of the same site is enrolled, so 1 desk and what the broker has retained stay. Revoke desks on its computer. The last publisher takes them with it.',
  );
  expect([...broker.clients.values()].map(({ textname }) => textname)).toEqual(['Publisher of Billing', 'Front desk']);
  // What it has said of itself goes with it.
  expect([...broker.retained.keys()]).toEqual([
    ...OF_SITE.map((topic) => `rollcall/1/0101010101/${topic}`),
    'rollcall/1/other/publisher/p',
  ]);
});

/** Another publisher of the first one's site, on a computer of its own; the first one trusts its key. */
async function enrolStandby() {
  const [first, settingsOfFirst] = [publisher(), settings];
  settings = createMemorySettings({ connections: [BILLING], activeConnectionId: 'c-1' });
  await enrol([...PUBLISHER, '--site', first?.site ?? '', `--key=${first?.keys[0]}`]);
  const standby = publisher();
  settings = settingsOfFirst;
  await enrol(['--publisher', `--key=${standby?.keys[0]}`]);
  return standby;
}

it('says which of several publishers is that of this connection', async () => {
  await enrol(PUBLISHER);
  const standby = await enrolStandby();
  expect((await enrol(['list'])).out).toEqual([
    `Publisher of Billing: the publisher of this connection (${publisher()?.user})`,
    `Publisher of Billing: a publisher (${standby?.user})`,
  ]);
});

it('trusts the key of a standby no more once it is revoked, as far as it can be told from others', async () => {
  await enrol(PUBLISHER);
  const [ownKey = ''] = publisher()?.keys ?? [];
  const [one, two] = [await enrolStandby(), await enrolStandby()];
  expect(publisher()?.keys).toHaveLength(3);
  const first = await revoke(one?.user ?? '');
  expect(first.said.at(-1)).toBe(
    'Which of the keys known here was its own cannot be told while others are enrolled, so desks go on to trust it. Revoke the others too, and enrol them again.',
  );
  expect(publisher()?.keys).toHaveLength(3);
  const last = await revoke(two?.user ?? '');
  expect(last.said.slice(-2)).toEqual([
    'Desks that are enrolled from now on do not trust its key. Those enrolled before do until they are revoked and enrolled again.',
    'Restart `rollcall publish` on this computer so that it takes effect.',
  ]);
  expect(lineOf((await enrol(['Front desk'])).out).access.keys).toEqual([ownKey]);
});

it('drops the key of a standby also where what that has said cannot be cleared', async () => {
  await enrol(PUBLISHER);
  const standby = await enrolStandby();
  broker.refused = { command: 'createClient', error: 'Busy' };
  expect((await revoke(standby?.user ?? '')).code).toBe(5);
  expect(publisher()?.keys).toHaveLength(1);
});

it.each(['deleteClient', 'deleteRole'])('revokes a desk with a second try where %s fails', async (command) => {
  await enrol(PUBLISHER);
  await enrol(['Front desk']);
  broker.refused = { command, error: 'Busy' };
  expect((await enrol(['revoke', 'Front desk'])).code).toBe(5);
  broker.refused = null;
  expect(await enrol(['revoke', 'Front desk'])).toMatchObject({ code: 0 });
  expect([...broker.clients.keys(), ...broker.roles.keys()]).toEqual([publisher()?.user, publisher()?.user]);
});

it('clears with a second try what the first could not of a standby, and says how', async () => {
  await enrol(PUBLISHER);
  const { user = '', publisherId = '' } = (await enrolStandby()) ?? {};
  const ofStandby = `rollcall/1/0101010101/publisher/${publisherId}`;
  broker.retained.set(ofStandby, Buffer.from('live'));
  broker.refused = { command: 'createClient', error: 'Busy' };
  const first = await revoke(user);
  expect([first.code, first.said.at(-1)?.split('\n')]).toEqual([
    5,
    [
      expect.stringContaining('"Publisher of Billing" is revoked.'),
      expect.stringContaining('do not trust its key'),
      expect.stringContaining('Restart'),
      'The broker did not do it: Busy.',
      `What that publisher has said of itself is still retained at the broker. Clear it with: rollcall enrol revoke ${user}`,
    ],
  ]);
  expect((await revoke(user)).said.at(-1)?.split('\n').slice(1)).toEqual([expect.stringContaining('Clear it with')]);
  broker.refused = null;
  expect(await revoke(user)).toMatchObject({
    code: 0,
    said: [
      expect.any(String),
      `The broker has no account "${user}". What it had retained of that publisher is cleared.`,
    ],
  });
  expect([...broker.retained.keys()]).not.toContain(ofStandby);
  expect((await revoke(publisher()?.user ?? '')).said.at(-1)).toContain('rollcall enrol revoke --publisher');
  expect((await revoke('rollcall-0101010101-publisher-a/b')).code).toBe(2);
});

it('revokes a standby from the computer of the first publisher, with what it has said of itself', async () => {
  await enrol(PUBLISHER);
  const first = publisher();
  const standby = await enrolStandby();
  retain();
  broker.retained.set(`rollcall/1/0101010101/publisher/${standby?.publisherId}`, Buffer.from('gone'));
  expect(await revoke(standby?.user ?? '')).toMatchObject({
    code: 0,
    said: [
      expect.any(String),
      '"Publisher of Billing" is revoked. If it was connected, it has been cut off. On its computer, enrol revoke --publisher deletes its password and key.',
      expect.stringContaining('do not trust its key'),
      expect.stringContaining('Restart'),
    ],
  });
  expect([...broker.clients.keys(), ...broker.roles.keys()]).toEqual([first?.user, first?.user]);
  expect([...broker.retained.keys()]).toEqual([
    ...OF_SITE.map((topic) => `rollcall/1/0101010101/${topic}`),
    'rollcall/1/other/publisher/p',
  ]);
});

it('clears what another broker has retained, and says that users are to be deleted there', async () => {
  await enrol(PUBLISHER);
  retain();
  const revoked = await revokePublisher('--print', path.join(folder, 'revoked.json'));
  expect(revoked.said.at(-1)).toBe(
    'What the broker had retained of it is cleared. Now delete its user at the broker, and the users of its desks.',
  );
  expect([...broker.retained.keys()]).toEqual(['rollcall/1/other/publisher/p']);
});

it('gives a standby the site of the first, and desks the keys of both', async () => {
  await enrol(PUBLISHER);
  const [firstKey = ''] = publisher()?.keys ?? [];
  const other = publicKeyText(newSigningKey());
  expect(await enrol(['--publisher', `--key=${other}`])).toMatchObject({
    code: 0,
    said: [
      'Desks that are enrolled from now on trust 2 publishers. Those enrolled before need a new line for that.',
      'Restart `rollcall publish` on this computer so that it takes effect.',
    ],
  });
  expect(lineOf((await enrol(['Front desk'])).out).access.keys).toEqual([firstKey, other]);

  settings = createMemorySettings({ connections: [BILLING], activeConnectionId: 'c-1' });
  const { said } = await enrol([...PUBLISHER, '--site', '0101010101', `--key=${firstKey}`]);
  expect(publisher()).toMatchObject({ site: '0101010101', keys: [expect.any(String), firstKey] });
  expect(said.at(-2)).toBe(
    `On the computer of the first publisher, so that its desks trust this one too: rollcall enrol --publisher --key=${publisher()?.keys[0] ?? ''}`,
  );
});

it('makes a standby of copied settings, and never of the first publisher itself', async () => {
  await enrol(PUBLISHER);
  const first = publisher();
  const asStandby = [...PUBLISHER, '--site', first?.site ?? '', `--key=${first?.keys[0] ?? ''}`];
  const itself = await enrol(asStandby);
  expect(itself.code).toBe(2);
  expect(itself.said[0]).toContain('"Billing" has a publisher already.');
  expect(publisher()).toEqual(first);

  keychain = createFakeKeychain();
  expect(await enrol(asStandby)).toMatchObject({ code: 0 });
  expect(publisher()).toMatchObject({
    site: first?.site,
    keys: [expect.not.stringMatching(first?.keys[0] ?? ''), first?.keys[0]],
  });
  expect(broker.clients.size).toBe(2);
});

it('asks for the password of the administrator each time, unless it may be kept', async () => {
  await enrol([...PUBLISHER, '--keep-admin', '--admin', 'admin']);
  expect(keychain.items.get('relay-admin:c-1')).toBe(PASSWORD);
  const { code, said } = await enrol(['Front desk'], '');
  expect({ code, first: said[0] }).toEqual({
    code: 0,
    first: '"Front desk" may see Everybody, with names.',
  });
  keychain.items.set('relay-admin:c-1', 'an old one');
  expect(await enrol(['Back desk'], '')).toMatchObject({
    code: 4,
    said: [
      `The broker ${BROKER} does not accept the administrator "admin" with the password in the keychain. Give the new one with --keep-admin.`,
    ],
  });
});

it('puts the secrets into a new file where there is no keychain', async () => {
  keychain = createNoKeychain();
  const without = await enrol(PUBLISHER);
  expect(without.code).toBe(7);
  expect(without.said.at(-1)).toContain('--secret-file FILE');
  expect(broker.signedIn).toEqual([]);

  const file = path.join(folder, 'publisher.json');
  expect(await enrol([...PUBLISHER, '--secret-file', file])).toMatchObject({ code: 0 });
  const content = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<'signingKey' | 'password', string>>;
  const signingKey = readSigningKey(content.signingKey);
  expect(content).toMatchObject({ v: 1, clientSecret: '', connection: { ...BILLING, publisher: publisher() } });
  expect(publisher()?.keys).toEqual([signingKey === null ? '' : publicKeyText(signingKey)]);
  expect(broker.clients.get(publisher()?.user ?? '')?.password).toBe(content.password);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('leaves nothing behind where a part of it fails', async () => {
  const file = path.join(folder, 'publisher.json');
  expect(await enrol([...PUBLISHER, '--secret-file', file], 'wrong')).toMatchObject({ code: 4 });
  await expect(stat(file)).rejects.toThrow('ENOENT');
  expect(await enrol(PUBLISHER, 'wrong')).toMatchObject({ code: 4 });
  expect(await enrol(PUBLISHER, '')).toMatchObject({ code: 2 });
  broker.refused = { command: 'createClient', error: 'Internal\u0007 error' };
  const refused = await enrol(PUBLISHER);
  expect(refused).toMatchObject({ code: 5 });
  expect(refused.said.at(-1)).toBe('The broker did not do it: Internal error.');
  expect([...keychain.items.keys(), ...broker.clients.keys(), ...broker.roles.keys()]).toEqual([]);
  expect(publisher()).toBeUndefined();
});

it('writes what has to be set at another broker, for its owner alone, and never over a file', async () => {
  const file = path.join(folder, 'set.json');
  expect(await enrol([...PUBLISHER, '--print', file])).toMatchObject({ code: 0 });
  const { user } = publisher() ?? { user: '' };
  expect(JSON.parse(await readFile(file, 'utf8')) as unknown).toEqual({
    name: 'Publisher of Billing',
    userName: user,
    clientId: user,
    password: decodePublisherItem(keychain.items.get('relay:c-1') ?? '')?.password,
    maySubscribe: ['rollcall/1/0101010101/#'],
    mayPublish: ['rollcall/1/0101010101/#'],
  });
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file, 'utf8');
  expect(await enrol(['Front desk', '--print', file])).toMatchObject({
    code: 2,
    out: [],
    said: [`${file} exists already. Give another name.`],
  });
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(broker.signedIn).toEqual([]);
});

it.each([
  [['Front', 'desk'], 'enrol takes one name. Put quotation marks around it: "Front desk".'],
  [[], 'enrol needs the name of a desk'],
  [['Front desk', '--json'], 'enrol NAME has no option --json.'],
  [['list', '--view', 'x'], 'enrol list has no option --view.'],
  [['--publisher', 'Front desk'], 'enrol --publisher does not expect "Front desk".'],
  [['Front desk', '--audience', 'all'], '--audience is one of: names, initials, counts.'],
  [['revoke'], 'enrol revoke needs the name or the id of a desk'],
  [['x'.repeat(61)], 'The name of a desk has at most 60 characters.'],
  [[...PUBLISHER, '--site', 'a/b'], '--site is the site that the other publisher has printed.'],
])('refuses %j', async (args, message) => {
  const { code, said } = await enrol(args);
  expect(code).toBe(2);
  expect(said[0]).toContain(message);
});

it.each([
  [['Front desk'], '"Billing" has no publisher yet.'],
  [['--publisher'], 'A publisher needs --broker'],
  [[...PUBLISHER, '--key', 'abc'], '--key is a key that another publisher has printed'],
  [['--publisher', '--broker', 'ws://mqtt.example.com'], 'begins with mqtts:// or wss://'],
  [['--publisher', '--broker', 'https://mqtt.example.com'], 'begins with mqtts:// or wss://'],
])('refuses %j before it asks for a password', async (args, message) => {
  const { code, said } = await enrol(args);
  expect(code).toBe(2);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(message);
  expect(broker.signedIn).toEqual([]);
});

it('names the views there are where one is not known', async () => {
  await enrol(PUBLISHER);
  expect(await enrol(['Front desk', '--view', 'Day'])).toMatchObject({
    code: 2,
    said: ['There is no view "Day". There are:\n  Night shift'],
  });
});

it('gives up on a broker that does not answer', async () => {
  broker.refusal = 'timeout';
  expect(await enrol(PUBLISHER)).toMatchObject({ code: 5 });
});

it.each([[PUBLISHER], [['Front desk']], [['list']], [['revoke', 'Front desk']]])(
  'says on a desk that a desk enrols nobody: %j',
  async (args) => {
    const profile = { ...BILLING.profile, auth: 'desk' as const };
    settings = createMemorySettings({ connections: [{ ...BILLING, profile }], activeConnectionId: 'c-1' });
    expect(await enrol(args)).toMatchObject({
      code: 2,
      said: ['"Billing" is a desk. A publisher needs a connection to Kore.ai.'],
    });
  },
);
