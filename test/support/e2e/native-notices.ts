import type { DesktopControl } from './desktop-control.ts';
import type { Notices } from './notices.ts';

/** The notifications of the desktop app, which need no permission. */
export function noticesOf(desktop: Pick<DesktopControl, 'state' | 'clickNotification'>): Notices {
  return {
    allow: () => Promise.resolve(),
    shown: async () => (await desktop.state()).notifications.map(({ title, body }) => ({ title, body })),
    click: (title) => desktop.clickNotification(title),
  };
}
