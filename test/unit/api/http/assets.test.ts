import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset, resolveAsset } from '../../../../electron/api/http/assets.ts';

describe('resolveAsset', () => {
  it.each([
    ['/', 'index.html'],
    ['/?view=history', 'index.html'],
    ['/index.html', 'index.html'],
    ['/index.html#token=x', 'index.html'],
    ['/assets/main-B1_x-Y.js?v=1', 'assets/main-B1_x-Y.js'],
    ['/assets/icon@2x.png', 'assets/icon@2x.png'],
    ['/assets/_plugin-vue_export-helper-1.js', 'assets/_plugin-vue_export-helper-1.js'],
    ['app://rollcall/', 'index.html'],
    ['app://rollcall/assets/main.css', 'assets/main.css'],
  ])('%s is %s', (target, name) => {
    expect(resolveAsset(target, 'app://rollcall')).toBe(name);
  });

  it.each([
    ['D23 a way out', '/../../etc/passwd'],
    ['D23 a way out to a kind we serve', '/../secret.json'],
    ['D23 in a URL', 'app://rollcall/../../etc/passwd.js'],
    ['D23 a detour', '/assets/../index.html'],
    ['D24 escaped', '/%2e%2e%2f%2e%2e%2fetc/passwd.js'],
    ['D24 escaped twice', '/%252e%252e/index.html'],
    ['D25 backslash', '/..%5c..%5cindex.html'],
    ['D25 raw backslash', '/..\\index.html'],
    ['D26 another host without a scheme', '//evil/index.html'],
    ['D27 another host', 'app://other/index.html'],
    ['D27 a longer host', 'app://rollcall.evil/index.html'],
    ['D27 no slash after the host', 'app://rollcall'],
    ['D28 NUL escaped', '/index.html%00.js'],
    ['D28 NUL raw', '/index.html\0.js'],
    ['a drive letter', '/C:/index.html'],
    ['an alternate stream', '/index.html::$DATA.js'],
    ['a dotfile', '/.env.json'],
    ['a folder', '/assets/'],
    ['a kind we do not serve', '/main.map'],
    ['a name every object has', '/x.constructor'],
    ['no extension', '/index'],
    ['no slash', 'index.html'],
    ['an empty target', ''],
    ['a star', '*'],
    ['100 KB', `/${'a'.repeat(100_000)}.js`],
  ])('refuses %s', (_case, target) => {
    expect(resolveAsset(target, 'app://rollcall')).toBeNull();
  });
});

describe('readAsset', () => {
  let base = '';
  let folder = '';

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'rollcall-assets-'));
    folder = join(base, 'renderer');
    await mkdir(join(folder, 'assets', 'folder.js'), { recursive: true });
    await mkdir(join(base, 'outside'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    await writeFile(join(folder, 'assets', 'main.js'), 'export {};');
    await writeFile(join(base, 'outside', 'secret.json'), '{}');
    await symlink(join(base, 'outside', 'secret.json'), join(folder, 'linked.json'));
    await symlink(join(base, 'outside'), join(folder, 'linked'));
    await symlink(folder, join(base, 'link-to-renderer'));
  });
  afterAll(() => rm(base, { recursive: true }));

  it('reads a file with its type; only hashed names may be cached', async () => {
    expect(await readAsset(folder, 'index.html')).toEqual({
      type: 'text/html; charset=utf-8',
      caching: 'no-store',
      bytes: Buffer.from('<!doctype html>'),
    });
    expect(await readAsset(folder, 'assets/main.js')).toEqual({
      type: 'text/javascript; charset=utf-8',
      caching: 'private, max-age=31536000, immutable',
      bytes: Buffer.from('export {};'),
    });
  });

  it.each(['linked.json', 'linked/secret.json', 'missing.js', 'assets/folder.js'])(
    'gives nothing for %s (D29)',
    async (name) => {
      expect(await readAsset(folder, name)).toBeNull();
    },
  );

  it('works when the folder itself was reached over a link, as /tmp is on macOS', async () => {
    expect(await readAsset(join(base, 'link-to-renderer'), 'index.html')).not.toBeNull();
  });
});
