import { messageFor } from '../../electron/shared/result.ts';
import { REPLIES } from '../support/kore-server.ts';
import { expect, test } from './rollcall.ts';
import { expectTiles, fillConnect, goTo } from './steps.ts';

const RESULTS = { role: 'list', name: 'Test of the connection' } as const;

test('a wrong key, a missing scope and the right key are distinguished per API', async ({ rollcall, kore }) => {
  const { page } = rollcall;
  await fillConnect(page, { ...kore, host: 'http://platform.kore.ai' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Rollcall connects over https only')).toBeVisible();
  expect(kore.calls).toEqual([]);

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

  kore.reply('statusDetails', REPLIES.noScope);
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByRole('alert')).toContainText(messageFor('keychain-unavailable'));
  await page.getByRole('button', { name: 'Start for this session only' }).click();
  await expectTiles(page, 2, 1, 1, 1);
  await goTo(page, 'Settings');
  await expect(page.getByText('in memory, for this session only')).toBeVisible();

  // Without the scope of the history the team is live all the same.
  await goTo(page, 'History');
  await expect(page.getByRole('heading', { name: 'The history could not be read' })).toBeVisible();
  await expect(page.getByText(messageFor('scope-missing'))).toBeVisible();
});
