import type { Page } from '@playwright/test';
import { inProject } from '../../support/e2e/program.ts';
import { expect, test } from '../rollcall.ts';
import { chooseNotices, exploreDemo } from '../steps.ts';
import { chooseInTray, desktopOf } from './desktop.ts';

const THEMES = ['light', 'dark'] as const;

/** One picture per theme, of the demo's team in the afternoon of its zone: the same people at any time of day. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: inProject(`build/screenshots/${name}-${colorScheme}.png`) });
  }
}

// Pictures for the README are made on request; the numbers in them move with the clock.
if (process.env['ROLLCALL_SCREENSHOTS'] === '1') {
  test('pictures for the README', async ({ ownRollcall: rollcall }) => {
    const { page } = rollcall;
    const desktop = desktopOf(rollcall);
    await shoot(page, 'connect');
    await exploreDemo(page);
    await chooseNotices(page, 'team-needs-me');
    await expect(page.getByRole('listitem', { name: /from status history/ }).first()).toBeVisible();
    await shoot(page, 'popover');
    await chooseInTray(desktop, 'Status history');
    const history = await desktop.pageAt(/view=history/);
    await expect(history.getByRole('row').nth(3)).toBeVisible();
    await shoot(history, 'history');
  });
}
