import { expect, test } from '../rollcall.ts';
import { agents, connectForSession, exploreDemo, goTo } from '../steps.ts';

test('the token of the address is exchanged once and forgotten', async ({ ownRollcall: rollcall }) => {
  const { page } = rollcall;
  await exploreDemo(page);
  const token = /#token=(\S+)/.exec(rollcall.output())?.[1] ?? '';
  expect(token).toHaveLength(43);
  expect(page.url()).not.toContain(token);
  await page.reload();
  await expect(agents(page).first()).toBeVisible();

  await test.step('a tab without it says what to do', async () => {
    const stranger = await page.context().newPage();
    await stranger.goto(new URL('/', page.url()).href);
    await expect(stranger.getByText('This page is not signed in to Rollcall.')).toBeVisible();
    await stranger.close();
  });
  await test.step('and so is one that shows a wrong one', async () => {
    const stranger = await page.context().newPage();
    await stranger.goto(new URL(`/#token=${'x'.repeat(43)}`, page.url()).href);
    await expect(stranger.getByText('This page is not signed in to Rollcall.')).toBeVisible();
    await stranger.close();
    // Chromium writes a refused request to the console by itself.
    expect(rollcall.watch.take().every((text) => text.includes('401'))).toBe(true);
  });
});

test('a tab that outlives the program says so, with what it showed last', async ({ ownRollcall: rollcall, kore }) => {
  const { page, pid, watch, ended } = rollcall;
  await exploreDemo(page);
  await expect(agents(page).first()).toBeVisible();
  process.kill(pid, 'SIGTERM');
  expect(await ended).toBe(0);
  await expect(page.getByRole('alert')).toHaveText('Rollcall is not running any more. Start it again.');
  await expect(agents(page).first()).toBeVisible();
  await page.close();
  watch.take();
  expect(kore.calls).toEqual([]);
});

test('the secret goes in and never comes out again', async ({ rollcall: { page }, kore }) => {
  const answers: string[] = [];
  page.on('response', (response) => {
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await connectForSession(page, kore);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Edit…' }).click();
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue(kore.clientId);
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue('');
  expect(answers.filter((text) => text.includes(kore.clientSecret))).toEqual([]);
  // Pages, storages, addresses, files and output are looked through after every test (rollcall.ts).
});
