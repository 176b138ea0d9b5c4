import { runStep, run } from './process.mjs';
import { textOf } from './paths.mjs';
import { say, step } from './say.mjs';

/** Needed to compile keytar where no ready-made build can be downloaded. */
export const buildPackages = ['build-essential', 'python3', 'pkg-config', 'libsecret-1-dev'];

/** The tests that need an MQTT broker are left out where it cannot be installed. */
export const brokerPackages = ['mosquitto'];

/**
 * A headless browser for component and end-to-end tests, the full browser where notifications need a permission, and a
 * real keychain for the system tests.
 */
export const testPackages = ['chromium-headless-shell', 'chromium', 'gnome-keyring', 'dbus', 'libsecret-tools'];

/**
 * Whether a computer runs Debian itself. Derived systems name and split packages differently.
 * @param {string | null} [osRelease]
 */
export const isDebian = (osRelease = textOf('/etc/os-release')) => /^ID="?debian"?$/m.test(osRelease ?? '');

/**
 * Installs missing system packages as root or in CI; otherwise prints the command that does.
 * @param {readonly string[]} wanted
 * @returns {Promise<readonly string[]>} what is still missing
 */
export async function bringPackages(wanted) {
  const missing = missingPackages(wanted, await queryPackages(wanted));
  if (missing.length === 0) return missing;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !process.env['CI']) {
    say(`this computer lacks ${missing.join(', ')}. To add: ${installCommand(missing)}`);
    return missing;
  }
  await step(`installing the system packages ${missing.join(' ')}`, () => aptInstall(isRoot, missing));
  return missingPackages(wanted, await queryPackages(wanted));
}

/**
 * The installation command for a user who is not root.
 * @param {readonly string[]} packages
 */
export const installCommand = (packages) => `sudo apt-get update && sudo apt-get install ${packages.join(' ')}`;

/**
 * @param {readonly string[]} wanted
 * @param {string} queryOutput lines `<package> <state>` of dpkg-query; an unknown package has no line
 */
export function missingPackages(wanted, queryOutput) {
  const lines = queryOutput.split('\n');
  return wanted.filter((name) => !lines.includes(`${name} installed`));
}

/** @param {readonly string[]} names */
async function queryPackages(names) {
  // dpkg-query exits with 1 if any name is unknown, but still prints the others.
  return (await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names])).output;
}

/**
 * @param {boolean} isRoot
 * @param {readonly string[]} packages
 */
async function aptInstall(isRoot, packages) {
  const options = { title: 'apt-get', todo: `run: ${installCommand(packages)}` };
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const [command = '', ...args] = isRoot ? apt : ['sudo', '-n', ...apt];
  await runStep(command, [...args, 'update'], options);
  await runStep(command, [...args, 'install', '-y', '--no-install-recommends', ...packages], options);
}
