import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectNode, root, textOf } from './paths.mjs';
import { runStep } from './run.mjs';
import { step, StepFailed } from './say.mjs';
import { installStamp, needsInstall } from './stamps.mjs';

const stampFile = inProject('node_modules', '.rollcall-stamp');
const keytarBinary = inProject('node_modules', 'keytar', 'build', 'Release', 'keytar.node');

/** Whether the keychain's native part is there: compiled by `npm ci`, or downloaded ready-made. */
export const hasKeytar = () => existsSync(keytarBinary);

/**
 * Runs `npm ci` where node_modules does not belong to the lockfile.
 * @param {{ canCompile: boolean }} options whether the packages that keytar is compiled with are there
 */
export async function bringNodeModules({ canCompile }) {
  const lockfile = readFileSync(inProject('package-lock.json'), 'utf8');
  const here = { lockfile, platform: process.platform, arch: process.arch, canCompile };
  const facts = { ...here, stamp: textOf(stampFile), hasNode: existsSync(projectNode), hasKeytar: hasKeytar() };
  if (!needsInstall(facts)) return;
  await step('installing the packages (npm ci)', npmCi);
  if (!existsSync(projectNode)) throw scriptsAreOff();
  writeFileSync(stampFile, installStamp(lockfile, process.platform, process.arch, canCompile));
}

/** @param {import('./say.mjs').Note} note */
async function npmCi(note) {
  freeRunningNode();
  const [command, ...args] = npmCommand();
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  await runStep(command, [...args, ...flags], {
    title: 'npm ci',
    todo: 'check that this computer reaches the npm registry (npm ping), then run the same command again.',
    note,
    env: { ...process.env, ...compileEnvironment() },
  });
}

/** The Node that npm runs on: `npm start` itself may run on the project's own Node, which `npm ci` replaces. */
const outerNode = () => process.env['npm_node_execpath'] ?? process.execPath;

/** @returns {[string, ...string[]]} */
function npmCommand() {
  const script = [process.env['npm_execpath'], ...npmBeside(outerNode())].find(isNpm);
  return script === undefined ? ['npm'] : [outerNode(), script];
}

/** @param {string} node */
const npmBeside = (node) =>
  ['../lib/node_modules', 'node_modules'].map((folder) => path.join(path.dirname(node), folder, 'npm/bin/npm-cli.js'));

/**
 * Another package manager may have started this process; only npm reads package-lock.json.
 * @param {string | undefined} script
 */
const isNpm = (script) => script !== undefined && script.endsWith('npm-cli.js') && existsSync(script);

/** Headers for compiling keytar without a download, where this Node was installed with them. */
function compileEnvironment() {
  const prefix = path.dirname(path.dirname(realpathSync(outerNode())));
  const hasHeaders = existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
  return hasHeaders ? { npm_config_nodedir: prefix } : {};
}

/** Windows cannot delete a program that is running, but it can move it; `npm ci` has to delete node_modules. */
function freeRunningNode() {
  if (process.platform !== 'win32' || !process.execPath.startsWith(root)) return;
  const aside = inProject('dist', 'node-in-use');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  renameSync(process.execPath, path.join(aside, 'node.exe'));
}

const scriptsAreOff = () =>
  new StepFailed(
    'npm ci brought no Node 24 (node_modules/node is empty): install scripts are switched off on this computer.',
    'allow them for this project, e.g. npm_config_ignore_scripts=false npm start',
  );
