// `npm run package:check`: packages for Linux against a stub of Electron, installs the .deb into a folder and looks at
// every file. Needs dpkg-deb and no network; elsewhere it counts as skipped.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { archiveChecks, unfold } from './package/archive-checks.mjs';
import { readAsar } from './package/asar.mjs';
import { debChecks } from './package/deb-checks.mjs';
import { feedChecks, trialFeed } from './package/feed-checks.mjs';
import { licenceChecks } from './package/licence-checks.mjs';
import { runChecks } from './package/run-checks.mjs';
import { packageOnTrial, reasonAgainstTrial } from './package/trial.mjs';
import { report } from './proof/report.mjs';
import { summaryLine } from './proof/totals.mjs';
import { Interrupted } from './setup/run.mjs';
import { sayFailure, StepFailed } from './setup/say.mjs';

const shownParts = 10;
/** @param {string} line */
const print = (line) => void process.stdout.write(`${line}\n`);

/** @param {string} folder */
async function check(folder) {
  const trial = await packageOnTrial(path.join(folder, 'plain'));
  const withFeed = await packageOnTrial(path.join(folder, 'feed'), { ROLLCALL_UPDATE_URL: trialFeed });
  const checks = [
    ...archiveChecks(trial),
    ...debChecks(trial),
    ...feedChecks(trial, withFeed),
    ...licenceChecks(trial),
    ...runChecks(unfold(trial), path.join(folder, 'home')),
  ];
  const results = [];
  for (const one of checks) results.push(await isPassed(one));
  printSizes(trial.asar);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** @param {import('./package/archive-checks.mjs').Check} check */
async function isPassed({ name, run }) {
  const startedAt = performance.now();
  const failure = await failureOf(run);
  const status = failure === null ? 'passed' : 'failed';
  report({ kind: 'finished', test: name, status, ms: performance.now() - startedAt });
  print(failure === null ? `ok     ${name}` : `FAILED ${name}\n${failure}`);
  return failure === null;
}

/** @param {import('./package/archive-checks.mjs').Check['run']} run */
async function failureOf(run) {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {string} asar */
function printSizes(asar) {
  const largest = readAsar(asar).toSorted((a, b) => b.size - a.size);
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0).padStart(6)} kB`;
  print(`\n${kilobytes(statSync(asar).size)}  app.asar, of ${largest.length} files; the largest:`);
  for (const { path: file, size } of largest.slice(0, shownParts)) print(`${kilobytes(size)}  ${file}`);
}

async function main() {
  const reason = reasonAgainstTrial();
  if (reason !== null) {
    print(`skipped: ${reason}`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-package-'));
  try {
    return await check(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A filter is for build/test.mjs, and leaves nothing to do unless it means this.
 * @param {readonly string[]} filter
 */
async function run(filter) {
  const isMeant = filter.length === 0 || filter.some((word) => 'package-check'.includes(word));
  const totals = isMeant ? await main() : { passed: 0, failed: 0, skipped: 0 };
  report({ kind: 'ended' });
  print(`\n${summaryLine(totals)}`);
  return totals.failed > 0 ? 1 : 0;
}

process.exitCode = await run(process.argv.slice(2)).catch((error) => {
  if (error instanceof Interrupted) return error.code;
  if (!(error instanceof StepFailed)) throw error;
  sayFailure(error);
  return 1;
});
