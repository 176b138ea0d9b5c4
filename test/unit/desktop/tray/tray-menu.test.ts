import { expect, it } from 'vitest';
import { menuTemplate } from '../../../../electron/desktop/tray/tray-menu.ts';

it('the entries become a template whose actions are heard', () => {
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
