import { describe, expect, it } from 'vitest';
import { displayMode, type DisplayFacts } from '../../../../electron/desktop/windows/display-mode.ts';

const linux: DisplayFacts = { platform: 'linux', env: {}, ozonePlatform: '', hasTray: true, trayHost: 'there' };
const gnome = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
const wayland = { XDG_SESSION_TYPE: 'wayland' };

describe('displayMode', () => {
  it.each<[string, DisplayFacts, string, boolean, RegExp | null]>([
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
    ['no icon could be made', { ...linux, platform: 'win32', hasTray: false }, 'window', false, /could not be created/],
  ])('%s', (_, facts, kind, isTrayVisible, reason) => {
    const mode = displayMode(facts);
    expect([mode.kind, mode.isTrayVisible]).toEqual([kind, isTrayVisible]);
    if (reason === null) expect(mode.reason).toBeNull();
    else expect(mode.reason).toMatch(reason);
  });
});
