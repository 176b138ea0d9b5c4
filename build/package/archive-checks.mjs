import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { inProject, root } from '../setup/paths.mjs';
import { readAsar } from './asar.mjs';
import { difference, isHashed, keytarFiles, namedFiles, reachedFrom, unmetImports } from './contents.mjs';
import { fuseProblems } from './fuses.mjs';
import { moduleProblem } from './native-module.mjs';
import { filesBelow } from './tree.mjs';

/**
 * A named assertion; it throws where the package is not as it has to be.
 * @typedef {{ name: string, run: () => void | Promise<void> }} Check
 */

const noDifference = { missing: [], unwanted: [] };
/** Well above what it is, and below twice of it: past this something came along. */
const mostAsarBytes = 2_500_000;
const isText = /\.(c?js|css|html|json)$/;
const isForeign = /\.(map|ts|tsx|vue|mts|cts|tsbuildinfo)$|(^|\/)(test|tests|src|\.[^/]+)(\/|$)|\.(test|spec)\./;

/**
 * The archive, read once.
 * @typedef {object} Archive
 * @property {string} asar its path
 * @property {ReturnType<typeof readAsar>} files
 * @property {string[]} paths what they are called
 * @property {Map<string, string>} texts those that are text
 */

/**
 * What the archive holds, and what lies beside it.
 * @param {import('./trial.mjs').Trial} trial
 * @returns {Check[]}
 */
export function archiveChecks({ asar, unpacked }) {
  const files = readAsar(asar);
  const inside = files.filter(({ path, bytes }) => bytes !== null && isText.test(path));
  const texts = new Map(inside.map(({ path, bytes }) => [path, String(bytes)]));
  const archive = { asar, files, paths: files.map((file) => file.path), texts };
  return [
    {
      name: 'the archive holds what the list names, and beyond that only what the bundler named itself',
      run: () => holdsTheList(archive),
    },
    { name: 'every bundle is named by one that is reached from the start', run: () => reachesEveryBundle(archive) },
    { name: 'every import is met', run: () => assert.deepEqual(unmetImports(texts, builtinModules), []) },
    {
      name: 'the manifest starts what is there, under the version of the sources',
      run: () => hasManifest(archive),
    },
    { name: 'no source, test, map or hidden file, and no path of this computer', run: () => isClean(archive) },
    { name: 'keytar lies beside the archive, compiled for this system', run: () => hasKeytar(archive) },
    {
      name: 'the archive is not larger than it may be',
      run: () => assert.ok(readFileSync(asar).length <= mostAsarBytes, `${readFileSync(asar).length} bytes`),
    },
    {
      name: 'the fuses are read back as wanted',
      run: () => assert.deepEqual(fuseProblems(readFileSync(path.join(unpacked, 'rollcall'))), []),
    },
  ];
}

/** @param {Archive} archive */
function holdsTheList({ paths }) {
  const states = readdirSync(inProject('build/icons/source/tray')).map((name) => path.basename(name, '.svg'));
  const named = paths.filter((file) => !isHashed(file));
  assert.deepEqual(difference(named, namedFiles(states)), noDifference);
}

/** @param {Archive} archive */
function reachesEveryBundle({ paths, texts }) {
  const bundles = new Map(paths.filter((file) => file.startsWith('out/')).map((file) => [file, texts.get(file) ?? '']));
  const reached = reachedFrom('out/main.js', bundles);
  const unreached = [...bundles.keys()].filter((file) => !reached.has(file));
  assert.deepEqual(unreached, []);
}

/** @param {Archive} archive */
function hasManifest({ paths, texts }) {
  const { version: ours } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const { main, productName, type, version } = JSON.parse(texts.get('package.json') ?? '{}');
  assert.deepEqual({ main, productName, type }, { main: 'out/main.js', productName: 'Rollcall', type: 'module' });
  assert.equal(version, ours);
  assert.ok(paths.includes(main));
}

/** @param {Archive} archive */
function isClean({ paths, texts }) {
  const foreign = paths.filter((file) => isForeign.test(file));
  assert.deepEqual(foreign, []);
  for (const telltale of [root, 'sourceMappingURL=']) {
    const telling = [...texts].filter(([, text]) => text.includes(telltale)).map(([file]) => file);
    assert.deepEqual(telling, []);
  }
}

/** @param {Archive} archive */
function hasKeytar({ asar, files }) {
  const beside = `${asar}.unpacked`;
  assert.deepEqual(filesBelow(beside), keytarFiles);
  const missing = files.filter((file) => file.bytes === null).map((file) => file.path);
  assert.deepEqual(missing, keytarFiles);
  const bytes = readFileSync(path.join(beside, 'node_modules/keytar/build/Release/keytar.node'));
  assert.equal(moduleProblem(bytes, process), null);
}

/**
 * Writes the archive out as plain files, with what lies beside it, and gives the folder.
 * @param {import('./trial.mjs').Trial} trial
 */
export function unfold({ asar, folder }) {
  const target = path.join(folder, 'app');
  for (const { path: file, bytes } of readAsar(asar)) {
    const place = path.join(target, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, bytes ?? readFileSync(path.join(`${asar}.unpacked`, file)));
  }
  return target;
}
