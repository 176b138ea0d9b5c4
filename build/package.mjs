// `npm run package [-- arguments of electron-builder]`: makes the installers for this system in dist/; `-- --dir` makes
// only the app folder. electron-builder downloads Electron and its own tools if they are missing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { feedProblems } from './package/feed.mjs';
import { inProject } from './setup/paths.mjs';
import { handOver, runMain } from './setup/process.mjs';
import { say, StepFailed } from './setup/say.mjs';

export const builderScript = inProject('node_modules', 'electron-builder', 'cli.js');

/** The packaged program on each system. */
const programs = ['rollcall', 'Rollcall.exe', 'Rollcall.app'];

/** The fuses that are on, as in `electronFuses` of electron-builder.yml; every other one is off. */
const fusesThatAreOn = [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
const fuseStateOf = (/** @type {boolean} */ isOn) => (isOn ? '1' : '0').charCodeAt(0);

/**
 * The arguments that complete electron-builder.yml: the maintainer, which a .deb must name, and the update address.
 * Without ROLLCALL_UPDATE_URL no feed is written. Throws a StepFailed where that is not an https address.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string[]}
 */
export function builderArguments(env) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_REPOSITORY_OWNER: owner } = env;
  const url = env['ROLLCALL_UPDATE_URL'];
  if (url && URL.parse(url)?.protocol !== 'https:') {
    throw new StepFailed('ROLLCALL_UPDATE_URL has to be an https address.', 'set it to one, or to nothing.');
  }
  const settings = {
    'extraMetadata.homepage': server && repository ? `${server}/${repository}` : 'file:///opt/Rollcall/',
    'linux.maintainer': owner ? `${owner} <${owner}@users.noreply.github.com>` : 'Rollcall <root@localhost>',
    ...(url && { 'publish.provider': 'generic', 'publish.url': url }),
  };
  return ['--publish=never', ...Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`)];
}

/**
 * Reads the fuses back from every program that electron-builder left in its output folder.
 * @param {string} folder
 * @returns {Promise<string[]>} what is wrong, in sentences; a missing program is also wrong
 */
export async function packagedFuseProblems(folder) {
  const subfolders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = subfolders.flatMap(({ name }) => programs.map((program) => path.join(folder, name, program)));
  const found = files.filter((file) => existsSync(file));
  if (found.length === 0) return [`there is no program in ${folder}`];
  const problems = found.map(async (file) => (await fuseProblems(file)).map((problem) => `${file}: ${problem}`));
  return (await Promise.all(problems)).flat();
}

/** @param {string} program */
async function fuseProblems(program) {
  const { version: _, ...states } = await getCurrentFuseWire(program);
  const wanted = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');
  return wanted
    .filter((fuse) => Number(states[fuse]) !== fuseStateOf(fusesThatAreOn.includes(fuse)))
    .map((fuse) => `the fuse ${FuseV1Options[fuse]} is not ${fusesThatAreOn.includes(fuse) ? 'on' : 'off'}`);
}

/** @param {readonly string[]} args */
async function main(args) {
  const { code } = await handOver(process.execPath, [builderScript, ...builderArguments(process.env), ...args]);
  if (code !== 0) return code;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const dist = inProject('dist');
  const problems = [...(await packagedFuseProblems(dist)), ...feedProblems(dist, version)];
  for (const problem of problems) say(problem);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) await runMain(() => main(process.argv.slice(2)));
