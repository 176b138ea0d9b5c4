// Called by electron-builder once an app folder is put together, before fuses, signature and installers.
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Names of electron-builder's processor numbers (its enum `Arch`). */
const archs = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];
const keytar = 'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node';

/**
 * Stops the packaging where keytar is missing, or for another system or processor than the one that compiled it: npm
 * silently leaves out an optional dependency, and npmRebuild is off.
 * @param {Pick<import('electron-builder').AfterPackContext, 'appOutDir' | 'electronPlatformName' | 'arch'> & {
 * packager: { getResourcesDir(appOutDir: string): string } }} context
 */
export default function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const [here, target] = [`${process.platform} ${process.arch}`, `${electronPlatformName} ${archs[arch]}`];
  if (here !== target) throw new Error(`keytar is for ${here}, not for ${target}. Package on the system it is for.`);
  if (existsSync(path.join(packager.getResourcesDir(appOutDir), keytar))) return;
  throw new Error('keytar was not installed, and the app would have no keychain. Run npm ci and see what it says.');
}
