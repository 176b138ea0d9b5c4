import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findConnection } from '../../../electron/connections/document.ts';
import { readDeskLine, type DeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker, type BrokerMessage, type BrokerSession } from '../../../electron/relay/broker/session.ts';
import { openDynamicSecurity } from '../../../electron/relay/enrol/dynamic-security.ts';
import { decodePublisherItem } from '../../../electron/relay/enrol/publisher-item.ts';
import { NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import { parseArguments } from '../../../electron/terminal/arguments.ts';
import { runEnrol } from '../../../electron/terminal/commands/enrol/enrol.ts';
import { createSystemClock } from '../../../electron/time/system-clock.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';
import { startMosquitto, type Mosquitto } from '../../support/mosquitto.ts';
import { startConnectProxy, startSocksProxy } from '../../support/test-proxy.ts';

// A real broker with dynamic security. Left out where it is not installed, see build/vitest.config.ts.

const keychain = createFakeKeychain();
const settings = createMemorySettings({
  connections: [
    {
      profile: connectionProfile(),
      isSecretStored: true,
      memory: NOTHING_LEARNED,
      views: [],
      activeViewId: null,
    },
  ],
  activeConnectionId: 'c-1',
});
let mosquitto: Mosquitto;

beforeAll(async () => {
  mosquitto = await startMosquitto();
  const made = await enrol(['--publisher', '--broker', mosquitto.webSocketUrl, '--keep-admin']);
  expect(made.code).toBe(0);
});
afterAll(() => mosquitto.stop());

async function enrol(args: readonly string[]) {
  const parsed = parseArguments(['enrol', ...args]);
  if (!parsed.ok || parsed.value.command !== 'enrol') throw new Error('not understood');
  const io = createFakeTerminal(mosquitto.admin.password);
  const code = await runEnrol(parsed.value, io, {
    session: { settings, find: (name) => findConnection(settings.get(), name), names: () => [] },
    keychain,
    connect: connectBroker,
    clock: createSystemClock(),
    randomBytes,
    randomUUID,
  });
  return { code, out: io.out, said: io.messages };
}

async function enrolDesk(...args: readonly string[]): Promise<DeskLine> {
  const line = readDeskLine((await enrol(args)).out.join(''));
  if (typeof line === 'string') throw new Error(line);
  return line;
}

/** A connection that a test looks at. */
async function connect(user: string, password: string, clientId = user) {
  const heard: BrokerMessage[] = [];
  const lost = Promise.withResolvers<string>();
  const session = await connectBroker({
    target: { url: mosquitto.url, clientId, user, password },
    onMessage: (message) => heard.push(message),
    onLost: ({ code }) => lost.resolve(code),
  });
  return { session, heard, lost: lost.promise };
}

function opened({ session }: Awaited<ReturnType<typeof connect>>): BrokerSession {
  if (!session.ok) throw new Error(session.error.message);
  return session.value;
}

async function connectPublisher(): Promise<{ readonly session: BrokerSession; readonly site: string }> {
  const access = settings.get().connections[0]?.publisher;
  const secret = decodePublisherItem(keychain.items.get('relay:c-1') ?? '');
  const connected = await connect(access?.user ?? '', secret?.password ?? '');
  return { session: opened(connected), site: access?.site ?? '' };
}

it('a desk hears the views of its role, and the broker refuses it everything else', async () => {
  const { session: publisher, site } = await connectPublisher();
  const place = (rest: string): string => `rollcall/1/${site}/${rest}`;
  await publisher.publish(place('publisher/p1'), Buffer.from('live'), true);
  await publisher.publish(place('initials/everybody/snapshot/0'), Buffer.from('initials'), true);
  await publisher.publish(place('names/everybody/snapshot/0'), Buffer.from('names'), true);
  const { access, password } = await enrolDesk('Front desk', '--audience', 'initials');
  const desk = await connect(access.deskId, password);
  const wanted = [
    'publisher/+',
    'initials/views',
    'initials/everybody/delta',
    'initials/everybody/catchup',
    'initials/everybody/snapshot/+',
    'initials/everybody/day/2026-11-30.0',
    'initials/everybody/day/+',
  ].map(place);
  expect(await opened(desk).subscribe(wanted)).toEqual({ ok: true, value: [] });
  await expect
    .poll(() => desk.heard.map(({ bytes }) => Buffer.from(bytes).toString()).toSorted())
    .toEqual(['initials', 'live']);
  const unwanted = [
    ...['names/everybody/snapshot/0', 'names/views', 'initials/v-1/delta', 'initials/+/delta', '#'].map(place),
    'rollcall/1/other/publisher/+',
    '#',
    '$CONTROL/dynamic-security/v1/response',
  ];
  expect(await opened(desk).subscribe(unwanted)).toEqual({ ok: true, value: unwanted });

  // A broker answers a forbidden message as any other; nobody hears it.
  await publisher.subscribe([place('#')]);
  await opened(desk).publish(place('initials/everybody/delta'), Buffer.from('forged'), false);
  await publisher.publish(place('initials/everybody/delta'), Buffer.from('true'), false);
  await expect.poll(() => desk.heard.at(-1)?.bytes.toString()).toBe('true');
  expect(desk.heard.map(({ bytes }) => bytes.toString())).not.toContain('forged');
  await Promise.all([opened(desk).end(), publisher.end()]);
});

it('a password is of no use under another client id', async () => {
  const { access, password } = await enrolDesk('Second desk');
  expect((await connect(access.deskId, password, 'somebody-else')).session).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  await opened(await connect(access.deskId, password)).end();
});

it.each([
  ['CONNECT', 'http', startConnectProxy],
  ['SOCKS 5', 'socks5', startSocksProxy],
] as const)(
  'a desk comes in by both kinds of connection through a proxy that takes %s',
  async (_name, scheme, start) => {
    const { access, password } = await enrolDesk(`Desk by ${scheme}`);
    for (const url of [mosquitto.webSocketUrl, mosquitto.url]) {
      const proxy = await start(() => Number(new URL(url).port));
      const session = await connectBroker({
        target: { url, clientId: access.deskId, user: access.deskId, password },
        proxiesFor: () => Promise.resolve([`${scheme}://127.0.0.1:${proxy.port}`]),
        onMessage: () => undefined,
        onLost: () => undefined,
      });
      expect([session.ok, proxy.asked.length]).toEqual([true, 1]);
      if (session.ok) await session.value.end();
      await proxy.stop();
    }
  },
);

it('a desk that is revoked while it is connected is cut off, and does not come back', async () => {
  const { access, password } = await enrolDesk('Third desk');
  const desk = await connect(access.deskId, password);
  opened(desk);
  expect(await enrol(['revoke', 'Third desk'])).toMatchObject({ code: 0 });
  expect(await desk.lost).toBe('connection-lost');
  expect((await connect(access.deskId, password)).session).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});

it('a desk of which the role alone is left is listed, and revoked to the end', async () => {
  const { access } = await enrolDesk('Half desk');
  const { user, password } = mosquitto.admin;
  const target = { url: mosquitto.url, clientId: 'half', user, password };
  const security = await openDynamicSecurity(target, {
    connect: connectBroker,
    clock: createSystemClock(),
    randomUUID,
  });
  if (!security.ok) throw new Error(security.error.message);
  await security.value.run([{ command: 'deleteClient', username: access.deskId }]);
  await security.value.close();
  expect((await enrol(['list'])).out).toContain(`Half desk: Everybody, with names (${access.deskId})`);
  expect(await enrol(['revoke', 'Half desk'])).toMatchObject({ code: 0 });
  expect((await enrol(['list'])).out.join('\n')).not.toContain('Half desk');
});

it('who is enrolled is known to the broker, also after a restart', async () => {
  const { access, password } = await enrolDesk('Night desk', '--audience', 'counts');
  await mosquitto.restart();
  expect((await enrol(['list'])).out).toContain(
    `Night desk: Everybody, as counts only, without agents (${access.deskId})`,
  );
  await opened(await connect(access.deskId, password)).end();
});

it('who may not administer the broker is told so', async () => {
  const { access, password } = await enrolDesk('Fourth desk');
  keychain.items.set('relay-admin:c-1', password);
  const refused = await enrol(['list', '--admin', access.deskId]);
  // The account is bound to its client id, so that it cannot even sign in as anything else.
  expect(refused).toMatchObject({ code: 4, out: [] });
  keychain.items.set('relay-admin:c-1', mosquitto.admin.password);
});

it('the publisher is revoked with its desks and all that the broker has of its site, also while it is connected', async () => {
  const { access, password } = await enrolDesk('Last desk');
  const desk = await connect(access.deskId, password);
  opened(desk);
  const { session, site } = await connectPublisher();
  // More than Mosquitto keeps for a client at once.
  const days = Array.from({ length: 1_300 }, (_, index) => `rollcall/1/${site}/names/v-${index}/day/2026-11-30.0`);
  await Promise.all(days.map((topic) => session.publish(topic, Buffer.from('names'), true)));
  const { user } = settings.get().connections[0]?.publisher ?? { user: '' };
  const secret = decodePublisherItem(keychain.items.get('relay:c-1') ?? '');
  const revoked = await enrol(['revoke', '--publisher']);
  expect(revoked.code).toBe(0);
  expect(revoked.said.at(-1)).toContain('Last desk');
  for (const [id, word] of [[user, secret?.password ?? ''] as const, [access.deskId, password] as const])
    expect((await connect(id, word)).session).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await desk.lost;

  const anew = await enrol([
    '--publisher',
    '--broker',
    mosquitto.webSocketUrl,
    '--site',
    site,
    `--key=${access.keys[0]}`,
  ]);
  expect(anew.code).toBe(0);
  expect((await enrol(['list'])).out).toHaveLength(1);
  const next = await connectPublisher();
  const secretAnew = decodePublisherItem(keychain.items.get('relay:c-1') ?? '');
  await next.session.end();
  const account = settings.get().connections[0]?.publisher?.user ?? '';
  const late = await connect(account, secretAnew?.password ?? '');
  const end = `rollcall/1/${site}/names/end/delta`;
  await opened(late).subscribe([`rollcall/1/${site}/#`]);
  await opened(late).publish(end, Buffer.from('end'), false);
  await expect.poll(() => late.heard.at(-1)?.topic).toBe(end);
  expect(late.heard).toHaveLength(1);
  await opened(late).end();
});
