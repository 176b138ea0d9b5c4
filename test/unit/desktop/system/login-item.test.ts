import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartPath,
  createLoginItem,
  isEnabled,
  programPath,
} from '../../../../electron/desktop/system/login-item.ts';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

describe('login item', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rollcall-login-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const where = () => ({ env: { APPIMAGE: '/home/ana/Rollcall.AppImage' }, home, execPath: '/tmp/.mount/rollcall' });

  it('is not offered in a build tree', async () => {
    const { calls } = startElectron({ platform: 'darwin', isPackaged: false });
    const item = await createLoginItem({ choices: platformChoices('darwin'), ...where() });
    await item.set(true);
    expect([item.isOn(), (await calls.hostState()).loginItem]).toEqual([null, null]);
  });

  it('is Electron’s on macOS and Windows, and starts hidden', async () => {
    const { calls } = startElectron({ platform: 'win32' });
    const item = await createLoginItem({ choices: platformChoices('win32'), ...where() });
    expect(item.isOn()).toBe(false);
    await item.set(true);
    const { loginItem } = await calls.hostState();
    expect([item.isOn(), loginItem]).toEqual([true, { openAtLogin: true, args: ['--hidden'] }]);
  });

  it('is off on Windows when Task Manager has disabled it, and on again when it is switched on', async () => {
    const { calls } = startElectron({ platform: 'win32' });
    const item = await createLoginItem({ choices: platformChoices('win32'), ...where() });
    await item.set(true);
    await calls.holdBackLoginItem();
    expect(item.isOn()).toBe(false);
    await item.set(true);
    expect(item.isOn()).toBe(true);
  });

  it('goes by what macOS says, which has no Task Manager', async () => {
    startElectron({ platform: 'darwin' });
    const item = await createLoginItem({ choices: platformChoices('darwin'), ...where() });
    await item.set(true);
    expect(item.isOn()).toBe(true);
  });

  it('is off on Linux when the desktop has switched the file off', async () => {
    startElectron();
    const choices = platformChoices('linux');
    const file = path.join(home, '.config', 'autostart', 'rollcall.desktop');
    const item = await createLoginItem({ choices, ...where() });
    await item.set(true);
    await writeFile(file, (await readFile(file, 'utf8')).replace('enabled=true', 'enabled=false'));
    const later = await createLoginItem({ choices, ...where() });
    expect(later.isOn()).toBe(false);
    await later.set(true);
    const last = await createLoginItem({ choices, ...where() });
    expect(last.isOn()).toBe(true);
  });

  it('is a file on Linux that comes and goes', async () => {
    startElectron();
    const choices = platformChoices('linux');
    const file = path.join(home, '.config', 'autostart', 'rollcall.desktop');
    const item = await createLoginItem({ choices, ...where() });
    await item.set(true);
    expect(await readFile(file, 'utf8')).toContain('Exec="/home/ana/Rollcall.AppImage" --hidden');
    await item.set(true);
    const later = await createLoginItem({ choices, ...where() });
    expect(later.isOn()).toBe(true);
    await later.set(false);
    expect([later.isOn(), await stat(file).catch(() => null)]).toEqual([false, null]);
  });
});

describe('autostart entry', () => {
  it.each([
    ['/opt/Rollcall/rollcall', 'Exec="/opt/Rollcall/rollcall" --hidden'],
    ['/home/a b/100%/"x"', 'Exec="/home/a b/100%%/\\\\"x\\\\"" --hidden'],
    ['/a$b`c\\d', 'Exec="/a\\\\$b\\\\`c\\\\\\\\d" --hidden'],
  ])('quotes %s', (program, exec) => {
    expect(autostartEntry(program).split('\n')).toContain(exec);
  });

  it.each([
    ['none at all', null, false],
    ['its own', autostartEntry('/opt/Rollcall/rollcall'), true],
    ['one that GNOME switched off', autostartEntry('/x').replace('enabled=true', 'enabled=false'), false],
    ['one that the desktop hides', `${autostartEntry('/x')}Hidden=true\n`, false],
    ['one that it hides no longer', `${autostartEntry('/x')}Hidden = false\n`, true],
    ['one written by another program', '[Desktop Entry]\r\nExec=/x\r\nHidden = true\r\n', false],
  ])('is followed at login or not: %s', (_, entry, is) => {
    expect(isEnabled(entry)).toBe(is);
  });

  it('lies where the specification says', () => {
    expect(autostartPath({}, '/home/ana')).toBe('/home/ana/.config/autostart/rollcall.desktop');
    expect(autostartPath({ XDG_CONFIG_HOME: '/x' }, '/home/ana')).toBe('/x/autostart/rollcall.desktop');
    expect(autostartPath({ XDG_CONFIG_HOME: 'x' }, '/home/ana')).toBe('/home/ana/.config/autostart/rollcall.desktop');
  });

  it('names an AppImage by its own file', () => {
    expect(programPath({ APPIMAGE: '/home/ana/Rollcall.AppImage' }, '/tmp/.mount/rollcall')).toBe(
      '/home/ana/Rollcall.AppImage',
    );
    expect(programPath({}, '/opt/Rollcall/rollcall')).toBe('/opt/Rollcall/rollcall');
  });
});
