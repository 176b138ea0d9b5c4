import { expect } from '@playwright/test';
import { command, forgetEverything } from './commands.ts';
import type { DesktopControl } from './desktop-control.ts';
import { noticesOf } from './native-notices.ts';
import type { RunningRollcall } from './running.ts';

/** Leaves a running desktop app as after its first start: one window, the popover, open at its first view. */
export async function renewDesktopApp(
  app: RunningRollcall & { readonly desktop: DesktopControl },
): Promise<RunningRollcall> {
  const { page, desktop } = app;
  const isHistory = ({ url }: { readonly url: string }): boolean => url.includes('view=history');
  const isOpen = async (): Promise<boolean> =>
    (await desktop.state()).windows.some((window) => window.isVisible && !isHistory(window));
  for (const { id } of (await desktop.state()).windows.filter(isHistory)) await desktop.closeWindow(id);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await command(page, 'window:pin', false);
  await forgetEverything(page);
  // A click that comes right after the popover was left counts as the one that left it.
  await expect(async () => {
    if (!(await isOpen())) await desktop.clickTray();
    expect(await isOpen()).toBe(true);
  }).toPass();
  app.watch.take();
  const renewed = await withoutPast(desktop);
  return { ...app, desktop: renewed, notices: noticesOf(renewed) };
}

/** The desktop without what was shown and opened until now. */
async function withoutPast(desktop: DesktopControl): Promise<DesktopControl> {
  const past = await desktop.state();
  return {
    ...desktop,
    async state() {
      const now = await desktop.state();
      return {
        ...now,
        notifications: now.notifications.slice(past.notifications.length),
        openedOutside: now.openedOutside.slice(past.openedOutside.length),
      };
    },
  };
}
