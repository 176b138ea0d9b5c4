import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItem } from '../../../../electron/desktop/system/login-item.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';

describe('login item', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rollcall-login-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  function appOf(isPackaged: boolean, platform: 'darwin' | 'win32' = 'darwin') {
    let isHeldBack = platform === 'win32' ? false : null;
    const set: Electron.Settings[] = [];
    const app = {
      isPackaged,
      // electronjs.org: `executableWillLaunchAtLogin` is of Windows; registering it undoes what Task Manager did.
      getLoginItemSettings: () =>
        ({
          openAtLogin: set.at(-1)?.openAtLogin ?? false,
          ...(isHeldBack === null ? {} : { executableWillLaunchAtLogin: set.length > 0 && !isHeldBack }),
        }) as Electron.LoginItemSettings,
      setLoginItemSettings(settings: Electron.Settings) {
        set.push(settings);
        if (isHeldBack !== null) isHeldBack = false;
      },
    };
    return { app, set, disable: () => void (isHeldBack = true) };
  }
  const where = () => ({ env: { APPIMAGE: '/home/ana/Rollcall.AppImage' }, home, execPath: '/tmp/.mount/rollcall' });

  it('is not offered in a build tree', async () => {
    const { app, set } = appOf(false);
    const item = await createLoginItem({ app, choices: platformChoices('darwin'), ...where() });
    await item.set(true);
    expect([item.isOn(), set]).toEqual([null, []]);
  });

  it('is Electron’s on macOS and Windows, and starts hidden', async () => {
    const { app, set } = appOf(true, 'win32');
    const item = await createLoginItem({ app, choices: platformChoices('win32'), ...where() });
    expect(item.isOn()).toBe(false);
    await item.set(true);
    expect([item.isOn(), set]).toEqual([true, [{ openAtLogin: true, args: ['--hidden'] }]]);
  });

  it('is off on Windows when Task Manager has disabled it, and on again when it is switched on', async () => {
    const { app, disable } = appOf(true, 'win32');
    const item = await createLoginItem({ app, choices: platformChoices('win32'), ...where() });
    await item.set(true);
    disable();
    expect(item.isOn()).toBe(false);
    await item.set(true);
    expect(item.isOn()).toBe(true);
  });

  it('goes by what macOS says, which has no Task Manager', async () => {
    const { app } = appOf(true);
    const item = await createLoginItem({ app, choices: platformChoices('darwin'), ...where() });
    await item.set(true);
    expect(item.isOn()).toBe(true);
  });

  it('is off on Linux when the desktop has switched the file off', async () => {
    const choices = platformChoices('linux');
    const file = path.join(home, '.config', 'autostart', 'rollcall.desktop');
    const item = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    await item.set(true);
    await writeFile(file, (await readFile(file, 'utf8')).replace('enabled=true', 'enabled=false'));
    const later = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    expect(later.isOn()).toBe(false);
    await later.set(true);
    const last = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    expect(last.isOn()).toBe(true);
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
