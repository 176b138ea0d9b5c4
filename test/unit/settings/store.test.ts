import { spawnSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, createPreferences } from '../../../electron/settings/store.ts';
import { defaultRules } from '../../../electron/shared/alerts/default-rules.ts';
import {
  type Rule,
  DEFAULT_LIMITS,
  DEFAULT_PREFERENCES,
  NOTHING_LEARNED,
  type Settings,
} from '../../../electron/shared/model.ts';
import type { SavedConnection, SettingsDocument, SettingsStore } from '../../../electron/settings/types.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeView, queues } from '../../support/fake-views.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';

const DEFAULTS: SettingsDocument = {
  version: 1,
  preferences: DEFAULT_PREFERENCES,
  connections: [],
  activeConnectionId: null,
};
const CONNECTION: SavedConnection = {
  profile: connectionProfile({ name: 'Support', timeZone: 'Europe/Berlin' }),
  isSecretStored: true,
  memory: { ...NOTHING_LEARNED, offsetCounts: 'records' },
  views: [],
  activeViewId: null,
};
const SAVED: SettingsDocument = {
  version: 1,
  preferences: { ...DEFAULT_PREFERENCES, notify: 'every-change', pace: 'relaxed', theme: 'dark', isMasked: true },
  connections: [CONNECTION],
  activeConnectionId: 'c-1',
};
const ASIDE = 'settings.json.corrupt-20260302T090000000Z';
const damaged = (used: string): string =>
  `The settings file was damaged, and ${used}; the file as it was is saved as ${ASIDE}.`;
const WITH_DEFAULTS = damaged('Rollcall starts with default settings');
const WITH_COPY = damaged('the last good copy is used');
const CANARY = 'canary-7f3a';
const isWindows = process.platform === 'win32';
/** In a folder where nobody can put a file, so that not even broken code run by root can replace it. */
const DEVICE = process.platform === 'linux' ? '/dev/pts/ptmx' : '/dev/zero';

let base: string;
let folder: string;
const file = (): string => path.join(folder, 'settings.json');
const load = (): Promise<SettingsStore> => loadSettings({ dataFolder: folder, clock: createFakeClock() });
async function loadText(text: string): Promise<SettingsStore> {
  await writeFile(file(), text);
  return load();
}
const notUnderstood = (places: string): string =>
  `Some settings were not understood, and are corrected or left out: ${places}; ` +
  `the file as it was is saved as ${ASIDE}.`;
const removed = (keys: string): string =>
  `The settings file held what looks like a secret (${keys}); it was removed. ` +
  'Secrets belong in the keychain: renew this one in Kore.ai and connect again.';
async function expectNoCanary(): Promise<void> {
  for (const name of await readdir(folder)) {
    expect((await readFile(path.join(folder, name), 'latin1')).replaceAll('\0', '')).not.toContain(CANARY);
  }
}
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(file(), 'utf8'));
const withTheme = (theme: 'light' | 'dark') => (document: SettingsDocument) => ({
  ...document,
  preferences: { ...document.preferences, theme },
});

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'rollcall-settings-'));
  folder = base;
});
afterEach(() => rm(base, { recursive: true, force: true }));

describe('loading', () => {
  it('starts with defaults and touches nothing when there is no file', async () => {
    const store = await load();
    expect([store.get(), store.problem, await readdir(folder)]).toEqual([DEFAULTS, null, []]);
  });

  it.each([
    ['as written', JSON.stringify(SAVED), SAVED],
    ['with a byte order mark', `\uFEFF${JSON.stringify(SAVED)}`, SAVED],
    ['without a version', JSON.stringify({ ...SAVED, version: undefined }), SAVED],
    ['with the version as text', JSON.stringify({ ...SAVED, version: '1' }), SAVED],
    ['with keys nobody knows', JSON.stringify({ ...SAVED, colour: 'red', __proto__x: 1 }), SAVED],
    ['with connections and nothing else', '{"connections":[]}', DEFAULTS],
    [
      'without the mark of the keychain',
      JSON.stringify({ ...SAVED, connections: [{ ...CONNECTION, isSecretStored: undefined }] }),
      SAVED,
    ],
    [
      'from before copies could be said',
      JSON.stringify({ connections: [{ ...CONNECTION, profile: { ...CONNECTION.profile, copies: undefined } }] }),
      { ...DEFAULTS, connections: [CONNECTION] },
    ],
    [
      'with a memory of another shape',
      JSON.stringify({ connections: [{ ...CONNECTION, memory: [] }] }),
      {
        ...DEFAULTS,
        connections: [{ ...CONNECTION, memory: NOTHING_LEARNED }],
      },
    ],
  ])('reads a file %s', async (_name, text, expected) => {
    await writeFile(file(), text);
    const store = await load();
    expect([store.get(), store.problem]).toEqual([expected, null]);
  });

  it.each<[string, string | Uint8Array]>([
    ['no bytes', ''],
    ['only NULs', new Uint8Array(512)],
    ['half a document', JSON.stringify(SAVED).slice(0, 200)],
    ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify(SAVED)}`, 'utf16le')],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['200,000 levels', '['.repeat(200_000)],
    ['more than 1 MB', JSON.stringify({ ...SAVED, more: 'x'.repeat(1_000_000) })],
  ])('sets a file of %s aside and starts with defaults', async (_name, content) => {
    await writeFile(file(), content);
    const store = await load();
    expect([store.get(), store.problem]).toEqual([DEFAULTS, WITH_DEFAULTS]);
    expect(await readFile(path.join(folder, ASIDE))).toEqual(Buffer.from(content));
    expect(await onDisk()).toEqual(DEFAULTS);
  });

  it.runIf(!isWindows).each([
    ['a folder', () => mkdir(file())],
    ['a pipe', async () => void spawnSync('sh', ['-c', 'mkfifo "$0"', file()])],
    ['a link to a device', () => symlink(DEVICE, file())],
  ])('sets %s in place of the file aside without waiting for it', async (_name, make) => {
    await make();
    const store = await load();
    expect([store.get(), store.problem]).toEqual([DEFAULTS, WITH_DEFAULTS]);
    expect((await lstat(file())).isFile()).toBe(true);
    expect((await stat(DEVICE)).isCharacterDevice()).toBe(true);
  });

  it('takes the last good copy when the file is damaged, and writes it at once', async () => {
    await (await load()).update(() => SAVED);
    await writeFile(file(), '{"version":1,"connec');
    const store = await load();
    expect([store.get(), store.problem]).toEqual([SAVED, WITH_COPY]);
    expect(await onDisk()).toEqual(SAVED);
  });

  it('takes the last good copy when the file has gone, says so, and writes it at once', async () => {
    await (await load()).update(() => SAVED);
    await rm(file());
    const store = await load();
    expect([store.get(), store.problem]).toEqual([
      SAVED,
      'The settings file was missing, and its last good copy (settings.json.bak) is used. ' +
        'To start afresh, quit Rollcall and delete both.',
    ]);
    expect(await onDisk()).toEqual(SAVED);
  });

  it.each(['oops', '{}'])('starts with defaults when the file has gone and its copy is damaged: %s', async (text) => {
    await writeFile(`${file()}.bak`, text);
    const store = await load();
    expect([store.get(), store.problem]).toEqual([
      DEFAULTS,
      'The settings file was missing, and its last good copy (settings.json.bak) cannot be used. ' +
        'The last good copy of the settings (settings.json.bak) was damaged; ' +
        `the file as it was is saved as ${ASIDE.replace('json', 'json.bak')}.`,
    ]);
    expect(store.isComplete).toBe(false);
  });

  it.each([
    ['has gone', () => rm(file())],
    ['is damaged', () => writeFile(file(), 'oops')],
    ['was replaced', () => writeFile(file(), JSON.stringify(SAVED))],
  ])('sets the copy of a newer version aside before it writes another when the file %s', async (_name, change) => {
    const newer = JSON.stringify({ ...SAVED, version: 2, planets: 9 });
    for (const name of [file(), `${file()}.bak`]) await writeFile(name, newer);
    const store = await load();
    await change();
    await store.update(withTheme('light'));
    expect([store.get(), await onDisk()]).toEqual([withTheme('light')(SAVED), withTheme('light')(SAVED)]);
    const aside = ASIDE.replace('json', 'json.bak');
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe(newer);
    expect(store.problem).toContain(`written by a newer version of Rollcall; the file as it was is saved as ${aside}.`);
  });

  it('keeps three damaged files', async () => {
    const clock = createFakeClock();
    for (let round = 0; round < 5; round += 1) {
      await writeFile(file(), `round ${round}`);
      await loadSettings({ dataFolder: folder, clock });
      clock.advance(1_000);
    }
    const copies = (await readdir(folder)).filter((name) => name.includes('corrupt')).sort();
    const contents = await Promise.all(copies.map((name) => readFile(path.join(folder, name), 'utf8')));
    expect(contents).toEqual(['round 2', 'round 3', 'round 4']);
  });

  it('reads a newer file as far as it can and never overwrites it', async () => {
    const newer = JSON.stringify({ ...SAVED, version: 999, planets: 9 });
    await writeFile(file(), newer);
    const store = await load();
    const problem =
      'The settings were written by a newer version of Rollcall and are left as they are. ' +
      'Changes made now hold until Rollcall is closed.';
    expect([store.get(), store.problem]).toEqual([SAVED, problem]);
    expect(await store.update(withTheme('light'))).toEqual({
      ok: false,
      error: { code: 'storage', message: problem },
    });
    expect(store.get().preferences.theme).toBe('light');
    expect(await readFile(file(), 'utf8')).toBe(newer);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('takes secrets out of the file and says so', async () => {
    const profile = { ...CONNECTION.profile, clientSecret: CANARY, nested: { password: CANARY } };
    const text = JSON.stringify({ ...SAVED, token: CANARY, connections: [{ ...CONNECTION, profile }] });
    await writeFile(file(), text);
    const store = await load();
    expect(store.get()).toEqual(SAVED);
    expect(store.problem).toBe(removed('clientSecret, password, token'));
    await expectNoCanary();
  });

  it('leaves alone what killed writes left behind', async () => {
    const strays = Array.from({ length: 70 }, (_, index) => `settings.json.${index}`).sort();
    for (const stray of strays) await writeFile(path.join(folder, stray), '{');
    const store = await load();
    expect([store.get(), store.problem, (await readdir(folder)).sort()]).toEqual([DEFAULTS, null, strays]);
  });

  it.each<[string, string]>([
    ['web address', `{"host":"https://me:${CANARY}@platform.kore.ai"`],
    ['secret', `{"version":1,"clientSecret": "${CANARY}`],
    ['token', `{"token":"\\"${CANARY}" "a":"b"}`],
    ['token', `{"tokens": ["${CANARY}"],`],
    ['token', `{"tokens": {"a": {"b": "${CANARY}"}},`],
    ['api_key', `{ api_key: 'a, b ${CANARY}', a: 'b' }`],
    ['api-key', `{"api-key": "${CANARY}"`],
    ['private-key', `private-key = ${CANARY}`],
    ['pwd', `{"pwd": "${CANARY}"`],
    ['token', `{"token":"${CANARY}","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('keeps nothing of a file that is no JSON and may hold a secret (%s)', async (word, text) => {
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
    ]) {
      await writeFile(file(), bytes);
      const store = await load();
      expect([store.get(), store.problem]).toEqual([
        DEFAULTS,
        `${removed(word)} The settings file was damaged, and ${
          bytes.length === text.length ? 'Rollcall starts with default settings' : 'the last good copy is used'
        }; its text is not saved.`,
      ]);
      await expectNoCanary();
    }
    expect(await readFile(path.join(folder, ASIDE), 'utf8')).toMatch(/^The text of this file is not saved: /);
  });

  it.each([
    ['api-key', { 'api-key': CANARY }],
    ['private-key', { 'private-key': { pem: [CANARY] } }],
    ['pwd', { pwd: CANARY }],
    ['url', { url: `https:me:${CANARY} x@platform.kore.ai/` }],
    ['url', { url: `https://me:${CANARY}@platform.kore.ai:99999` }],
  ])('takes %s out of a file that is JSON', async (key, more) => {
    const store = await loadText(JSON.stringify({ ...SAVED, ...more, preferences: 7 }));
    expect(store.problem).toBe(`${removed(key)} ${notUnderstood('preferences')}`);
    await expectNoCanary();
  });

  it('takes the credentials out of a host', async () => {
    const profile = { ...CONNECTION.profile, host: `https://me:${CANARY}@platform.kore.ai` };
    const store = await loadText(JSON.stringify({ ...SAVED, connections: [{ ...CONNECTION, profile }] }));
    expect([store.get(), store.problem]).toEqual([
      SAVED,
      `${removed('host')} ${notUnderstood('connections > Support > host')}`,
    ]);
    await expectNoCanary();
  });
});

describe('what is not understood', () => {
  const profileWith = (patch: object): object => ({ ...CONNECTION, profile: { ...CONNECTION.profile, ...patch } });
  const withProfile = (patch: Partial<SavedConnection['profile']>): SettingsDocument => ({
    ...SAVED,
    connections: [{ ...CONNECTION, profile: { ...CONNECTION.profile, ...patch } }],
  });

  it.each<[string, object, SettingsDocument, string]>([
    [
      'preferences',
      { ...SAVED, preferences: { ...SAVED.preferences, theme: 'pink', pace: 7, isMasked: 'yes', shortcut: 'F1' } },
      {
        ...SAVED,
        preferences: { ...SAVED.preferences, theme: 'system', pace: 'standard', isMasked: false, shortcut: null },
      },
      'preferences > pace, preferences > theme, preferences > isMasked, preferences > shortcut',
    ],
    ['all preferences', { ...SAVED, preferences: 7 }, { ...SAVED, preferences: DEFAULT_PREFERENCES }, 'preferences'],
    [
      'the open connection',
      { ...SAVED, activeConnectionId: '/' },
      { ...SAVED, activeConnectionId: null },
      'activeConnectionId',
    ],
    [
      'a time zone',
      { ...SAVED, connections: [profileWith({ timeZone: 'Mars/X' })] },
      withProfile({ timeZone: null }),
      'connections > Support > timeZone',
    ],
    [
      'a long name',
      { ...SAVED, connections: [profileWith({ name: 'n'.repeat(61) })] },
      withProfile({ name: 'n'.repeat(60) }),
      `connections > ${'n'.repeat(40)}… > name`,
    ],
    // The most careful pace for what nobody can have meant.
    ...(
      [
        [150, 50],
        [0, 1],
        [2.5, 3],
        ['30', 50],
        [null, 50],
      ] as const
    ).map(([copies, now]): [string, object, SettingsDocument, string] => [
      `${JSON.stringify(copies)} copies`,
      { ...SAVED, connections: [profileWith({ copies })] },
      withProfile({ copies: now }),
      'connections > Support > copies',
    ]),
    [
      'a history switch that is none',
      { ...SAVED, connections: [profileWith({ isHistoryOff: 'yes' })] },
      withProfile({ isHistoryOff: true }),
      'connections > Support > isHistoryOff',
    ],
    ...['https://platform.kore.ai/', ' HTTPS://Platform.Kore.AI:443/agent?x=1#y'].map(
      (host): [string, object, SettingsDocument, string] => [
        `the host ${host}`,
        { ...SAVED, connections: [profileWith({ host })] },
        SAVED,
        'connections > Support > host',
      ],
    ),
    [
      'a signature',
      { ...SAVED, connections: [profileWith({ algorithm: 'HS384' })] },
      SAVED,
      'connections > Support > algorithm',
    ],
    [
      'a client that a token does without',
      { ...SAVED, connections: [profileWith({ auth: 'token', clientId: '/' })] },
      withProfile({ auth: 'token', clientId: null }),
      'connections > Support > clientId',
    ],
    [
      'a mark of the keychain',
      { ...SAVED, connections: [{ ...CONNECTION, isSecretStored: 'no' }] },
      SAVED,
      'connections > Support > isSecretStored',
    ],
    ...[null, {}, 'x'].map((connections): [string, object, SettingsDocument, string] => [
      `connections that are ${JSON.stringify(connections)}`,
      { ...SAVED, connections },
      { ...SAVED, connections: [] },
      'connections',
    ]),
    [
      'two connections with one id',
      { ...SAVED, connections: [CONNECTION, profileWith({ name: 'Sales' })] },
      SAVED,
      'connections > Sales left out',
    ],
    [
      'eight things',
      { ...SAVED, preferences: { limits: { secondary: [1, 2, 3, 4, 5, 6, 7, 8] } } },
      { ...SAVED, preferences: { ...DEFAULT_PREFERENCES, limits: { ...DEFAULT_LIMITS, secondary: [] } } },
      `${[1, 2, 3, 4, 5].map((n) => `preferences > limits > secondary > number ${n}`).join(', ')} and 3 more`,
    ],
  ])('of %s is said, and the rest is used', async (_, json, expected, places) => {
    const store = await loadText(JSON.stringify(json));
    expect([store.get(), store.problem]).toEqual([expected, notUnderstood(places)]);
  });

  it('is reported once: the file is mended at once, and a copy of it is saved', async () => {
    const text = JSON.stringify({ ...SAVED, preferences: { ...SAVED.preferences, theme: 'pink' } });
    const store = await loadText(text);
    expect(await onDisk()).toEqual(store.get());
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE]);
    await store.update(withTheme('light'));
    expect(await readFile(path.join(folder, ASIDE), 'utf8')).toBe(text);
    if (!isWindows) expect((await stat(path.join(folder, ASIDE))).mode & 0o777).toBe(0o600);
    const again = await load();
    expect([again.get(), again.problem]).toEqual([withTheme('light')(SAVED), null]);
  });

  it('is said of what somebody has written meanwhile, too', async () => {
    const store = await load();
    await store.update(() => SAVED);
    await writeFile(file(), JSON.stringify({ ...SAVED, preferences: { ...SAVED.preferences, notify: 'loudly' } }));
    await store.update(withTheme('light'));
    expect(store.problem).toBe(notUnderstood('preferences > notify'));
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE]);
  });

  it('is saved beside three damaged files that are newer, whose oldest goes', async () => {
    const later = ['20260303', '20260304', '20260305'].map((day) => `settings.json.corrupt-${day}T090000000Z`);
    for (const name of later) await writeFile(path.join(folder, name), '');
    await loadText(JSON.stringify({ ...SAVED, activeConnectionId: '/' }));
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE, ...later.slice(1)]);
  });

  it('is saved without secrets', async () => {
    const store = await loadText(JSON.stringify({ ...SAVED, preferences: { theme: 'pink' }, token: CANARY }));
    expect(store.problem).toBe(`${removed('token')} ${notUnderstood('preferences > theme')}`);
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE]);
    expect(JSON.parse(await readFile(path.join(folder, ASIDE), 'utf8'))).toEqual({
      ...SAVED,
      preferences: { theme: 'pink' },
    });
  });

  it('stays in the file for as long as no copy of it can be saved', async () => {
    const text = JSON.stringify({ ...SAVED, preferences: { theme: 'pink' }, token: CANARY });
    await mkdir(path.join(folder, ASIDE));
    const store = await loadText(text);
    expect(await store.update(withTheme('dark'))).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect(store.problem).toMatch(
      / \(token\); it cannot be removed \(E\w+\)\. .* theme; no copy of it can be saved \(E/,
    );
    expect(await readFile(file(), 'utf8')).toBe(text);
    await rm(path.join(folder, ASIDE), { recursive: true });
    await store.update(withTheme('light'));
    expect(store.problem).toBe(`${removed('token')} ${notUnderstood('preferences > theme')}`);
    expect(await onDisk()).toEqual({ ...SAVED, preferences: { ...DEFAULT_PREFERENCES, theme: 'light' } });
    await expectNoCanary();
  });

  it('is set aside and said by one of many processes that find it at the same moment', async () => {
    await writeFile(file(), JSON.stringify({ ...SAVED, activeConnectionId: '/' }));
    const stores = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const clock = createFakeClock();
        clock.advance(index);
        return loadSettings({ dataFolder: folder, clock });
      }),
    );
    expect(stores.filter(({ problem }) => problem !== null)).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.includes('corrupt'))).toHaveLength(1);
    for (const store of stores) expect(store.get()).toEqual({ ...SAVED, activeConnectionId: null });
  });
});

describe('a damaged connection', () => {
  const other = { ...CONNECTION, profile: { ...CONNECTION.profile, id: 'c-2', name: 'Sales' } };
  const bad = (patch: object): object => ({ ...other, profile: { ...other.profile, ...patch } });

  it.each<[string, unknown, string]>([
    ['a host without a scheme', bad({ host: 'platform.kore.ai' }), 'Sales'],
    ['a host that is a script', bad({ host: 'javascript:alert(1)' }), 'Sales'],
    ['an account id with a path', bad({ accountId: '../../x' }), 'Sales'],
    ['a client that is missing', bad({ clientId: null }), 'Sales'],
    ['a client with a path', bad({ clientId: '../x' }), 'Sales'],
    ['no name', bad({ name: ' ' }), 'number 2'],
    ['nothing', null, 'number 2'],
  ])('of %s costs no other one', async (_, damaged, name) => {
    const text = JSON.stringify({ ...SAVED, connections: [CONNECTION, damaged] });
    const store = await loadText(text);
    expect([store.get(), store.problem]).toEqual([SAVED, notUnderstood(`connections > ${name} left out`)]);
    expect(await readFile(path.join(folder, ASIDE), 'utf8')).toBe(text);
    expect(await onDisk()).toEqual(SAVED);
  });

  it('is saved without the secret that somebody wrote into it', async () => {
    const wrong = { botId: undefined, clientSecret: CANARY };
    const store = await loadText(JSON.stringify({ ...SAVED, connections: [CONNECTION, bad(wrong)] }));
    expect([store.get(), store.problem]).toEqual([
      SAVED,
      `${removed('clientSecret')} ${notUnderstood('connections > Sales left out')}`,
    ]);
    const copy: unknown = JSON.parse(await readFile(path.join(folder, ASIDE), 'utf8'));
    expect(copy).toEqual({ ...SAVED, connections: [CONNECTION, bad({ botId: undefined })] });
    expect(await onDisk()).toEqual(SAVED);
    await expectNoCanary();
  });

  it.each([
    ['connections that are no list', { connections: { token: CANARY } }, notUnderstood('connections')],
    ['a list', [{ token: CANARY }], WITH_DEFAULTS],
  ])('in a file of %s is saved without its secret, too', async (_, json, problem) => {
    const store = await loadText(JSON.stringify(json));
    expect(store.problem).toBe(`${removed('token')} ${problem}`);
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE]);
    await expectNoCanary();
  });

  it.each<[string, unknown, string]>([
    ['of no use', [CONNECTION, bad({ host: 'x' })], 'Sales > host, '],
    ['without its id', [CONNECTION, bad({ id: '/' })], 'Sales left out, '],
    ['in connections that are no list', null, ', Support taken from the last good copy, '],
  ])('%s is taken from the last good copy', async (_, connections, places) => {
    const both = { ...SAVED, connections: [CONNECTION, other] };
    await (await load()).update(() => both);
    const store = await loadText(JSON.stringify(withTheme('light')({ ...both, connections } as SettingsDocument)));
    const said = `connections > ${places}connections > Sales taken from the last good copy`;
    expect([store.get(), store.problem]).toEqual([
      withTheme('light')(both),
      notUnderstood(said.replace(' > , ', ', connections > ')),
    ]);
    for (const name of [file(), `${file()}.bak`]) expect(JSON.parse(await readFile(name, 'utf8'))).toEqual(store.get());
    expect((await load()).problem).toBeNull();
  });

  it('keeps its saved data until its copy has gone, too', async () => {
    const complete = async (): Promise<boolean> => (await load()).isComplete;
    expect(await complete()).toBe(true);
    await writeFile(file(), JSON.stringify({ ...SAVED, connections: [bad({ host: 'x' })] }));
    expect([await complete(), await complete()]).toEqual([false, false]);
    await rm(path.join(folder, ASIDE));
    expect(await complete()).toBe(true);
  });

  it('among 10,000 of them is not named one by one', async () => {
    const store = await loadText(JSON.stringify({ connections: Array.from({ length: 10_000 }, () => 0) }));
    expect(store.get()).toEqual(DEFAULTS);
    expect(store.problem).toMatch(/connections > number 5 left out and 9995 more; .*Z\.$/);
  });
});

describe('a file that lacks something', () => {
  const taken = (...settings: string[]): string =>
    settings.map((setting) => `${setting} taken from the last good copy`).join(', ');
  const active = 'activeConnectionId';
  const support = 'connections > Support';
  const onlyPreferences = { version: 1, preferences: { ...DEFAULT_PREFERENCES, theme: 'light' } };

  it.each<[string, object, SettingsDocument, string]>([
    ['everything', {}, SAVED, `connections missing, ${taken('preferences', support, active)}`],
    ['all but the version', { version: 1 }, SAVED, `connections missing, ${taken('preferences', support, active)}`],
    ['all that is ours', { foo: 1 }, SAVED, `connections missing, ${taken('preferences', support, active)}`],
    [
      'the connections',
      onlyPreferences,
      withTheme('light')({ ...SAVED, preferences: DEFAULT_PREFERENCES }),
      `connections missing, ${taken(support, active)}`,
    ],
    ['the preferences', { ...SAVED, preferences: undefined }, SAVED, taken('preferences')],
    ['readable preferences', { ...SAVED, preferences: 7 }, SAVED, `preferences, ${taken('preferences')}`],
    ['the open connection', { ...SAVED, activeConnectionId: undefined }, SAVED, taken(active)],
  ])('has %s taken from the last good copy, which loses nothing', async (_, json, expected, places) => {
    await (await load()).update(() => SAVED);
    const text = JSON.stringify(json);
    const store = await loadText(text);
    expect([store.get(), store.problem]).toEqual([expected, notUnderstood(places)]);
    expect(await readFile(path.join(folder, ASIDE), 'utf8')).toBe(text);
    for (const name of [file(), `${file()}.bak`]) expect(JSON.parse(await readFile(name, 'utf8'))).toEqual(expected);
    expect((await load()).problem).toBeNull();
  });

  it.each([
    ['{}', DEFAULTS],
    ['{"foo":1}', DEFAULTS],
    [JSON.stringify(onlyPreferences), { ...DEFAULTS, ...onlyPreferences }],
  ])('may have had connections where there is no copy: %s', async (text, expected) => {
    const store = await loadText(text);
    expect([store.get(), store.problem, store.isComplete]).toEqual([
      expected,
      notUnderstood('connections missing'),
      false,
    ]);
    expect(await readFile(path.join(folder, ASIDE), 'utf8')).toBe(text);
    const again = await load();
    expect([again.get(), again.problem, again.isComplete]).toEqual([expected, null, false]);
  });

  it('may have had connections where the copy lacks them, too, and both are set aside', async () => {
    await writeFile(`${file()}.bak`, '{"version":1}');
    const store = await loadText('{}');
    const aside = ASIDE.replace('json', 'json.bak');
    expect([store.get(), store.isComplete, store.problem]).toEqual([
      DEFAULTS,
      false,
      `${notUnderstood('connections missing')} ` +
        `The last good copy of the settings (settings.json.bak) was damaged; the file as it was is saved as ${aside}.`,
    ]);
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe('{"version":1}');
  });

  it('has it taken from the settings in use where the copy has gone', async () => {
    const mine = await load();
    await mine.update(() => SAVED);
    await rm(`${file()}.bak`);
    await writeFile(file(), '{}');
    await mine.update(withTheme('light'));
    const places = ['preferences', support, active].map((setting) => `${setting} taken from the settings in use`);
    expect([mine.get(), await onDisk()]).toEqual([withTheme('light')(SAVED), withTheme('light')(SAVED)]);
    expect(mine.problem).toBe(notUnderstood(`connections missing, ${places.join(', ')}`));
  });

  it('has nothing taken where the connections were removed on purpose', async () => {
    await (await load()).update(() => ({ ...SAVED, preferences: DEFAULT_PREFERENCES }));
    const store = await loadText('{"connections":[]}');
    expect([store.get(), store.problem, store.isComplete]).toEqual([DEFAULTS, null, true]);
  });
});

describe('limits', () => {
  const { byStatus, secondary } = DEFAULT_LIMITS;
  const lunch = { name: 'Lunch', minutes: 60 };
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `s${index}`, minutes: 1 }));

  // What counts, and the places that are said not to be understood.
  it.each<[string, unknown, Settings['limits'], string]>([
    ['of a first start', undefined, DEFAULT_LIMITS, ''],
    ['that are no object', 7, DEFAULT_LIMITS, 'limits'],
    [
      'without the secondary ones',
      { byStatus: { AWAY: 10, BUSY: null } },
      { byStatus: { AWAY: 10, BUSY: null }, secondary },
      '',
    ],
    [
      'of no time',
      { byStatus: { AWAY: 0, BUSY: 1 }, secondary: [lunch] },
      { byStatus: { AWAY: 1, BUSY: 1 }, secondary: [lunch] },
      'limits > byStatus > AWAY',
    ],
    [
      'of more than a day',
      {
        byStatus: { AWAY: 1_440, BUSY: 2_000 },
        secondary: [lunch, { name: 'Training', minutes: 1_441 }, { name: 'Break', minutes: 15 }],
      },
      {
        byStatus: { AWAY: 1_440, BUSY: 1_440 },
        secondary: [lunch, { name: 'Training', minutes: 1_440 }, { name: 'Break', minutes: 15 }],
      },
      'limits > byStatus > BUSY, preferences > limits > secondary > Training',
    ],
    [
      'of half a minute',
      { byStatus: { AWAY: 0.5, BUSY: 'x' }, secondary: [] },
      { byStatus: { AWAY: 1, BUSY: 45 }, secondary: [] },
      'limits > byStatus > AWAY, preferences > limits > byStatus > BUSY',
    ],
    [
      'of a status that has none',
      { byStatus: { ...byStatus, OFFLINE: 5 }, secondary: [lunch] },
      { byStatus, secondary: [lunch] },
      '',
    ],
    [
      'for nobody',
      { byStatus, secondary: [{ name: '  ', minutes: 1 }, lunch, 7] },
      { byStatus, secondary: [lunch] },
      'limits > secondary > number 1, preferences > limits > secondary > number 3',
    ],
    [
      'that are no number',
      { byStatus, secondary: [{ name: 'Tea', minutes: '5' }, { name: 'Tea' }, lunch] },
      { byStatus, secondary: [lunch] },
      'limits > secondary > Tea, preferences > limits > secondary > Tea',
    ],
    [
      'with a name of 101 characters',
      { byStatus, secondary: [lunch, { name: 'x'.repeat(101), minutes: 1 }] },
      { byStatus, secondary: [lunch, { name: 'x'.repeat(100), minutes: 1 }] },
      `limits > secondary > ${'x'.repeat(40)}…`,
    ],
    ['of 50 names', { byStatus, secondary: many(50) }, { byStatus, secondary: many(50) }, ''],
    ['of 51 names', { byStatus, secondary: many(51) }, { byStatus, secondary: many(50) }, 'limits > secondary > s50'],
    [
      'below zero',
      { byStatus, secondary: [{ name: 'Lunch', minutes: -1 }] },
      { byStatus, secondary: [{ name: 'Lunch', minutes: 0 }] },
      'limits > secondary > Lunch',
    ],
    [
      'at once and never',
      {
        byStatus,
        secondary: [
          { ...lunch, minutes: 0 },
          { name: ' NBK ', minutes: null },
        ],
      },
      {
        byStatus,
        secondary: [
          { ...lunch, minutes: 0 },
          { name: 'NBK', minutes: null },
        ],
      },
      '',
    ],
  ])('%s', async (_name, limits, expected, places) => {
    const store = await loadText(JSON.stringify({ ...DEFAULTS, preferences: { ...DEFAULT_PREFERENCES, limits } }));
    expect(store.get().preferences).toEqual({ ...DEFAULT_PREFERENCES, limits: expected });
    expect(store.problem).toBe(places === '' ? null : notUnderstood(`preferences > ${places}`));
  });
});

describe('working hours', () => {
  const office = { days: [1, 5], from: '08:00', to: '17:30' } as const;

  it.each<[string, unknown, Settings['workingHours'], string | null]>([
    ['of a first start', undefined, null, null],
    ['of a week', office, office, null],
    ['over midnight', { ...office, from: '22:00', to: '06:00' }, { ...office, from: '22:00', to: '06:00' }, null],
    ['with something else', { ...office, zone: 'UTC' }, office, null],
    ['until 24:00', { ...office, to: '24:00' }, { ...office, to: '00:00' }, null],
    ['of a full day', { ...office, from: '00:00', to: '24:00' }, null, ''],
    ['on no day', { ...office, days: [] }, null, ''],
    ['on a day twice', { ...office, days: [1, 1] }, { ...office, days: [1] }, null],
    ['on an eighth day', { ...office, days: [1, 8, 5] }, office, ' > days > number 2'],
    ['on an eighth day only', { ...office, days: [8] }, null, ''],
    ['of no time', { ...office, to: '08:00' }, null, ''],
    ['without a zero', { ...office, from: '8:00' }, null, ''],
    ['that are no object', 'always', null, ''],
  ])('%s', async (_name, workingHours, expected, place) => {
    const store = await loadText(
      JSON.stringify({ ...DEFAULTS, preferences: { ...DEFAULT_PREFERENCES, workingHours } }),
    );
    expect(store.get().preferences.workingHours).toEqual(expected);
    expect(store.problem).toBe(place === null ? null : notUnderstood(`preferences > workingHours${place}`));
  });
});

describe('views', () => {
  const LEADS = fakeView({ filter: queues('qu-1'), text: 'lead', statuses: ['AWAY'], secondaryStatuses: ['Lunch'] });

  type ReadViews = Pick<SavedConnection, 'views' | 'activeViewId'> & Pick<SettingsStore, 'problem'>;

  async function viewsOf(fields: object): Promise<ReadViews> {
    const { views: _views, activeViewId: _activeViewId, ...connection } = CONNECTION;
    const store = await loadText(JSON.stringify({ ...SAVED, connections: [{ ...connection, ...fields }] }));
    const [found] = store.get().connections;
    if (found === undefined) throw new Error('The connection was lost.');
    return { views: found.views, activeViewId: found.activeViewId, problem: store.problem };
  }

  it('are none in a file of before there were any', async () => {
    expect(await viewsOf({})).toEqual({ views: [], activeViewId: null, problem: null });
  });

  it('come back as they were written', async () => {
    const store = await load();
    const document = { ...SAVED, connections: [{ ...CONNECTION, views: [LEADS], activeViewId: LEADS.id }] };
    await store.update(() => document);
    expect((await load()).get()).toEqual(document);
  });

  it.each<[string, unknown, string]>([
    ['a view of a newer program', { ...LEADS, id: 'v-2', name: 'New', statuses: ['WRAP_UP'] }, 'New'],
    ['a view without a name', { ...LEADS, id: 'v-2', name: '' }, 'number 2'],
    ['a view without an id', { ...LEADS, id: undefined, name: 'Lost' }, 'Lost'],
    ['an id that is there already', { ...LEADS, name: 'Other' }, 'Other'],
    ['a name that is there already', { ...LEADS, id: 'v-2', name: 'LEADS' }, 'LEADS'],
    ['a name that cannot be shown', { ...LEADS, id: 'v-2', name: 'a\u001B[2Jb' }, 'number 2'],
    ['no view at all', 7, 'number 2'],
  ])('lose %s and keep the others', async (_, bad, place) => {
    const last = fakeView({ id: 'v-3', name: 'Last' });
    expect(await viewsOf({ views: [LEADS, bad, last], activeViewId: 'v-3' })).toEqual({
      views: [LEADS, last],
      activeViewId: 'v-3',
      problem: notUnderstood(`connections > Support > views > ${place}`),
    });
  });

  it('whose name is too long lose the end of it', async () => {
    const long = { ...LEADS, name: `${'Long '.repeat(11)}name\u{1F600}\u{1F600}` };
    expect(await viewsOf({ views: [long] })).toEqual({
      views: [{ ...LEADS, name: `${'Long '.repeat(11)}name` }],
      activeViewId: null,
      problem: notUnderstood(`connections > Support > views > ${'Long '.repeat(8)}…`),
    });
  });

  it('that are no list, or an open one that is no id, cost nothing else', async () => {
    expect(await viewsOf({ views: 'all', activeViewId: 7 })).toEqual({
      views: [],
      activeViewId: null,
      problem: notUnderstood('connections > Support > views, connections > Support > activeViewId'),
    });
  });
});

describe('writing', () => {
  it('answers when file and copy are on disk, readable by their owner only', async () => {
    folder = path.join(folder, 'new', 'Rollcall');
    const store = await load();
    expect(await store.update(() => SAVED)).toEqual({ ok: true, value: null });
    expect(await onDisk()).toEqual(SAVED);
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak']);
    if (isWindows) return;
    const modes = await Promise.all([folder, file(), `${file()}.bak`].map(async (name) => (await stat(name)).mode));
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
  });

  it('tells listeners at once, and keeps every change of many made together', async () => {
    const store = await load();
    const heard: number[] = [];
    const unsubscribe = store.subscribe(({ connections }) => heard.push(connections.length));
    const add = (id: string) => (document: SettingsDocument) => ({
      ...document,
      connections: [...document.connections, { ...CONNECTION, profile: { ...CONNECTION.profile, id } }],
    });
    const results = ['a', 'b', 'c'].map((id) => store.update(add(id)));
    expect([heard, store.get().connections.length]).toEqual([[1, 2, 3], 3]);
    await Promise.all(results);
    unsubscribe();
    await store.update(withTheme('dark'));
    expect(heard).toEqual([1, 2, 3]);
    expect((await load()).get().connections.map(({ profile }) => profile.id)).toEqual(['a', 'b', 'c']);
  });

  it('takes over what another process has written when it is refreshed, once, and announces it', async () => {
    const [mine, theirs] = [await load(), await load()];
    const heard: (string | null)[] = [];
    mine.subscribe(({ activeConnectionId }) => heard.push(activeConnectionId));
    await theirs.update((document) => ({ ...document, connections: [CONNECTION], activeConnectionId: 'c-1' }));
    expect(mine.get().connections).toEqual([]);
    await mine.refresh();
    await mine.refresh();
    expect([mine.get(), heard]).toEqual([theirs.get(), ['c-1']]);
  });

  it('keeps what it has when the file was damaged or has gone', async () => {
    const mine = await load();
    await mine.update(() => SAVED);
    await writeFile(file(), 'garbage');
    await mine.refresh();
    await rm(file(), { force: true });
    await mine.refresh();
    expect(mine.get()).toEqual(SAVED);
  });

  it('puts its own settings in place of a damaged file at once, and says so', async () => {
    const mine = await load();
    await mine.update(() => SAVED);
    await rm(`${file()}.bak`);
    await writeFile(file(), '{ "version": 1, oops');
    await mine.refresh();
    expect([mine.get(), mine.problem]).toEqual([SAVED, damaged('Rollcall goes on with the settings in use')]);
    expect((await readdir(folder)).sort()).toEqual(['settings.json', 'settings.json.bak', ASIDE]);
    const next = await load();
    expect([next.get(), next.problem]).toEqual([SAVED, null]);
  });

  it.runIf(!isWindows)('has none to put in place of a damaged file that could not be read before', async () => {
    await (await load()).update(() => SAVED);
    await rm(file());
    await symlink(file(), file());
    const mine = await load();
    expect([mine.get(), mine.problem?.slice(0, 44)]).toEqual([
      DEFAULTS,
      'The settings file cannot be read (ELOOP). Ch',
    ]);
    await rm(file());
    await writeFile(file(), 'oops');
    await mine.refresh();
    expect([mine.get(), mine.problem]).toEqual([SAVED, WITH_COPY]);
    expect(await onDisk()).toEqual(SAVED);
  });

  it.each([
    ['with a good copy', WITH_COPY],
    ['without one', damaged('Rollcall goes on with the settings in use')],
  ])('makes a change once when the file was damaged before it, %s', async (name, problem) => {
    const mine = await load();
    await mine.update(() => SAVED);
    if (name === 'without one') await rm(`${file()}.bak`);
    await writeFile(file(), 'oops');
    const added = { ...CONNECTION, profile: { ...CONNECTION.profile, id: 'c-2' } };
    await mine.update((document) => ({ ...document, connections: [...document.connections, added] }));
    const both = { ...SAVED, connections: [CONNECTION, added] };
    expect([mine.get(), await onDisk()]).toEqual([both, both]);
    expect(mine.problem).toBe(problem);
  });

  it('takes over an edit with a secret in it, which is taken out at once, and says so', async () => {
    const mine = await load();
    await mine.update(() => SAVED);
    const edited = { ...SAVED, connections: [{ ...CONNECTION, clientSecret: CANARY }] };
    await writeFile(file(), JSON.stringify({ ...withTheme('light')(edited), token: CANARY }));
    await mine.refresh();
    expect([mine.get(), await onDisk()]).toEqual([withTheme('light')(SAVED), mine.get()]);
    expect(mine.problem).toBe(removed('clientSecret, token'));
    await expectNoCanary();
  });

  it('keeps what another process has written meanwhile', async () => {
    const app = await load();
    await app.update(() => SAVED);
    const cli = await load();
    await cli.update((document) => ({ ...document, activeConnectionId: null }));
    const heard: SettingsDocument[] = [];
    app.subscribe((document) => heard.push(document));
    await app.update(withTheme('light'));
    const both = withTheme('light')({ ...SAVED, activeConnectionId: null });
    expect([await onDisk(), app.get(), heard.at(-1)]).toEqual([both, both, both]);
  });

  it('keeps every change of many processes that write at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, load));
    const add = (id: string) => (document: SettingsDocument) => ({
      ...document,
      connections: [...document.connections, { ...CONNECTION, profile: { ...CONNECTION.profile, id } }],
    });
    const results = await Promise.all(stores.map((store, index) => store.update(add(`c-${index}`))));
    expect(results.every(({ ok }) => ok)).toBe(true);
    const ids = (await load()).get().connections.map(({ profile }) => profile.id);
    expect(ids.sort()).toEqual(stores.map((_, index) => `c-${index}`));
  });

  it('wins over a file that was damaged or deleted meanwhile', async () => {
    const store = await load();
    await store.update(() => SAVED);
    await writeFile(file(), 'oops');
    await writeFile(`${file()}.bak`, 'oops');
    await store.update(withTheme('light'));
    expect(await onDisk()).toEqual(withTheme('light')(SAVED));
    await rm(file());
    await store.update(withTheme('dark'));
    expect(await onDisk()).toEqual(SAVED);
  });

  it('stops writing when a newer program has taken the file over', async () => {
    const store = await load();
    await store.update(() => SAVED);
    const newer = JSON.stringify({ ...SAVED, version: 2 });
    await writeFile(file(), newer);
    expect(await store.update(withTheme('light'))).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect([await readFile(file(), 'utf8'), store.get().preferences.theme]).toEqual([newer, 'light']);
  });

  it.each([
    ['a newer file', JSON.stringify({ ...SAVED, version: 2 })],
    ['a damaged file', 'oops'],
  ])('has no problem any more when %s was replaced by a good one', async (_name, text) => {
    const store = await loadText(text);
    expect(store.problem).not.toBeNull();
    await writeFile(file(), JSON.stringify(withTheme('light')(SAVED)));
    await store.refresh();
    expect([store.get(), store.problem]).toEqual([withTheme('light')(SAVED), null]);
    expect(await store.update(withTheme('dark'))).toMatchObject({ ok: true });
  });

  it.runIf(!isWindows).each([
    ['the file', SAVED],
    ['a file that is not all understood', { ...SAVED, preferences: { ...SAVED.preferences, trayMetric: 'pink' } }],
  ])('keeps a link that leads to %s', async (_name, json) => {
    const real = path.join(folder, 'dotfiles.json');
    await writeFile(real, JSON.stringify(json));
    await symlink(real, file());
    const store = await load();
    expect(store.get()).toEqual(SAVED);
    await store.update(withTheme('light'));
    expect((await lstat(file())).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(real, 'utf8'))).toEqual(withTheme('light')(SAVED));
  });

  it('holds changes in memory when the folder cannot be written', async () => {
    folder = path.join(base, 'Rollcall');
    const store = await load();
    await writeFile(folder, 'a file where a folder should be');
    expect(await store.update(() => SAVED)).toEqual({
      ok: false,
      error: { code: 'storage', message: 'The settings cannot be saved in the data folder (EEXIST).' },
    });
    expect(store.get()).toEqual(SAVED);
    await rm(folder);
    expect(await store.update(withTheme('light'))).toEqual({ ok: true, value: null });
    expect(await onDisk()).toEqual(withTheme('light')(SAVED));
  });

  it('says why a file cannot be read, and leaves it alone', async () => {
    const blocker = path.join(base, 'blocker');
    await writeFile(blocker, 'a file where a folder should be');
    folder = path.join(blocker, 'Rollcall');
    const store = await load();
    expect([store.get(), store.problem]).toEqual([
      DEFAULTS,
      'The settings file cannot be read (ENOTDIR). Changes made now hold until Rollcall is closed.',
    ]);
    expect(await store.update(() => SAVED)).toMatchObject({ ok: false, error: { code: 'storage' } });
  });
});

describe('the preferences', () => {
  it('changes the fields given and leaves the others and the connections alone', async () => {
    const settings = createMemorySettings({ activeConnectionId: 'c-1' });
    const preferences = createPreferences(settings);
    const changed = { ...DEFAULT_PREFERENCES, pace: 'sparing', theme: 'dark' };
    expect(await preferences.update({ pace: 'sparing', theme: 'dark' })).toEqual({ ok: true, value: changed });
    expect(settings.get()).toMatchObject({ preferences: changed, activeConnectionId: 'c-1' });
    expect(preferences.get()).toEqual(changed);
  });

  it('says that a change holds for this session only, and holds it', async () => {
    const settings = createMemorySettings();
    settings.isUnwritable = true;
    const preferences = createPreferences(settings);
    expect(await preferences.update({ notify: 'nothing' })).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect(preferences.get().notify).toBe('nothing');
  });
});

describe('rules', () => {
  const [NOBODY, TOO_LONG] = defaultRules('team-needs-me') as readonly [Rule, Rule];

  async function rulesOf(rules: unknown) {
    const store = await loadText(JSON.stringify({ ...SAVED, connections: [{ ...CONNECTION, rules }] }));
    return { rules: store.get().connections[0]?.rules, problem: store.problem };
  }

  it('are not there in a file of before there were any, and come back as they were written', async () => {
    expect(await rulesOf(undefined)).toEqual({ rules: undefined, problem: null });
    expect(await rulesOf([NOBODY, TOO_LONG])).toEqual({ rules: [NOBODY, TOO_LONG], problem: null });
  });

  it.each<[string, unknown]>([
    ['a rule without numbers', { ...TOO_LONG, id: 'new', condition: { kind: 'below' } }],
    ['a number that is none', { ...NOBODY, id: 'new', condition: { ...NOBODY.condition, fewerThan: null } }],
    ['hours that are none', { ...NOBODY, id: 'new', hours: 'always' }],
    ['an id that is there already', { ...TOO_LONG, id: NOBODY.id }],
    ['no rule at all', 7],
  ])('lose %s and keep the others', async (_, bad) => {
    expect(await rulesOf([NOBODY, bad, TOO_LONG])).toEqual({
      rules: [NOBODY, TOO_LONG],
      problem: notUnderstood('connections > Support > rules > number 2'),
    });
  });

  it('of a newer program are kept as they are, unless that is a whole book', async () => {
    const newer = { ...TOO_LONG, id: 'new', condition: { kind: 'full-moon', phase: [1, 2] }, colour: 'red' };
    expect(await rulesOf([NOBODY, newer])).toEqual({ rules: [NOBODY, newer], problem: null });
    const book = { ...newer, condition: { kind: 'full-moon', text: 'x'.repeat(2_000) } };
    expect((await rulesOf([NOBODY, book])).rules).toEqual([NOBODY]);
  });

  it('of before, with a limit of 0 or told earlier than their limit, have the nearest that make sense', async () => {
    const limited = (minutes: number | null, earlyMinutes: number) => ({
      ...TOO_LONG,
      condition: { kind: 'too-long', status: null, minutes, earlyMinutes },
    });
    for (const [before, after] of [
      [limited(0, 0), limited(1, 0)],
      [limited(30, 45), limited(30, 29)],
      [limited(null, 45), limited(null, 45)],
    ]) {
      expect((await rulesOf([before])).rules).toEqual([after]);
    }
  });

  it('whose numbers are out of range have the nearest that are in it', async () => {
    const wild = { ...NOBODY, condition: { kind: 'below', fewerThan: -3, forMinutes: 1e9 } };
    expect((await rulesOf([wild])).rules).toEqual([
      { ...NOBODY, condition: { kind: 'below', fewerThan: 1, forMinutes: 1_440 } },
    ]);
  });

  it('that are no list leave the default rules', async () => {
    expect(await rulesOf('all')).toEqual({
      rules: undefined,
      problem: notUnderstood('connections > Support > rules'),
    });
  });
});
