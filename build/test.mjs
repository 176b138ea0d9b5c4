// `npm test [-- filter...]`: the check, then all tests; the last line sums up. With a filter: the matching tests alone.
import { runCheck } from './proof/run-check.mjs';
import { clearReports, runners, runTests } from './proof/runners.mjs';
import { duration, timesLine } from './proof/times.mjs';
import { sum, summaryLine, verdict } from './proof/totals.mjs';
import { isDebian } from './setup/debian.mjs';
import { Interrupted } from './setup/run.mjs';

/** @param {readonly string[]} filter */
async function main(filter) {
  clearReports();
  const layers = filter.length > 0 ? [] : [await layer('check', () => runCheck())];
  for (const runner of runners) layers.push(await layer(runner.name, () => runTests(runner, filter)));
  const totals = sum(layers.map((one) => one.totals));
  const isOnDebian = isDebian();
  if (isOnDebian && totals.skipped > 0) process.stdout.write('\nOn Debian no test may be skipped.\n');
  process.stdout.write(`\n${timesLine(layers)}\n${summaryLine(totals)}\n`);
  return verdict(totals, { isOnDebian });
}

/**
 * @param {string} name
 * @param {() => Promise<import('./proof/totals.mjs').Totals>} run
 */
async function layer(name, run) {
  const startedAt = performance.now();
  const totals = await run();
  const ms = performance.now() - startedAt;
  process.stdout.write(`${name}: ${summaryLine(totals)}, in ${duration(ms)}\n`);
  return { name, totals, ms };
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  if (error instanceof Interrupted) return error.code;
  throw error;
});
