import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { expect, test } from '../rollcall.ts';
import { agentLine, chooseNotices, connectForSession, exploreDemo, goTo, refreshButton } from '../steps.ts';
import { checkTrayTitle } from './checks.ts';
import { desktopOf, openByClick } from './desktop.ts';

test.use({ launchEnv: { ROLLCALL_HOST_PLATFORM: 'darwin' } });

// The row of macOS in the table of platforms; Electron itself cannot be another system's.
if (desktopKind() === 'electron-host' || process.platform === 'darwin') {
  test('in the menu bar the count stands beside the icon', async ({ rollcall, kore }) => {
    const desktop = desktopOf(rollcall);
    await checkTrayTitle(desktop, '');
    await connectForSession(rollcall.page, kore);
    await checkTrayTitle(desktop, '2');
    expect((await desktop.state()).tray?.image).toMatch(/availableTemplate\.png$/);
    kore.move('ada', 'AWAY');
    await refreshButton(rollcall.page).click();
    await checkTrayTitle(desktop, '1');
  });

  test('a click on a notification is heard, also on one that took the place of another', async ({ rollcall, kore }) => {
    const { page, notices } = rollcall;
    const desktop = desktopOf(rollcall);
    const shown = async () => (await notices.shown()).map(({ title }) => title);
    await connectForSession(page, kore);
    await chooseNotices(page, 'every-change');
    kore.move('ben', 'BUSY');
    await refreshButton(page).click();
    await expect.poll(shown).toEqual(['Ben Sørensen: BUSY']);
    kore.move('ben', 'AWAY');
    await refreshButton(page).click();
    await expect.poll(shown).toEqual(['Ben Sørensen: BUSY', 'Ben Sørensen: AWAY']);
    await desktop.host?.collectGarbage();
    await goTo(page, 'Settings');
    await notices.click('Ben Sørensen: AWAY');
    await expect(agentLine(page, 'Ben')).toBeFocused();
  });

  test('the popover hangs on its icon', async ({ rollcall }) => {
    const desktop = desktopOf(rollcall);
    await desktop.clickTray();
    await openByClick(desktop);
    const [popover] = (await desktop.state()).windows;
    // The icon of the host's display: 24 px at x 1200, in a bar of 28 px.
    expect(popover?.bounds).toEqual({ x: 1_022, y: 28, width: 380, height: 620 });

    await test.step('it floats, also after it was pinned and is not any more', async () => {
      const isOnTop = async () => (await desktop.state()).windows[0]?.isOnTop;
      expect(await isOnTop()).toBe(true);
      await exploreDemo(rollcall.page);
      const pin = rollcall.page.getByRole('button', { name: 'Keep open in front' });
      for (const pressed of ['true', 'false']) {
        await pin.click();
        await expect(pin).toHaveAttribute('aria-pressed', pressed);
        expect(await isOnTop()).toBe(true);
      }
    });
  });
}
