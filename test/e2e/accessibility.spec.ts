import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { command } from '../support/e2e/commands.ts';
import type { KoreAgent } from '../support/kore-server.ts';
import { expect, test } from './rollcall.ts';
import { agentButton, agents, connectForSession, goTo, openCard } from './steps.ts';
import { team } from './team.ts';

const THEMES = ['light', 'dark'] as const;
const OVER_ITS_LIMIT: KoreAgent = {
  id: 'fay',
  firstName: 'Fay',
  lastName: 'Roux',
  bucket: 'AWAY',
  records: [{ primary: 'AWAY', secondary: 'Lunch', start: Date.now() - 40 * 60_000, end: null }],
};

/**
 * Every rule in the light; in the dark, where nothing but the colours differs, the ones about colour. A part: what is new
 * on a page that was looked through before.
 */
async function expectAccessible(page: Page, part: string | null = null): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // No frames, no style sheets read again, nothing but violations: this saves most of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], preload: false });
    if (part !== null) axe.include(part);
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(found).toEqual([]);
  }
}

test('axe finds nothing in any view, in either theme', async ({ rollcall: { page }, kore }) => {
  kore.refuseIds('no-queue');
  kore.setTeam([...team(), OVER_ITS_LIMIT]);
  await test.step('connect', async () => {
    await page.getByRole('button', { name: 'Save and start' }).click();
    await expect(page.getByLabel('Host', { exact: true })).toBeFocused();
    await expectAccessible(page);
  });
  // A team of a few agents has every kind of line, and axe looks at each line by itself.
  await test.step('team', async () => {
    await connectForSession(page, kore);
    // In some zones nothing shows which one these times are in, and then nobody is over a limit.
    await command(page, 'connection:update', { apiTimes: 'request' });
    await expect(agentButton(page, 'Fay')).toHaveAccessibleName(/limit/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'View: Everybody' }).click();
    await expect(page.getByRole('menu', { name: 'Views' })).toBeVisible();
    await expectAccessible(page, '[role=menu]');
  });
  await test.step('a view in the editor', async () => {
    await page.getByRole('menuitem', { name: 'New view' }).click();
    await page.getByRole('combobox', { name: 'Agents' }).fill('a');
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await expectAccessible(page, 'form');
    await page.getByRole('combobox', { name: 'Agents' }).fill('');
    await page.getByRole('combobox', { name: 'Queues' }).fill('no-queue');
    await page.getByRole('combobox', { name: 'Queues' }).press('Enter');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(
      page
        .getByRole('form')
        .getByText(/no-queue/)
        .first(),
    ).toBeVisible();
    await expectAccessible(page, 'form');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'dialog');
    await page.getByRole('button', { name: 'Discard' }).click();
  });
  await test.step('team, the card of an agent', async () => {
    const card = await openCard(page, 'Fay Roux');
    await expect(card.getByRole('img', { name: /^Today: Away · Lunch/ })).toBeVisible();
    await card.getByText(/^Today as text/).press('Enter');
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Add to view' }).press('Enter');
    await expect(page.getByRole('menuitem', { name: 'New view with this agent' })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(agentButton(page, 'Fay')).toBeFocused();
  });
  await test.step('team, the menu of an agent', async () => {
    await agents(page).first().click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, '[role=menu]');
    await page.keyboard.press('Escape');
  });
  await test.step('history, timeline', async () => {
    await goTo(page, 'History');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('history, totals', async () => {
    await page.getByRole('button', { name: 'Totals', exact: true }).click();
    await expectAccessible(page, 'main');
  });
  await test.step('alerts, a rule open', async () => {
    await goTo(page, 'Alerts');
    await page
      .getByRole('button', { name: /^Edit: / })
      .first()
      .click();
    await page.getByRole('checkbox', { name: 'Only in these hours' }).check();
    await expect(page.getByText(/^In the time of /)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'dialog');
    await page.getByRole('button', { name: 'Discard' }).click();
  });
  await test.step('settings', async () => {
    await goTo(page, 'Settings');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('a question', async () => {
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'dialog, [role=dialog]');
    await page.keyboard.press('Escape');
  });
  await test.step('the mark of demo data', async () => {
    await command(page, 'connection:demo');
    await expect(page.getByText('Demo data - connect your account')).toBeVisible();
    await expectAccessible(page, 'header');
  });
});
