import type { GlanceAction, MenuEntry } from './tray-menu.ts';

/** What hears the entries of a menu. */
export interface MenuListeners {
  readonly onAction: (action: GlanceAction) => void;
  /** A connection was chosen. */
  readonly onChoice: (connectionId: string) => void;
}

/** The entries of a glance as Electron's menu template. A `&` in a name is no shortcut, so it is doubled. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  { onAction, onChoice }: MenuListeners,
): Electron.MenuItemConstructorOptions[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: plain(entry.label), enabled: false };
      case 'action':
        return { label: plain(entry.label), click: () => onAction(entry.action) };
      case 'choice':
        return {
          type: 'radio',
          label: plain(entry.label),
          checked: entry.isOn,
          click: () => onChoice(entry.connectionId),
        };
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
