import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builderArguments, builderScript } from '../package.mjs';
import { inProject } from '../setup/paths.mjs';
import { runStep } from '../setup/process.mjs';
import { step } from '../setup/say.mjs';
import { hasKeytar } from '../setup/set-up.mjs';

/**
 * The results of a trial packaging; `installed` is the root folder that the .deb was unpacked into.
 * @typedef {{ folder: string, unpacked: string, asar: string, deb: string, installed: string }} Trial
 */

/** The files of Electron's Linux distribution that packaging needs. */
const stubFiles = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'chrome_crashpad_handler',
  'icudtl.dat',
  'locales/de.pak',
  'locales/en-US.pak',
  'resources.pak',
  'version',
];

/** @returns {string | null} why a trial packaging cannot run here */
export function reasonAgainstTrial() {
  if (process.platform !== 'linux') return 'only Linux is packaged on trial';
  if (!hasKeytar()) return 'keytar was not installed';
  try {
    execFileSync('dpkg-deb', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'there is no dpkg-deb';
  }
}

/**
 * Packages for Linux without a download, with a stub for Electron and dpkg-deb in place of fpm. Then unpacks the .deb
 * into a separate root folder. Throws a StepFailed.
 * @param {string} folder empty or not yet made
 * @param {Readonly<Record<string, string>>} [settings] environment variables, for example ROLLCALL_UPDATE_URL
 * @returns {Promise<Trial>}
 */
export async function packageOnTrial(folder, settings = {}) {
  const stub = path.join(folder, 'electron');
  const output = path.join(folder, 'dist');
  const installed = path.join(folder, 'root');
  makeElectronStub(stub);
  mkdirSync(installed);
  // electron-builder needs an executable, and fpm.mjs is a script.
  const fpm = path.join(folder, 'fpm');
  const script = inProject('build', 'package', 'fpm.mjs');
  writeFileSync(fpm, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, { mode: 0o755 });
  const overrides = [`-c.electronDist=${stub}`, `-c.directories.output=${output}`];
  await step('packaging (electron-builder, a stub for Electron)', () =>
    runStep(process.execPath, [builderScript, '--linux', 'deb', ...builderArguments(settings), ...overrides], {
      title: 'electron-builder',
      todo: 'mend what the lines above name.',
      env: { ...process.env, CUSTOM_FPM_PATH: fpm },
    }),
  );
  const deb = path.join(output, readdirSync(output).find((file) => file.endsWith('.deb')) ?? 'none.deb');
  await runStep('dpkg-deb', ['--extract', deb, installed], { title: 'dpkg-deb', todo: 'see the lines above.' });
  const unpacked = path.join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  return { folder, unpacked, asar: path.join(unpacked, 'resources', 'app.asar'), deb, installed };
}

/**
 * Makes a folder that electron-builder takes for Electron's Linux distribution. Nothing in it can be run.
 * @param {string} folder
 */
export function makeElectronStub(folder) {
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  for (const file of stubFiles) {
    writeFileSync(path.join(folder, file), `${file}\n`, { mode: file.startsWith('chrome') ? 0o755 : 0o644 });
  }
  // The marker before the fuses (electronjs.org/docs/latest/tutorial/fuses), and the nine fuses of Electron 45.
  writeFileSync(path.join(folder, 'electron'), 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101100011', { mode: 0o755 });
}
