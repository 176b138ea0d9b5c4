import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './rollcall.ts';
import { exploreDemo, goTo } from './steps.ts';

/** Chooses, and waits until the core has taken it. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name }).click();
  await expect(page.getByRole('radio', { name })).toBeChecked();
}

test('pace, notifications and theme count at once and are saved', async ({ rollcall: { page, computer } }) => {
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

  const saved = async (): Promise<unknown> => {
    const text = await readFile(path.join(computer.dataFolder, 'settings.json'), 'utf8').catch(() => '{}');
    return (JSON.parse(text) as { preferences?: unknown }).preferences;
  };
  await expect.poll(saved).toMatchObject({ pace: 'sparing', notify: 'team-needs-me', theme: 'light' });

  await page.reload();
  await expect(page.getByRole('radio', { name: 'Sparing' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await goTo(page, 'Team');
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByText(/ · every 1 min$/)).toBeVisible();

  await test.step('the demo can be left for good', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Leave the demo' }).click();
    const question = page.getByRole('dialog', { name: 'Leave the demo?' });
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await question.getByRole('button', { name: 'Leave' }).click();
    await expect(page.getByText('Not connected to an account.')).toBeVisible();
    await expect(page.getByText('Demo data')).toBeHidden();
  });
});
