import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodePublisherItem } from '../../../../../electron/relay/enrol/publisher-item.ts';
import { newSigningKey, publicKeyText, signingKeyText } from '../../../../../electron/relay/wire/keys.ts';
import { DEFAULT_SETTINGS, type SavedConnection } from '../../../../../electron/settings/types.ts';
import { NOTHING_LEARNED } from '../../../../../electron/shared/model.ts';
import { publishTexts as texts } from '../../../../../electron/shared/texts/relay/relay.ts';
import { readIdentity } from '../../../../../electron/terminal/commands/publish/publish-secrets.ts';
import { connectionProfile } from '../../../../support/connection-profile.ts';
import { createFakeKeychain } from '../../../../support/fake-keychain.ts';
import { createMemorySettings } from '../../../../support/memory-settings.ts';

const signingKey = newSigningKey();
const publisher = {
  ...{ broker: 'wss://mqtt.example.com/mqtt', site: 'site', publisherId: 'p-1', user: 'p-1' },
  keys: [publicKeyText(signingKey)],
};
const saved: SavedConnection = {
  profile: connectionProfile(),
  ...{ isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null, publisher },
};
const { id, name } = saved.profile;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function secretFile(fields: object = {}): Promise<string> {
  const file = path.join(folder, 'secret.json');
  const content = { v: 1, clientSecret: 'of-kore', password: 'of-broker', signingKey: signingKeyText(signingKey) };
  await writeFile(file, JSON.stringify({ ...content, ...fields }));
  await chmod(file, 0o400);
  return file;
}

/** Settings with one connection, a keychain, and what is on stdin. */
function parts(connection: SavedConnection | null, input = '') {
  const connections = connection === null ? [] : [connection];
  const settings = createMemorySettings({ ...DEFAULT_SETTINGS, connections, activeConnectionId: null });
  const keychain = createFakeKeychain();
  const rights = { credentialsFolder: undefined, user: process.getuid?.() };
  return { settings, keychain, createKeychain: () => keychain, readInput: async () => input, rights };
}

const FROM_KEYCHAIN = { name, secretFile: null, readsSecret: false };

it('reads everything from the keychain, and makes the connection the active one', async () => {
  const of = parts(saved);
  await of.keychain.write(`relay:${id}`, encodePublisherItem({ password: 'of-broker', signingKey }), 'user');
  await of.keychain.write(id, 'of-kore', 'user');
  const read = await readIdentity(FROM_KEYCHAIN, of);
  expect(read).toMatchObject({ ok: true, value: { access: publisher, secret: { password: 'of-broker' } } });
  expect(read.ok && (await read.value.keychain.read(id, true, 'background'))).toMatchObject({ value: 'of-kore' });
  expect(of.settings.get().activeConnectionId).toBe(id);
});

it('reads everything from a secret file, writes nothing of it, and asks no keychain', async () => {
  const of = parts(saved);
  const createKeychain = (): never => {
    throw new Error('The keychain was asked.');
  };
  const read = await readIdentity(
    { name, secretFile: await secretFile(), readsSecret: false },
    { ...of, createKeychain },
  );
  if (!read.ok) throw new Error(read.error.message);
  const { keychain, secret } = read.value;
  expect(secret.password).toBe('of-broker');
  expect(await keychain.read(id, true, 'background')).toMatchObject({ state: 'stored' });
  expect(await keychain.read('other', true, 'background')).toEqual({ state: 'missing' });
  expect(await keychain.write(id, 'new', 'user')).toMatchObject({ ok: false });
  expect(JSON.stringify(of.settings.get())).not.toMatch(/of-kore|of-broker/);
});

it('takes the connection of a secret file over, with its views, and keeps what was learned here', async () => {
  const view = {
    id: 'v-1',
    name: 'Front',
    filter: { queueIds: [], skillIds: [], agentIds: ['a-1'] },
    text: '',
    statuses: [],
    secondaryStatuses: [],
  };
  const file = await secretFile({ connection: { ...saved, views: [view] } });
  const learned = { ...NOTHING_LEARNED, rangeDates: 'accepted' as const };
  const fresh = parts(null);
  const of = parts({ ...saved, memory: learned });
  for (const each of [fresh, of]) {
    expect(await readIdentity({ name: null, secretFile: file, readsSecret: false }, each)).toMatchObject({ ok: true });
    expect(each.settings.get()).toMatchObject({ activeConnectionId: id, connections: [{ views: [view], publisher }] });
  }
  expect(of.settings.get().connections[0]?.memory).toEqual(learned);
});

it('takes the secret of Kore.ai from stdin', async () => {
  const of = parts(saved, 'pasted\n');
  const file = await secretFile({ clientSecret: '' });
  const read = await readIdentity({ name, secretFile: file, readsSecret: true }, of);
  expect(read.ok && (await read.value.keychain.read(id, true, 'background'))).toMatchObject({
    value: expect.stringContaining('pasted') as unknown,
  });
  const without = await readIdentity({ name, secretFile: file, readsSecret: false }, of);
  expect(without).toMatchObject({ ok: false, error: { message: texts.noKoreSecret } });
});

it('says what is missing', async () => {
  const { publisher: _, ...plain } = saved;
  const problem = async (connection: SavedConnection | null, secret: string | null = null): Promise<string> => {
    const read = await readIdentity({ ...FROM_KEYCHAIN, secretFile: secret }, parts(connection));
    return read.ok ? 'none' : read.error.message;
  };
  expect(await problem(null)).toBe(texts.noneSaved);
  expect(await problem(null, await secretFile())).toBe(texts.noConnection);
  await rm(path.join(folder, 'secret.json'));
  expect(await problem(plain)).toBe(texts.notEnrolled(name));
  const { broker, site } = publisher;
  expect(await problem(saved)).toBe(texts.secretElsewhere({ broker, site, key: publicKeyText(signingKey) }));
  const file = await secretFile({ signingKey: signingKeyText(newSigningKey()) });
  expect(await problem(saved, file)).toBe(texts.secretOfOther);
});
