import { describe, expect, it } from 'vitest';
import { autostartEntry, autostartPath, programPath } from '../../../electron/desktop/autostart-entry.ts';

describe('autostart entry', () => {
  it.each([
    ['/opt/Rollcall/rollcall', 'Exec="/opt/Rollcall/rollcall" --hidden'],
    ['/home/a b/100%/"x"', 'Exec="/home/a b/100%%/\\\\"x\\\\"" --hidden'],
    ['/a$b`c\\d', 'Exec="/a\\\\$b\\\\`c\\\\\\\\d" --hidden'],
  ])('quotes %s', (program, exec) => {
    expect(autostartEntry(program).split('\n')).toContain(exec);
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
