import { expect, test } from './rollcall.ts';
import { agents, connectByForm, exploreDemo, tile } from './steps.ts';

const STATUSES = ['Available', 'Busy', 'Away', 'Offline'];

test('a first run leads to Connect, and from there into the demo', async ({ ownRollcall: { page }, kore }) => {
  await expect(page).toHaveTitle('Connect - Rollcall');
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  await exploreDemo(page);
  await expect(page).toHaveTitle(/^\d+ available - Team - Rollcall$/);
  await expect(agents(page).first()).toBeVisible();
  const counts = await Promise.all(STATUSES.map(async (label) => parseInt(await tile(page, label).innerText(), 10)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(26);

  const question = page.getByRole('region', { name: 'When should Rollcall notify you?' });
  await expect(question).toBeHidden();

  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(agents(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();

  await test.step('with the first own connection it asks once when to notify', async () => {
    await connectByForm(page, kore);
    await question.getByRole('button', { name: 'Nothing' }).click();
    await expect(question).toBeHidden();
    await page.reload();
    await expect(agents(page).first()).toBeVisible();
    await expect(question).toBeHidden();
  });
});

test('without a saved connection it can open the demo by itself', async ({ launch }) => {
  const { page } = await launch('--or-demo');
  await expect(page.getByText('Demo data - connect your account')).toBeVisible();
  await expect(agents(page).first()).toBeVisible();
});
