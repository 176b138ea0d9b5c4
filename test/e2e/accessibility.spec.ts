import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './rollcall.ts';
import { agents, exploreDemo, goTo } from './steps.ts';

const THEMES = ['light', 'dark'] as const;

/** Every rule in the light; in the dark, where nothing but the colours differs, the ones about colour. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // No frames to look into, and nothing to report but violations: both save most of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(found).toEqual([]);
  }
}

test('axe finds nothing in any view, in either theme', async ({ rollcall: { page, desktop } }) => {
  await test.step('connect', async () => {
    await page.getByRole('button', { name: 'Save and start' }).click();
    await expect(page.getByLabel('Host', { exact: true })).toBeFocused();
    await expectAccessible(page);
  });
  await test.step('team', async () => {
    await exploreDemo(page);
    await expect(agents(page).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'View: Everybody' }).click();
    await expect(page.getByRole('menu', { name: 'Views' })).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('a view in the editor', async () => {
    await page.getByRole('menuitem', { name: 'New view' }).click();
    await page.getByRole('textbox', { name: 'Queues' }).fill('no-queue');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('Kore.ai refused this request.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
  await test.step('team, the menu of an agent', async () => {
    if (desktop === null) return;
    await agents(page).first().click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });
  await test.step('history, timeline', async () => {
    await goTo(page, 'History');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('history, totals', async () => {
    await page.getByRole('button', { name: 'Totals', exact: true }).click();
    await expectAccessible(page);
  });
  await test.step('settings', async () => {
    await goTo(page, 'Settings');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('a question', async () => {
    await page.getByRole('button', { name: 'Leave the demo' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
  });
});
