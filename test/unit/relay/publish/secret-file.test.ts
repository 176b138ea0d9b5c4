import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialFile, readSecretFile } from '../../../../electron/relay/publish/secret-file.ts';
import { newSigningKey, publicKeyText, signingKeyText } from '../../../../electron/relay/wire/keys.ts';
import { publishTexts } from '../../../../electron/shared/texts/relay/relay.ts';

const texts = publishTexts.secretFile;
const key = newSigningKey();
const GOOD = { v: 1, clientSecret: 'kore-secret', password: 'broker-password', signingKey: signingKeyText(key) };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rights = { credentialsFolder: undefined, user: process.getuid?.() };

async function file(content: unknown, mode = 0o400, name = 'secret.json'): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, typeof content === 'string' ? content : JSON.stringify(content));
  await chmod(at, mode);
  return at;
}

it('reads what a publisher needs', async () => {
  const read = await readSecretFile(await file(GOOD), rights);
  expect(read).toMatchObject({
    ok: true,
    value: { kore: { auth: 'secret', text: 'kore-secret' }, password: 'broker-password', connection: undefined },
  });
  expect(read.ok && publicKeyText(read.value.signingKey)).toBe(publicKeyText(key));
  const token = await readSecretFile(await file({ ...GOOD, clientSecret: '', token: 'jwt' }, 0o600, 'token'), rights);
  expect(token).toMatchObject({ ok: true, value: { kore: { auth: 'token', text: 'jwt' } } });
  const none = await readSecretFile(await file({ ...GOOD, clientSecret: '' }, 0o600, 'none'), rights);
  expect(none).toMatchObject({ ok: true, value: { kore: null } });
});

describe.skipIf(rights.user === undefined)('where files have a mode', () => {
  it.each([0o440, 0o404, 0o644, 0o666, 0o620])(
    'refuses one that others can read or write, such as %o',
    async (mode) => {
      const at = await file(GOOD, mode);
      expect(await readSecretFile(at, rights)).toMatchObject({ ok: false, error: { message: texts.open(at) } });
    },
  );

  it('refuses one of another user, but not of root', async () => {
    const at = await file(GOOD);
    const of = (user: number) => readSecretFile(at, { ...rights, user });
    const own = process.getuid?.() ?? 0;
    expect((await of(own)).ok).toBe(true);
    expect((await of(own + 1)).ok).toBe(own === 0);
  });

  it('takes one of the service manager, whose group is this service, and none that everybody can read', async () => {
    const credentialsFolder = path.join(folder, 'credentials');
    await mkdir(credentialsFolder);
    const at = await file(GOOD, 0o440, 'credentials/rollcall');
    expect(credentialFile(credentialsFolder)).toBe(at);
    expect((await readSecretFile(at, { ...rights, credentialsFolder })).ok).toBe(true);
    await chmod(at, 0o444);
    expect((await readSecretFile(at, { ...rights, credentialsFolder })).ok).toBe(false);
    const beside = await file(GOOD, 0o440, 'credentials-of-others');
    expect((await readSecretFile(beside, { ...rights, credentialsFolder })).ok).toBe(false);
  });
});

it('says what is wrong with a file, and quotes nothing of it', async () => {
  const missing = path.join(folder, 'missing');
  expect(await readSecretFile(missing, rights)).toMatchObject({ error: { message: texts.missing(missing) } });
  expect(await readSecretFile(folder, { ...rights, user: undefined })).toMatchObject({
    error: { message: texts.unreadable(folder) },
  });
  const bad = [
    'broker-password',
    [],
    { ...GOOD, v: 2 },
    { ...GOOD, password: '' },
    { ...GOOD, signingKey: 'broker-password' },
  ];
  for (const [index, content] of bad.entries()) {
    const at = await file(content, 0o400, `bad-${index}`);
    const read = await readSecretFile(at, rights);
    expect(read).toMatchObject({ ok: false, error: { message: texts.damaged(at) } });
    expect(JSON.stringify(read)).not.toContain('broker-password');
  }
});
