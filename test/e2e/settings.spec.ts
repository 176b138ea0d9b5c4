import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './rollcall.ts';
import { agents, connectForSession, exploreDemo, goTo } from './steps.ts';

/** Chooses, and waits until the core has taken it. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name }).click();
  await expect(page.getByRole('radio', { name })).toBeChecked();
}

test('pace, notifications and theme count at once and are kept', async ({ rollcall: { page, place } }) => {
  await exploreDemo(page);
  await expect(page.getByText(/ · every 15 s$/)).toBeVisible();
  await goTo(page, 'Settings');
  await choose(page, 'Sparing');
  await choose(page, 'Only when the team needs me');
  await choose(page, 'Dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await choose(page, 'Light');
  await expect.poll(background).not.toBe(dark);

  const kept = async (): Promise<unknown> => {
    const text = await readFile(path.join(place.dataFolder, 'settings.json'), 'utf8').catch(() => '{}');
    return (JSON.parse(text) as { preferences?: unknown }).preferences;
  };
  await expect.poll(kept).toMatchObject({ pace: 'sparing', notify: 'team-needs-me', theme: 'light' });

  await page.reload();
  await expect(page.getByRole('radio', { name: 'Sparing' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await goTo(page, 'Team');
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByText(/ · every 1 min$/)).toBeVisible();
});

test('disconnecting is asked about first, and forgets the account', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await goTo(page, 'Settings');
  const dialog = page.getByRole('dialog', { name: 'Disconnect?' });
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await goTo(page, 'Team');
  await expect(agents(page)).toHaveCount(5);

  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('Not connected to an account.')).toBeVisible();
  await goTo(page, 'Team');
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
});

test('the demo can be left for good', async ({ rollcall: { page } }) => {
  await exploreDemo(page);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Leave the demo' }).click();
  await page.getByRole('dialog', { name: 'Leave the demo?' }).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByText('Not connected to an account.')).toBeVisible();
  await expect(page.getByText('Demo data')).toBeHidden();
});
