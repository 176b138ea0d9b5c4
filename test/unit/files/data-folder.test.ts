import { expect, it } from 'vitest';
import { dataFolder } from '../../../electron/files/data-folder.ts';

it.each([
  ['linux', {}, '/home/mia', '/home/mia/.config/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '/conf' }, '/home/mia', '/conf/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: 'conf' }, '/home/mia', '/home/mia/.config/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/mia', '/home/mia/.config/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '/conf', ROLLCALL_HOME: '/data/rollcall' }, '/home/mia', '/data/rollcall'],
  ['linux', { ROLLCALL_HOME: '' }, '/home/mia', '/home/mia/.config/Rollcall'],
  ['linux', { ROLLCALL_HOME: '~/x' }, '/home/mia', '/home/mia/x'],
  ['linux', { ROLLCALL_HOME: '~' }, '/home/mia', '/home/mia'],
  ['linux', { ROLLCALL_HOME: '/data//r/../s/' }, '/home/mia', '/data/s'],
  // Left as they are, to be refused: from another folder they would be another one.
  ['linux', { ROLLCALL_HOME: 'r' }, '/home/mia', 'r'],
  ['linux', { ROLLCALL_HOME: './~' }, '/home/mia', './~'],
  ['linux', { ROLLCALL_HOME: '~ben/x' }, '/home/mia', '~ben/x'],
  ['linux', { ROLLCALL_HOME: '~/x' }, '', '~/x'],
  ['linux', {}, '', '.config/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '/conf' }, '', '/conf/Rollcall'],
  ['win32', { ROLLCALL_HOME: '~\\r' }, 'C:\\Users\\mia', 'C:\\Users\\mia\\r'],
  ['win32', { APPDATA: 'Roaming' }, 'C:\\Users\\mia', 'C:\\Users\\mia\\AppData\\Roaming\\Rollcall'],
  ['freebsd', {}, '/home/mia', '/home/mia/.config/Rollcall'],
  ['darwin', { XDG_CONFIG_HOME: '/conf' }, '/Users/mia', '/Users/mia/Library/Application Support/Rollcall'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\mia', 'D:\\Roaming\\Rollcall'],
  ['win32', {}, 'C:\\Users\\mia', 'C:\\Users\\mia\\AppData\\Roaming\\Rollcall'],
  ['win32', { ROLLCALL_HOME: 'E:\\r' }, 'C:\\Users\\mia', 'E:\\r'],
])('on %s with %j and home %s it is %s', (platform, env, home, expected) => {
  expect(dataFolder({ platform, env, home })).toBe(expected);
});
