import type { GlanceAction, MenuEntry } from '../team/glance-menu.ts';

/** The entries of a glance as Electron's menu template. A `&` in a name is no shortcut, so it is doubled. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  onAction: (action: GlanceAction) => void,
): Electron.MenuItemConstructorOptions[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: plain(entry.label), enabled: false };
      case 'action':
        return { label: plain(entry.label), click: () => onAction(entry.action) };
      case 'switch':
        return {
          type: 'checkbox',
          label: plain(entry.label),
          checked: entry.isOn,
          click: () => onAction(entry.action),
        };
    }
  });
}

function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
