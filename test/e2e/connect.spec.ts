import { startDemo } from '../../electron/demo/server.ts';
import { messageFor } from '../../electron/shared/messages.ts';
import { REPLIES } from '../support/kore-server.ts';
import { expect, test } from './rollcall.ts';
import { agents, connectByForm, expectTiles, fillConnect, goTo } from './steps.ts';

const RESULTS = { role: 'list', name: 'Test of the connection' } as const;

test('what is wrong is said at its field, before anything is sent', async ({ rollcall: { page }, kore }) => {
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByLabel('Host', { exact: true })).toBeFocused();
  await expect(page.getByText('Enter the host of your Kore.ai environment')).toBeVisible();

  await fillConnect(page, { ...kore, host: 'http://platform.kore.ai', accountId: kore.botId });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Rollcall only talks over https')).toBeVisible();
  await expect(page.getByText('This looks like a bot ID, not like the account ID')).toBeVisible();
  expect(kore.calls).toEqual([]);

  await test.step('what was typed stays, except the secret', async () => {
    await goTo(page, 'Settings');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await goTo(page, 'Team');
    await expect(page.getByLabel('Bot ID', { exact: true })).toHaveValue(kore.botId);
    await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue('');
  });
});

test('a wrong key, a missing scope and the right key are told apart per API', async ({ rollcall, kore }) => {
  const { page } = rollcall;
  const results = page.getByRole(RESULTS.role, { name: RESULTS.name }).getByRole('listitem');
  const test = page.getByRole('button', { name: 'Test connection' });

  await fillConnect(page, { ...kore, clientSecret: 'not-the-secret-of-this-account-at-all' });
  await test.click();
  await expect(results).toContainText([
    `Agent availability: refused${messageFor('token-refused')}`,
    `Agent status details: refused${messageFor('token-refused')}`,
  ]);

  await page.getByLabel('Client secret', { exact: true }).fill(kore.clientSecret);
  kore.reply('statusDetails', REPLIES.noScope);
  await test.click();
  await expect(results).toContainText([
    'Agent availability: ok5 agents: 2 available, 1 busy, 1 away, 1 offline.',
    `Agent status details: refused${messageFor('scope-missing')}`,
  ]);
  await expect(results.nth(1)).toContainText('SmartAssist Analytics');

  kore.reply('statusDetails', null);
  await test.click();
  await expect(results).toContainText(['Agent availability: ok', 'Agent status details: okStatus of 5 agents today.']);

  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByRole('alert')).toContainText(messageFor('keychain-unavailable'));
  await page.getByRole('button', { name: 'Start for this session only' }).click();
  await expectTiles(page, 2, 1, 1, 1);
  await goTo(page, 'Settings');
  await expect(page.getByText('in memory, for this session only')).toBeVisible();
});

test('without the scope of the history the team is live all the same', async ({ rollcall: { page } }) => {
  const demo = await startDemo({ seed: 7 });
  try {
    await connectByForm(page, { ...demo, ...demo.clients.configurationOnly });
    await expect(agents(page).first()).toBeVisible();
    await expect(page.getByText('Demo data')).toBeHidden();
    await goTo(page, 'History');
    await expect(page.getByRole('heading', { name: 'The history could not be read' })).toBeVisible();
    await expect(page.getByText(messageFor('scope-missing'))).toBeVisible();
  } finally {
    await demo.stop();
  }
});
