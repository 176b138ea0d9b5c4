// `npm test [-- filter...]`: the check, then all tests; the last line sums up. With a filter: the matching tests alone.
import { runCheck } from './proof/run-check.mjs';
import { clearReports, runners, runTests } from './proof/runners.mjs';
import { sum, summaryLine, verdict } from './proof/totals.mjs';
import { isDebian } from './setup/debian.mjs';
import { Interrupted } from './setup/run.mjs';

/** @param {readonly string[]} filter */
async function main(filter) {
  clearReports();
  const counted = filter.length > 0 ? [] : [await runCheck()];
  for (const runner of runners) counted.push(await runTests(runner, filter));
  const totals = sum(counted);
  const isOnDebian = isDebian();
  if (isOnDebian && totals.skipped > 0) process.stdout.write('\nOn Debian no test may be skipped.\n');
  process.stdout.write(`\n${summaryLine(totals)}\n`);
  return verdict(totals, { isOnDebian });
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  if (error instanceof Interrupted) return error.code;
  throw error;
});
