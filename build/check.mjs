// `npm run check [-- part...]`: types, lint, format, import boundaries and unused code; each part counts as one test.
import { summaryLine, verdict } from './reporters/report.mjs';
import { run, runMain } from './setup/process.mjs';

/** A part prints nothing until it ends. The slowest takes half a minute on an idle computer. */
const limitMs = 20 * 60_000;
const atATimeCount = 2;

/**
 * The slowest come first, since two run at a time.
 * @type {readonly { name: string, what: string, args: readonly string[] }[]}
 */
const parts = [
  {
    name: 'lint and types',
    what: 'oxlint',
    args: ['node_modules/oxlint/bin/oxlint', '--config', 'build/oxlint.json', '.'],
  },
  {
    name: 'lint of components',
    what: 'eslint',
    args: [
      // With the default size a quarter of the time is spent on garbage collection.
      '--max-semi-space-size=128',
      'node_modules/eslint/bin/eslint.js',
      ...['--config', 'build/eslint.config.mjs', '--max-warnings', '0', 'renderer/**/*.vue'],
    ],
  },
  {
    // The page and its tests, which import components, as one program.
    name: 'types of components',
    what: 'vue-tsc',
    args: ['node_modules/vue-tsc/bin/vue-tsc.js', '--project', 'test/components'],
  },
  {
    name: 'unused code',
    what: 'knip',
    args: ['node_modules/knip/bin/knip.js', '--config', 'build/knip.json', '--no-progress'],
  },
  {
    name: 'import boundaries',
    what: 'dependency-cruiser',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', 'build/dependency-cruiser.cjs', '--output-type', 'err-long', 'electron', 'renderer', 'build'],
    ],
  },
  {
    name: 'format',
    what: 'prettier (npm run format mends it)',
    args: [
      'node_modules/prettier/bin/prettier.cjs',
      // Takes half the time of the parser in `npm run format`, with the same result.
      ...['--plugin=@prettier/plugin-oxc', '--check', '--log-level=warn'],
      ...['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/prettier-check', '.'],
    ],
  },
];

/**
 * Runs the parts of the check, two at a time. Prints a line for each, with its findings.
 * @param {readonly string[]} [names] parts by the start of their name; none: all of them
 * @returns {Promise<import('./reporters/report.mjs').Totals>}
 */
export async function runCheck(names = []) {
  const wanted = names.length > 0 ? parts.filter((part) => names.some((name) => part.name.startsWith(name))) : parts;
  const waiting = [...wanted];
  let failed = 0;
  const work = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      if (!(await isClean(part))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atATimeCount }, work));
  return { passed: wanted.length - failed, failed, skipped: 0 };
}

/** @param {typeof parts[number]} part */
async function isClean({ name, what, args }) {
  const startedAt = Date.now();
  const silence = { limitMs, why: `nothing written for ${limitMs / 60_000} min` };
  const { ending, output } = await run(process.execPath, args, { silence });
  const isGood = ending === 'code 0';
  const took = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'} ${name}: ${what}, ${took} s\n`);
  if (!isGood) process.stdout.write(`${output.trimEnd() || ending}\n`);
  return isGood;
}

if (import.meta.main) {
  await runMain(async () => {
    const totals = await runCheck(process.argv.slice(2));
    process.stdout.write(`${summaryLine(totals)}\n`);
    return verdict(totals, { mayBeSkipped: false });
  });
}
