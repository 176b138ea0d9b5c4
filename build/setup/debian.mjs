import { execFile } from 'node:child_process';
import { runStep } from './run.mjs';
import { textOf } from './paths.mjs';
import { say, step } from './say.mjs';

/** What keytar is compiled with where no ready-made build can be downloaded. */
export const buildPackages = ['build-essential', 'python3', 'pkg-config', 'libsecret-1-dev'];

/**
 * For the component and end-to-end tests a browser without windows, and the whole browser where notifications need a
 * permission; for the system tests a real keychain.
 */
export const testPackages = ['chromium-headless-shell', 'chromium', 'gnome-keyring', 'dbus', 'libsecret-tools'];

/**
 * @param {string | null} osRelease the text of /etc/os-release
 * @returns {boolean} true on Debian itself; derived systems name and split packages in their own ways
 */
export const isDebianRelease = (osRelease) => /^ID="?debian"?$/m.test(osRelease ?? '');

/** Whether this computer runs Debian. */
export const isDebian = () => process.platform === 'linux' && isDebianRelease(textOf('/etc/os-release'));

/**
 * What is not installed, from the lines `<package> <state>` of dpkg-query; a package it does not know has no line.
 * @param {readonly string[]} wanted
 * @param {string} queryOutput
 */
export function missingPackages(wanted, queryOutput) {
  const installed = new Set(queryOutput.split('\n').filter((line) => line.endsWith(' installed')));
  return wanted.filter((name) => !installed.has(`${name} installed`));
}

/**
 * How this process can install system packages: the words before `apt-get`, or null where it may not.
 * @param {{ uid: number | undefined, isCi: boolean }} who
 * @returns {readonly string[] | null}
 */
export function aptPrefix({ uid, isCi }) {
  if (uid === 0) return [];
  return isCi ? ['sudo', '-n'] : null;
}

/**
 * Brings the system packages that are missing, where this process may, and otherwise tells the one command.
 * @param {readonly string[]} wanted
 * @returns {Promise<readonly string[]>} what is still missing
 */
export async function bringPackages(wanted) {
  const missing = missingPackages(wanted, await queryPackages(wanted));
  if (missing.length === 0) return missing;
  const prefix = aptPrefix({ uid: process.getuid?.(), isCi: Boolean(process.env['CI']) });
  if (prefix === null) {
    say(`this computer lacks ${missing.join(', ')}. To add: ${installCommand(missing)}`);
    return missing;
  }
  await step(`installing the system packages ${missing.join(' ')}`, (note) => aptInstall(prefix, missing, note));
  return missingPackages(wanted, await queryPackages(wanted));
}

/**
 * The one command for a person who is not root.
 * @param {readonly string[]} packages
 */
export const installCommand = (packages) => `sudo apt-get update && sudo apt-get install ${packages.join(' ')}`;

/**
 * @param {readonly string[]} names
 * @returns {Promise<string>}
 */
function queryPackages(names) {
  // dpkg-query ends with 1 as soon as one name is unknown, and still prints the others.
  return new Promise((resolve) => {
    execFile('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], (_error, stdout) =>
      resolve(stdout),
    );
  });
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} packages
 * @param {import('./say.mjs').Note} note
 */
async function aptInstall(prefix, packages, note) {
  const todo = `run: ${installCommand(packages)}`;
  const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const [command = 'env', ...before] = apt;
  await runStep(command, [...before, 'update'], { title: 'apt-get update', todo, note });
  await runStep(command, [...before, 'install', '-y', '--no-install-recommends', ...packages], {
    title: 'apt-get install',
    todo,
    note,
  });
}
