import { messageFor } from '../../electron/shared/result.ts';
import { REPLIES } from '../support/kore-server.ts';
import { expect, test } from './rollcall.ts';
import { chooseNotices, connectForSession, expectNames, expectTiles, healthBanner, refreshButton } from './steps.ts';

const EVERYBODY = ['Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller'];

/** One failure after the other; each must leave the last good team in place, greyed, with the time it is of. */
const FAILURES = [
  { reply: REPLIES.gatewayPage, says: messageFor('server-error'), action: 'Refresh' },
  { reply: REPLIES.portalPage, says: messageFor('captive-portal'), action: 'Refresh' },
  { reply: REPLIES.empty, says: messageFor('empty-answer'), action: 'Refresh' },
  { reply: REPLIES.badToken, says: messageFor('token-refused'), action: 'Open Connect' },
  { reply: REPLIES.badCredentials, says: messageFor('ids-refused'), action: 'Open Connect' },
  { reply: REPLIES.noScope, says: messageFor('scope-missing'), action: 'Open Connect' },
] as const;

test('whatever fails, the last good team stays, with what it is of', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await chooseNotices(page, 'nothing');
  const banner = healthBanner(page);

  for (const { reply, says, action } of FAILURES) {
    await test.step(says, async () => {
      kore.reply('availability', reply);
      await refreshButton(page).click();
      await expect(banner).toContainText(says);
      await expect(banner.getByRole('button', { name: action })).toBeVisible();
      await expect(page.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();
      await expectTiles(page, 2, 1, 1, 1);
      await expectNames(page, ...EVERYBODY);
    });
  }

  kore.reply('availability', null);
  await refreshButton(page).click();
  await expect(banner).toBeHidden();
  await expect(page.getByText(/^as of \d\d:\d\d:\d\d · every 15 s$/)).toBeVisible();

  await test.step('a server that is gone', async () => {
    await kore.stop();
    await refreshButton(page).click();
    await expect(banner).toContainText(messageFor('connection-refused'));
    await expect(page.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();
    await expectTiles(page, 2, 1, 1, 1);
  });
});

test('a limit answer stops all calls and counts down', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await kore.received('statusDetails', 1);
  kore.reply('availability', REPLIES.minuteLimit);
  await refreshButton(page).click();
  await expect(healthBanner(page)).toContainText(messageFor('rate-limited'));
  await expect(healthBanner(page)).toContainText(/asks again in \d:\d\d/i);
  await expectTiles(page, 2, 1, 1, 1);

  const calls = kore.calls.length;
  kore.reply('availability', null);
  await refreshButton(page).click();
  await expect(page.getByText(/will run at \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(healthBanner(page)).toContainText(messageFor('rate-limited'));
  expect(kore.calls.length).toBe(calls);
});
