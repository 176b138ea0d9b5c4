import { expect, it } from 'vitest';
import { browserCommand, hasDisplay } from '../../../electron/terminal/parts.ts';

it.each([
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32'],
  ['freebsd', 'xdg-open'],
])('opens an address on %s with %s and no shell', (platform, file) => {
  const url = 'http://127.0.0.1:1/#token=a&b';
  const command = browserCommand(platform, url);
  expect(command.file).toBe(file);
  expect(command.args.at(-1)).toBe(url);
});

it.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
])('a browser has a screen on %s with %j: %s', (platform, env, has) => {
  expect(hasDisplay(platform, env)).toBe(has);
});
