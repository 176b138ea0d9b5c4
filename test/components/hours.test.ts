import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES, type Settings, type WorkingHours } from '../../electron/shared/model.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { mountApp } from './mount-app.ts';

const OFFICE: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

async function openSettings(workingHours: WorkingHours | null): Promise<FakeBridge> {
  const fake = createFakeBridge({
    settings: { ...DEFAULT_PREFERENCES, notify: 'nothing', workingHours },
    connection: { kind: 'account', profile: { ...PROFILE, timeZone: 'Europe/Berlin' }, secret: 'stored' },
  });
  await mountApp(fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.element(page.getByRole('heading', { name: 'Working hours' })).toBeVisible();
  return fake;
}

function saved(fake: FakeBridge): (WorkingHours | null | undefined)[] {
  return fake.calls
    .filter(({ command }) => command === 'settings:update')
    .map(({ args }) => (args[0] as Partial<Settings>).workingHours);
}

const onOff = page.getByRole('checkbox', { name: 'Flag who is available outside working hours' });
const day = (name: string) => page.getByRole('checkbox', { name, exact: true });
const from = page.getByLabelText('From', { exact: true });
const to = page.getByLabelText('To', { exact: true });

describe('the working hours', () => {
  it('are off at first; switched on they are the usual ones, switched off they are none', async () => {
    const fake = await openSettings(null);
    await expect.element(onOff).not.toBeChecked();
    await expect.element(day('Monday')).not.toBeInTheDocument();
    await onOff.click();
    await expect.poll(() => saved(fake)).toEqual([{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }]);
    await onOff.click();
    await expect.poll(() => saved(fake).at(-1)).toBeNull();
  });

  it('are changed by keyboard, and saved as soon as they are right', async () => {
    const fake = await openSettings(OFFICE);
    await expect.element(from).toHaveValue('09:00');
    await expect.element(to).toHaveAccessibleDescription('In the time of Europe/Berlin.');
    await onOff.click({ trial: true });
    day('Saturday').element().focus();
    await userEvent.keyboard(' ');
    await expect.poll(() => saved(fake)).toEqual([{ ...OFFICE, days: [1, 2, 3, 4, 5, 6] }]);
    await userEvent.keyboard('{Tab}');
    await expect.element(day('Sunday')).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    await expect.element(from).toHaveFocus();
    await to.fill('02:30');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => saved(fake).at(-1)).toEqual({ days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '02:30' });
    await expect.element(to).toHaveAccessibleDescription(/The hours end on the next day\.$/);
  });

  it('say what is wrong beside the field, and are not saved until it is mended', async () => {
    const fake = await openSettings({ ...OFFICE, days: [3] });
    await day('Wednesday').click();
    await expect
      .element(page.getByRole('group', { name: 'Days' }))
      .toHaveAccessibleDescription('Choose at least one day.');
    await to.fill('09:00');
    await expect.element(to).toHaveAccessibleDescription(/^The hours cannot begin and end at the same time\./);
    await expect.element(to).toHaveAttribute('aria-invalid', 'true');
    await to.fill('');
    await expect.element(to).toHaveAccessibleDescription(/^Enter a complete time, for example 08:00\./);
    await userEvent.keyboard('{Tab}');
    expect(saved(fake)).toEqual([]);
    await to.fill('16:00');
    await day('Thursday').click();
    await expect.poll(() => saved(fake)).toEqual([{ days: [4], from: '09:00', to: '16:00' }]);
  });

  it('keep what is wrong for now, whatever changes elsewhere', async () => {
    const fake = await openSettings(OFFICE);
    await to.fill('');
    fake.push('settings:changed', { ...fake.core.settings, theme: 'dark' });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
    await expect.element(to).toHaveValue('');
    const workingHours = { ...OFFICE, to: '20:00' };
    fake.push('settings:changed', { ...fake.core.settings, theme: 'light', workingHours });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('light');
    await expect.element(to).toHaveValue('');
  });

  it('follow another window while nothing else is chosen', async () => {
    const fake = await openSettings(OFFICE);
    fake.push('settings:changed', { ...fake.core.settings, workingHours: { ...OFFICE, to: '20:00' } });
    await expect.element(to).toHaveValue('20:00');
    fake.push('settings:changed', { ...fake.core.settings, workingHours: null });
    await expect.element(onOff).not.toBeChecked();
  });
});

describe('quiet hours', () => {
  it('are off at first, and switched on they are the night of every day', async () => {
    const fake = await openSettings(null);
    const quiet = page.getByRole('checkbox', { name: 'Quiet hours' });
    await expect.element(quiet).not.toBeChecked();
    await quiet.click();
    const patches = () =>
      fake.calls.flatMap(({ command, args }) => (command === 'settings:update' ? [args[0] as Partial<Settings>] : []));
    const night = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' };
    await expect.poll(patches).toEqual([{ quietHours: night }]);
    const group = page.getByRole('group', { name: 'Quiet hours' });
    await group.getByLabelText('To', { exact: true }).fill('06:30');
    await userEvent.keyboard('{Tab}');
    await expect.poll(patches).toEqual([{ quietHours: night }, { quietHours: { ...night, to: '06:30' } }]);
    await quiet.click();
    await expect.poll(() => patches().at(-1)).toEqual({ quietHours: null });
  });
});
