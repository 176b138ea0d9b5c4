// Stands in for `fpm`, with which electron-builder makes a .deb and which comes from outside the npm registry:
// understands the arguments that electron-builder 26 gives, and leaves the work to Debian's own dpkg-deb.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { controlFile } from './control-file.mjs';

const text = /** @type {const} */ ({ type: 'string', default: '' });
const list = /** @type {const} */ ({ type: 'string', multiple: true });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: 'boolean' },
    from: { type: 'string', short: 's' },
    to: { type: 'string', short: 't' },
    depends: { type: 'string', multiple: true, default: [], short: 'd' },
    'deb-recommends': list,
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
  },
});
if (values.from !== 'dir' || values.to !== 'deb') throw new Error(`Only a .deb from folders is made here.`);

const staging = mkdtempSync(path.join(tmpdir(), 'rollcall-deb-'));
try {
  chmodSync(staging, 0o755);
  for (const pair of positionals) put(pair);
  const { files, bytes } = settle(staging);
  writeScripts(path.join(staging, 'DEBIAN'), controlFile(values, bytes));
  const flags = ['--root-owner-group', '--uniform-compression', `-Z${values['deb-compression']}`, '-z1'];
  execFileSync('dpkg-deb', [...flags, '--build', staging, values.package], { stdio: 'inherit' });
  process.stdout.write(`${files} files\n`);
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/**
 * `source=target`; a source with a slash at its end stands for what is in the folder.
 * @param {string} pair
 */
function put(pair) {
  const [source = '', target = ''] = pair.split('=');
  const place = path.join(staging, target);
  mkdirSync(path.dirname(place), { recursive: true });
  if (statSync(source).isDirectory()) cpSync(source, place, { recursive: true });
  else copyFileSync(source, place);
}

/**
 * Gives every file the rights it is installed with, and measures them.
 * @param {string} folder
 */
function settle(folder) {
  const total = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(file, 0o755);
    if (!entry.isFile()) continue;
    const { mode, size } = lstatSync(file);
    chmodSync(file, mode & 0o100 ? 0o755 : 0o644);
    total.files += 1;
    total.bytes += size;
  }
  return total;
}

/**
 * @param {string} folder
 * @param {string} control
 */
function writeScripts(folder, control) {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'control'), control);
  const scripts = { postinst: values['after-install'], postrm: values['after-remove'] };
  for (const [name, source] of Object.entries(scripts)) {
    copyFileSync(source, path.join(folder, name));
    chmodSync(path.join(folder, name), 0o755);
  }
}
