import { describe, expect, it } from 'vitest';
import { presence, type Surroundings } from '../../../../electron/desktop/windows/display-mode.ts';
import {
  askTrayHost,
  trayHostFrom,
  waitForTrayHost,
  type RunProgram,
} from '../../../../electron/desktop/system/session-bus.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const linux: Surroundings = { platform: 'linux', env: {}, ozonePlatform: '', hasTray: true, trayHost: 'there' };
const gnome = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
const wayland = { XDG_SESSION_TYPE: 'wayland' };

describe('presence', () => {
  it.each<[string, Surroundings, string, boolean, RegExp | null]>([
    ['macOS', { ...linux, platform: 'darwin', trayHost: 'unknown' }, 'popover', true, null],
    ['Windows', { ...linux, platform: 'win32', trayHost: 'unknown' }, 'popover', true, null],
    ['X11 with a host', linux, 'popover', true, null],
    ['GNOME with the extension', { ...linux, env: gnome }, 'popover', true, null],
    ['GNOME without it', { ...linux, env: gnome, trayHost: 'missing' }, 'window', false, /AppIndicator/],
    ['GNOME that nobody can ask', { ...linux, env: gnome, trayHost: 'unknown' }, 'window', false, /AppIndicator/],
    ['an X11 desktop with the older tray', { ...linux, trayHost: 'missing' }, 'popover', true, null],
    ['Wayland with a host', { ...linux, env: wayland }, 'window', true, /Wayland/],
    ['Wayland without a host', { ...linux, env: wayland, trayHost: 'missing' }, 'window', false, /no tray icons/],
    ['Wayland that nobody can ask', { ...linux, env: wayland, trayHost: 'unknown' }, 'window', true, /Wayland/],
    ['Wayland, but run on X11', { ...linux, env: wayland, ozonePlatform: 'x11' }, 'popover', true, null],
    ['X11, but run on Wayland', { ...linux, ozonePlatform: 'wayland' }, 'window', true, /Wayland/],
    ['no icon could be made', { ...linux, platform: 'win32', hasTray: false }, 'window', false, /could not be made/],
  ])('%s', (_, place, look, isTraySeen, reason) => {
    const decided = presence(place);
    expect([decided.look, decided.isTraySeen]).toEqual([look, isTraySeen]);
    if (reason === null) expect(decided.reason).toBeNull();
    else expect(decided.reason).toMatch(reason);
  });
});

describe('tray host', () => {
  it.each([
    [null, '   variant       boolean true\n', 'there'],
    [null, '   variant       boolean false\n', 'missing'],
    [{ code: 1 }, '', 'missing'],
    [{ code: 'ENOENT' }, '', 'unknown'],
  ])('is read from %j and %j', (error, stdout, host) => {
    expect(trayHostFrom(error, stdout)).toBe(host);
  });

  it('is asked for on the session bus', async () => {
    const calls: unknown[] = [];
    const run: RunProgram = (file, args, _options, onEnd) => {
      calls.push([file, args[0], args.at(-1)]);
      onEnd(null, 'boolean true');
    };
    expect(await askTrayHost(run)).toBe('there');
    expect(calls).toEqual([['dbus-send', '--session', 'string:IsStatusNotifierHostRegistered']]);
  });

  it('is waited for at login, for 3 s at most', async () => {
    const clock = createFakeClock();
    let asked = 0;
    const run: RunProgram = (_file, _args, _options, onEnd) => {
      asked += 1;
      onEnd(null, asked === 3 ? 'boolean true' : 'boolean false');
    };
    const found = waitForTrayHost(run, clock, true);
    await clock.advanceAsync(1_000);
    expect(await found).toBe('there');
    expect(clock.pending()).toEqual([]);

    const never = waitForTrayHost((_f, _a, _o, onEnd) => onEnd(null, 'boolean false'), clock, true);
    await clock.advanceAsync(3_000);
    expect(await never).toBe('missing');
    expect(await waitForTrayHost((_f, _a, _o, onEnd) => onEnd(null, ''), clock, false)).toBe('missing');
    await clock.advanceAsync(500);
    expect(clock.pending()).toEqual([]);
  });

  it('is not waited for longer where the bus does not answer', async () => {
    const clock = createFakeClock();
    const hung = waitForTrayHost(() => undefined, clock, true);
    await clock.advanceAsync(3_000);
    expect(await hung).toBe('missing');
  });
});
