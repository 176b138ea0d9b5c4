import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sentinel } from './fuses.mjs';

/** Bytes of an ELF header, which makes a file a program for Linux. */
const headerLength = 64;
const machine = { x64: 0x3e, arm64: 0xb7 };
/** As Electron 45 is delivered: nine fuses, with their defaults. */
const wire = '\x01\x09101100011';

/** What a distribution for Linux has beside its program, as far as packaging looks at it. */
const besides = [
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

/**
 * Makes a folder look like Electron's distribution for Linux to electron-builder. Nothing in it can be run.
 * @param {string} folder
 * @param {'x64' | 'arm64'} arch
 */
export function makeElectronStub(folder, arch) {
  const header = Buffer.alloc(headerLength);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(machine[arch], 18);
  const program = Buffer.concat([header, sentinel, Buffer.from(wire, 'latin1'), Buffer.alloc(headerLength)]);
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  for (const file of besides) writeFileSync(path.join(folder, file), `${file}\n`, { mode: modeOf(file) });
  writeFileSync(path.join(folder, 'electron'), program, { mode: 0o755 });
}

/** @param {string} file */
const modeOf = (file) => (file.startsWith('chrome') ? 0o755 : 0o644);
