import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';
import { interruptions } from './run.mjs';

/** How long a program that was asked to end may take before it is ended by force. */
const graceMs = 10_000;

/**
 * How a program ended: `code` as a shell would report it; `isInterrupted` where a signal passed on to it ended it.
 * @typedef {{ code: number, isInterrupted: boolean }} Ending
 */

/**
 * Runs the program that all the set-up was for, with this process's own terminal, and passes signals on to it.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Ending>}
 */
export const handOver = (command, args) => watch(spawn(command, args, { stdio: 'inherit', cwd: root }));

/**
 * Passes signals on to a child until it has ended; rejects where it could not be started.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Ending>}
 */
export function watch(child) {
  let wasAsked = false;
  /** @type {NodeJS.Timeout | undefined} */
  let force;
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    wasAsked = true;
    if (!reachesChildAlone(signal)) child.kill(signal);
    force ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  for (const signal of interruptions) process.on(signal, pass);
  const done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(endingFrom(code, signal, wasAsked)));
  });
  return done.finally(() => {
    clearTimeout(force);
    for (const signal of interruptions) process.off(signal, pass);
  });
}

/**
 * A Windows console hands Ctrl+C to every program in it, and there `kill` would end the child without a word.
 * @param {NodeJS.Signals} signal
 */
const reachesChildAlone = (signal) => process.platform === 'win32' && signal === 'SIGINT';

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @param {boolean} wasAsked whether a signal had been passed on before
 * @returns {Ending}
 */
export function endingFrom(code, signal, wasAsked) {
  if (signal === null) return { code: code ?? 1, isInterrupted: false };
  return {
    code: 128 + constants.signals[signal],
    isInterrupted: wasAsked && interruptions.some((name) => name === signal),
  };
}
