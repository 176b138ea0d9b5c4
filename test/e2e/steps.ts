import { expect, type Locator, type Page } from '@playwright/test';
import type { NotifyChoice } from '../../electron/shared/model.ts';
import { command } from '../support/e2e/commands.ts';
import type { KoreAccount } from '../support/kore-server/types.ts';
import { formFor } from '../support/connection-profile.ts';

/** What is typed into the Connect form. */
export type Credentials = KoreAccount & { readonly host: string };

/** Opens the demo from the Connect view. */
export async function exploreDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Explore demo' }).click();
  await expect(page.getByText('Demo data - connect your account')).toBeVisible();
}

/** Fills the Connect form; leaves it unsent. */
export async function fillConnect(page: Page, form: Credentials): Promise<void> {
  const fields = {
    Host: form.host,
    'Account ID': form.accountId,
    'Bot ID': form.botId,
    'Client ID': form.clientId,
    'Client secret': form.clientSecret,
  };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

/** Connects where there is no keychain: Rollcall refuses to save and offers this session only. */
export async function connectByForm(page: Page, form: Credentials): Promise<void> {
  await fillConnect(page, form);
  await page.getByRole('button', { name: 'Save and start' }).click();
  await page.getByRole('button', { name: 'Start for this session only' }).click();
  await expect(refreshButton(page)).toBeVisible();
  await expect(agents(page).first()).toBeVisible();
}

/** The same as `connectByForm`, for specs that are not about the form. */
export async function connectForSession(page: Page, form: Credentials, name = ''): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  await command(page, 'connection:save', formFor(form, { name, timeZone: null }), 'session');
  await expect(refreshButton(page)).toBeVisible();
  await expect(agents(page).first()).toBeVisible();
}

/** Answers the question of the first run, which otherwise takes space; `first-run.spec.ts` answers it by its button. */
export async function chooseNotices(page: Page, notify: NotifyChoice): Promise<void> {
  await command(page, 'settings:update', { notify });
  await expect(page.getByRole('region', { name: 'When should Rollcall notify you?' })).toBeHidden();
}

/** The button that asks Kore.ai now. */
export function refreshButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Refresh now' });
}

/** The tile of a status. */
export function tile(page: Page, label: string): Locator {
  return page.getByRole('group', { name: 'Show only these statuses' }).getByRole('button', { name: label });
}

/** What the four tiles say: available, busy, away, offline. */
export async function expectTiles(page: Page, ...counts: readonly number[]): Promise<void> {
  const numbers = page.getByRole('group', { name: 'Show only these statuses' }).locator('b');
  await expect(numbers).toHaveText(counts.map(String));
}

/** The lines of the team list. */
export function agents(page: Page): Locator {
  return page.getByRole('list', { name: 'Agents' }).getByRole('listitem');
}

/** The line of one agent. */
export function agentLine(page: Page, name: string): Locator {
  return agents(page).filter({ hasText: name });
}

/** What opens the card of one agent, in their line. */
export function agentButton(page: Page, name: string): Locator {
  return agentLine(page, name).getByRole('button');
}

/** Opens the card of an agent by the keyboard; until its name has the focus, a key may still meet nothing. */
export async function openCard(page: Page, fullName: string): Promise<Locator> {
  await agentButton(page, fullName).press('Enter');
  await expect(page.getByRole('heading', { name: fullName })).toBeFocused();
  return page.getByRole('dialog', { name: fullName });
}

/** Who is in the list, in its order. */
export async function expectNames(page: Page, ...names: readonly string[]): Promise<void> {
  await expect(agents(page).locator('.name')).toHaveText([...names]);
}

/** Goes to a view by its link. */
export async function goTo(page: Page, view: 'Team' | 'History' | 'Alerts' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
}

/** The sentence above the team when it is not live. */
export function healthBanner(page: Page): Locator {
  return page.getByRole('main').locator('.banner');
}
