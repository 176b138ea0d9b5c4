import { expect, type Page } from '@playwright/test';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';
import { command } from './commands.ts';
import type { DesktopControl } from './desktop-control.ts';
import type { RunningRollcall } from './running.ts';

/**
 * Resets a running app, so the next test finds no trace of the one before: no connection, default settings, other
 * windows closed, the popover open and not pinned, the page reloaded.
 */
export async function reset({ page, desktop }: RunningRollcall): Promise<void> {
  for (const { id, url } of (await desktop?.state())?.windows ?? []) {
    if (url.includes('view=')) await desktop?.closeWindow(id);
  }
  await forgetEverything(page);
  if (desktop !== null) await openPopover(desktop);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.context().clearPermissions();
  await page.evaluate(() => (location.hash = ''));
  await page.reload();
  await expectConnectForm(page);
}

/**
 * The app takes a click right after the popover lost the focus as the click that closed it, so a second one may be
 * needed.
 */
async function openPopover(desktop: DesktopControl): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await desktop.state()).windows.some(({ isVisible }) => isVisible);
  await expect(async () => {
    if (!(await isOpen())) await desktop.clickTray();
    expect(await isOpen()).toBe(true);
  }).toPass();
}

async function expectConnectForm(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
}

async function forgetEverything(page: Page): Promise<void> {
  await command(page, 'window:pin', false);
  await command(page, 'team:pause', null);
  for (const { profile } of await command(page, 'connection:list')) {
    await command(page, 'connection:forget', profile.id);
  }
  await command(page, 'settings:update', DEFAULT_PREFERENCES);
  await command(page, 'storage:purge');
}

/** The app without the notifications and addresses of earlier tests. */
export async function withoutPast(app: RunningRollcall): Promise<RunningRollcall> {
  const { desktop, notices } = app;
  const before = (await notices.shown()).length;
  return {
    ...app,
    notices: { ...notices, shown: async () => (await notices.shown()).slice(before) },
    desktop: desktop && { ...desktop, state: await stateWithoutPast(desktop) },
  };
}

async function stateWithoutPast({ state }: DesktopControl): Promise<DesktopControl['state']> {
  const past = await state();
  return async () => {
    const now = await state();
    return {
      ...now,
      notifications: now.notifications.slice(past.notifications.length),
      openedOutside: now.openedOutside.slice(past.openedOutside.length),
    };
  };
}
