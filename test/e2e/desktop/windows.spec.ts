import type { Page } from '@playwright/test';
import { HELP_PAGES } from '../../../electron/shared/help-pages.ts';
import { expect, test } from '../rollcall.ts';
import { connectForSession, expectNames, exploreDemo, goTo } from '../steps.ts';
import { checkCrash, checkStranger } from './checks.ts';
import { chooseInTray, desktopOf, expectPopover } from './desktop.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Status of each agent over the day' });

test('the history has a window of its own, which opens once', async ({ rollcall }) => {
  const desktop = desktopOf(rollcall);
  const { page, computer } = rollcall;
  await exploreDemo(page);
  await goTo(page, 'History');

  await test.step('the demo has a day behind its live state', async () => {
    await expect(page.getByRole('button', { name: /^Days: Today, / })).toBeVisible();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '28');
    await expect(
      grid(page)
        .getByRole('img', { name: /– now,/ })
        .first(),
    ).toBeVisible();
    await expect(page.getByText(/^As of .*self-reported, from Kore\.ai status details/)).toBeVisible();
  });

  await page.getByRole('button', { name: 'Open in a window' }).click();
  const history = await desktop.pageAt(/view=history/);
  await expect(grid(history)).toBeVisible();
  await expect(history.getByText(`Team time ${computer.timeZone}`)).toBeVisible();
  await expect(history.getByRole('button', { name: 'Open in a window' })).toBeHidden();
  await chooseInTray(desktop, 'Status history');
  const ofHistory = (await desktop.state()).windows.filter(({ url }) => url.includes('view=history'));
  expect(ofHistory).toHaveLength(1);
  expect(ofHistory[0]).toMatchObject({ isVisible: true });
  expect(ofHistory[0]?.bounds.width).toBeGreaterThan(700);

  await history.keyboard.press('Escape');
  await desktop.closeWindow(ofHistory[0]?.id ?? 0);
  await expect.poll(async () => (await desktop.state()).windows.length).toBe(1);
});

test('closing the popover hides it; launching again brings it back', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await connectForSession(page, kore);
  const [popover] = (await desktop.state()).windows;
  await desktop.closeWindow(popover?.id ?? 0);
  await expectPopover(desktop, 'hidden');
  // As an entry for starting at login does: nothing opens. The second launch comes after it, so there was time to.
  expect(await desktop.launchAgain('--hidden')).toBe(0);
  await expectPopover(desktop, 'hidden');
  expect(await desktop.launchAgain()).toBe(0);
  await expectPopover(desktop, 'open');
  await expectNames(page, 'Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller');
});

test('a page cannot be taken elsewhere, nor open windows', async ({ rollcall }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await exploreDemo(page);
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://evil.example/popup');
    location.href = 'https://evil.example/';
  });
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Project page' }).click();
  await expect.poll(async () => (await desktop.state()).openedOutside).toEqual([HELP_PAGES.project]);
  expect(new URL(page.url()).origin).toBe(new URL(before).origin);
  expect((await desktop.state()).windows).toHaveLength(1);
  expect(rollcall.pages()).toHaveLength(1);
});

test('a stranger gets no answer, a page that crashed is built anew, and Quit ends all', async ({
  ownRollcall: rollcall,
  kore,
}) => {
  const desktop = desktopOf(rollcall);
  await connectForSession(rollcall.page, kore);

  await test.step('another page gets no answer, even inside our own window', async () => {
    await checkStranger(desktop, rollcall.page);
  });

  await test.step('after a crash, what was shown is there again', async () => {
    await checkCrash(desktop, rollcall.page);
    const page = await desktop.pageAt(/index\.html(#|$)/);
    await expectPopover(desktop, 'open');
    await expectNames(page, 'Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller');
  });

  await test.step('Quit in the menu ends it', async () => {
    await chooseInTray(desktop, 'Quit Rollcall');
    expect(await rollcall.ended).toBe(0);
  });
});
