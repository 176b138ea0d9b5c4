// `npm test [-- filter...]`: runs the check and then all tests; the last line is the total. With a filter it runs only
// the matching tests.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { runCheck } from './check.mjs';
import { reasonAgainstTrial } from './package/trial.mjs';
import { judgeLayer, readReport, REPORT_VARIABLE, summaryLine, verdict } from './reporters/report.mjs';
import { brokerPackages, installCommand, isDebian } from './setup/debian.mjs';
import { findMosquitto } from './setup/mosquitto.mjs';
import { inProject, textOf } from './setup/paths.mjs';
import { run, runMain } from './setup/process.mjs';

/** Longer than any single test takes. */
const silenceMs = 6 * 60_000;
const reports = inProject('test-results', 'reports');

/** @typedef {import('./reporters/report.mjs').Totals} Totals */

/** @param {string} name a project of build/vitest.config.ts */
const vitest = (name) => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config=build/vitest.config.ts',
  `--project=${name}`,
  '--allowOnly=false',
  // A filter need not match in every layer. The report shows whether any test was started.
  '--passWithNoTests',
  '--reporter=default',
  '--reporter=./build/reporters/vitest.mjs',
];
const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config=test/e2e/playwright.config.ts'];

/**
 * The layers, each with the script that runs its tests. A filter is appended to the arguments.
 * @type {[name: string, args: readonly string[]][]}
 */
const layers = [
  ['unit', vitest('unit')],
  // System tests wait for sockets and processes a fifth of the time, so one worker more than cores keeps the cores
  // busy.
  ['system', [...vitest('system'), `--maxWorkers=${availableParallelism() + 1}`]],
  ['components', vitest('components')],
  ['e2e', [...playwright, '--pass-with-no-tests']],
];
// Left out where it would only be skipped. Debian has everything it needs.
if (reasonAgainstTrial() === null) layers.push(['package', ['build/package-check.mjs']]);

/** @param {readonly string[]} filter words that test files must match; empty for all files */
async function main(filter) {
  // For the programs below and every process that a test starts: half of its start would be spent compiling.
  process.env['NODE_COMPILE_CACHE'] ??= inProject('node_modules', '.cache', 'compiled');
  // Reports of an earlier run must not be counted again.
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results =
    filter.length > 0 ? [] : [await timed('check', async () => ({ totals: await runCheck(), failures: [] }))];
  for (const [name, args] of layers) results.push(await timed(name, () => runLayer(name, args, filter)));
  const count = (/** @type {keyof Totals} */ key) => results.reduce((sum, { totals }) => sum + totals[key], 0);
  const totals = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  const mayBeSkipped = !isDebian();
  if (!mayBeSkipped && totals.skipped > 0) process.stdout.write('\nOn Debian no test may be skipped.\n');
  if (findMosquitto() === null) {
    process.stdout.write(
      `\nLeft out: the tests with a real MQTT broker, because Mosquitto is not installed. To add: ${installCommand(brokerPackages)}\n`,
    );
  }
  const times = results.map(({ name, ms }) => `${name} ${duration(ms)}`).join(', ');
  const allMs = results.reduce((sum, { ms }) => sum + ms, 0);
  // Repeated at the end, where a reader of a long output looks first.
  for (const { name, failures } of results) {
    for (const failure of failures) process.stdout.write(`\nFAILED ${name}: ${failure}`);
  }
  process.stdout.write(`\n${times}; ${duration(allMs)} in all\n${summaryLine(totals)}\n`);
  return verdict(totals, { mayBeSkipped });
}

/**
 * @param {string} name
 * @param {() => Promise<{ totals: Totals, failures: readonly string[] }>} layer
 */
async function timed(name, layer) {
  const startedAt = performance.now();
  const { totals, failures } = await layer();
  const ms = performance.now() - startedAt;
  process.stdout.write(`${name}: ${summaryLine(totals)}, in ${duration(ms)}\n`);
  return { name, totals, failures, ms };
}

/**
 * Runs one layer, counts its report, and prints its slowest tests.
 * @param {string} name
 * @param {readonly string[]} args
 * @param {readonly string[]} filter
 */
async function runLayer(name, args, filter) {
  process.stdout.write(`\n${name} tests\n`);
  const file = path.join(reports, `${name}.jsonl`);
  const ending = await runReported([...args, ...filter], { file });
  const text = textOf(file);
  const report = text === null ? null : readReport(text);
  const { totals, problem } = judgeLayer(report, ending, { mayBeEmpty: filter.length > 0 });
  const lines = report?.slowest.map(({ test, ms }) => `${duration(ms).padStart(10)}  ${test}\n`) ?? [];
  if (lines.length > 0) process.stdout.write(`The slowest:\n${lines.join('')}`);
  if (problem !== null) process.stdout.write(`FAILED ${name} tests: ${problem}\n`);
  return { totals, failures: [...(report?.failures ?? []), ...(problem === null ? [] : [problem])] };
}

/**
 * Runs a script and shows its output, for as long as its report keeps growing.
 * @param {readonly string[]} args
 * @param {{ file: string, limitMs?: number, everyMs?: number }} options file: of the report
 * @returns {Promise<string>} how it ended
 */
export async function runReported(args, { file, limitMs = silenceMs, everyMs = 1_000 }) {
  const env = { ...process.env, [REPORT_VARIABLE]: file };
  const seen = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const silence = { limitMs, everyMs, seen, why: `no test finished for ${limitMs / 60_000} min` };
  return (await run(process.execPath, args, { env, isShown: true, silence })).ending;
}

/**
 * A duration for a person: `0.4 s`, `12.3 s`, `2 min 5 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

if (import.meta.main) await runMain(() => main(process.argv.slice(2)));
