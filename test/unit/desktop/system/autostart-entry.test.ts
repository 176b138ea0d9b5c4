import { describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartPath,
  isStarted,
  programPath,
} from '../../../../electron/desktop/system/autostart-entry.ts';

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
    expect(isStarted(entry)).toBe(is);
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
