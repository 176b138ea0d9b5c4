import type { Page } from '@playwright/test';
import { expect, test } from '../rollcall.ts';
import { areShot, shoot, WIDE } from '../shoot.ts';
import { chooseNotices, exploreDemo } from '../steps.ts';
import { chooseInTray, desktopOf } from './desktop.ts';

/** The tray's menu as the system is given it, drawn plainly: each system draws its own. */
async function shootMenu(page: Page, labels: readonly string[]): Promise<void> {
  const menu = await page.context().newPage();
  await menu.setViewportSize({ width: 280, height: 26 * labels.length + 24 });
  await menu.setContent(`<style>
    :root { color-scheme: light dark; font: 13px system-ui; }
    body { margin: 12px; background: light-dark(#f6f6f6, #2b2d33); color: light-dark(#1b1b1f, #e8e8ec); }
    p { margin: 0; padding: 4px 8px; height: 18px; }
    p:empty { border-bottom: 1px solid light-dark(#d5d5da, #45474f); height: 4px; margin-bottom: 4px; padding: 0; }
  </style>`);
  await menu.locator('body').evaluate((body, texts) => {
    for (const text of texts) body.append(Object.assign(document.createElement('p'), { textContent: text }));
  }, labels);
  await shoot(menu, 'menu');
  await menu.close();
}

if (areShot) {
  test('pictures for the README', async ({ ownRollcall: rollcall }) => {
    const { page } = rollcall;
    const desktop = desktopOf(rollcall);
    await shoot(page, 'connect');
    await exploreDemo(page);
    await chooseNotices(page, 'team-needs-me');
    await expect(page.getByRole('button', { name: /from status history/ }).first()).toBeVisible();
    await shoot(page, 'popover');
    await page.setViewportSize(WIDE);
    // The bands are read after the window has become wide.
    await expect(page.getByRole('listitem').locator('svg.band path').first()).toBeAttached();
    await expect(page.getByText('Day not read')).toHaveCount(0);
    await shoot(page, 'team');
    await page
      .getByRole('button', { name: /over the limit|limit \d+ min/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Last changes' })).toBeVisible();
    await shoot(page, 'card');
    await page.keyboard.press('Escape');
    await shootMenu(page, (await desktop.state()).tray?.menu ?? []);
    await chooseInTray(desktop, 'Status history');
    const history = await desktop.pageAt(/view=history/);
    await expect(history.getByRole('row').nth(3)).toBeVisible();
    await history.setViewportSize(WIDE);
    const slider = history.getByRole('slider');
    await slider.focus();
    for (let quarter = 0; quarter < 12; quarter += 1) await slider.press('PageDown');
    await expect(
      history
        .getByRole('complementary')
        .getByText(/since \d\d:\d\d/)
        .first(),
    ).toBeVisible();
    await shoot(history, 'history');
    await history.getByRole('button', { name: 'Totals' }).click();
    await expect(history.getByRole('row').nth(3)).toBeVisible();
    await shoot(history, 'totals');
  });
}
