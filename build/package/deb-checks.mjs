import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { licencesFile } from '../licences.mjs';
import { filesBelow, inProject } from '../setup/paths.mjs';
import { keytarFiles } from './archive-checks.mjs';
import { feedProblems, feedsIn, readFeed } from './feed.mjs';

/** @typedef {import('./trial.mjs').Trial} Trial */

/** No server answers at this address. */
export const trialFeed = 'https://updates.example/rollcall/';

const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Desktop portals identify the program by `desktopName`. */
const { desktopName, version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
const entryPath = `usr/share/applications/${desktopName}`;
/** Packages that Electron and the keychain need. */
const needed = ['libgtk-3-0', 'libnotify4', 'libnss3', 'libsecret-1-0', 'libxtst6', 'xdg-utils'];

/** The expected files in the program's folder: from the stub, electron-builder and the archive. */
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

/**
 * Checks the .deb's fields and the files it installs.
 * @param {Trial} trial
 * @returns {import('./archive-checks.mjs').Checks}
 */
export function debChecks({ deb, installed, unpacked }) {
  const dpkgDeb = (/** @type {string[]} */ ...args) => execFileSync('dpkg-deb', args, { encoding: 'utf8' }).trim();
  const field = (/** @type {string} */ name) => dpkgDeb('--field', deb, name);
  return {
    'the .deb says what it is and what it needs': () => {
      const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
      assert.deepEqual(['Package', 'Version', 'Architecture'].map(field), ['rollcall', version, arch]);
      const depends = field('Depends').split(', ');
      assert.deepEqual(
        needed.filter((name) => !depends.includes(name)),
        [],
      );
      assert.match(field('Maintainer'), /^[^<>]+ <\S+@\S+>$/);
      assert.match(field('Homepage'), /^[a-z]+:\/\/\S+$/);
    },
    'it installs the program, its icons and its menu entry, and nothing else': () => {
      const icons = iconSizes.map((size) => `usr/share/icons/hicolor/${size}x${size}/apps/rollcall.png`);
      const wanted = [...programFiles.map((file) => `opt/Rollcall/${file}`), entryPath, ...icons];
      assert.deepEqual(filesBelow(installed), wanted.sort());
    },
    'what is installed is what was packaged, byte by byte': () =>
      assert.deepEqual(hashesBelow(path.join(installed, 'opt/Rollcall')), hashesBelow(unpacked)),
    'everything belongs to root, may be read by all and written by root alone': () => {
      const lines = dpkgDeb('--contents', deb).split('\n');
      const others = lines.filter((line) => !/^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--) root\/root /.test(line));
      assert.deepEqual(others, []);
      assert.ok(statSync(path.join(installed, 'opt/Rollcall/rollcall')).mode & 0o100);
    },
    // Desktop Entry Specification 1.5; categories of the Desktop Menu Specification.
    'the menu entry is valid, and its program and icon are installed': () => {
      const [head, ...lines] = readFileSync(path.join(installed, entryPath), 'utf8').trimEnd().split('\n');
      const pairs = lines.map((line) => /^([A-Za-z][A-Za-z0-9-]*)=(.+)$/.exec(line)?.slice(1) ?? [line]);
      const entry = Object.fromEntries(pairs);
      assert.equal(head, '[Desktop Entry]');
      assert.equal(Object.keys(entry).length, lines.length, 'a key stands there twice');
      const { Type, Name, Icon, Terminal, Categories } = entry;
      assert.deepEqual(
        [Type, Name, Icon, Terminal, Categories],
        ['Application', 'Rollcall', 'rollcall', 'false', 'Office;'],
      );
      assert.match(entry.Exec, /^\/\S+( %[fFuU])?$/);
      assert.ok(existsSync(path.join(installed, entry.Exec.split(' ')[0])), entry.Exec);
      assert.equal(`${entry.StartupWMClass}.desktop`, desktopName);
    },
    'its scripts are valid shell and put the command on the path': () => {
      const [install = '', remove = ''] = ['postinst', 'postrm'].map((name) => dpkgDeb('--info', deb, name));
      assert.ok(
        install.includes("update-alternatives --install '/usr/bin/rollcall' 'rollcall' '/opt/Rollcall/rollcall'"),
      );
      assert.ok(remove.includes("update-alternatives --remove 'rollcall' '/opt/Rollcall/rollcall'"));
      for (const text of [install, remove]) execFileSync('bash', ['-n'], { input: text });
    },
  };
}

/**
 * Checks what packaging writes for updates, without an address and with one.
 * @param {Trial} without
 * @param {Trial} withFeed
 * @returns {import('./archive-checks.mjs').Checks}
 */
export const feedChecks = (without, withFeed) => ({
  'without an address the package has no update feed, and none is written': () => {
    assert.deepEqual(feedsIn(path.dirname(without.deb)), []);
    for (const folder of [without.unpacked, path.join(without.installed, 'opt/Rollcall')])
      assert.ok(!existsSync(path.join(folder, 'resources/app-update.yml')), folder);
  },
  'with one the package names it, and the feed announces the installer as it is': () => {
    const folder = path.dirname(withFeed.deb);
    const name = process.arch === 'arm64' ? 'latest-linux-arm64.yml' : 'latest-linux.yml';
    assert.deepEqual(feedsIn(folder), [name]);
    assert.deepEqual(feedProblems(folder, version), []);
    const { files } = readFeed(readFileSync(path.join(folder, name), 'utf8'));
    assert.deepEqual(
      files.map(({ url }) => url),
      [path.basename(withFeed.deb)],
    );
    const resources = path.join(withFeed.installed, 'opt/Rollcall/resources');
    assert.equal(
      readFileSync(path.join(resources, 'app-update.yml'), 'utf8'),
      `provider: generic\nurl: ${trialFeed}\nupdaterCacheDirName: rollcall-updater\n`,
    );
    assert.equal(readFileSync(path.join(resources, 'package-type'), 'utf8'), 'deb');
  },
});

/** @param {string} folder */
const hashesBelow = (folder) =>
  filesBelow(folder).map((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return `${createHash('sha256').update(bytes).digest('hex')} ${file}`;
  });
