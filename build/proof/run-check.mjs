import { runQuietly } from './programs.mjs';
import { parts } from './parts.mjs';

const atATimeCount = 2;

/**
 * Runs the parts of the check, two at a time, and prints a line for each, with its findings where it has any.
 * @param {readonly import('./parts.mjs').Part[]} wanted
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runCheck(wanted = parts) {
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

/** @param {import('./parts.mjs').Part} part */
async function isClean({ name, what, flags = [], bin, args }) {
  const startedAt = Date.now();
  const { ending, output } = await runQuietly([...flags, bin, ...args]);
  const isGood = ending === 'code 0';
  const took = ((Date.now() - startedAt) / 1000).toFixed(1);
  const findings = isGood ? '' : `${output.trimEnd()}\n`;
  process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'} ${name}: ${what}, ${took} s\n${findings}`);
  return isGood;
}
