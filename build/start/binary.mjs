import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, inProject, projectNode, textOf } from '../setup/paths.mjs';
import { runStep } from '../setup/run.mjs';

const electronFolder = inProject('node_modules', 'electron');
const memoryFile = path.join(cacheFolder, 'electron-download.json');

/** @returns {string} the version that the lockfile names */
const version = () => JSON.parse(readFileSync(path.join(electronFolder, 'package.json'), 'utf8')).version;

/**
 * Electron's own program, which comes from outside the npm registry, or null where it is not there.
 * Follows node_modules/electron/index.js, which itself would download at once and without an end.
 */
export function electronBinary() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const inside = textOf(path.join(electronFolder, 'path.txt'));
  if (override === undefined && inside === null) return null;
  const file = path.join(override ?? path.join(electronFolder, 'dist'), inside ?? 'electron');
  return existsSync(file) ? file : null;
}

/**
 * Downloads and unpacks Electron with its own installer, watched by download-guard.mjs; throws a StepFailed.
 * @param {import('../setup/say.mjs').Note} note
 */
export async function downloadElectron(note) {
  const guard = new URL('download-guard.mjs', import.meta.url).href;
  await runStep(projectNode, ['--import', guard, path.join(electronFolder, 'install.js')], {
    title: 'The download of Electron',
    note,
    todo: 'check that this computer reaches github.com, or set ELECTRON_MIRROR.',
    // A proxy and the system's own certificates are what downloads fail on in offices; Node asks for neither by itself.
    env: { ...process.env, NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1', ELECTRON_GET_NO_PROGRESS: '1' },
  });
}

/**
 * Why a download failed, as a sentence part: what the guard told, else how the installer ended.
 * @param {import('../setup/say.mjs').StepFailed} failure
 */
export function downloadReason(failure) {
  const told = failure.lastLines.find((line) => line.startsWith('Reason: '));
  return told?.slice('Reason: '.length) ?? failure.lastLines.at(-1) ?? failure.message;
}

/**
 * How long ago the download of this version failed, in milliseconds; null where it did not.
 * @param {number} now
 * @returns {number | null}
 */
export function failedAgoMs(now) {
  try {
    const memory = JSON.parse(readFileSync(memoryFile, 'utf8'));
    return memory.version === version() ? now - memory.failedAt : null;
  } catch {
    return null;
  }
}

/** @param {number} now */
export function rememberFailure(now) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(memoryFile, JSON.stringify({ version: version(), failedAt: now }));
}
