import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/paths.mjs';
import { StepFailed } from '../setup/say.mjs';
import { fuseProblems } from './fuses.mjs';

/** electron-builder's own program. */
export const builderScript = inProject('node_modules', 'electron-builder', 'cli.js');

/** Where Electron's fuses are in what was packaged: the program, on macOS a library. */
const programs = [
  'rollcall',
  'Rollcall.exe',
  'Rollcall.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
];

/**
 * What electron-builder.yml leaves open, as arguments: who packages, which a .deb has to say, and where updates are
 * looked for. Without ROLLCALL_UPDATE_URL no feed is written. Throws a StepFailed where that is no https address.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string[]}
 */
export function builderArguments(env) {
  const settings = {
    'extraMetadata.homepage': homepage(env),
    'linux.maintainer': maintainer(env['GITHUB_REPOSITORY_OWNER']),
    ...updateFeed(env['ROLLCALL_UPDATE_URL']),
  };
  return ['--publish=never', ...Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`)];
}

/**
 * The page of the repository that builds; elsewhere what every .deb brings along.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
function homepage({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }) {
  return server && repository ? `${server}/${repository}` : 'file:///opt/Rollcall/';
}

/** @param {string | undefined} owner of the repository that builds */
const maintainer = (owner) => (owner ? `${owner} <${owner}@users.noreply.github.com>` : 'Rollcall <root@localhost>');

/** @param {string | undefined} url */
function updateFeed(url) {
  if (!url) return {};
  if (URL.parse(url)?.protocol !== 'https:') {
    throw new StepFailed('ROLLCALL_UPDATE_URL has to be an https address.', 'set it to one, or to nothing.');
  }
  return { 'publish.provider': 'generic', 'publish.url': url };
}

/**
 * Reads the fuses back from every program that electron-builder left in its output folder.
 * @param {string} folder
 * @returns {string[]} what is wrong, in sentences; also where there is no program at all
 */
export function packagedFuseProblems(folder) {
  const subfolders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = subfolders.flatMap(({ name }) => programs.map((program) => path.join(folder, name, program)));
  const found = files.filter((file) => existsSync(file));
  if (found.length === 0) return [`there is no program in ${folder}`];
  return found.flatMap((file) => fuseProblems(readFileSync(file)).map((problem) => `${file}: ${problem}`));
}
