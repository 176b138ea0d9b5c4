import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { lineOf, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const MASKED = { ...DEFAULT_PREFERENCES, isMasked: true };
const badge = page.getByRole('button', { name: 'Names hidden. Show names' });

/** Words of the team's names that stand anywhere in the page: text, tooltips or accessible names. */
function leaks(fake: FakeBridge): string[] {
  const words = fake.core.team.agents.flatMap(({ name }) => name.match(/[\p{L}\p{M}]{4,}/gu) ?? []);
  const html = document.body.innerHTML;
  return [...new Set(words)].filter((word) => html.includes(word));
}

function changes(fake: FakeBridge): unknown[] {
  return fake.calls.filter(({ command }) => command === 'settings:update').map(({ args }) => args[0]);
}

describe('hidden names', () => {
  it.each([
    ['popover', POPOVER],
    ['window', WINDOW],
  ] as const)('are initials everywhere in the team of a %s, and counts stay', async (_, size) => {
    const fake = SCENARIOS.masked();
    await mountApp(fake, size);
    await expect.element(lineOf(/^A\. O\., Busy, NBK,/).getByText('A. O.')).toBeVisible();
    await expect.element(page.getByRole('searchbox', { name: 'Search agents' })).toBeVisible();
    await expect.element(badge).toBeVisible();
    expect(leaks(fake)).toEqual([]);
  });

  it('are shown again by a badge that a narrow window has room for', async () => {
    await mountApp(SCENARIOS.masked(), [320, 620]);
    await expect.element(badge).toBeVisible();
    expect(badge.element().getBoundingClientRect().right).toBeLessThanOrEqual(320);
  });

  it('are initials in the history, in its totals and in its tooltip', async () => {
    const fake = createFakeBridge({ settings: MASKED });
    await mountApp(fake, WINDOW);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByRole('rowheader', { name: 'A. O.' })).toBeVisible();
    await page.getByRole('gridcell', { name: /^A\. O\.: / }).click();
    await userEvent.keyboard('{ArrowDown}{Home}');
    await expect.element(page.getByRole('tooltip')).toBeVisible();
    expect(leaks(fake)).toEqual([]);
    await page
      .getByRole('button', { name: 'Totals' })
      .or(page.getByRole('tab', { name: 'Totals' }))
      .click();
    await expect.element(page.getByRole('rowheader', { name: 'A. O.' })).toBeVisible();
    expect(leaks(fake)).toEqual([]);
  });

  it('are still found by the search', async () => {
    await mountApp(SCENARIOS.masked());
    await page.getByRole('searchbox', { name: 'Search agents' }).fill('amara');
    await expect.element(page.getByRole('button', { name: /^A\. O\., / })).toBeVisible();
  });

  it('go and come by the key m and by the badge, and by another window', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await expect.element(page.getByText('Amara Okafor')).toBeVisible();
    await userEvent.keyboard('m');
    await expect.element(badge).toBeVisible();
    expect(leaks(fake)).toEqual([]);
    await badge.click();
    await expect.element(page.getByText('Amara Okafor')).toBeVisible();
    fake.push('settings:changed', MASKED);
    await expect.element(badge).toBeVisible();
    expect(changes(fake)).toEqual([{ isMasked: true }, { isMasked: false }]);
  });

  it('are not meant by an m that is typed', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await page.getByRole('searchbox', { name: 'Search agents' }).click();
    await userEvent.keyboard('m{Control>}m{/Control}');
    expect(changes(fake)).toEqual([]);
  });

  it('are a setting', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'Hide names' }).click();
    await expect.element(badge).toBeVisible();
    expect(changes(fake)).toEqual([{ isMasked: true }]);
  });

  it('leave no notice that names somebody', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    const notice = { body: 'Was AWAY.', connectionId: null, isDemo: false };
    fake.push('notice:raised', { ...notice, id: 'a', title: 'Amara Okafor: BUSY', userId: 'u-0' });
    fake.push('notice:raised', { ...notice, id: 'b', title: 'Nobody is available', userId: null });
    await expect.element(page.getByText('Amara Okafor: BUSY')).toBeVisible();
    fake.push('settings:changed', MASKED);
    await expect.element(page.getByText('Amara Okafor: BUSY')).not.toBeInTheDocument();
    await expect.element(page.getByText('Nobody is available')).toBeVisible();
  });
});
