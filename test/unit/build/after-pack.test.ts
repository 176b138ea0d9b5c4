import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import afterPack from '../../../build/after-pack.mjs';

let appOutDir: string;
beforeEach(() => {
  appOutDir = mkdtempSync(path.join(tmpdir(), 'rollcall-after-pack-'));
});
afterEach(() => rmSync(appOutDir, { recursive: true, force: true }));

const packager = { getResourcesDir: (folder: string) => path.join(folder, 'resources') };
/** electron-builder's numbers. */
const ARCHS = { x64: 1, arm64: 3 } as const;
const here = process.arch === 'arm64' ? 'arm64' : 'x64';
const other = here === 'arm64' ? 'x64' : 'arm64';
const target = { electronPlatformName: process.platform, arch: ARCHS[here], packager };

function putKeytar(): void {
  const folder = path.join(appOutDir, 'resources/app.asar.unpacked/node_modules/keytar/build/Release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'keytar.node'), '');
}

it('packages for the system that keytar was compiled on', () => {
  putKeytar();
  expect(() => afterPack({ ...target, appOutDir })).not.toThrow();
});

it('ends the packaging for another processor or system', () => {
  putKeytar();
  expect(() => afterPack({ ...target, appOutDir, arch: ARCHS[other] })).toThrow(
    `not for ${process.platform} ${other}.`,
  );
  expect(() => afterPack({ ...target, appOutDir, electronPlatformName: 'sunos' })).toThrow(`not for sunos ${here}.`);
});

it('ends the packaging where keytar is missing', () => {
  expect(() => afterPack({ ...target, appOutDir })).toThrow('keytar was not installed');
});
