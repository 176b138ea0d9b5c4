import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import afterPack from '../../../build/after-pack.mjs';
import { CPU, elf } from './package/native-modules.ts';

let appOutDir: string;
beforeEach(() => {
  appOutDir = mkdtempSync(path.join(tmpdir(), 'rollcall-after-pack-'));
});
afterEach(() => rmSync(appOutDir, { recursive: true, force: true }));

const packager = { getResourcesDir: (folder: string) => path.join(folder, 'resources') };
/** electron-builder's numbers. */
const [x64, arm64] = [1, 3];

function putKeytar(bytes: Buffer): void {
  const folder = path.join(appOutDir, 'resources/app.asar.unpacked/node_modules/keytar/build/Release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'keytar.node'), bytes);
}

it('lets a keytar pass that was compiled for the target', () => {
  putKeytar(elf(CPU.elf.arm64));
  expect(() => afterPack({ appOutDir, electronPlatformName: 'linux', arch: arm64, packager })).not.toThrow();
});

it('ends the packaging where keytar was compiled for something else', () => {
  putKeytar(elf(CPU.elf.x64));
  expect(() => afterPack({ appOutDir, electronPlatformName: 'linux', arch: arm64, packager })).toThrow(
    'keytar.node is for linux x64, not for linux arm64.',
  );
  expect(() => afterPack({ appOutDir, electronPlatformName: 'win32', arch: x64, packager })).toThrow(
    'keytar.node is for linux x64, not for win32 x64.',
  );
});

it('ends the packaging where keytar is missing', () => {
  expect(() => afterPack({ appOutDir, electronPlatformName: 'linux', arch: x64, packager })).toThrow(
    'keytar was not installed',
  );
});
