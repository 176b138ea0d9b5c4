import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../../../electron/desktop/tray/application-menu.ts';
import { menuTemplate } from '../../../../electron/desktop/tray/menu-template.ts';

describe('menus', () => {
  it('are none in the installed app, except on macOS, where copy and paste need one', () => {
    expect(applicationMenu('win32', true)).toBeNull();
    expect(applicationMenu('linux', false)).toEqual([{ role: 'viewMenu' }]);
    expect(applicationMenu('darwin', true)).toEqual([
      { role: 'appMenu' },
      { role: 'editMenu' },
      { role: 'windowMenu' },
    ]);
  });

  it('become a template whose actions are heard', () => {
    const heard: string[] = [];
    const template = menuTemplate(
      [
        { kind: 'text', label: 'A & B' },
        { kind: 'separator' },
        { kind: 'action', label: 'Open', action: 'open' },
        { kind: 'switch', label: 'Start at login', action: 'start-at-login', isOn: true },
        { kind: 'choice', label: 'R & D', connectionId: 'c-2', isOn: false },
      ],
      { onAction: (action) => heard.push(action), onChoice: (id) => heard.push(`choice ${id}`) },
    );
    for (const { click } of template) (click as (() => void) | undefined)?.();
    expect(heard).toEqual(['open', 'start-at-login', 'choice c-2']);
    expect(template.map(({ click: _, ...rest }) => rest)).toEqual([
      { label: 'A && B', enabled: false },
      { type: 'separator' },
      { label: 'Open' },
      { type: 'checkbox', label: 'Start at login', checked: true },
      { type: 'radio', label: 'R && D', checked: false },
    ]);
  });
});
