import { REPLIES } from '../support/kore-server.ts';
import { expect, test } from './rollcall.ts';
import { agentButton, chooseNotices, connectForSession, expectTiles, goTo, refreshButton } from './steps.ts';

test('every change: one notice per agent, one summary for many', async ({ rollcall: { page, notices }, kore }) => {
  await notices.allow();
  await connectForSession(page, kore);
  await chooseNotices(page, 'every-change');
  expect(await notices.shown()).toEqual([]);

  kore.move('ben', 'BUSY');
  await refreshButton(page).click();
  await expect.poll(() => notices.shown()).toHaveLength(1);
  const [first] = await notices.shown();
  expect(first?.title).toBe('Ben Sørensen: BUSY');
  expect(first?.body).toMatch(/^Was AVAILABLE for at least \d+ (second|minute)s?\.$/);

  await test.step('a click on it leads to the agent', async () => {
    await goTo(page, 'Settings');
    await notices.click('Ben Sørensen: BUSY');
    await expect(agentButton(page, 'Ben')).toBeFocused();
  });

  for (const id of ['ada', 'ben', 'chi', 'dov']) kore.move(id, 'OFFLINE');
  await refreshButton(page).click();
  await expectTiles(page, 0, 0, 0, 5);
  await expect.poll(() => notices.shown()).toHaveLength(2);
  expect((await notices.shown()).slice(1)).toEqual([
    {
      title: '4 of 4 agents went offline in 60 seconds',
      body: 'The team: 0 available, 0 busy, 0 away, 5 offline.',
    },
  ]);
});

test('only when the team needs me: no single change, but a refusal', async ({ rollcall, kore }) => {
  const { page, notices } = rollcall;
  await notices.allow();
  await connectForSession(page, kore);
  await chooseNotices(page, 'team-needs-me');
  kore.move('ben', 'BUSY');
  await refreshButton(page).click();
  await expectTiles(page, 1, 2, 1, 1);
  kore.reply('availability', REPLIES.badToken);
  await refreshButton(page).click();
  await expect.poll(() => notices.shown()).toHaveLength(1);
  expect((await notices.shown())[0]?.title).toBe('Rollcall can no longer read the team');
});

test('the settings show a sample', async ({ rollcall: { page, notices }, kore }) => {
  await notices.allow();
  await connectForSession(page, kore);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect
    .poll(() => notices.shown())
    .toEqual([{ title: 'Rollcall notifications work', body: 'A change in your team will look like this.' }]);
});
