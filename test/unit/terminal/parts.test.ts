import { expect, it } from 'vitest';
import { browserCommand } from '../../../electron/terminal/parts.ts';

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
