import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession, expectTiles, refreshButton } from '../steps.ts';
import { REPLIES } from '../../support/kore-server.ts';
import { chooseInTray, desktopOf, expectPopover, hideByBlur, openByClick, tooltip } from './desktop.ts';

/** In the words of any zone's clock of 24 or 12 hours. */
const UNTIL_MIDNIGHT = /^Paused until (00:00|12:00\sAM), as of /;

test('icon, tooltip and menu follow the team', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  const menu = async () => (await desktop.state()).tray?.menu;
  const image = async () => (await desktop.state()).tray?.image;
  await expect.poll(() => tooltip(desktop)).toEqual(['Rollcall', 'Not connected']);
  await expect.poll(menu).toContain('Connect an account');

  await connectForSession(page, kore);
  await expect.poll(() => tooltip(desktop)).toEqual(['127.0.0.1', '2 available, 1 busy, 1 away, 1 offline']);
  expect(await menu()).toEqual(
    expect.arrayContaining(['Open Rollcall', '2 available', '1 busy', '1 away', '1 offline', 'Status history']),
  );
  expect(await image()).toMatch(/available/);

  await test.step('a change', async () => {
    kore.move('ada', 'BUSY');
    kore.move('ben', 'AWAY');
    await refreshButton(page).click();
    await expect.poll(() => tooltip(desktop)).toContain('0 available, 2 busy, 2 away, 1 offline');
    expect(await image()).toMatch(/attention/);
  });

  await test.step('a failure: the counts stay, with the time they are of', async () => {
    kore.reply('availability', REPLIES.gatewayPage);
    await chooseInTray(desktop, 'Refresh now');
    await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringMatching(/^Not up to date, as of /));
    expect(await tooltip(desktop)).toContain('0 available, 2 busy, 2 away, 1 offline');
    expect(await image()).toMatch(/waiting/);
  });

  await test.step('paused from the menu, and resumed', async () => {
    kore.reply('availability', null);
    await chooseInTray(desktop, 'Pause for 30 minutes');
    await expect.poll(image).toMatch(/paused/);
    await expect(page.getByText('Paused. The team is not being read.').first()).toBeAttached();
    await expect.poll(menu).toContain('Resume');
    await chooseInTray(desktop, 'Resume');
    await expect.poll(image).toMatch(/attention/);
    await chooseInTray(desktop, 'Pause until tomorrow');
    await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringMatching(UNTIL_MIDNIGHT));
    await chooseInTray(desktop, 'Resume');
    await expect.poll(image).toMatch(/attention/);
  });
});

test('an alert marks the icon and stands first in the menu, which opens the alerts, until it was seen', async ({
  rollcall,
  kore,
}) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  const tray = async () => (await desktop.state()).tray;
  await connectForSession(page, kore);
  await chooseNotices(page, 'team-needs-me');
  kore.move('ada', 'BUSY');
  kore.move('ben', 'AWAY');
  await refreshButton(page).click();
  const since = /^1 alert since \d\d?:\d\d/;
  await expect.poll(async () => (await tray())?.menu[0]).toMatch(since);
  expect((await tray())?.image).toMatch(/attention-unseen/);
  expect(await tooltip(desktop)).toContainEqual(expect.stringMatching(since));
  await chooseInTray(desktop, (await tray())?.menu[0] ?? '');
  await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await expect.poll(async () => (await tray())?.menu[0]).toBe('Open Rollcall');
  expect((await tray())?.image).toMatch(/attention(Template)?\.png$/);
});

test('another connection is opened from the tray', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await connectForSession(page, kore, 'North');
  const menu = async () => (await desktop.state()).tray?.menu;
  expect(await menu()).not.toContain('Connection');
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Open the demo' }).click();
  await expect.poll(menu).toEqual(expect.arrayContaining(['Connection', 'North', 'Demo data']));
  await expect.poll(() => tooltip(desktop)).toContain('Demo data');
  await chooseInTray(desktop, 'North');
  await expect.poll(() => tooltip(desktop)).toContain('2 available, 1 busy, 1 away, 1 offline');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('North');
  await expectTiles(page, 2, 1, 1, 1);
});

test('what happened while the computer slept gives no notice', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page, notices } = rollcall;
  await connectForSession(page, kore);
  await chooseNotices(page, 'every-change');
  await desktop.power('suspend');
  kore.move('ada', 'OFFLINE');
  const polls = kore.countOf('availability');
  await desktop.power('resume');
  await kore.received('availability', polls + 1);
  await expectTiles(page, 1, 1, 1, 2);
  expect(await notices.shown()).toEqual([]);

  await test.step('what happens after it is, until names are hidden', async () => {
    const shown = async () => (await desktop.state()).notifications.map(({ title, isClosed }) => [title, isClosed]);
    kore.move('ben', 'OFFLINE');
    await refreshButton(page).click();
    await expect.poll(shown).toEqual([
      ['Nobody is available', false],
      ['Ben Sørensen: OFFLINE', false],
    ]);
    await chooseInTray(desktop, 'Hide names');
    await expect.poll(shown).toEqual([
      ['Nobody is available', false],
      ['Ben Sørensen: OFFLINE', true],
    ]);
  });
});

test('a click opens and hides the popover, Escape and another program hide it', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await expectPopover(desktop, 'open');
  await connectForSession(page, kore);
  await desktop.clickTray();
  await expectPopover(desktop, 'hidden');
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');

  await openByClick(desktop);
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible');
  await page.keyboard.press('Escape');
  await expectPopover(desktop, 'hidden');
  await openByClick(desktop);
  await hideByBlur(desktop);
});
