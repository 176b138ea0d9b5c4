// `npm run package [-- arguments of electron-builder]`: installers for this system in dist/, e.g. `-- --dir` for the
// app folder alone. electron-builder downloads Electron and its own tools where it does not have them.
import { readFileSync } from 'node:fs';
import { builderArguments, builderScript, packagedFuseProblems } from './package/builder.mjs';
import { feedProblems } from './package/feed.mjs';
import { handOver } from './setup/hand-over.mjs';
import { inProject } from './setup/paths.mjs';
import { say, sayFailure, StepFailed } from './setup/say.mjs';

/** @param {readonly string[]} args */
async function main(args) {
  const { code } = await handOver(process.execPath, [builderScript, ...builderArguments(process.env), ...args]);
  if (code !== 0) return code;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const dist = inProject('dist');
  const problems = [
    ...packagedFuseProblems(dist).map((problem) => `fuses: ${problem}`),
    ...feedProblems(dist, version),
  ];
  for (const problem of problems) say(problem);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof StepFailed)) throw error;
  sayFailure(error);
  return 1;
});
