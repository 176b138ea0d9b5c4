import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { watch } from '../setup/hand-over.mjs';
import { root } from '../setup/paths.mjs';

/** The line with which electron/main.ts says on stderr that the tray is up. */
const readyLine = 'Rollcall: ready';
const endWithinMs = 3_000;

/**
 * Starts the tray app and waits until it is ready, has ended, or has kept silent for 20 s; a silent one is ended.
 * @param {string} binary
 * @param {readonly string[]} args
 * @param {number} [readyWithinMs]
 * @returns {Promise<{ attempt: import('./surface.mjs').Attempt, code: Promise<number> }>} code: what to end with
 */
export async function startElectron(binary, args, readyWithinMs = 20_000) {
  const child = spawn(binary, [root, ...args], {
    cwd: root,
    env: environment(),
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  const ending = watch(child);
  const code = ending.then((end) => (end.isInterrupted ? 0 : end.code));
  const { ready, heldBack } = holdBackUntilReady(child.stderr);
  const silence = new AbortController();
  const attempt = await Promise.race([
    ready,
    code.then((value) => ended(value, heldBack.join('\n')), unstartable),
    delay(readyWithinMs, silent, { signal: silence.signal }),
  ]);
  silence.abort();
  if (attempt.kind === 'silent') await endNow(child, ending);
  return { attempt, code };
}

const silent = /** @type {const} */ ({ kind: 'silent' });

/**
 * @param {number} code
 * @param {string} errorText
 */
const ended = (code, errorText) => /** @type {const} */ ({ kind: 'ended', code, errorText });

/** @param {Error} error */
const unstartable = (error) => /** @type {const} */ ({ kind: 'unstartable', message: error.message });

/** A terminal inside an Electron app sets ELECTRON_RUN_AS_NODE, which turns Electron into a plain Node. */
function environment() {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env;
  return rest;
}

/**
 * Keeps what Electron writes to stderr until the ready line, then passes it on: where the start fails, one sentence
 * stands in its place.
 * @param {import('node:stream').Readable} stderr
 */
function holdBackUntilReady(stderr) {
  /** @type {string[]} */
  const heldBack = [];
  const lines = createInterface({ input: stderr });
  /** @type {Promise<{ kind: 'ready' }>} */
  const ready = new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line === readyLine) resolve({ kind: 'ready' });
      else heldBack.push(line);
    });
  });
  void ready.then(() => {
    const pass = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
    heldBack.splice(0).forEach(pass);
    lines.removeAllListeners('line').on('line', pass);
  });
  return { ready, heldBack };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ending
 */
async function endNow(child, ending) {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
  await ending;
  clearTimeout(force);
}
