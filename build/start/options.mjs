import { parseArgs } from 'node:util';

const usage =
  'Usage: npm start -- [--browser|--electron] [--demo] [--port N] [--no-open] [--no-install]\n' +
  '  --browser     the browser surface, without trying Electron\n' +
  '  --electron    the tray app, without falling back to the browser surface\n' +
  '  --demo        a simulated contact centre instead of the saved connection\n' +
  '  --port N      the port of the browser surface, 0 to 65535; a free one by default\n' +
  '  --no-open     print the address without opening a browser\n' +
  '  --no-install  skip the set-up\n' +
  '  --help        this text';

/**
 * What `npm start` was asked for; port null means any free one.
 * @typedef {{ surface: 'any' | 'browser' | 'electron', isDemo: boolean, port: number | null, isOpening: boolean }} StartOptions
 */

/**
 * The usage, where the arguments of `npm start` ask for it; else null.
 * @param {readonly string[]} args
 */
export function helpOfStart(args) {
  return args.includes('--help') || args.includes('-h') ? usage : null;
}

/**
 * What is wrong with the arguments of `npm start`, with the usage; null where nothing is.
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
 * Reads the arguments of `npm start`; throws a sentence where one is unknown, lacks its value or contradicts another.
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
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  if (values.browser && values.electron) throw new Error('--browser and --electron exclude each other.');
  const surface = values.browser ? 'browser' : values.electron ? 'electron' : 'any';
  return { surface, isDemo: values.demo, port: readPort(values.port), isOpening: !values['no-open'] };
}

/** @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) return null;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new Error(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

/**
 * The arguments of `out/cli.js` for the browser surface. `--or-demo`: where no connection is saved, the demo.
 * @param {StartOptions} options
 */
export const serveArguments = ({ isDemo, port, isOpening }) => [
  'serve',
  isDemo ? '--demo' : '--or-demo',
  ...(port === null ? [] : ['--port', String(port)]),
  ...(isOpening ? [] : ['--no-open']),
];
