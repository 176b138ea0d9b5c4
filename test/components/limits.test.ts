import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_LIMITS, DEFAULT_PREFERENCES, type Settings } from '../../electron/shared/model.ts';
import { fail } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { mountApp } from './mount-app.ts';

async function openSettings(): Promise<FakeBridge> {
  const fake = createFakeBridge();
  await mountApp(fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.element(page.getByRole('heading', { name: 'Limits' })).toBeVisible();
  return fake;
}

function saved(fake: FakeBridge): (Settings['limits'] | undefined)[] {
  return fake.calls
    .filter(({ command }) => command === 'settings:update')
    .map(({ args }) => (args[0] as Partial<Settings>).limits);
}

const minutes = (name: string) => page.getByRole('textbox', { name: `Limit for ${name}, minutes` });
const names = page.getByRole('combobox', { name: 'Secondary status' });

describe('the limits', () => {
  it('are shown, and saved as soon as they are changed; an empty one is none', async () => {
    const fake = await openSettings();
    await expect.element(minutes('Away')).toHaveValue('30');
    await expect.element(minutes('Away (Idle)')).toHaveValue('0');
    await minutes('Busy').fill('');
    await userEvent.keyboard('{Tab}');
    const { secondary } = DEFAULT_LIMITS;
    await expect.poll(() => saved(fake)).toEqual([{ byStatus: { AWAY: 30, BUSY: null }, secondary }]);
  });

  it('say what is wrong beside the field and are not saved until it is mended', async () => {
    const fake = await openSettings();
    await minutes('Away').fill('0');
    await userEvent.keyboard('{Tab}');
    await expect.element(minutes('Away')).toHaveAccessibleDescription(/^Whole minutes from 1 to 1440/);
    await expect.element(minutes('Away')).toHaveAttribute('aria-invalid', 'true');
    expect(saved(fake)).toEqual([]);
    await minutes('Away').fill('20');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => saved(fake)).toEqual([{ ...DEFAULT_LIMITS, byStatus: { AWAY: 20, BUSY: 45 } }]);
  });

  it('can be added for a secondary status, and removed again', async () => {
    const fake = await openSettings();
    await page.getByRole('button', { name: 'Add a secondary status' }).click();
    await expect.element(names.nth(1)).toHaveFocus();
    await userEvent.keyboard('Lunch{Tab}60{Tab}');
    const lunch = { name: 'Lunch', minutes: 60 };
    await expect.poll(() => saved(fake).at(-1)?.secondary).toEqual([...DEFAULT_LIMITS.secondary, lunch]);
    await page.getByRole('button', { name: 'Remove the limit for Away (Idle)' }).click();
    await expect.poll(() => saved(fake).at(-1)?.secondary).toEqual([lunch]);
    await expect.element(page.getByRole('button', { name: 'Add a secondary status' })).toHaveFocus();
  });

  it('keep what is being typed when their own change comes back, and follow another window', async () => {
    const fake = await openSettings();
    await page.getByRole('button', { name: 'Add a secondary status' }).click();
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, theme: 'dark' });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
    await expect.element(names.nth(1)).toBeVisible();
    const limits = { byStatus: { AWAY: 5, BUSY: 6 }, secondary: [] };
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, limits });
    await expect.element(minutes('Away')).toHaveValue('5');
    await expect.element(names.first()).not.toBeInTheDocument();
  });

  it('keep what is wrong for now, whatever changes elsewhere, and take it once it is mended', async () => {
    const fake = await openSettings();
    await minutes('Away').fill('12x');
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, theme: 'dark' });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
    await expect.element(minutes('Away')).toHaveValue('12x');
    const limits = { ...DEFAULT_LIMITS, byStatus: { AWAY: 5, BUSY: 6 } };
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, theme: 'light', limits });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('light');
    await expect.element(minutes('Away')).toHaveValue('12x');
    await minutes('Away').fill('12');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => saved(fake)).toEqual([{ ...DEFAULT_LIMITS, byStatus: { AWAY: 12, BUSY: 45 } }]);
  });

  it('show again what is saved when a change is not taken', async () => {
    const fake = await openSettings();
    fake.answer('settings:update', () => fail('storage'));
    await minutes('Away').fill('20');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText(/^Rollcall cannot write to its data folder/)).toBeVisible();
    await expect.element(minutes('Away')).toHaveValue('30');
  });
});
