import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';
import { sayFailure, StepFailed } from './say.mjs';

const shownLines = 25;
/** How long a program may take to end after a signal, before it is killed. */
const graceMs = 10_000;
const isPosix = process.platform !== 'win32';

/** The signals with which a user or a process supervisor ends a program. */
const interruptions = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** A signal ended this process, and every program it had started has ended too. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`interrupted by ${signal}`);
    /** The exit code that a shell reports for a program ended by a signal. */
    this.code = 128 + constants.signals[signal];
  }
}

/**
 * Calls `callback` for each signal until the returned function is called.
 * @param {(signal: NodeJS.Signals) => void} callback
 */
function onInterruption(callback) {
  for (const signal of interruptions) process.on(signal, callback);
  return () => interruptions.forEach((signal) => void process.off(signal, callback));
}

/**
 * Runs the target in this process's own terminal and passes signals on to it.
 * @param {string} command
 * @param {readonly string[]} args
 */
export const handOver = (command, args) => passSignals(spawn(command, args, { stdio: 'inherit', cwd: root }));

/**
 * Passes signals on to a child until it has ended; rejects where it could not be started.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<ReturnType<typeof endingFrom>>}
 */
export function passSignals(child) {
  let wasSignalled = false;
  /** @type {NodeJS.Timeout | undefined} */
  let force;
  const stopListening = onInterruption((signal) => {
    wasSignalled = true;
    // A Windows console hands Ctrl+C to every program in it, and there `kill` would end the child without a word.
    if (isPosix || signal !== 'SIGINT') child.kill(signal);
    force ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
  });
  const ending = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(endingFrom(code, signal, wasSignalled)));
  });
  return ending.finally(() => {
    clearTimeout(force);
    stopListening();
  });
}

/**
 * How a program ended: `code` as a shell would report it; `isInterrupted` where a signal passed on to it ended it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @param {boolean} wasSignalled whether a signal had been passed on before
 */
export function endingFrom(code, signal, wasSignalled) {
  if (signal === null) return { code: code ?? 1, isInterrupted: false };
  const isInterrupted = wasSignalled && interruptions.some((name) => name === signal);
  return { code: 128 + constants.signals[signal], isInterrupted };
}

/**
 * When a program counts as hanging: without any progress for `limitMs`.
 * @typedef {object} Silence
 * @property {number} limitMs
 * @property {string} why how the program's end is reported then
 * @property {number} [everyMs] how often to check
 * @property {() => number} [seen] how much progress there is so far; by default how much it has written
 */

/**
 * Runs a program to its end, without a terminal. A signal to this process ends the program first and then throws
 * Interrupted. The program gets its own process group: npm, apt, compilers and test runners start further processes,
 * which must end with it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, isShown?: boolean, silence?: Silence }} [options] isShown: passes its output on at
 * once instead of collecting it
 * @returns {Promise<{ ending: string, output: string }>} ending: `code N`, `signal NAME`, or why it did not start or
 * was killed; output: stdout and stderr together
 */
export async function run(command, args, { env = process.env, isShown = false, silence } = {}) {
  const stream = isShown ? 'inherit' : 'pipe';
  const child = spawn(command, args, { cwd: root, env, detached: isPosix, stdio: ['ignore', stream, stream] });
  let output = '';
  for (const written of [child.stdout, child.stderr]) {
    written?.setEncoding('utf8').on('data', (text) => void (output += text));
  }
  /** @type {NodeJS.Signals | undefined} */
  let received;
  const stopListening = onInterruption((signal) => {
    received = signal;
    endGroup(child);
  });
  const watched = silence && watchSilence(child, { seen: () => output.length, ...silence });
  const ending = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
  stopListening();
  const wasHanging = watched?.() ?? false;
  if (received !== undefined) throw new Interrupted(received);
  return { ending: wasHanging && silence ? silence.why : ending, output };
}

/**
 * Ends a child that hangs. It counts checks, not time: time during which the computer sleeps or is too busy to check
 * does not count.
 * @param {import('node:child_process').ChildProcess} child
 * @param {Required<Pick<Silence, 'limitMs' | 'seen'>> & Pick<Silence, 'everyMs'>} silence
 * @returns {() => boolean} stops checking, and returns whether the child hung
 */
function watchSilence(child, { limitMs, everyMs = 1_000, seen }) {
  let last = -1;
  let silentMs = 0;
  let wasHanging = false;
  const timer = setInterval(() => {
    const now = seen();
    silentMs = now === last ? silentMs + everyMs : 0;
    last = now;
    if (wasHanging || silentMs < limitMs) return;
    wasHanging = true;
    endGroup(child);
  }, everyMs);
  return () => {
    clearInterval(timer);
    return wasHanging;
  };
}

/**
 * Ends a child and every process it started, by force if a signal does not help.
 * @param {import('node:child_process').ChildProcess} child
 */
function endGroup(child) {
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (isPosix && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // The group has already ended.
    }
  };
  kill('SIGTERM');
  const force = setTimeout(() => kill('SIGKILL'), graceMs);
  child.once('close', () => {
    clearTimeout(force);
    kill('SIGKILL');
  });
}

/**
 * Runs a set-up program and collects its output. Throws a StepFailed if the exit code is not 0.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ title: string, todo: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} its output
 */
export async function runStep(command, args, { title, todo, env }) {
  const { ending, output } = await run(command, args, env === undefined ? {} : { env });
  if (ending !== 'code 0') throw new StepFailed(`${title} failed (${ending}).`, todo, lastLines(output));
  return output;
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

/**
 * Runs a script's main function and exits with its code.
 * @param {() => Promise<number>} main throws Interrupted or a StepFailed when it cannot go on
 */
export async function runMain(main) {
  process.exitCode = await main().catch((error) => {
    if (error instanceof Interrupted) return error.code;
    if (!(error instanceof StepFailed)) throw error;
    sayFailure(error);
    return 1;
  });
}
