import { describe, expect, it } from 'vitest';
import { helpOfStart, problemInStart, readStartOptions, serveArguments } from '../../../../build/start/options.mjs';

describe('the arguments of npm start', () => {
  it('tries Electron, opens the page and takes any port by default', () => {
    expect(readStartOptions([])).toEqual({ surface: 'any', isDemo: false, port: null, isOpening: true });
  });

  it('reads every flag, with the port in both forms', () => {
    const expected = { surface: 'browser', isDemo: true, port: 8080, isOpening: false };
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
    [['--browser', '--electron'], '--browser and --electron exclude each other.'],
  ])('refuses %j with the reason and the usage', (args, reason) => {
    const problem = problemInStart(args);
    expect(problem).toContain(reason);
    expect(problem).toContain(
      'Usage: npm start -- [--browser|--electron] [--demo] [--port N] [--no-open] [--no-install]',
    );
  });

  it.each([[['--help']], [['-h']], [['--demo', '--help']], [['--brwoser', '--help']]])(
    '%j asks for the usage',
    (args) => {
      expect(helpOfStart(args)).toMatch(/^Usage: npm start -- .*--no-open/s);
    },
  );

  it('are told nothing they did not ask for', () => {
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
  });
});
