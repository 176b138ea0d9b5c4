import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { askBundler, keytarFolder } from '../licences/bundled.mjs';
import { licencesFile, licencesProblems, licensed } from '../licences/texts.mjs';

/**
 * Whether the licences of all that is shipped are shipped.
 * @param {import('./trial.mjs').Trial} trial
 * @returns {import('./archive-checks.mjs').Check[]}
 */
export const licenceChecks = ({ unpacked }) => [
  {
    name: 'every package in the bundles is there with its licence, and no other',
    async run() {
      const text = readFileSync(path.join(unpacked, 'resources', licencesFile), 'utf8');
      const folders = [...(await askBundler()), ...keytarFolder];
      assert.ok(folders.length > 20, `only ${folders.length} packages were found`);
      assert.deepEqual(licencesProblems(text, folders.map(licensed)), []);
    },
  },
];
