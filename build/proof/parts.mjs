import path from 'node:path';

/**
 * One part of `npm run check`; each counts as one test.
 * @typedef {{ name: string, what: string, flags?: readonly string[], bin: string, args: readonly string[] }} Part
 */

/** @param {string} file */
const bin = (file) => path.join('node_modules', file);

/**
 * Slowest first: two of them run at a time.
 * @type {readonly Part[]}
 */
export const parts = [
  {
    name: 'lint',
    what: 'eslint',
    // Types of a thousand files: with the usual young generation a quarter of the time is spent collecting garbage.
    flags: ['--max-semi-space-size=128'],
    bin: bin('eslint/bin/eslint.js'),
    args: ['--config', 'build/eslint.config.mjs', '--max-warnings', '0', '.'],
    // Without its cache: what it says of a file depends on the types in others, of which the cache knows nothing.
  },
  { name: 'types', what: 'vue-tsc', bin: bin('vue-tsc/bin/vue-tsc.js'), args: ['--build'] },
  {
    name: 'unused code',
    what: 'knip',
    bin: bin('knip/bin/knip.js'),
    args: ['--config', 'build/knip.json', '--no-progress'],
  },
  {
    name: 'import boundaries',
    what: 'dependency-cruiser',
    bin: bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    args: ['--config', 'build/dependency-cruiser.cjs', '--output-type', 'err-long', 'electron', 'renderer', 'build'],
  },
  {
    name: 'format',
    what: 'prettier (npm run format mends it)',
    bin: bin('prettier/bin/prettier.cjs'),
    args: [
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
      '--cache-location=node_modules/.cache/prettier-check',
      '.',
    ],
  },
];
