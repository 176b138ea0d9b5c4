import { describe, expect, it } from 'vitest';
import {
  chooseSurface,
  helpOfStart,
  problemInStart,
  readStartOptions,
  serveArguments,
} from '../../../../build/start/start.mjs';

describe('the arguments of npm start', () => {
  it('tries Electron, opens the page and takes any port by default', () => {
    expect(readStartOptions([])).toEqual({ surface: 'any', isDemo: false, scene: null, port: null, isOpening: true });
  });

  it('reads every flag, with the port in both forms', () => {
    const expected = { surface: 'browser', isDemo: true, scene: null, port: 8080, isOpening: false };
    expect(readStartOptions(['--browser', '--demo', '--port', '8080', '--no-open'])).toEqual(expected);
    expect(readStartOptions(['--no-open', '--port=8080', '--demo', '--browser'])).toEqual(expected);
    expect(readStartOptions(['--electron', '--port', '0'])).toMatchObject({ surface: 'electron', port: 0 });
  });

  it.each([
    [['--brwoser'], "Unknown option '--brwoser'"],
    [['now'], "Unexpected argument 'now'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
    [['--port', '80x'], '--port takes a number from 0 to 65535, not "80x".'],
    [['--port', ''], '--port takes a number from 0 to 65535, not "".'],
    [['--demo', '--scene', 'calm'], '--scene is one of: storm, flap, below, long-away, nobody.'],
    [['--scene', 'storm'], 'The demo plays the --scene: give --demo as well.'],
    [['--browser', '--electron'], '--browser and --electron exclude each other.'],
  ])('refuses %j with the reason and the usage', (args, reason) => {
    const problem = problemInStart(args);
    expect(problem).toContain(reason);
    expect(problem).toContain(
      'Usage: npm start -- [--browser|--electron] [--demo [--scene S]] [--port N] [--no-open] [--no-install]',
    );
  });

  it.each([[['--help']], [['-h']], [['--demo', '--help']], [['--brwoser', '--help']]])(
    '%j asks for the usage',
    (args) => {
      expect(helpOfStart(args)).toMatch(/^Usage: npm start -- .*--no-open/s);
    },
  );

  it('see nothing they did not ask for', () => {
    expect([helpOfStart([]), helpOfStart(['--no-open'])]).toEqual([null, null]);
  });

  it('finds nothing wrong with what it can read', () => {
    expect(problemInStart(['--demo', '--port', '65535'])).toBeNull();
  });
});

describe('the arguments of the browser surface', () => {
  it('asks for the demo only where nothing is saved', () => {
    expect(serveArguments(readStartOptions([]))).toEqual(['serve', '--or-demo']);
  });

  it('passes on what was asked for', () => {
    const options = readStartOptions(['--demo', '--port', '0', '--no-open']);
    expect(serveArguments(options)).toEqual(['serve', '--demo', '--port', '0', '--no-open']);
    expect(serveArguments(readStartOptions(['--demo', '--scene', 'flap']))).toEqual([
      'serve',
      '--demo',
      '--scene=flap',
    ]);
  });
});

const desktop = {
  wanted: 'any',
  platform: 'linux',
  hasDisplay: true,
  isRoot: false,
  hasBinary: true,
  failedAgoMs: null,
} as const;
const hourMs = 60 * 60 * 1000;

describe('the choice of a surface', () => {
  it.each([
    ['a desktop with Electron', {}, { surface: 'electron', mustDownload: false }],
    ['a desktop without it', { hasBinary: false }, { surface: 'electron', mustDownload: true }],
    ['--browser', { wanted: 'browser' }, { surface: 'browser', reason: null }],
    ['no display', { hasDisplay: false }, { surface: 'browser', reason: 'there is no display' }],
    [
      'no display, --electron',
      { hasDisplay: false, wanted: 'electron' },
      { surface: 'browser', reason: 'there is no display' },
    ],
    ['root', { isRoot: true }, { surface: 'browser', reason: 'Electron does not run as root' }],
    [
      'macOS, which sets no DISPLAY',
      { platform: 'darwin', hasDisplay: false },
      { surface: 'electron', mustDownload: false },
    ],
    ['Windows', { platform: 'win32', hasDisplay: false }, { surface: 'electron', mustDownload: false }],
    [
      'a download that failed an hour ago',
      { hasBinary: false, failedAgoMs: hourMs },
      { surface: 'browser', reason: 'downloading Electron failed less than a day ago' },
    ],
    [
      'the same, --electron',
      { hasBinary: false, failedAgoMs: hourMs, wanted: 'electron' },
      { surface: 'electron', mustDownload: true },
    ],
    [
      'a download that failed a day ago',
      { hasBinary: false, failedAgoMs: 24 * hourMs },
      { surface: 'electron', mustDownload: true },
    ],
    [
      'a failure dated in the future',
      { hasBinary: false, failedAgoMs: -1 },
      { surface: 'electron', mustDownload: true },
    ],
    ['a failure, and Electron brought since', { failedAgoMs: hourMs }, { surface: 'electron', mustDownload: false }],
  ] as const)('%s', (_name, facts, expected) => {
    expect(chooseSurface({ ...desktop, ...facts })).toEqual(expected);
  });
});
