import { expect, type Page } from '@playwright/test';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';
import { command } from './commands.ts';
import type { RunningRollcall } from './running.ts';

/**
 * Makes a running app as it was at its start, with no connection and default settings, so that the next test finds
 * nothing of the one before: windows are closed, the popover is open and not pinned, the page is loaded anew.
 */
export async function reset({ page, desktop }: RunningRollcall): Promise<void> {
  for (const { id, url } of (await desktop?.state())?.windows ?? []) {
    if (url.includes('view=')) await desktop?.closeWindow(id);
  }
  await forgetEverything(page);
  await desktop?.launchAgain();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.context().clearPermissions();
  await page.evaluate(() => (location.hash = ''));
  await page.reload();
  await expectConnectForm(page);
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
