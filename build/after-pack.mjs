// Called by electron-builder once an app folder is put together, before fuses, signature and installers.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { moduleProblem } from './package/native-module.mjs';

/** electron-builder's numbers for processors (its enum `Arch`). */
const archs = /** @type {const} */ (['ia32', 'x64', 'armv7l', 'arm64', 'universal']);
const keytar = 'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node';

/**
 * Ends the packaging where keytar is missing, or was compiled for another system or processor than it is packed for:
 * npm leaves an optional dependency out without an error, and npmRebuild is off.
 * @param {Pick<import('electron-builder').AfterPackContext, 'appOutDir' | 'electronPlatformName' | 'arch'> & { packager: { getResourcesDir(appOutDir: string): string } }} context
 */
export default function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const file = path.join(packager.getResourcesDir(appOutDir), keytar);
  const problem = moduleProblem(read(file), { platform: electronPlatformName, arch: archs[arch] });
  if (problem !== null) throw new Error(`keytar.node ${problem}. Run npm ci on the system that is packaged for.`);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file);
  } catch {
    throw new Error('keytar was not installed, and the app would have no keychain. Run npm ci and see what it says.');
  }
}
