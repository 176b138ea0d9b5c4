import type { Page } from '@playwright/test';
import { expect, test } from './rollcall.ts';
import { chooseNotices, connectForSession, expectNames, expectTiles } from './steps.ts';

const EVERYBODY = ['Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller'];

const chooser = (page: Page) => page.getByRole('button', { name: /^View: / });
const editor = (page: Page) => page.getByRole('form');

async function choose(page: Page, name: string): Promise<void> {
  await chooser(page).click();
  await page.getByRole('menu', { name: 'Views' }).getByText(name, { exact: true }).click();
}

async function edit(page: Page, name: string): Promise<void> {
  await chooser(page).click();
  await page.getByRole('menuitem', { name: `Edit ${name}…` }).click();
}

test('views are made, switched, edited and deleted, and a reload keeps them', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await chooseNotices(page, 'nothing');

  await test.step('a view of a queue is checked with Kore.ai', async () => {
    await choose(page, 'New view…');
    await expect(editor(page).getByLabel('Name')).toBeFocused();
    await editor(page).getByLabel('Name').fill('Billing desk');
    await editor(page).getByLabel('Queues').fill('qu-billing');
    await page.keyboard.press('Enter');
    await editor(page).getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('Kore.ai has 2 agents for these IDs.')).toBeVisible();
    await editor(page).getByRole('button', { name: 'Save' }).click();
    await expectNames(page, 'Ada Obi', 'Chi Nguyễn');
    await expectTiles(page, 1, 1, 0, 0);
    await expect(chooser(page)).toHaveAccessibleName('View: Billing desk');
    // Whose members are known by now needs no filter any more.
    expect(kore.calls.map(({ body }) => body)).toContainEqual({ queueIds: ['qu-billing'] });
  });

  await test.step('a view of a status is not', async () => {
    await choose(page, 'Everybody');
    await expectNames(page, ...EVERYBODY);
    await choose(page, 'New view…');
    await editor(page).getByLabel('Name').fill('Away');
    await editor(page).getByRole('button', { name: 'Away', exact: true }).click();
    await expect(page.getByText('Matches 1 of 5 agents.')).toBeVisible();
    await editor(page).getByRole('button', { name: 'Save' }).click();
    await expectNames(page, 'Dov Katz');
    await expectTiles(page, 0, 0, 1, 0);
    // That it costs no call is for the system tests, whose clock brings no poll in between.
    expect(kore.calls.findLast(({ api }) => api === 'availability')?.body).toEqual({});
  });

  await test.step('a reload keeps the views and the open one', async () => {
    await page.reload();
    await expectNames(page, 'Dov Katz');
    await expect(chooser(page)).toHaveAccessibleName('View: Away');
  });

  await test.step('nobody in it leads back to everybody', async () => {
    kore.move('dov', 'BUSY');
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect(page.getByText('Nobody in this view')).toBeVisible();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await expectNames(page, ...EVERYBODY);
  });

  await test.step('deleting shows everybody, and can be taken back', async () => {
    await choose(page, 'Billing desk');
    await expectNames(page, 'Ada Obi', 'Chi Nguyễn');
    await edit(page, 'Billing desk');
    await editor(page).getByRole('button', { name: 'Delete' }).click();
    await expectNames(page, ...EVERYBODY);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectNames(page, 'Ada Obi', 'Chi Nguyễn');
    await expect(chooser(page)).toHaveAccessibleName('View: Billing desk');
  });
});

test('a view is set up by name with the keyboard alone', async ({ rollcall: { page }, kore }) => {
  kore.setNames({ queues: [{ id: 'qu-billing', name: 'Billing & refunds' }] });
  await connectForSession(page, kore);
  await chooseNotices(page, 'nothing');
  await choose(page, 'New view…');
  await expect(editor(page).getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Refunds');
  await page.keyboard.press('Tab');
  await page.keyboard.type('refu');
  await expect(page.getByRole('option', { name: /^Billing & refunds/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(editor(page).getByRole('button', { name: 'Remove Billing & refunds' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expectNames(page, 'Ada Obi', 'Chi Nguyễn');
});
