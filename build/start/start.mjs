import { handOver } from '../setup/hand-over.mjs';
import { inProject, projectNode } from '../setup/paths.mjs';
import { say, step, StepFailed } from '../setup/say.mjs';
import { downloadElectron, downloadReason, electronBinary, failedAgoMs, rememberFailure } from './binary.mjs';
import { startElectron } from './electron.mjs';
import { serveArguments } from './options.mjs';
import { chooseSurface, reasonAgainst } from './surface.mjs';

/**
 * Runs the tray app where Electron can be had, and otherwise, with one sentence, the browser surface.
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<number>} the code to end with
 */
export async function start(options) {
  const choice = chooseSurface(facts(options));
  if (choice.surface === 'browser') return insteadOfElectron(options, choice.reason);
  const failure = choice.mustDownload ? await bringElectron() : null;
  const binary = electronBinary();
  if (binary === null) return insteadOfElectron(options, failure ?? 'Electron has no program for this computer');
  const { attempt, code } = await startElectron(binary, [options.isDemo ? '--demo' : '--or-demo']);
  const reason = reasonAgainst(attempt);
  return reason === null ? code : insteadOfElectron(options, reason);
}

/** @param {import('./options.mjs').StartOptions} options */
const facts = ({ surface }) => ({
  asked: surface,
  platform: process.platform,
  hasDisplay: Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']),
  isRoot: process.getuid?.() === 0,
  hasBinary: electronBinary() !== null,
  failedAgoMs: failedAgoMs(Date.now()),
});

/** @returns {Promise<string | null>} why the download failed, which is then remembered; null where it did not */
async function bringElectron() {
  try {
    await step('downloading Electron', downloadElectron);
    return null;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    rememberFailure(Date.now());
    return `Electron could not be downloaded (${downloadReason(error)})`;
  }
}

/**
 * @param {import('./options.mjs').StartOptions} options
 * @param {string | null} reason why not Electron; null where it was not asked for
 */
async function insteadOfElectron(options, reason) {
  if (options.surface === 'electron') {
    say(`${reason}, and --electron allows nothing else.`);
    return 1;
  }
  if (reason !== null) say(`${reason}: ${options.isOpening ? 'opening' : 'serving'} the browser surface instead.`);
  const { code, isInterrupted } = await handOver(projectNode, [inProject('out', 'cli.js'), ...serveArguments(options)]);
  return isInterrupted ? 0 : code;
}
