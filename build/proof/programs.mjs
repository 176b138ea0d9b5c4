import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { root } from '../setup/paths.mjs';
import { endGroup, endingUnlessInterrupted } from '../setup/run.mjs';
import { REPORT_VARIABLE } from './report.mjs';
import { createSilence } from './silence.mjs';

/** Parts of the check write nothing before they end; the slowest takes a minute on a computer that has time. */
const checkLimitMs = 20 * 60_000;
/** More than any single test may take. */
const silenceMs = 6 * 60_000;
const lookMs = 1_000;
const isPosix = process.platform !== 'win32';

/**
 * Runs a script on this Node and keeps what it writes.
 * @param {readonly string[]} args the script and its arguments
 * @returns {Promise<{ ending: string, output: string }>}
 */
export async function runQuietly(args) {
  const child = spawn(process.execPath, args, { cwd: root, detached: isPosix, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (/** @type {Buffer} */ bytes) => void (output += bytes.toString('utf8'));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const isSilent = createSilence(checkLimitMs / lookMs);
  const why = `nothing written for ${checkLimitMs / 60_000} min`;
  const ending = await endingUnless(child, () => isSilent(output.length), why, lookMs);
  return { ending, output };
}

/**
 * Runs a script on this Node whose output is shown as it comes, for as long as its report grows.
 * @param {readonly string[]} args the script and its arguments
 * @param {{ report: string, limitMs?: number, everyMs?: number }} options report: the file it writes its report to
 * @returns {Promise<string>} how it ended: `code N`, `signal NAME` or a message
 */
export function runReported(args, { report, limitMs = silenceMs, everyMs = lookMs }) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: isPosix,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [REPORT_VARIABLE]: report },
  });
  const isSilent = createSilence(limitMs / everyMs);
  const size = () => statSync(report, { throwIfNoEntry: false })?.size ?? 0;
  return endingUnless(child, () => isSilent(size()), `no test finished for ${limitMs / 60_000} min`, everyMs);
}

/**
 * A program that hangs is ended, with all it started, and counts as one that ended badly.
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => boolean} isHanging asked again and again
 * @param {string} why how it ended then
 * @param {number} everyMs
 */
async function endingUnless(child, isHanging, why, everyMs) {
  let wasHanging = false;
  const looking = setInterval(() => {
    if (wasHanging || !isHanging()) return;
    wasHanging = true;
    endGroup(child);
  }, everyMs);
  const ending = await endingUnlessInterrupted(child);
  clearInterval(looking);
  return wasHanging ? why : ending;
}
