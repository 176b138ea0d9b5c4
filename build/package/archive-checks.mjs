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
 * What the archive holds, and what lies beside it.
 * @param {import('./trial.mjs').Trial} trial
 * @returns {Check[]}
 */
export function archiveChecks({ asar, unpacked }) {
  const files = readAsar(asar);
  const paths = files.map((file) => file.path);
  const inside = files.filter(({ path, bytes }) => bytes !== null && isText.test(path));
  const texts = new Map(inside.map(({ path, bytes }) => [path, String(bytes)]));
  const states = readdirSync(inProject('build/icons/source/tray')).map((name) => path.basename(name, '.svg'));
  const manifest = JSON.parse(texts.get('package.json') ?? '{}');

  return [
    {
      name: 'the archive holds what the list names, and beyond that only what the bundler named itself',
      run: () =>
        assert.deepEqual(
          difference(
            paths.filter((file) => !isHashed(file)),
            namedFiles(states),
          ),
          noDifference,
        ),
    },
    {
      name: 'every bundle is named by one that is reached from the start',
      run: () => {
        const bundles = new Map(
          paths.filter((file) => file.startsWith('out/')).map((file) => [file, texts.get(file) ?? '']),
        );
        const reached = reachedFrom('out/main.js', bundles);
        assert.deepEqual(
          [...bundles.keys()].filter((file) => !reached.has(file)),
          [],
        );
      },
    },
    {
      name: 'every import is met',
      run: () => assert.deepEqual(unmetImports(texts, builtinModules), []),
    },
    {
      name: 'the manifest starts what is there, under the version of the sources',
      run: () => {
        const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
        const { main, productName, type } = manifest;
        assert.deepEqual({ main, productName, type }, { main: 'out/main.js', productName: 'Rollcall', type: 'module' });
        assert.equal(manifest.version, version);
        assert.ok(paths.includes(manifest.main));
      },
    },
    {
      name: 'no source, test, map or hidden file, and no path of this computer',
      run: () => {
        assert.deepEqual(
          paths.filter((file) => isForeign.test(file)),
          [],
        );
        assert.deepEqual(
          [...texts].filter(([, text]) => text.includes(root)).map(([file]) => file),
          [],
        );
        assert.deepEqual(
          [...texts].filter(([, text]) => text.includes('sourceMappingURL=')).map(([file]) => file),
          [],
        );
      },
    },
    {
      name: 'keytar lies beside the archive, compiled for this system',
      run: () => {
        assert.deepEqual(filesBelow(`${asar}.unpacked`), keytarFiles);
        assert.deepEqual(
          files.filter((file) => file.bytes === null).map((file) => file.path),
          keytarFiles,
        );
        const bytes = readFileSync(path.join(`${asar}.unpacked`, 'node_modules/keytar/build/Release/keytar.node'));
        assert.equal(moduleProblem(bytes, process), null);
      },
    },
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
