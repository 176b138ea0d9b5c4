import { parseArgs } from 'node:util';
import { inProject, projectNode } from '../setup/paths.mjs';
import { handOver } from '../setup/process.mjs';
import { say } from '../setup/say.mjs';
import { downloadElectron, electronBinary, failedAgoMs, reasonAgainst, startElectron } from './electron.mjs';

const usage =
  'Usage: npm start -- [--browser|--electron] [--demo [--scene S]] [--port N] [--no-open] [--no-install]\n' +
  '  --browser     the browser surface, without trying Electron\n' +
  '  --electron    the tray app, without falling back to the browser surface\n' +
  '  --demo        a simulated contact centre instead of the saved connection\n' +
  '  --scene S     what happens there within a minute: storm, flap, below, long-away or nobody\n' +
  '  --port N      the port of the browser surface, 0 to 65535; a free one by default\n' +
  '  --no-open     print the address without opening a browser\n' +
  '  --no-install  skip the set-up\n' +
  '  --help        this text';

/** As in electron/shared/demo-scene.ts. */
const scenes = ['storm', 'flap', 'below', 'long-away', 'nobody'];

/** How long to wait before a failed download of Electron is tried again. */
const rememberedMs = 24 * 60 * 60 * 1000;

/**
 * The options of `npm start`; port null means any free one.
 * @typedef {{ surface: 'any' | 'browser' | 'electron', isDemo: boolean, scene: string | null, port: number | null,
 * isOpening: boolean }} StartOptions
 */

/**
 * The usage text if the arguments of `npm start` ask for it, else null.
 * @param {readonly string[]} args
 */
export const helpOfStart = (args) => (args.includes('--help') || args.includes('-h') ? usage : null);

/**
 * What is wrong with the arguments of `npm start`, with the usage text; null if they are valid.
 * @param {readonly string[]} args
 */
export function problemInStart(args) {
  try {
    readStartOptions(args);
    return null;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`;
  }
}

/**
 * Reads the arguments of `npm start`. Throws an error with a sentence if one is unknown, lacks its value or contradicts
 * another.
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function readStartOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      browser: { type: 'boolean', default: false },
      electron: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      scene: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  if (values.browser && values.electron) throw new Error('--browser and --electron exclude each other.');
  const surface = values.browser ? 'browser' : values.electron ? 'electron' : 'any';
  const scene = readScene(values.scene, values.demo);
  return { surface, isDemo: values.demo, scene, port: readPort(values.port), isOpening: !values['no-open'] };
}

/**
 * @param {string | undefined} scene
 * @param {boolean} isDemo
 */
function readScene(scene, isDemo) {
  if (scene === undefined) return null;
  if (!scenes.includes(scene)) throw new Error(`--scene is one of: ${scenes.join(', ')}.`);
  if (!isDemo) throw new Error('The demo plays the --scene: give --demo as well.');
  return scene;
}

/** @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) return null;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new Error(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

/**
 * Runs the tray app if Electron is available. Otherwise prints why in one sentence and runs the browser surface.
 * @param {StartOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function start(options) {
  const choice = chooseSurface({
    wanted: options.surface,
    platform: process.platform,
    hasDisplay: Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']),
    isRoot: process.getuid?.() === 0,
    hasBinary: electronBinary() !== null,
    failedAgoMs: failedAgoMs(),
  });
  if (choice.surface === 'browser') return insteadOfElectron(options, choice.reason);
  const failure = choice.mustDownload ? await downloadElectron() : null;
  const binary = electronBinary();
  if (binary === null) return insteadOfElectron(options, failure ?? 'Electron has no program for this computer');
  const { attempt, code } = await startElectron(binary, demoArguments(options));
  const reason = reasonAgainst(attempt);
  if (attempt.kind === 'ready')
    say('its icon is in the tray; a click opens the team. Quit in its menu, or Ctrl+C here, ends it.');
  return reason === null ? code : insteadOfElectron(options, reason);
}

/**
 * Chooses a surface before anything is tried. If Electron is requested, an earlier failed download does not count.
 * @param {object} facts
 * @param {StartOptions['surface']} facts.wanted
 * @param {string} facts.platform as process.platform
 * @param {boolean} facts.hasDisplay DISPLAY or WAYLAND_DISPLAY is set; only Linux needs one
 * @param {boolean} facts.isRoot
 * @param {boolean} facts.hasBinary whether Electron's own program is there
 * @param {number | null} facts.failedAgoMs how long ago the last download failed; null if it did not
 * @returns {{ surface: 'electron', mustDownload: boolean } | { surface: 'browser', reason: string | null }} reason: why
 * Electron is not tried, as part of a sentence
 */
export function chooseSurface({ wanted, platform, hasDisplay, isRoot, hasBinary, failedAgoMs }) {
  if (wanted === 'browser') return { surface: 'browser', reason: null };
  if (platform === 'linux' && !hasDisplay) return { surface: 'browser', reason: 'there is no display' };
  // Root cannot use Chromium's sandbox, and Rollcall never switches the sandbox off.
  if (platform === 'linux' && isRoot) return { surface: 'browser', reason: 'Electron does not run as root' };
  const isFresh = failedAgoMs !== null && failedAgoMs >= 0 && failedAgoMs < rememberedMs;
  if (!hasBinary && wanted === 'any' && isFresh) {
    return { surface: 'browser', reason: 'downloading Electron failed less than a day ago' };
  }
  return { surface: 'electron', mustDownload: !hasBinary };
}

/**
 * @param {StartOptions} options
 * @param {string | null} reason why not Electron; null if the browser was requested
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

/**
 * The arguments of `out/cli.js` for the browser surface.
 * @param {StartOptions} options
 */
export const serveArguments = ({ port, isOpening, ...options }) => [
  'serve',
  ...demoArguments(options),
  ...(port === null ? [] : ['--port', String(port)]),
  ...(isOpening ? [] : ['--no-open']),
];

/**
 * Without `--demo` the demo runs if no connection is saved.
 * @param {Pick<StartOptions, 'isDemo' | 'scene'>} options
 */
const demoArguments = ({ isDemo, scene }) => [
  isDemo ? '--demo' : '--or-demo',
  ...(scene === null ? [] : [`--scene=${scene}`]),
];
