import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/paths.mjs';
import { hasKeytar } from '../setup/install.mjs';
import { runStep } from '../setup/run.mjs';
import { step } from '../setup/say.mjs';
import { builderArguments, builderScript } from './builder.mjs';
import { makeElectronStub } from './electron-stub.mjs';
import { filesBelow } from './tree.mjs';

/**
 * Where a trial packaging left what.
 * @typedef {{ folder: string, unpacked: string, asar: string, deb: string, root: string }} Trial
 */

/** @returns {string | null} why nothing can be packaged on trial here */
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
 * Packages for Linux without a download: a stub for Electron, dpkg-deb in place of fpm. Then installs the .deb into a
 * root of its own. Throws a StepFailed.
 * @param {string} folder an empty one, or one that is not there yet
 * @param {Readonly<Record<string, string>>} [settings] of the environment, for example ROLLCALL_UPDATE_URL
 * @returns {Promise<Trial>}
 */
export async function packageOnTrial(folder, settings = {}) {
  mkdirSync(folder, { recursive: true });
  const stub = path.join(folder, 'electron');
  const output = path.join(folder, 'dist');
  const root = path.join(folder, 'root');
  makeElectronStub(stub, process.arch === 'arm64' ? 'arm64' : 'x64');
  const places = [`-c.electronDist=${stub}`, `-c.directories.output=${output}`];
  const env = { ...process.env, CUSTOM_FPM_PATH: fpmProgram(folder) };
  await step('packaging (electron-builder, a stub for Electron)', (note) =>
    runStep(process.execPath, [builderScript, '--linux', 'deb', ...builderArguments(settings), ...places], {
      title: 'electron-builder',
      todo: 'mend what the lines above name.',
      env,
      note,
    }),
  );
  const deb = path.join(output, filesBelow(output).find((file) => /^[^/]+\.deb$/.test(file)) ?? 'none.deb');
  mkdirSync(root);
  await runStep('dpkg-deb', ['--extract', deb, root], { title: 'dpkg-deb', todo: 'see what the lines above name.' });
  const unpacked = path.join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  return { folder, unpacked, asar: path.join(unpacked, 'resources', 'app.asar'), deb, root };
}

/**
 * electron-builder starts a program, and fpm.mjs is a script.
 * @param {string} folder
 */
function fpmProgram(folder) {
  const file = path.join(folder, 'fpm');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${inProject('build', 'package', 'fpm.mjs')}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
