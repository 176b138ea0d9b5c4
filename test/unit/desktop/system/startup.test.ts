import { describe, expect, it } from 'vitest';
import { INSTALLED } from '../../../../electron/desktop/system/identity.ts';
import { beforeReady, handOver, launchOptions, runCommand } from '../../../../electron/desktop/system/startup.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

describe('launchOptions', () => {
  it.each([
    [['electron', '.'], { isHidden: false, openWith: 'saved' }],
    [['rollcall', '--hidden'], { isHidden: true, openWith: 'saved' }],
    [['electron', '.', '--demo'], { isHidden: false, openWith: 'demo' }],
    [['electron', '.', '--or-demo'], { isHidden: false, openWith: 'saved-or-demo' }],
    [['rollcall', 'https://evil.test/', '--hidden=x', '--demo-mode', '-demo'], { isHidden: false, openWith: 'saved' }],
  ])('reads %j', (argv, options) => {
    expect(launchOptions(argv)).toEqual({ ...options, scene: { ok: true, value: null } });
  });

  it.each([
    [['rollcall', '--demo', '--scene', 'storm'], 'storm'],
    [['electron', '.', '--scene=long-away', '--or-demo'], 'long-away'],
  ])('reads the scene of %j', (argv, scene) => {
    expect(launchOptions(argv).scene).toEqual({ ok: true, value: scene });
  });

  it.each([
    [['rollcall', '--demo', '--scene', 'calm'], '--scene is one of: storm, flap, below, long-away, nobody.'],
    [['rollcall', '--demo', '--scene'], '--scene is one of: storm, flap, below, long-away, nobody.'],
    [['rollcall', '--scene=storm'], 'The demo plays the --scene: give --demo as well.'],
  ])('refuses the scene of %j', (argv, message) => {
    expect(launchOptions(argv).scene).toMatchObject({ ok: false, error: { message } });
  });
});

describe('before ready', () => {
  /** Electron as it is after it; the stand-in refuses what may not come then. */
  function startedOn(platform: string, { isPackaged = true, argv = [] as readonly string[] } = {}) {
    const { electron, identity } = startElectron({ platform, isPackaged, argv, isStarting: true });
    const calls: string[] = [];
    const { enableSandbox } = electron.app;
    electron.app.enableSandbox = () => {
      calls.push('sandbox');
      enableSandbox();
    };
    if (platform === 'darwin') electron.app.setActivationPolicy = (policy) => void calls.push(`policy ${policy}`);
    beforeReady(platform, '/data/chromium');
    return { electron, identity, calls };
  }

  it.each([
    ['linux', ['sandbox']],
    ['win32', ['sandbox']],
    ['darwin', ['sandbox', 'policy accessory']],
  ])('sets what has to be set on %s', (platform, expected) => {
    const { electron, calls } = startedOn(platform);
    expect([calls, electron.app.getPath('userData')]).toEqual([expected, '/data/chromium']);
  });

  it('registers the scheme of the pages', async () => {
    const { electron } = startedOn('linux');
    await electron.app.whenReady();
    const { protocol } = electron.session.fromPartition('pages');
    protocol.handle('app', () => new Response());
    expect(protocol.isProtocolHandled('app')).toBe(true);
  });

  it('gives the name on Windows that toasts are shown in', () => {
    expect(startedOn('win32').identity).toEqual(INSTALLED);
  });

  it('leaves the Start menu entry and the toasts of an installed Rollcall alone when it runs from its sources', () => {
    const { identity } = startedOn('win32', { isPackaged: false });
    for (const key of ['name', 'appId', 'activator'] as const) expect(identity[key]).not.toBe(INSTALLED[key]);
    expect(identity.appId).toMatch(/build-tree$/);
  });

  it('leaves a switch alone that disabled the sandbox, as the starter of an AppImage does', () => {
    const { calls } = startedOn('linux', { argv: ['--no-sandbox'] });
    expect(calls).not.toContain('sandbox');
  });
});

it('a command prepares Electron before ready, and runs after it', async () => {
  const { electron, exits } = startElectron({ isStarting: true });
  const calls: string[] = [];
  const running = runCommand('/data/chromium/terminal', async () => {
    calls.push(`run, ready: ${electron.app.isReady()}`);
    return 3;
  });
  expect([electron.app.getPath('userData'), calls]).toEqual(['/data/chromium/terminal', []]);
  await running;
  expect([calls, exits]).toEqual([['run, ready: true'], [3]]);
});

it.each([
  ['has the running app show itself', false, true, ['show', 'quit']],
  ['says when that does not answer', false, false, ['show', 'box It hangs.', 'quit']],
  ['opens nothing when it was started at login', true, true, ['quit']],
] as const)('a launch while another process owns the folder %s, and ends', async (_name, isHidden, isShown, done) => {
  const { electron } = startElectron();
  const calls: string[] = [];
  electron.dialog.showErrorBox = (_title, sentence) => void calls.push(`box ${sentence}`);
  electron.app.quit = () => void calls.push('quit');
  await handOver(isHidden, {
    async show() {
      calls.push('show');
      return isShown;
    },
    notAnswering: 'It hangs.',
  });
  expect(calls).toEqual(done);
});
