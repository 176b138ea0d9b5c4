import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { heading, licencesFile, licensed } from '../licences.mjs';
import { packagedFuseProblems } from '../package.mjs';
import { filesBelow, inProject, projectNode, root } from '../setup/paths.mjs';

/** @typedef {import('./trial.mjs').Trial} Trial */

/**
 * Assertions by name; each throws where the package is wrong.
 * @typedef {Record<string, () => void | Promise<void>>} Checks
 */

/**
 * The files of keytar that are needed at run time. electron-builder puts every file of a native package beside the
 * archive.
 */
export const keytarFiles = ['LICENSE.md', 'build/Release/keytar.node', 'lib/keytar.js', 'package.json'].map(
  (file) => `node_modules/keytar/${file}`,
);
/** Between the present size and twice that: a larger archive contains something it should not. */
const maxAsarBytes = 4_600_000;
/** Names with a hash change with every build, so the check asks only whether another file refers to them. */
const hashed = /^out\/(chunks|renderer\/assets)\/[\w.-]+-[\w-]{8}\.(js|css|woff2|svg|png)$/;
const foreign = /\.(map|ts|tsx|vue|mts|cts|tsbuildinfo)$|(^|\/)(test|tests|src|\.[^/]+)(\/|$)|\.(test|spec)\./;
/** `rollcall status` exits with this code without a connection. */
const notConnected = 3;
const limitMs = 20_000;

/**
 * The files of an asar archive; `isBeside` is true for those in `app.asar.unpacked`.
 * @param {string} asar
 * @returns {{ path: string, size: number, isBeside: boolean }[]}
 */
export const readAsar = (asar) =>
  listPackage(asar, { isPack: false }).flatMap((name) => {
    const entry = statFile(asar, name.slice(1));
    return 'size' in entry ? [{ path: name.slice(1), size: entry.size, isBeside: Boolean(entry.unpacked) }] : [];
  });

/**
 * Checks what is in the archive and beside it, and whether it runs on Node with a stand-in for Electron.
 * @param {Trial} trial
 * @returns {Checks}
 */
export function archiveChecks({ asar, unpacked, folder }) {
  const files = readAsar(asar);
  const paths = files.map((file) => file.path);
  const inside = files.filter((file) => !file.isBeside && /\.(c?js|css|html|json)$/.test(file.path));
  const texts = new Map(inside.map(({ path }) => [path, extractFile(asar, path).toString()]));
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const app = path.join(folder, 'app');
  const home = path.join(folder, 'home');
  mkdirSync(home);
  extractAll(asar, app);
  /** @param {readonly string[]} args */
  const node = (...args) => {
    const env = { HOME: home, ROLLCALL_HOME: path.join(home, 'data'), PATH: process.env['PATH'] };
    const { status, stdout } = spawnSync(projectNode, args, { cwd: home, env, encoding: 'utf8', timeout: limitMs });
    return { code: status, out: stdout };
  };
  /** @param {string} word */
  const command = (word) =>
    node('--import', inProject('build', 'package', 'stand-in.mjs'), path.join(app, 'out/main.js'), word);

  return {
    'the archive holds what the list names, and beyond that only what the bundler named itself': () => {
      const states = readdirSync(inProject('build/icons/source/tray')).map((name) => path.basename(name, '.svg'));
      const marked = states.map((state) => `${state}-unseen`);
      assert.deepEqual(paths.filter((file) => !hashed.test(file)).sort(), namedFiles([...states, ...marked]).sort());
    },
    'the manifest starts what is there, under the version of the sources': () => {
      const manifest = JSON.parse(texts.get('package.json') ?? '{}');
      const { main, productName, type } = manifest;
      assert.deepEqual({ main, productName, type }, { main: 'out/main.js', productName: 'Rollcall', type: 'module' });
      assert.equal(manifest.version, version);
      assert.ok(paths.includes(main));
    },
    'no source, test, map or hidden file, and no path of this computer': () => {
      assert.deepEqual(
        paths.filter((file) => foreign.test(file)),
        [],
      );
      for (const telltale of [root, 'sourceMappingURL=']) {
        const telling = [...texts].filter(([, text]) => text.includes(telltale)).map(([file]) => file);
        assert.deepEqual(telling, []);
      }
    },
    'keytar lies beside the archive, and loads': () => {
      assert.deepEqual(filesBelow(`${asar}.unpacked`), keytarFiles);
      assert.deepEqual(
        files
          .filter((file) => file.isBeside)
          .map((file) => file.path)
          .sort(),
        keytarFiles,
      );
      const list = 'Object.keys(require(process.argv[1])).sort().join()';
      assert.deepEqual(node('--print', list, path.join(app, 'node_modules/keytar')), {
        code: 0,
        out: 'deletePassword,findCredentials,findPassword,getPassword,setPassword\n',
      });
    },
    'the archive is not larger than it may be': () => {
      const { size } = statSync(asar);
      assert.ok(size <= maxAsarBytes, `${size} bytes`);
    },
    'the fuses are read back as wanted': async () =>
      assert.deepEqual(await packagedFuseProblems(path.dirname(unpacked)), []),
    'the licences of what is bundled, of what bundles it and of keytar are beside it': () => {
      const text = readFileSync(path.join(unpacked, 'resources', licencesFile), 'utf8');
      for (const name of ['@vue/runtime-core', 'axios', 'electron-updater', 'vite', 'keytar'])
        assert.ok(text.includes(heading(licensed(`node_modules/${name}`))), name);
    },
    'the packaged files answer "version" and "status"': () => {
      assert.deepEqual(command('version'), { code: 0, out: `${version}\n` });
      assert.deepEqual(command('status'), { code: notConnected, out: '' });
    },
  };
}

/**
 * The files without a hash in their name that the archive must contain.
 * @param {readonly string[]} trayStates
 */
const namedFiles = (trayStates) => [
  'build/icons/256x256.png',
  ...trayStates.flatMap((state) =>
    ['-on-dark.ico', '-on-light.ico', '.png', '@2x.png', 'Template.png', 'Template@2x.png'].map(
      (form) => `build/icons/tray/${state}${form}`,
    ),
  ),
  ...keytarFiles,
  'out/keychain-child.js',
  'out/main.js',
  'out/preload.cjs',
  'out/renderer/index.html',
  'package.json',
];
