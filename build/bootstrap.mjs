// The entry for a fresh clone: installs what is missing, then runs the target on the project's own Node 24. Runs on
// Node 20 and newer with built-in modules only. Writes to stderr, except for help: stdout belongs to the target.
import { projectNode } from './setup/paths.mjs';
import { handOver, Interrupted, runMain } from './setup/process.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';
import { helpOfStart, problemInStart, readStartOptions, start } from './start/start.mjs';

/**
 * A word that may follow `bootstrap.mjs`: what it needs first, and what it then runs.
 * @typedef {object} Target
 * @property {boolean} isForTests whether tests are run, which need a browser and a keychain
 * @property {boolean} hasBundles whether out/ is needed
 * @property {(args: string[]) => string | null} [helpIn] the help that the arguments ask for, printed instead of a run
 * @property {(args: string[]) => string | null} [problemIn] what is wrong with the arguments, printed before any set-up
 * @property {(args: string[]) => Promise<number>} run resolves with the exit code
 */

/** @type {Record<string, Target>} */
const targets = {
  start: {
    isForTests: false,
    hasBundles: true,
    helpIn: helpOfStart,
    problemIn: problemInStart,
    run: (args) => start(readStartOptions(args)),
  },
  test: { isForTests: true, hasBundles: true, run: (args) => onProjectNode('build/test.mjs', args) },
  check: { isForTests: false, hasBundles: false, run: (args) => onProjectNode('build/check.mjs', args) },
  build: { isForTests: false, hasBundles: true, run: () => Promise.resolve(0) },
  package: { isForTests: false, hasBundles: true, run: (args) => onProjectNode('build/package.mjs', args) },
  'package-check': {
    isForTests: false,
    hasBundles: true,
    run: (args) => onProjectNode('build/package-check.mjs', args),
  },
  cli: { isForTests: false, hasBundles: true, run: (args) => onProjectNode('out/cli.js', args) },
  run: { isForTests: false, hasBundles: true, run: ([file = '', ...args]) => onProjectNode(file, args) },
};

/**
 * @param {string} file
 * @param {readonly string[]} args
 */
const onProjectNode = async (file, args) => (await handOver(projectNode, [file, ...args])).code;

/**
 * Separates the bootstrap's arguments from the target's. npm scripts put `--` before the latter.
 * @param {readonly string[]} args
 */
function splitArguments(args) {
  const rest = args.filter((word, index) => word !== '--' || args.indexOf('--') !== index);
  return { isSetUpWanted: !rest.includes('--no-install'), rest: rest.filter((word) => word !== '--no-install') };
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function main(name, args) {
  const target = targets[name];
  const { isSetUpWanted, rest } = splitArguments(args);
  const help = target?.helpIn?.(rest) ?? null;
  if (help !== null) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const known = `Targets: ${Object.keys(targets).join(', ')}.`;
  const problem = target === undefined ? `unknown target "${name}". ${known}` : target.problemIn?.(rest);
  if (target === undefined || problem) {
    say(problem ?? known);
    return 2;
  }
  if (isSetUpWanted) await setUp(target);
  return target.run(rest);
}

const [name = '', ...args] = process.argv.slice(2);
await runMain(() =>
  main(name, args).catch((error) => {
    // A user who stops `npm start` gets exit code 0, during the set-up too.
    if (name === 'start' && error instanceof Interrupted) return 0;
    throw error;
  }),
);
