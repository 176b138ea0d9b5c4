import { command } from '../support/e2e/commands.ts';
import { expect, test } from './rollcall.ts';
import {
  agentButton,
  agentLine,
  agents,
  chooseNotices,
  connectForSession,
  expectNames,
  expectTiles,
  openCard,
  refreshButton,
  tile,
} from './steps.ts';

const EVERYBODY = ['Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller'];

test('the card of an agent is opened, read and left by the keyboard alone', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await command(page, 'connection:update', { apiTimes: 'request' });
  await chooseNotices(page, 'nothing');
  await expect(agentLine(page, 'Chi')).toContainText('NBK');
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await expect(agentButton(page, 'Ada')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ada Obi' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'Chi Nguyễn' })).toBeFocused();
  const card = page.getByRole('dialog', { name: 'Chi Nguyễn' });
  // Status details of today were read for the team anyway.
  await expect(card.getByRole('img', { name: /^Today: Busy · NBK/ })).toBeVisible();
  await expect(card.getByText('Limit 45 min')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(agentButton(page, 'Chi')).toBeFocused();

  await openCard(page, 'Chi Nguyễn');
  await card.getByRole('button', { name: 'Open in History' }).press('Enter');
  await expect(page.getByRole('rowheader', { name: 'Chi Nguyễn' })).toBeVisible();
});

test('counts, names, statuses and times follow Kore.ai', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  // In some zones nothing shows which one these times are in, and every time says so.
  await command(page, 'connection:update', { apiTimes: 'request' });
  await chooseNotices(page, 'nothing');
  await expectTiles(page, 2, 1, 1, 1);
  await expectNames(page, ...EVERYBODY);
  await expect(agentLine(page, 'Chi')).toContainText('NBK');
  await expect(agentLine(page, 'Dov')).toContainText('Lunch');

  await test.step('time in status ticks, and says how well it is known', async () => {
    // A busy computer may need minutes until here, in which the times go on.
    const time = agentLine(page, 'Ada').locator('.time');
    await expect(time).toHaveText(/^1[2-6]:\d\d$/);
    const before = await time.innerText();
    await expect(time).not.toHaveText(before);
    await expect(agentLine(page, 'Chi').locator('.time')).toHaveText(/^2[5-9]:\d\d$/);
    await expect(agentLine(page, 'Eva').locator('.time')).toHaveText(/^≥\s*\d+ (s|min)$/);
    await expect(agentButton(page, 'Ada')).toHaveAccessibleName(
      /^Ada Obi, Available, for 1[2-6] minutes, since .* history/,
    );
  });

  await test.step('tiles and the search narrow the list down; no match says so and leads back', async () => {
    await tile(page, 'Busy').click();
    await expectNames(page, 'Chi Nguyễn');
    await page.keyboard.press('/');
    await page.keyboard.type('nobody of that name');
    await expect(agents(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expectNames(page, ...EVERYBODY);
  });

  await test.step('a change shows in the next answer', async () => {
    kore.move('ben', 'BUSY');
    await refreshButton(page).click();
    await expectTiles(page, 1, 2, 1, 1);
    await expectNames(page, 'Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller');
    await expect(agentLine(page, 'Ben').getByRole('img', { name: 'Busy' })).toBeVisible();
  });

  await test.step('an unknown bucket is shown by its own name', async () => {
    kore.move('eva', 'WRAP_UP');
    await refreshButton(page).click();
    await expectTiles(page, 1, 2, 1, 0, 1);
    await expect(agentLine(page, 'Eva')).toContainText('WRAP_UP');
  });

  await test.step('who is no longer in the answer is gone', async () => {
    kore.setTeam([]);
    await refreshButton(page).click();
    await expect(page.getByText('No agents in this team')).toBeVisible();
    await expectTiles(page, 0, 0, 0, 0);
  });
});
