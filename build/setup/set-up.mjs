import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { bringPackages, brokerPackages, buildPackages, installCommand, isDebian, testPackages } from './debian.mjs';
import { filesBelow, inProject, projectNode, root, textOf } from './paths.mjs';
import { runStep } from './process.mjs';
import { say, sayFailure, step, StepFailed } from './say.mjs';

const installStampFile = inProject('node_modules', '.rollcall-stamp');
const keytarBinary = inProject('node_modules', 'keytar', 'build', 'Release', 'keytar.node');

/** Everything that bundles are built from. The lockfile stands for the bundled packages. */
const sources = [
  'electron',
  'renderer',
  'build/vite.config.ts',
  'build/licences.mjs',
  'package.json',
  'package-lock.json',
];
const bundles = ['main.js', 'cli.js', 'keychain-child.js', 'preload.cjs', 'renderer/index.html'];
const bundleStampFile = inProject('out', '.stamp');

/** Whether keytar's native part is there, compiled by `npm ci` or downloaded ready-made. */
export const hasKeytar = () => existsSync(keytarBinary);

/**
 * Installs or builds everything missing: system packages on Debian, node_modules, out/. Throws a StepFailed.
 * @param {{ isForTests: boolean, hasBundles: boolean }} target isForTests: also what the tests need; hasBundles: also
 * out/
 */
export async function setUp({ isForTests, hasBundles }) {
  const missing = isDebian() ? await systemPackages(isForTests) : [];
  if (isForTests && isDebian()) await bringBroker();
  await bringNodeModules(!missing.some((name) => buildPackages.includes(name)));
  if (isForTests && isDebian() && !hasKeytar()) throw keytarIsMissing();
  if (hasBundles) await bringBundles();
}

/**
 * Installs system packages. The app runs without them; the tests do not.
 * @param {boolean} isForTests
 * @returns {Promise<readonly string[]>} the packages still missing afterwards
 */
async function systemPackages(isForTests) {
  const wanted = isForTests ? [...buildPackages, ...testPackages] : buildPackages;
  try {
    return await bringPackages(wanted);
  } catch (error) {
    if (isForTests || !(error instanceof StepFailed)) throw error;
    sayFailure(error);
    say('going on without them: secrets may be kept for this session only.');
    return wanted;
  }
}

/** Without a broker the tests that need one are left out, and nothing else. */
async function bringBroker() {
  try {
    await bringPackages(brokerPackages);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    sayFailure(error);
  }
}

const keytarIsMissing = () =>
  new StepFailed(
    'The tests need keytar, and npm ci could not bring it: no ready-made build was reachable, and it did not compile.',
    `${installCommand(buildPackages)}; then remove node_modules and run npm test again.`,
  );

/**
 * Runs `npm ci` where node_modules does not match the lockfile.
 * @param {boolean} canCompile whether the packages for compiling keytar are installed
 */
async function bringNodeModules(canCompile) {
  const lockfile = readFileSync(inProject('package-lock.json'), 'utf8');
  const stampNow = () => installStamp(lockfile, { hasKeytar: hasKeytar(), canCompile });
  if (existsSync(projectNode) && textOf(installStampFile) === stampNow()) return;
  await step('installing the packages (npm ci)', npmCi);
  if (!existsSync(projectNode)) {
    throw new StepFailed(
      'npm ci brought no Node 24 (node_modules/node is empty): install scripts are switched off on this computer.',
      'allow them for this project, e.g. npm_config_ignore_scripts=false npm start',
    );
  }
  writeFileSync(installStampFile, stampNow());
}

/**
 * Identifies what node_modules was installed from. Node's version is not part of it: everything runs on the Node of the
 * lockfile, and keytar is an N-API module, which any Node loads. A missing keytar is tried again once it can be
 * compiled.
 * @param {string} lockfile the text of package-lock.json
 * @param {{ hasKeytar: boolean, canCompile: boolean }} facts
 */
export function installStamp(lockfile, { hasKeytar, canCompile }) {
  const keytar = hasKeytar ? 'keytar' : canCompile ? 'keytar does not compile' : 'no compiler for keytar';
  return `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform}-${process.arch}, ${keytar}\n`;
}

async function npmCi() {
  freeRunningNode();
  // `npm start` itself may run on the project's own Node, which `npm ci` replaces. npm_execpath may name another package
  // manager, but only npm reads package-lock.json.
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  const script = process.env['npm_execpath'];
  const [command, ...before] = script?.endsWith('npm-cli.js') ? [node, script] : ['npm'];
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // If this Node was installed with headers, keytar compiles without downloading them.
  const prefix = path.dirname(path.dirname(realpathSync(node)));
  const hasHeaders = existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
  await runStep(command, [...before, ...flags], {
    title: 'npm ci',
    todo: 'check that this computer reaches the npm registry (npm ping), then run the same command again.',
    env: hasHeaders ? { ...process.env, npm_config_nodedir: prefix } : process.env,
  });
}

/** `npm ci` must delete node_modules. Windows cannot delete a running program, but can move it. */
function freeRunningNode() {
  if (process.platform !== 'win32' || !process.execPath.startsWith(root)) return;
  const aside = inProject('dist', 'node-in-use');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  renameSync(process.execPath, path.join(aside, 'node.exe'));
}

/** Builds out/ where it does not match the sources. */
async function bringBundles() {
  const stamp = contentStamp(root, sources);
  if (textOf(bundleStampFile) === stamp && bundles.every((file) => existsSync(inProject('out', file)))) return;
  rmSync(inProject('out'), { recursive: true, force: true });
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
  await step('building (vite build)', () =>
    runStep(projectNode, [vite, 'build', '--app', '--configLoader', 'native', '-c', 'build/vite.config.ts'], {
      title: 'vite build',
      todo: 'mend what the lines above name, then run the same command again.',
    }),
  );
  writeFileSync(bundleStampFile, stamp);
}

/**
 * A hash over the names and contents of files and folders. Not over times, which change with every clone and copy.
 * @param {string} base
 * @param {readonly string[]} entries files or folders below base
 */
export function contentStamp(base, entries) {
  const hash = createHash('sha256');
  for (const entry of entries) {
    const place = path.join(base, entry);
    const files = statSync(place).isFile() ? [entry] : filesBelow(place).map((file) => `${entry}/${file}`);
    for (const file of files) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(base, file)))
        .update('\0');
    }
  }
  return `${hash.digest('hex')}\n`;
}
