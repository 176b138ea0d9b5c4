import { describe, expect, it } from 'vitest';
import { createConnections } from '../../../electron/connections/connections.ts';
import type { ConnectionSecret, DemoServer } from '../../../electron/connections/types.ts';
import type { KoreClient, MemoryCell } from '../../../electron/kore/types.ts';
import type { SavedConnection, SettingsDocument } from '../../../electron/settings/types.ts';
import { messageFor, ok } from '../../../electron/shared/result.ts';
import {
  NOTHING_LEARNED,
  type ConnectionForm,
  type ConnectionProfile,
  type ConnectionState,
} from '../../../electron/shared/model.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { fakeView } from '../../support/fake-views.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';
import { createProbe } from '../../support/no-probe.ts';
import { NO_NAMES } from '../../support/no-names.ts';

const CANARY = 'canary-7f3a-0123456789abcdef0123456789';
const FORM: ConnectionForm = {
  id: null,
  name: 'Support',
  host: 'https://platform.kore.ai',
  accountId: '63f07d26f04465685df4aaaa',
  botId: 'st-1',
  auth: 'secret',
  clientId: 'cs-1',
  clientSecret: CANARY,
  token: null,
  algorithm: 'HS256',
  timeZone: null,
  isHostConfirmed: false,
  isNameConfirmed: true,
};
const PROFILE = connectionProfile({ name: 'Support', botId: 'st-1', clientId: 'cs-1' });
const SAVED: SavedConnection = {
  profile: PROFILE,
  isSecretStored: true,
  memory: NOTHING_LEARNED,
  views: [],
  activeViewId: null,
};
const ONE_SAVED: Partial<SettingsDocument> = { connections: [SAVED], activeConnectionId: 'c-1' };
const ITEM = JSON.stringify({ v: 1, clientSecret: CANARY });
const NONE: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

interface Client {
  readonly profile: ConnectionProfile;
  readonly secret: ConnectionSecret;
  readonly memory: MemoryCell;
  /** Kind of a token, or the client secret in the clear. */
  readonly text: string;
}

function setUp(document: Partial<SettingsDocument> = {}) {
  const settings = createMemorySettings(document);
  const keychain = createFakeKeychain();
  const clients: Client[] = [];
  const demo = { started: 0, stopped: 0 };
  let ids = 0;

  function createClient(profile: ConnectionProfile, secret: ConnectionSecret, memory: MemoryCell): KoreClient {
    const key = secret.kind === 'desk' ? secret.password : secret.kind === 'secret' ? secret.key : null;
    const text = secret.kind === 'token' ? secret.token : String(key?.export());
    clients.push({ profile, secret, memory, text });
    return {
      clockOffsetMs: () => null,
      names: NO_NAMES,
      availability: () => Promise.resolve(ok({ rows: [], ignored: 0, unread: [], receivedAt: 0, isUnchanged: false })),
      statusDetails: () =>
        Promise.resolve(ok({ rows: [], notUnderstood: [], isEndSaid: true, stopped: null, receivedAt: 0 })),
    };
  }
  const startDemo = (): Promise<DemoServer> => {
    demo.started += 1;
    return Promise.resolve({
      host: 'http://127.0.0.1:4711',
      accountId: 'demo-account',
      botId: 'st-demo',
      clientId: 'cs-demo',
      clientSecret: 'demo-secret',
      timeZone: 'Europe/Berlin',
      stop: () => {
        demo.stopped += 1;
        return Promise.resolve();
      },
    });
  };
  const connections = createConnections({
    settings,
    keychain,
    createCaller: (...args) => ({ client: createClient(...args), createProbe, feed: null }),
    localTimeZone: () => 'Europe/Berlin',
    clock: createFakeClock(),
    randomUUID: () => `id-${++ids}`,
    startDemo,
  });
  const states: ConnectionState[] = [];
  connections.subscribe((state) => states.push(state));
  return { settings, keychain, clients, demo, connections, states };
}

const account = (secret: string, profile = PROFILE) => ({ kind: 'account', profile, secret });

describe('opening what is saved', () => {
  it('reads the secret and can call', async () => {
    const { connections, keychain, clients, states } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    await connections.open('saved');
    expect(states).toEqual([account('waiting'), account('stored')]);
    expect(keychain.calls).toEqual(['read c-1 background']);
    expect(clients.map(({ text }) => text)).toEqual([CANARY]);
    expect([connections.live()?.profile, connections.live()?.isDemo]).toEqual([PROFILE, false]);
    expect(connections.generation()).toBe(1);
  });

  it.each([
    ['missing', { state: 'missing' }],
    ['locked', { state: 'locked' }],
    ['unavailable', { state: 'unavailable', detail: 'no bus' }],
    ['waiting', { state: 'waiting' }],
    ['missing', { state: 'stored', value: 'not ours' }],
  ] as const)('is %s after %j, and calls nothing', async (secret, reads) => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.reads = reads;
    await connections.open('saved-or-demo');
    expect([connections.state(), connections.live(), connections.generation()]).toEqual([account(secret), null, 0]);
  });

  it.each([
    ['nothing saved', {}],
    ['a saved one that is gone', { connections: [SAVED], activeConnectionId: 'c-9' }],
    ['none of the saved ones active', { connections: [SAVED] }],
  ])('is none with %s', async (_name, document) => {
    const { connections, keychain } = setUp(document);
    await connections.open('saved');
    expect([connections.state(), connections.live(), keychain.calls]).toEqual([NONE, null, []]);
  });

  it('opens another one by id without making it the active one', async () => {
    const other = { ...SAVED, profile: { ...PROFILE, id: 'c-2', name: 'Sales' } };
    const { connections, keychain, settings } = setUp({ connections: [SAVED, other], activeConnectionId: 'c-1' });
    keychain.items.set('c-2', ITEM);
    await connections.openSaved('c-2');
    await connections.openSaved('c-9');
    expect(connections.state()).toEqual(account('stored', other.profile));
    expect(settings.get().activeConnectionId).toBe('c-1');
  });
});

describe('trying again', () => {
  it('has the patience of a person and becomes live', async () => {
    const { connections, keychain, states } = setUp(ONE_SAVED);
    keychain.reads = { state: 'locked' };
    await connections.open('saved');
    keychain.reads = { state: 'stored', value: ITEM };
    expect(await connections.retry()).toEqual(ok(account('stored')));
    expect(keychain.calls).toEqual(['read c-1 background', 'read c-1 user']);
    expect(states.map(({ secret }) => secret)).toEqual(['waiting', 'locked', 'waiting', 'stored']);
    expect(connections.live()).not.toBeNull();
  });

  it('changes nothing when all is well, and has nothing to try with no connection', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    expect(await connections.retry()).toMatchObject({ ok: false, error: { code: 'not-connected' } });
    keychain.items.set('c-1', ITEM);
    await connections.open('saved');
    expect(await connections.retry()).toEqual(ok(account('stored')));
    expect([keychain.calls.length, connections.generation()]).toEqual([1, 1]);
  });

  it('is refused while another attempt waits', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.reads = { state: 'waiting' };
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const first = connections.retry();
    expect(await connections.retry()).toMatchObject({ ok: false, error: { code: 'busy' } });
    prompt.resolve();
    expect(await first).toEqual(ok(account('waiting')));
  });
});

describe('the demo', () => {
  it('opens when nothing is saved, marked as demo, and is never saved', async () => {
    const { connections, settings, keychain, demo } = setUp();
    const before = settings.get();
    await connections.open('saved-or-demo');
    expect(connections.state()).toMatchObject({
      kind: 'demo',
      secret: 'session',
      profile: { id: 'demo', name: 'Demo data', host: 'http://127.0.0.1:4711', timeZone: 'Europe/Berlin' },
    });
    expect(connections.live()?.isDemo).toBe(true);
    expect([settings.get(), keychain.calls, demo.started]).toEqual([before, [], 1]);
    await connections.stop();
    expect(demo.stopped).toBe(1);
  });

  it('is started once however often it is opened', async () => {
    const { connections, demo } = setUp(ONE_SAVED);
    await connections.open('demo');
    await connections.demo();
    expect(demo).toEqual({ started: 1, stopped: 0 });
  });

  it('wins over a keychain that answers after it', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    const late = Promise.withResolvers<void>();
    keychain.blockedBy = late.promise;
    const opening = connections.open('saved');
    await connections.demo();
    late.resolve();
    await opening;
    expect([connections.state().kind, connections.live()?.isDemo]).toEqual(['demo', true]);
  });

  it('ends with Disconnect', async () => {
    const { connections, demo } = setUp();
    await connections.demo();
    expect(await connections.remove()).toEqual(ok(NONE));
    expect(demo.stopped).toBe(1);
  });
});

describe('saving', () => {
  it('puts the secret into the keychain, the rest into the settings, and calls with it', async () => {
    const { connections, settings, keychain, clients } = setUp();
    const profile = { ...PROFILE, id: 'id-1' };
    expect(await connections.save(FORM, 'keychain')).toEqual(ok(account('stored', profile)));
    expect([...keychain.items]).toEqual([['id-1', ITEM]]);
    expect(keychain.calls).toEqual(['write id-1 user']);
    expect(settings.get()).toMatchObject({
      connections: [{ profile, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null }],
      activeConnectionId: 'id-1',
    });
    expect(clients.map(({ text }) => text)).toEqual([CANARY]);
    expect(connections.generation()).toBe(1);
  });

  it('keeps a connection of this session out of keychain and settings', async () => {
    const { connections, settings, keychain, clients } = setUp(ONE_SAVED);
    const before = settings.get();
    const profile = { ...PROFILE, id: 'id-1' };
    expect(await connections.save(FORM, 'session')).toEqual(ok(account('session', profile)));
    connections.live()?.memory.learn({ offsetCounts: 'pages' });
    expect(connections.live()?.memory.get().offsetCounts).toBe('pages');
    expect([settings.get(), keychain.calls]).toEqual([before, []]);
    expect(clients.map(({ text }) => text)).toEqual([CANARY]);
  });

  it('replaces one of the same name, and keeps what still holds', async () => {
    const memory = { ...NOTHING_LEARNED, offsetCounts: 'pages' } as const;
    const profile = { ...PROFILE, apiTimes: 'utc' } as const;
    const views = { views: [fakeView()], activeViewId: 'v-1' };
    const { connections, settings, keychain } = setUp({ connections: [{ ...SAVED, ...views, profile, memory }] });
    await connections.save({ ...FORM, name: 'SUPPORT', botId: 'st-2' }, 'keychain');
    const replaced = { ...profile, name: 'SUPPORT', botId: 'st-2' };
    expect(settings.get().connections).toEqual([{ profile: replaced, isSecretStored: true, memory, ...views }]);
    await connections.save({ ...FORM, host: 'https://de-platform.kore.ai' }, 'keychain');
    expect(settings.get().connections.map((saved) => saved.memory)).toEqual([NOTHING_LEARNED]);
    expect([...keychain.items.keys()]).toEqual(['c-1']);
  });

  it.each(['keychain-unavailable', 'keychain-locked', 'keychain-waiting', 'keychain-refused'] as const)(
    'changes nothing after %s',
    async (code) => {
      const { connections, settings, keychain } = setUp();
      const before = settings.get();
      keychain.refusal = code;
      expect(await connections.save(FORM, 'keychain')).toEqual({
        ok: false,
        error: { code, message: messageFor(code) },
      });
      expect([settings.get(), connections.state(), connections.live()]).toEqual([before, NONE, null]);
    },
  );

  it('keeps a new one for this session, and nothing in the keychain, when the settings cannot be written', async () => {
    const { connections, settings, keychain } = setUp(ONE_SAVED);
    const before = [settings.get(), [...keychain.items]];
    settings.isUnwritable = true;
    expect(await connections.save({ ...FORM, name: 'Other' }, 'keychain')).toMatchObject({
      ok: false,
      error: { code: 'storage' },
    });
    expect([connections.state().secret, connections.live() === null]).toEqual(['session', false]);
    expect([settings.get(), [...keychain.items]]).toEqual(before);
  });

  it('keeps the secret of a replaced one in the keychain when the settings cannot be written', async () => {
    const { connections, settings, keychain } = setUp(ONE_SAVED);
    settings.isUnwritable = true;
    expect(await connections.save(FORM, 'keychain')).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect([connections.state().secret, [...keychain.items]]).toEqual(['stored', [['c-1', ITEM]]]);
  });

  it.each([
    [{ botId: '' }, 'botId'],
    [{ clientSecret: 'a\0b' }, 'clientSecret'],
    [{ host: 'http://platform.kore.ai' }, 'host'],
    [{ host: 'https://xn--80ak6aa92e.com' }, 'host'],
    [{ clientSecret: null }, 'clientSecret'],
  ])('refuses a form with %j', async (patch, field) => {
    const { connections, keychain, clients } = setUp();
    const refused = { ok: false, error: { code: 'invalid-input', field } };
    expect(await connections.save({ ...FORM, ...patch }, 'keychain')).toMatchObject(refused);
    expect(await connections.test({ ...FORM, ...patch })).toMatchObject(refused);
    expect([keychain.calls, clients]).toEqual([[], []]);
  });

  it('takes a host that is easily taken for another one and was confirmed', async () => {
    const { connections } = setUp();
    const saved = await connections.save(
      { ...FORM, host: 'https://xn--80ak6aa92e.com', isHostConfirmed: true },
      'session',
    );
    expect(saved.ok).toBe(true);
  });

  it('is done once for a double click', async () => {
    const { connections, keychain, settings } = setUp();
    const [first, second] = await Promise.all([connections.save(FORM, 'keychain'), connections.save(FORM, 'keychain')]);
    expect([first.ok, second]).toMatchObject([true, { ok: false, error: { code: 'busy' } }]);
    expect([keychain.calls.length, settings.get().connections.length]).toEqual([1, 1]);
  });

  it('is carried out but not opened when the demo was opened meanwhile', async () => {
    const { connections, keychain, settings } = setUp();
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const saving = connections.save(FORM, 'keychain');
    await connections.demo();
    prompt.resolve();
    await saving;
    expect([connections.state().kind, settings.get().connections.length]).toEqual(['demo', 1]);
  });

  it('that fails leaves a read of the keychain to its end', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    const opening = connections.open('saved');
    await connections.save({ ...FORM, botId: '' }, 'keychain');
    await opening;
    expect(connections.state()).toEqual(account('stored'));
  });

  it('that succeeds wins over a read that was begun before', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const opening = connections.open('saved');
    await connections.save(FORM, 'session');
    prompt.resolve();
    await opening;
    expect(connections.state().secret).toBe('session');
  });
});

describe('a saved secret', () => {
  const KEEP = { ...FORM, id: 'c-1', clientSecret: null };

  it('stays when the field is left empty, in memory or from the keychain', async () => {
    const { connections, keychain, clients } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    keychain.reads = { state: 'locked' };
    await connections.open('saved');
    expect(connections.check(KEEP)).not.toHaveProperty('clientSecret');
    expect(await connections.save(KEEP, 'keychain')).toMatchObject({ ok: false, error: { code: 'keychain-locked' } });
    keychain.reads = null;
    expect((await connections.save({ ...KEEP, botId: 'st-2' }, 'keychain')).ok).toBe(true);
    expect((await connections.save({ ...KEEP, botId: 'st-3' }, 'keychain')).ok).toBe(true);
    expect(clients.map(({ text, profile }) => [text, profile.botId])).toEqual([
      [CANARY, 'st-2'],
      [CANARY, 'st-3'],
    ]);
    expect(keychain.calls.filter((call) => call.startsWith('read'))).toEqual([
      'read c-1 background',
      'read c-1 user',
      'read c-1 user',
    ]);
  });

  it.each([
    ['another host', { host: 'https://evil.example' }],
    ['another client', { clientId: 'cs-2' }],
    ['another kind', { auth: 'token' as const }],
  ])('never goes to %s', async (_name, patch) => {
    const { connections, keychain, clients } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    await connections.open('saved');
    clients.length = 0;
    const refused = { ok: false, error: { code: 'invalid-input' } };
    expect(await connections.test({ ...KEEP, ...patch })).toMatchObject(refused);
    expect(await connections.save({ ...KEEP, ...patch }, 'session')).toMatchObject(refused);
    expect(clients).toEqual([]);
  });
});

describe('testing', () => {
  it('asks with what the form says and changes nothing', async () => {
    const { connections, clients, settings, keychain, states } = setUp();
    const before = settings.get();
    expect(await connections.test(FORM)).toMatchObject({ ok: true, value: { availability: { ok: true } } });
    expect(clients.map(({ text, profile }) => [text, profile.host])).toEqual([[CANARY, PROFILE.host]]);
    expect([settings.get(), keychain.calls, states, connections.state()]).toEqual([before, [], [], NONE]);
  });

  it.each([
    ['of the connection that is changed', { id: 'c-1' }, 30],
    ['of the one it will replace', { name: PROFILE.name, isNameConfirmed: true }, 30],
    ['of another one of the account', { name: 'New' }, 30],
    ['1 for an account nobody has spoken of', { name: 'New', accountId: 'other' }, 1],
  ])('keeps to the share of as many copies as there are: %s', async (_which, patch, copies) => {
    const { connections, clients } = setUp({
      ...ONE_SAVED,
      connections: [{ ...SAVED, profile: { ...PROFILE, copies: 30 } }],
    });
    await connections.test({ ...FORM, ...patch });
    await connections.test({ ...FORM, ...patch }, 7);
    expect(clients.map(({ profile }) => profile.copies)).toEqual([copies, 7]);
  });

  it('a new connection gets what is known of its account', async () => {
    const { connections, clients } = setUp({
      ...ONE_SAVED,
      connections: [{ ...SAVED, profile: { ...PROFILE, copies: 30 } }],
    });
    await connections.save({ ...FORM, name: 'New' }, 'session');
    expect(clients.map(({ profile }) => profile.copies)).toEqual([30]);
  });
});

describe('changing', () => {
  async function opened() {
    const parts = setUp(ONE_SAVED);
    parts.keychain.items.set('c-1', ITEM);
    await parts.connections.open('saved');
    return parts;
  }

  it('the name is saved, and answers of the connection stay good', async () => {
    const { connections, settings, clients } = await opened();
    const profile = { ...PROFILE, name: 'Night shift' };
    expect(await connections.update({ name: ' Night shift ' })).toEqual(ok(account('stored', profile)));
    expect(settings.get().connections.map((saved) => saved.profile)).toEqual([profile]);
    expect([connections.live()?.profile, connections.generation(), clients.length]).toEqual([profile, 1, 1]);
  });

  it('keeps the client when the number of copies changes, and the number when the connection is saved anew', async () => {
    const { connections, settings, clients, keychain } = await opened();
    await connections.update({ copies: 30 });
    expect([connections.live()?.profile.copies, connections.generation(), clients.length]).toEqual([30, 1, 1]);
    expect(settings.get().connections.map(({ profile }) => profile.copies)).toEqual([30]);
    expect(keychain.items.size).toBe(1);
    await connections.save({ ...FORM, name: PROFILE.name }, 'keychain');
    expect(settings.get().connections.map(({ profile }) => profile.copies)).toEqual([30]);
  });

  it.each([{ timeZone: 'Asia/Tokyo' }, { apiTimes: 'utc' as const }])(
    '%j makes older answers out of date',
    async (patch) => {
      const { connections, settings } = await opened();
      await connections.update(patch);
      expect(settings.get().connections.map((saved) => saved.profile)).toEqual([{ ...PROFILE, ...patch }]);
      expect(connections.generation()).toBe(2);
    },
  );

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'n'.repeat(61) }, 'name'],
    [{ name: 'sales' }, 'name'],
    [{ timeZone: 'Mars/X' }, 'timeZone'],
  ])('%j is refused', async (patch, field) => {
    const other = { ...SAVED, profile: { ...PROFILE, id: 'c-2', name: 'Sales' } };
    const { connections, settings } = setUp({ connections: [SAVED, other], activeConnectionId: 'c-1' });
    await connections.open('saved');
    const before = settings.get();
    expect(await connections.update(patch)).toMatchObject({ ok: false, error: { code: 'invalid-input', field } });
    expect(settings.get()).toEqual(before);
  });

  it('needs a connection', async () => {
    expect(await setUp().connections.update({ name: 'x' })).toMatchObject({ error: { code: 'not-connected' } });
  });

  it('during a read is not undone by its end', async () => {
    const { connections, keychain } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    const opening = connections.open('saved');
    await connections.update({ name: 'Renamed' });
    await opening;
    expect(connections.state()).toEqual(account('stored', { ...PROFILE, name: 'Renamed' }));
  });
});

describe('disconnecting', () => {
  it('deletes the item and the profile', async () => {
    const { connections, settings, keychain } = setUp(ONE_SAVED);
    keychain.items.set('c-1', ITEM);
    await connections.open('saved');
    expect(await connections.remove()).toEqual(ok(NONE));
    expect([keychain.items.size, connections.live(), connections.generation()]).toEqual([0, null, 2]);
    expect(settings.get()).toMatchObject({ connections: [], activeConnectionId: null });
  });

  it('lets go of the profile when the keychain fails, and says what is left', async () => {
    const { connections, settings, keychain } = setUp(ONE_SAVED);
    keychain.refusal = 'keychain-locked';
    await connections.open('saved');
    expect(await connections.remove()).toEqual({
      ok: false,
      error: {
        code: 'keychain-locked',
        message:
          '"Support" was removed from Rollcall, but its secret may still be in the keychain of this computer. ' +
          'Delete the entry "Rollcall" (c-1) there.',
      },
    });
    expect([settings.get().connections, connections.state()]).toEqual([[], NONE]);
  });

  it('forgets another saved one and leaves the present one alone', async () => {
    const other = { ...SAVED, profile: { ...PROFILE, id: 'c-2', name: 'Sales' } };
    const { connections, settings, keychain } = setUp({ connections: [SAVED, other], activeConnectionId: 'c-1' });
    keychain.items.set('c-1', ITEM).set('c-2', ITEM);
    await connections.open('saved');
    expect(await connections.removeSaved('c-2')).toEqual(ok(account('stored')));
    expect([settings.get().connections, settings.get().activeConnectionId]).toEqual([[SAVED], 'c-1']);
    expect([...keychain.items.keys()]).toEqual(['c-1']);
    expect(await connections.removeSaved('c-2')).toMatchObject({ ok: false, error: { code: 'not-connected' } });
  });

  it('with nothing connected is fine', async () => {
    expect(await setUp().connections.remove()).toEqual(ok(NONE));
  });
});

it('remembers what was learned of a saved connection in the settings', async () => {
  const { connections, settings, keychain } = setUp(ONE_SAVED);
  keychain.items.set('c-1', ITEM);
  await connections.open('saved');
  connections.live()?.memory.learn({ rangeDates: 'refused' });
  connections.live()?.memory.learn({ apiTimes: 'UTC' });
  const learned = { ...NOTHING_LEARNED, rangeDates: 'refused', apiTimes: 'UTC' };
  expect(connections.live()?.memory.get()).toEqual(learned);
  expect(settings.get().connections.map(({ memory }) => memory)).toEqual([learned]);
});

it('stops telling whoever has unsubscribed', async () => {
  const { connections } = setUp();
  const heard: ConnectionState[] = [];
  connections.subscribe((state) => heard.push(state))();
  await connections.demo();
  expect(heard).toEqual([]);
});
