import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession, exploreDemo, goTo } from '../steps.ts';
import { chooseInTray, desktopOf, expectPopover, openByClick, tooltip } from './desktop.ts';

// What kind of desktop it is, is read from the environment; Electron itself would need that desktop.
if (desktopKind() === 'electron-host' && process.platform === 'linux') {
  test.describe('GNOME without AppIndicator', () => {
    test.use({ launchEnv: { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' } });

    test('a normal window opens and says why, once; launching again brings it back', async ({ launch }) => {
      const first = await launch();
      const why = (app: typeof first) => app.page.getByText('This desktop shows no tray icons', { exact: false });
      await expect(why(first)).toBeVisible();
      const desktop = desktopOf(first);
      await exploreDemo(first.page);
      await desktop.blur();
      await expectPopover(desktop, 'open');
      const [window] = (await desktop.state()).windows;
      await desktop.closeWindow(window?.id ?? 0);
      await expectPopover(desktop, 'hidden');
      expect(await desktop.launchAgain()).toBe(0);
      await expectPopover(desktop, 'open');
      expect(await first.stop()).toBe(0);

      await test.step('started at login it opens all the same, and does not say why again', async () => {
        const second = await launch('--hidden');
        await expectPopover(desktopOf(second), 'open');
        await expect(second.page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
        await expect(why(second)).toBeHidden();
      });
    });
  });

  test.describe('Wayland', () => {
    test.use({ launchEnv: { XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'KDE' } });

    test('a click on the icon opens a normal window, which says why', async ({ ownRollcall: rollcall }) => {
      const desktop = desktopOf(rollcall);
      await expect(rollcall.page.getByText(/On Wayland a program cannot place|shows no tray icons/)).toBeVisible();
      expect(await tooltip(desktop)).toEqual(['Rollcall', 'Not connected']);
      const [window] = (await desktop.state()).windows;
      await desktop.closeWindow(window?.id ?? 0);
      await desktop.clickTray();
      await expectPopover(desktop, 'open');
      await desktop.clickTray();
      await expectPopover(desktop, 'open');

      await test.step('the desktop knows the app that asks for keys, and Settings says that it decides', async () => {
        await exploreDemo(rollcall.page);
        await goTo(rollcall.page, 'Settings');
        await rollcall.page.getByLabel('Shortcut').selectOption('Ctrl+Shift+F9');
        await expect(rollcall.page.getByText('On Wayland your desktop decides', { exact: false })).toBeVisible();
        expect((await desktop.state()).shortcuts).toEqual(['CommandOrControl+Shift+F9']);
      });
    });
  });

  test.describe('no notification service', () => {
    test.use({ launchEnv: { ROLLCALL_HOST_NOTIFICATIONS: 'org.freedesktop.Notifications was not provided' } });

    test('notices stand in the popover instead, and what is the matter', async ({ ownRollcall: rollcall, kore }) => {
      const desktop = desktopOf(rollcall);
      const { page } = rollcall;
      const advice = page.getByText('No notification service answers on this desktop', { exact: false });
      const refresh = async (): Promise<void> => {
        const polls = kore.countOf('availability');
        await chooseInTray(desktop, 'Refresh now');
        await kore.received('availability', polls + 1);
      };
      await connectForSession(page, kore);
      await chooseNotices(page, 'every-change');
      await page.keyboard.press('Escape');
      await expectPopover(desktop, 'hidden');

      for (const id of ['ada', 'chi']) kore.move(id, 'AWAY');
      kore.move('dov', 'BUSY');
      await refresh();
      await expect.poll(() => tooltip(desktop)).toContain('1 available, 1 busy, 2 away, 1 offline');
      await openByClick(desktop);
      await expect(advice).toBeVisible();
      await expect(page.getByText(/(Ada Obi|Chi Nguyễn|Dov Katz): (AWAY|BUSY)/).first()).toBeVisible();

      await test.step('names are hidden before anybody saw the next one', async () => {
        await page.keyboard.press('Escape');
        await expectPopover(desktop, 'hidden');
        kore.move('ben', 'BUSY');
        await refresh();
        await expect.poll(() => tooltip(desktop)).toContain('0 available, 2 busy, 2 away, 1 offline');
        await chooseInTray(desktop, 'Hide names');
        await openByClick(desktop);
        await expect(page.getByText('Nobody is available')).toBeVisible();
        await expect(page.getByText('B. S.', { exact: true })).toBeVisible();
        expect(await page.content()).not.toMatch(/Ada O|Ben S|Chi N|Dov K/);
      });
    });
  });
}
