import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { inProject, projectNode, root, textOf } from '../setup/paths.mjs';
import { passSignals, runStep } from '../setup/process.mjs';
import { step, StepFailed } from '../setup/say.mjs';

/** electron/main.ts prints this line on stderr once the tray is up. */
const readyLine = 'Rollcall: ready';
const endWithinMs = 3_000;
const electronFolder = inProject('node_modules', 'electron');
/** Its modification time is that of the last failed download. `npm ci` deletes it with the packages. */
const failureFile = inProject('node_modules', '.cache', 'rollcall', 'electron-download-failed');

/**
 * The path of Electron's binary, which is not in the npm registry, or null where it is missing. Does the same as
 * node_modules/electron/index.js, which would start a download.
 */
export function electronBinary() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const inside = textOf(path.join(electronFolder, 'path.txt'));
  if (override === undefined && inside === null) return null;
  const file = path.join(override ?? path.join(electronFolder, 'dist'), inside ?? 'electron');
  return existsSync(file) ? file : null;
}

/**
 * Downloads and unpacks Electron with its own installer.
 * @returns {Promise<string | null>} why that failed, null for success; a failure is remembered
 */
export async function downloadElectron() {
  const guard = new URL('download-guard.mjs', import.meta.url).href;
  const args = ['--import', guard, path.join(electronFolder, 'install.js')];
  // In offices downloads often need a proxy and the system's certificates. Node uses neither by default.
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1', ELECTRON_GET_NO_PROGRESS: '1' };
  const todo = 'check that this computer reaches github.com, or set ELECTRON_MIRROR.';
  try {
    await step('downloading Electron', () =>
      runStep(projectNode, args, { title: 'The download of Electron', todo, env }),
    );
    return null;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    mkdirSync(path.dirname(failureFile), { recursive: true });
    writeFileSync(failureFile, '');
    return `Electron could not be downloaded (${downloadReason(error)})`;
  }
}

/**
 * Why a download failed, as part of a sentence: the guard's reason, or else how the installer ended.
 * @param {StepFailed} failure
 */
export function downloadReason(failure) {
  const reason = failure.lastLines.find((line) => line.startsWith('Reason: '));
  return reason?.slice('Reason: '.length) ?? failure.lastLines.at(-1) ?? failure.message;
}

/** How long ago the last download failed, in milliseconds; null if it did not fail. */
export function failedAgoMs() {
  const failure = statSync(failureFile, { throwIfNoEntry: false });
  return failure === undefined ? null : Date.now() - failure.mtimeMs;
}

/**
 * How an attempt to start Electron ended.
 * @typedef {{ kind: 'ready' } | { kind: 'ended', code: number, errorText: string } | { kind: 'silent' } | { kind: 'unstartable', message: string }} Attempt
 */

/**
 * Starts the tray app and waits until it is ready, has ended, or has been silent for 20 s; a silent app is killed.
 * @param {string} binary
 * @param {readonly string[]} args
 * @param {number} [readyWithinMs]
 * @returns {Promise<{ attempt: Attempt, code: Promise<number> }>} code: the exit code
 */
export async function startElectron(binary, args, readyWithinMs = 20_000) {
  // A terminal inside an Electron app sets ELECTRON_RUN_AS_NODE, which makes Electron run as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(binary, [root, ...args], { cwd: root, env, stdio: ['inherit', 'inherit', 'pipe'] });
  const ending = passSignals(child);
  const code = ending.then((end) => (end.isInterrupted ? 0 : end.code));
  const { ready, heldBack } = holdBackUntilReady(child.stderr);
  const silence = new AbortController();
  /** @type {Attempt} */
  const attempt = await Promise.race([
    ready,
    code.then(
      (value) => /** @type {const} */ ({ kind: 'ended', code: value, errorText: heldBack.join('\n') }),
      (error) => /** @type {const} */ ({ kind: 'unstartable', message: error.message }),
    ),
    delay(readyWithinMs, /** @type {const} */ ({ kind: 'silent' }), { signal: silence.signal }),
  ]);
  silence.abort();
  if (attempt.kind === 'silent') {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
    await ending;
    clearTimeout(force);
  }
  return { attempt, code };
}

/**
 * Holds Electron's stderr back until the ready line and passes it on from then. If the start fails, one sentence
 * replaces it.
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
 * Why the app did not start, as part of a sentence; null where it did, or where another copy is already running (code
 * 0).
 * @param {Attempt} attempt
 */
export function reasonAgainst(attempt) {
  if (attempt.kind === 'ready') return null;
  if (attempt.kind === 'silent') return 'Electron was not ready within 20 s';
  if (attempt.kind === 'unstartable') return `Electron could not be started (${attempt.message})`;
  if (attempt.code === 0) return null;
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(attempt.errorText)?.[1];
  if (library !== undefined) return `Electron needs the library ${library}`;
  return reasonOfSandbox(attempt.errorText) ?? `Electron ended with code ${attempt.code}`;
}

/**
 * Chromium's sandbox needs user namespaces or a helper with root's rights. Ubuntu since 23.10 and hardened systems deny
 * namespaces to unknown programs, and an npm package cannot install such a helper (electron/electron issue 42510;
 * sandbox/linux/suid/client/setuid_sandbox_host.cc, content/browser/zygote_host/zygote_host_impl_linux.cc).
 * @param {string} errorText
 * @returns {string | null}
 */
function reasonOfSandbox(errorText) {
  const helper = /make sure that (.+?) is owned by root and has mode 4755/.exec(errorText)?.[1];
  if (helper !== undefined) {
    const file = `'${helper.replaceAll("'", String.raw`'\''`)}'`;
    return `this system keeps Electron's sandbox from starting (sudo chown root:root ${file} && sudo chmod 4755 ${file} allows it)`;
  }
  if (!/No usable sandbox!|SUID sandbox helper|Failed to move to new namespace/.test(errorText)) return null;
  return "this system keeps Electron's sandbox from starting (it has to allow unprivileged user namespaces)";
}
