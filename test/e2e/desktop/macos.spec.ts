import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { expect, test } from '../rollcall.ts';
import { agentButton, chooseNotices, connectForSession, goTo, refreshButton } from '../steps.ts';
import { checkTrayTitle } from './checks.ts';
import { desktopOf, openByClick } from './desktop.ts';

test.use({ launchEnv: { ROLLCALL_HOST_PLATFORM: 'darwin' } });

// The row of macOS in the table of platforms; Electron itself cannot be another system's.
if (desktopKind() === 'electron-host' || process.platform === 'darwin') {
  test('the menu bar, the popover at its icon, and notifications', async ({ ownRollcall: rollcall, kore }) => {
    const { page, notices } = rollcall;
    const desktop = desktopOf(rollcall);

    await test.step('the popover hangs on its icon', async () => {
      await desktop.clickTray();
      await openByClick(desktop);
      const [popover] = (await desktop.state()).windows;
      // The icon of the host's display: 24 px at x 1200, in a bar of 28 px.
      expect(popover?.bounds).toEqual({ x: 1_022, y: 28, width: 380, height: 620 });
    });

    await test.step('the count stands beside the icon', async () => {
      await checkTrayTitle(desktop, '');
      await connectForSession(page, kore);
      await checkTrayTitle(desktop, '2');
      expect((await desktop.state()).tray?.image).toMatch(/availableTemplate\.png$/);
      kore.move('ada', 'AWAY');
      await refreshButton(page).click();
      await checkTrayTitle(desktop, '1');
    });

    await test.step('the popover floats, also after it was pinned and is not any more', async () => {
      const isOnTop = async () => (await desktop.state()).windows[0]?.isOnTop;
      expect(await isOnTop()).toBe(true);
      const pin = page.getByRole('button', { name: 'Keep open and on top' });
      for (const pressed of ['true', 'false']) {
        await pin.click();
        await expect(pin).toHaveAttribute('aria-pressed', pressed);
        expect(await isOnTop()).toBe(true);
      }
    });

    await test.step('a click on a notification is heard, however long ago it was shown', async () => {
      const shown = async () => (await notices.shown()).map(({ title }) => title);
      await chooseNotices(page, 'every-change');
      kore.move('ben', 'BUSY');
      await refreshButton(page).click();
      await expect.poll(shown).toContain('Ben Sørensen: BUSY');
      await desktop.host?.collectGarbage();
      await goTo(page, 'Settings');
      await notices.click('Ben Sørensen: BUSY');
      await expect(agentButton(page, 'Ben')).toBeFocused();
    });

    await test.step('its buttons mute the agent and snooze the rule', async () => {
      await expect
        .poll(async () => (await desktop.state()).notifications.map(({ buttons }) => buttons))
        .toContainEqual(['Snooze 15 min', 'Open', 'Mute today']);
      kore.move('chi', 'OFFLINE');
      await refreshButton(page).click();
      const title = await test.step('of Chi', async () => {
        const shown = async () =>
          (await notices.shown()).map((each) => each.title).find((each) => /^Chi .*: /.test(each));
        await expect.poll(shown).toBeDefined();
        return (await shown()) ?? '';
      });
      await desktop.pressInNotification(title, 'Mute today');
      await page.getByRole('link', { name: /^Alerts/ }).click();
      const muted = page.getByRole('region', { name: 'Muted and snoozed' });
      await expect(muted.getByRole('button', { name: /^End: Chi / })).toBeVisible();
    });

    await test.step('a drill says what came of it', async () => {
      await page.getByRole('button', { name: /^Edit: Nobody available/ }).click();
      await page.getByRole('button', { name: 'Drill' }).click();
      await expect(page.getByText(/^The system says that it showed the notification\./)).toBeVisible();
    });
  });
}
