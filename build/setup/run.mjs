import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';
import { StepFailed } from './say.mjs';

const shownLines = 25;
const graceMs = 5_000;
const isPosix = process.platform !== 'win32';

/** The signals that a person or a supervisor process ends a program with. */
export const interruptions = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** The set-up was ended by a signal; all that it ran has ended with it. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`interrupted by ${signal}`);
    /** What a shell reports for a program that a signal ended. */
    this.code = 128 + constants.signals[signal];
  }
}

/**
 * Runs a program of the set-up to its end and keeps what it writes. Throws a StepFailed where it does not end with 0,
 * and Interrupted where this process is signalled meanwhile.
 * It gets a process group of its own: npm, apt and compilers start further processes, which have to end with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ title: string, todo: string, env?: NodeJS.ProcessEnv, note?: import('./say.mjs').Note }} options
 * @returns {Promise<string>} all it wrote, stdout and stderr together
 */
export async function runStep(command, args, { title, todo, env = process.env, note }) {
  const child = spawn(command, args, { cwd: root, env, detached: isPosix, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (/** @type {Buffer} */ bytes) => {
    output += bytes.toString('utf8');
    note?.(lastLines(output.slice(-500)).at(-1) ?? '');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ending = await endingUnlessInterrupted(child);
  if (ending !== 'code 0') throw new StepFailed(`${title} failed (${ending}).`, todo, lastLines(output));
  return output;
}

/**
 * Waits for a child that leads a process group; a signal to this process ends the group first, then throws Interrupted.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endingUnlessInterrupted(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal;
    endGroup(child);
  };
  for (const signal of interruptions) process.on(signal, end);
  const ending = await endingOf(child);
  for (const signal of interruptions) process.off(signal, end);
  if (received !== undefined) throw new Interrupted(received);
  return ending;
}

/**
 * Ends a child and all that it started, by force where asking does not help.
 * @param {import('node:child_process').ChildProcess} child leads a process group (`detached`) where there are any
 */
export function endGroup(child) {
  killGroup(child, 'SIGTERM');
  const force = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
  child.once('close', () => {
    clearTimeout(force);
    killGroup(child, 'SIGKILL');
  });
}

/**
 * How a child ended: `code N`, `signal NAME`, or why it could not be started.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function endingOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}

/**
 * Signals a detached child and all that it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isPosix) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group has ended by itself.
  }
}

/**
 * The end of a program's output, without colours, cursor movements and empty lines.
 * @param {string} output
 */
export function lastLines(output) {
  const plain = output.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
  const lines = plain.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.slice(-shownLines);
}
