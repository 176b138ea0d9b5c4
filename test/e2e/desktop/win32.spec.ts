import { createWorld } from '../../../electron/demo/world.ts';
import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { expect, test } from '../rollcall.ts';
import { agentButton, agents, chooseNotices, connectForSession, goTo } from '../steps.ts';
import { checkTaskbarColour } from './checks.ts';
import { chooseInTray, desktopOf, openByClick, tooltip } from './desktop.ts';

/** The fifth of the demo's team; who it is depends on nothing but the demo's seed. */
const demoAgent = createWorld({ seed: 1, agents: 5, timeZone: 'UTC' }).agents.at(-1);
const WINDOWS = { ROLLCALL_HOST_PLATFORM: 'win32' };

// The row of Windows in the table of platforms; Electron itself cannot be another system's.
if (desktopKind() === 'electron-host' && process.platform === 'linux') {
  test.describe('in the taskbar', () => {
    test.use({ launchEnv: WINDOWS });

    test('the menu, the colour and number of the icon, and the popover at it', async ({
      ownRollcall: rollcall,
      kore,
    }) => {
      const desktop = desktopOf(rollcall);
      const { page } = rollcall;
      await connectForSession(page, kore);

      await test.step('the menu comes with the right click only', async () => {
        expect((await desktop.state()).tray?.menu).toEqual([]);
        await expect.poll(() => tooltip(desktop)).toContain('2 available, 1 busy, 1 away, 1 offline');
        const polls = kore.countOf('availability');
        await chooseInTray(desktop, 'Refresh now');
        await kore.received('availability', polls + 1);
        expect((await desktop.state()).tray?.menu).toContain('2 available');
      });

      await test.step('the icon follows the colour of the taskbar, and carries the number if that is wanted', async () => {
        await checkTaskbarColour(desktop);
        expect((await desktop.state()).tray?.title).toBe('');
        // An app that is run from its sources takes no entry of an installed one.
        expect((await desktop.host?.state())?.startMenu?.name).toBe('Rollcall (build tree)');
        await goTo(page, 'Settings');
        await page.getByLabel('Show a number in the tray icon').click();
        await expect.poll(async () => (await desktop.state()).tray?.image).toBe('drawn, 16 pixels');
      });

      await test.step('the popover stands at its icon', async () => {
        await desktop.clickTray();
        await openByClick(desktop);
        const [popover] = (await desktop.state()).windows;
        // The icon of the host's display: 24 px at x 1200, in a bar of 28 px.
        expect(popover?.bounds).toEqual({ x: 1_022, y: 28, width: 380, height: 620 });
      });
    });
  });

  test.describe('behind a locked screen', () => {
    test.use({ launchEnv: WINDOWS });

    test('nothing is told; afterwards a digest says what happened, and a notification what goes on', async ({
      ownRollcall: rollcall,
      kore,
    }) => {
      const desktop = desktopOf(rollcall);
      const { page, notices } = rollcall;
      await connectForSession(page, kore);
      await chooseNotices(page, 'team-needs-me');
      await desktop.power('lock-screen');
      const polls = kore.countOf('availability');
      kore.move('ada', 'BUSY');
      kore.move('ben', 'AWAY');
      await chooseInTray(desktop, 'Refresh now');
      await kore.received('availability', polls + 1);
      await expect.poll(() => tooltip(desktop)).toContain('0 available, 2 busy, 2 away, 1 offline');
      expect(await notices.shown()).toEqual([]);

      await desktop.power('unlock-screen');
      const body = 'The team: 0 available, 2 busy, 2 away, 1 offline.';
      await expect.poll(() => notices.shown()).toEqual([{ title: 'Nobody is available', body }]);
      const digest = page.getByRole('region', { name: 'What happened meanwhile' });
      await digest.getByRole('button', { name: /^Screen locked .*: 1 alert, 1 still going on/ }).click();
      await expect(digest.getByRole('listitem').filter({ hasText: 'Nobody is available' })).toContainText(
        'Still going on',
      );
      await digest.getByRole('button', { name: 'Dismiss' }).click();
      await expect(digest).toBeHidden();
    });
  });

  test.describe('started by a click on a notification of yesterday', () => {
    test.use({
      launchEnv: { ...WINDOWS, ROLLCALL_HOST_ACTIVATION: `type=click&tag=demo/status:${demoAgent?.userId}` },
    });

    test('it shows the agent as soon as there is a team', async ({ launch }) => {
      const { page } = await launch('--demo');
      await expect(agents(page).first()).toBeVisible();
      await expect(agentButton(page, `${demoAgent?.firstName} ${demoAgent?.lastName}`)).toBeFocused();
    });
  });
}
