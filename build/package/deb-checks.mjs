import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { licencesFile } from '../licences/texts.mjs';
import { inProject } from '../setup/paths.mjs';
import { desktopEntryProblems, desktopValue } from './desktop-entry.mjs';
import { keytarFiles } from './contents.mjs';
import { filesBelow, hashesBelow } from './tree.mjs';

/** @typedef {import('./trial.mjs').Trial} Trial */

const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Named as in package.json, which is how portals find the program that asks them. */
const { desktopName } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
const entryPath = `usr/share/applications/${desktopName}`;

/** The program's folder, as it follows from the stub, electron-builder and the archive. */
const programFiles = [
  'LICENSE.electron.txt',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'chrome_crashpad_handler',
  'icudtl.dat',
  'locales/en-US.pak',
  'resources.pak',
  `resources/${licencesFile}`,
  'resources/app.asar',
  ...keytarFiles.map((file) => `resources/app.asar.unpacked/${file}`),
  'resources/apparmor-profile',
  'rollcall',
  'version',
];

/** What has to be installed for Electron and for the keychain to work. */
const needed = ['libgtk-3-0', 'libnotify4', 'libnss3', 'libsecret-1-0', 'libxtst6', 'xdg-utils'];

/**
 * What the .deb says, and what it installs.
 * @param {Trial} trial
 * @returns {import('./archive-checks.mjs').Check[]}
 */
export function debChecks(trial) {
  const { root, unpacked } = trial;
  return [
    { name: 'the .deb says what it is and what it needs', run: () => saysWhatItIs(trial) },
    {
      name: 'it installs the program, its icons and its menu entry, and nothing else',
      run: () => installsTheList(trial),
    },
    {
      name: 'what is installed is what was packaged, byte by byte',
      run: () => assert.deepEqual(hashesBelow(path.join(root, 'opt/Rollcall')), hashesBelow(unpacked)),
    },
    {
      name: 'everything belongs to root, may be read by all and written by root alone',
      run: () => belongsToRoot(trial),
    },
    { name: 'the menu entry is valid, and its program and icon are installed', run: () => hasMenuEntry(trial) },
    { name: 'its scripts are valid shell and put the command on the path', run: () => hasScripts(trial) },
  ];
}

/** @param {Trial} trial */
function saysWhatItIs({ deb }) {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const said = ['Package', 'Version', 'Architecture'].map((name) => field(deb, name));
  assert.deepEqual(said, ['rollcall', version, arch]);
  const depends = field(deb, 'Depends').split(', ');
  const missing = needed.filter((name) => !depends.includes(name));
  assert.deepEqual(missing, []);
  assert.match(field(deb, 'Maintainer'), /^[^<>]+ <\S+@\S+>$/);
  assert.match(field(deb, 'Homepage'), /^[a-z]+:\/\/\S+$/);
}

/** @param {Trial} trial */
function installsTheList({ root }) {
  const icons = iconSizes.map((size) => `usr/share/icons/hicolor/${size}x${size}/apps/rollcall.png`);
  const wanted = [...programFiles.map((file) => `opt/Rollcall/${file}`), entryPath, ...icons];
  assert.deepEqual(filesBelow(root), wanted.sort());
}

/** @param {Trial} trial */
function belongsToRoot({ deb, root }) {
  const lines = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trimEnd().split('\n');
  const others = lines.filter((line) => !/^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--) root\/root /.test(line));
  assert.deepEqual(others, []);
  assert.ok(statSync(path.join(root, 'opt/Rollcall/rollcall')).mode & 0o100);
}

/** @param {Trial} trial */
function hasMenuEntry({ root }) {
  const entry = readFileSync(path.join(root, entryPath), 'utf8');
  assert.deepEqual(desktopEntryProblems(entry), []);
  const program = desktopValue(entry, 'Exec').split(' ')[0] ?? '';
  assert.ok(existsSync(path.join(root, program)), program);
  assert.equal(`${desktopValue(entry, 'StartupWMClass')}.desktop`, desktopName);
  assert.equal(desktopValue(entry, 'Icon'), 'rollcall');
}

/** @param {Trial} trial */
function hasScripts({ deb }) {
  const [install, remove] = ['postinst', 'postrm'].map((name) => script(deb, name));
  assert.match(
    install ?? '',
    /update-alternatives --install '\/usr\/bin\/rollcall' 'rollcall' '\/opt\/Rollcall\/rollcall'/,
  );
  assert.match(remove ?? '', /update-alternatives --remove 'rollcall' '\/opt\/Rollcall\/rollcall'/);
  for (const text of [install, remove]) execFileSync('bash', ['-n'], { input: text });
}

/**
 * @param {string} deb
 * @param {string} name
 */
const field = (deb, name) => execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();

/**
 * @param {string} deb
 * @param {string} name
 */
const script = (deb, name) => execFileSync('dpkg-deb', ['--info', deb, name], { encoding: 'utf8' });
