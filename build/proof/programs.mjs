import { spawn } from 'node:child_process';
import { root } from '../setup/paths.mjs';
import { endGroup, endingUnlessInterrupted } from '../setup/run.mjs';

const checkTimeoutMs = 3 * 60_000;
const runnerTimeoutMs = 6 * 60_000;
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
  return { ending: await endingWithin(child, checkTimeoutMs), output };
}

/**
 * Runs a script on this Node whose output is shown as it comes.
 * @param {readonly string[]} args the script and its arguments
 * @returns {Promise<string>} how it ended: `code N`, `signal NAME` or a message
 */
export function runOpenly(args) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: isPosix,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return endingWithin(child, runnerTimeoutMs);
}

/**
 * A program that hangs is ended, with all it started, and counts as one that ended badly.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} limitMs
 */
async function endingWithin(child, limitMs) {
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    endGroup(child);
  }, limitMs);
  const ending = await endingUnlessInterrupted(child);
  clearTimeout(limit);
  return isLate ? `no end within ${limitMs / 1000} s` : ending;
}
