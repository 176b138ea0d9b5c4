import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItem } from '../../../electron/desktop/login-item.ts';
import { platformChoices } from '../../../electron/desktop/platform.ts';

describe('login item', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rollcall-login-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  function appOf(isPackaged: boolean) {
    const set: Electron.Settings[] = [];
    const app = {
      isPackaged,
      getLoginItemSettings: () => ({ openAtLogin: set.at(-1)?.openAtLogin ?? false }) as Electron.LoginItemSettings,
      setLoginItemSettings: (settings: Electron.Settings) => void set.push(settings),
    };
    return { app, set };
  }
  const where = () => ({ env: { APPIMAGE: '/home/ana/Rollcall.AppImage' }, home, execPath: '/tmp/.mount/rollcall' });

  it('is not offered in a build tree', async () => {
    const { app, set } = appOf(false);
    const item = await createLoginItem({ app, choices: platformChoices('darwin'), ...where() });
    await item.set(true);
    expect([item.isOn(), set]).toEqual([null, []]);
  });

  it('is Electron’s on macOS and Windows, and starts hidden', async () => {
    const { app, set } = appOf(true);
    const item = await createLoginItem({ app, choices: platformChoices('win32'), ...where() });
    expect(item.isOn()).toBe(false);
    await item.set(true);
    expect([item.isOn(), set]).toEqual([true, [{ openAtLogin: true, args: ['--hidden'] }]]);
  });

  it('is a file on Linux that comes and goes', async () => {
    const choices = platformChoices('linux');
    const file = path.join(home, '.config', 'autostart', 'rollcall.desktop');
    const item = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    await item.set(true);
    expect(await readFile(file, 'utf8')).toContain('Exec="/home/ana/Rollcall.AppImage" --hidden');
    await item.set(true);
    const later = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    expect(later.isOn()).toBe(true);
    await later.set(false);
    expect([later.isOn(), await stat(file).catch(() => null)]).toEqual([false, null]);
  });
});
