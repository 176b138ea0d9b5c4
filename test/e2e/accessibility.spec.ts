import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './rollcall.ts';
import { agents, exploreDemo, goTo } from './steps.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any view (${theme})`, async ({ rollcall: { page } }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await test.step('connect', async () => {
      await page.getByRole('button', { name: 'Save and start' }).click();
      await expect(page.getByLabel('Host', { exact: true })).toBeFocused();
      await expectAccessible(page);
    });
    await test.step('team', async () => {
      await exploreDemo(page);
      await expect(agents(page).first()).toBeVisible();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await expectAccessible(page);
    });
    await test.step('history', async () => {
      await goTo(page, 'History');
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Totals', exact: true }).click();
      await expectAccessible(page);
    });
    await test.step('settings and its question', async () => {
      await goTo(page, 'Settings');
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Leave the demo' }).click();
      await expectAccessible(page);
    });
  });
}
