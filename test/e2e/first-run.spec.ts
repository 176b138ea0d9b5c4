import { expect, test } from './rollcall.ts';
import { agents, exploreDemo, tile } from './steps.ts';

const STATUSES = ['Available', 'Busy', 'Away', 'Offline'];

test('a first run leads to Connect, and from there into the demo', async ({ ownRollcall: { page } }) => {
  await expect(page).toHaveTitle('Connect - Rollcall');
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  await exploreDemo(page);
  await expect(page).toHaveTitle(/^\d+ available - Team - Rollcall$/);
  await expect(agents(page).first()).toBeVisible();
  const counts = await Promise.all(STATUSES.map(async (label) => parseInt(await tile(page, label).innerText(), 10)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(26);

  await test.step('it asks once when to notify', async () => {
    const question = page.getByRole('region', { name: 'When should Rollcall notify you?' });
    await question.getByRole('button', { name: 'Nothing' }).click();
    await expect(question).toBeHidden();
    await page.reload();
    await expect(agents(page).first()).toBeVisible();
    await expect(question).toBeHidden();
  });

  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
});

test('without a saved connection it can open the demo by itself', async ({ launch }) => {
  const { page } = await launch('--or-demo');
  await expect(page.getByText('Demo data - connect your account')).toBeVisible();
  await expect(agents(page).first()).toBeVisible();
});
