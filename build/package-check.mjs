// `npm run package:check`: packages for Linux with a stub of Electron, installs the .deb into a folder and checks every
// file. Needs dpkg-deb but no network; without dpkg-deb it counts as skipped.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { archiveChecks, readAsar } from './package/archive-checks.mjs';
import { debChecks, feedChecks, trialFeed } from './package/deb-checks.mjs';
import { packageOnTrial, reasonAgainstTrial } from './package/trial.mjs';
import { report, summaryLine } from './reporters/report.mjs';
import { runMain } from './setup/process.mjs';

const shownFiles = 10;
/** @param {string} line */
const print = (line) => void process.stdout.write(`${line}\n`);

/** @param {string} folder */
async function check(folder) {
  const [trial, withFeed] = await Promise.all([
    packageOnTrial(path.join(folder, 'plain')),
    packageOnTrial(path.join(folder, 'feed'), { ROLLCALL_UPDATE_URL: trialFeed }),
  ]);
  const checks = Object.entries({ ...archiveChecks(trial), ...debChecks(trial), ...feedChecks(trial, withFeed) });
  let passed = 0;
  for (const [name, run] of checks) if (await isPassed(name, run)) passed += 1;
  printSizes(trial.asar);
  return { passed, failed: checks.length - passed, skipped: 0 };
}

/**
 * @param {string} name
 * @param {() => void | Promise<void>} run
 */
async function isPassed(name, run) {
  const startedAt = performance.now();
  let failure = '';
  try {
    await run();
  } catch (error) {
    failure = error instanceof Error ? error.message : 'something else than an error was thrown';
  }
  const isGood = failure === '';
  const status = isGood ? 'passed' : 'failed';
  report({ kind: 'finished', test: name, status, ms: performance.now() - startedAt, error: failure });
  print(isGood ? `ok     ${name}` : `FAILED ${name}\n${failure}`);
  return isGood;
}

/** @param {string} asar */
function printSizes(asar) {
  const largest = readAsar(asar).toSorted((a, b) => b.size - a.size);
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0).padStart(6)} kB`;
  print(`\n${kilobytes(statSync(asar).size)}  app.asar, of ${largest.length} files; the largest:`);
  for (const { path: file, size } of largest.slice(0, shownFiles)) print(`${kilobytes(size)}  ${file}`);
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

await runMain(async () => {
  // build/test.mjs passes its filter on. Unless the filter matches this script, there is nothing to do.
  const filter = process.argv.slice(2);
  const isMeant = filter.length === 0 || filter.some((word) => 'package-check'.includes(word));
  const totals = isMeant ? await main() : { passed: 0, failed: 0, skipped: 0 };
  report({ kind: 'ended' });
  print(`\n${summaryLine(totals)}`);
  return totals.failed > 0 ? 1 : 0;
});
