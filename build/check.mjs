// `npm run check [-- part...]`: types, lint, format, import boundaries and unused code; each part counts as one test.
import { parts } from './proof/parts.mjs';
import { runCheck } from './proof/run-check.mjs';
import { summaryLine, verdict } from './proof/totals.mjs';
import { Interrupted } from './setup/run.mjs';

/** @param {readonly string[]} names parts by the start of their name; none: all of them */
async function main(names) {
  const wanted = names.length > 0 ? parts.filter((part) => names.some((name) => part.name.startsWith(name))) : parts;
  const totals = await runCheck(wanted);
  process.stdout.write(`${summaryLine(totals)}\n`);
  return verdict(totals, { isOnDebian: true });
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  if (error instanceof Interrupted) return error.code;
  throw error;
});
