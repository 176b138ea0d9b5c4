// Replaces `fpm`, which electron-builder uses to make a .deb and which is not in the npm registry. Understands the
// arguments of electron-builder 26 and lets Debian's dpkg-deb do the work.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
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

const text = /** @type {const} */ ({ type: 'string', default: '' });
const list = {
  type: /** @type {const} */ ('string'),
  multiple: /** @type {const} */ (true),
  default: /** @type {string[]} */ ([]),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: 'boolean' },
    from: { type: 'string', short: 's' },
    to: { type: 'string', short: 't' },
    depends: { ...list, short: 'd' },
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

const staging = mkdtempSync(path.join(tmpdir(), 'rollcall-deb-'));
try {
  for (const pair of positionals) put(pair);
  setRights();
  writeControlFiles();
  const flags = ['--root-owner-group', '--uniform-compression', `-Z${values['deb-compression']}`, '-z1'];
  execFileSync('dpkg-deb', [...flags, '--build', staging, values.package], { stdio: 'inherit' });
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/**
 * `source=target`; a source that ends with a slash means the contents of that folder.
 * @param {string} pair
 */
function put(pair) {
  const [source = '', target = ''] = pair.split('=');
  const place = path.join(staging, target);
  mkdirSync(path.dirname(place), { recursive: true });
  cpSync(source, place, { recursive: true });
}

/** Sets the permissions that each file is installed with. */
function setRights() {
  chmodSync(staging, 0o755);
  for (const name of readdirSync(staging, { encoding: 'utf8', recursive: true })) {
    const file = path.join(staging, name);
    const stat = statSync(file);
    chmodSync(file, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Writes DEBIAN/control (Debian policy, chapter 5) and the scripts. */
function writeControlFiles() {
  const [summary = '', ...description] = values.description.trim().split('\n');
  const control = [
    `Package: ${values.name}`,
    `Version: ${values.version}`,
    `Architecture: ${values.architecture}`,
    `Maintainer: ${values.maintainer}`,
    `Depends: ${values.depends.join(', ')}`,
    `Recommends: ${values['deb-recommends'].join(', ')}`,
    `Priority: ${values['deb-priority']}`,
    `Homepage: ${values.url}`,
    `Description: ${summary}`,
    ...description.map((line) => ` ${line.trim() || '.'}`),
  ];
  const folder = path.join(staging, 'DEBIAN');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'control'), `${control.join('\n')}\n`);
  const scripts = { postinst: values['after-install'], postrm: values['after-remove'] };
  for (const [name, source] of Object.entries(scripts)) {
    copyFileSync(source, path.join(folder, name));
    chmodSync(path.join(folder, name), 0o755);
  }
}
