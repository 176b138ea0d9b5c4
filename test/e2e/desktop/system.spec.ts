import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageFor } from '../../../electron/shared/result.ts';
import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import type { DesktopControl, HostControl } from '../../support/e2e/desktop-control.ts';
import type { WindowState } from '../../support/electron-host/wire.ts';
import { inProject } from '../../support/e2e/program.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';
import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession, expectTiles, healthBanner, refreshButton } from '../steps.ts';
import { chooseInTray, desktopOf, expectPopover, openByClick } from './desktop.ts';

/** An installed app starts at login, which one that is run from its sources is not offered. */
const INSTALLED = { ROLLCALL_HOST_RESOURCES: inProject('build') };

/** After five failures the next try is 97 s away, and a wake is followed by a poll after 2 s. */
const LATE_RETRIES = { ROLLCALL_HOST_RANDOM: '0.6' };

function hostOf({ host }: DesktopControl): HostControl {
  if (host === null) throw new Error('These specs are for the host');
  return host;
}

/** Milliseconds between two polls, as the core has them now. */
async function pace({ page }: RunningRollcall): Promise<number | null> {
  const report = await page.evaluate(() => window.rollcall?.invoke('rate-limit:get'));
  return report?.ok === true ? report.value.intervalMs : null;
}

async function historyWindow(desktop: DesktopControl): Promise<WindowState | undefined> {
  return (await desktop.state()).windows.find(({ url }) => url.includes('view=history'));
}

/** Moves the history window, closes it and opens it again. */
async function reopenHistory(desktop: DesktopControl, bounds: Electron.Rectangle): Promise<void> {
  const { id = 0 } = (await historyWindow(desktop)) ?? {};
  await desktop.moveWindow(id, bounds);
  await desktop.closeWindow(id);
  await expect.poll(() => historyWindow(desktop)).toBeUndefined();
  await desktop.chooseInTray('Status history');
  await expect.poll(async () => (await historyWindow(desktop))?.isVisible).toBe(true);
}

const LEFT = { x: 200, y: 100, width: 900, height: 500 };
const MOVED = { x: 40, y: 60, width: 800, height: 450 };
const SECOND_MS = 1_000;
const WATCHED_MS = 15 * SECOND_MS;
const RESTING_MS = 300 * SECOND_MS;

if (desktopKind() === 'electron-host' && process.platform === 'linux') {
  test.describe('installed on Linux', () => {
    test.use({ launchEnv: { ...INSTALLED, ...LATE_RETRIES } });

    test('it follows the computer: sleep, network, proxy, login, log, shutdown', async ({ computer, launch, kore }) => {
      const log = path.join(computer.dataFolder, 'logs', 'rollcall.log');
      const full = 'x'.repeat(999_990);
      await mkdir(path.dirname(log), { recursive: true });
      await writeFile(log, full);
      const windows = path.join(computer.dataFolder, 'windows.json');
      await writeFile(windows, JSON.stringify({ history: LEFT, seenReason: null }));
      // As the starter of an AppImage does where the system has no user namespaces.
      const rollcall = await launch('--no-sandbox');
      const desktop = desktopOf(rollcall);
      const host = hostOf(desktop);
      const { page, notices } = rollcall;
      await connectForSession(page, kore);
      await chooseNotices(page, 'every-change');

      await test.step('a full log file is put aside', async () => {
        expect(await readFile(log.replace('.log', '.1.log'), 'utf8')).toBe(full);
        expect(await readFile(log, 'utf8')).toMatch(/^\{.*"event":"started"/);
      });

      await test.step('sleep slows the pace; what happened meanwhile gives no notice', async () => {
        await expect.poll(() => pace(rollcall)).toBe(WATCHED_MS);
        await desktop.power('suspend');
        await expect.poll(() => pace(rollcall)).toBe(RESTING_MS);
        kore.move('ben', 'AWAY');
        const polls = kore.countOf('availability');
        await desktop.power('resume');
        await kore.received('availability', polls + 1);
        await expectTiles(page, 1, 1, 2, 1);
        expect(await pace(rollcall)).toBe(WATCHED_MS);
        expect(await notices.shown()).toEqual([]);
      });

      const tries = 5;
      const polls = kore.countOf('availability');
      await test.step('without a network the team stays as it was', async () => {
        const attempts = async () => (await host.state()).fetchedOffline;
        await host.network(false);
        for (let failures = 1; failures <= tries; failures += 1) {
          await refreshButton(page).click();
          // A slow computer may have tried once more by itself.
          await expect.poll(attempts).toBeGreaterThanOrEqual(failures);
        }
        await expect(healthBanner(page)).toContainText(messageFor('offline'));
        await expectTiles(page, 1, 1, 2, 1);
        await host.network(true);
      });

      await test.step('starting at login is a file of the desktop, by choice only', async () => {
        const file = path.join(computer.folder, '.config', 'autostart', 'rollcall.desktop');
        const isThere = () => stat(file).then(Boolean, () => false);
        expect(await isThere()).toBe(false);
        await chooseInTray(desktop, 'Start at login');
        const entry = () => readFile(file, 'utf8').catch(() => '');
        await expect.poll(entry).toContain(`\nExec="${process.execPath}" --hidden\n`);
        // The file is there a moment before the choice counts as saved; one made in between asks for the same again.
        await expect(async () => {
          await chooseInTray(desktop, 'Start at login');
          await expect.poll(isThere, { timeout: 2_000 }).toBe(false);
        }).toPass();
      });

      await test.step('About says the version and the data folder', async () => {
        await chooseInTray(desktop, 'About Rollcall');
        const { version } = JSON.parse(await readFile(inProject('package.json'), 'utf8')) as { version: string };
        await expect
          .poll(async () => (await host.state()).about)
          .toMatchObject({
            applicationVersion: version,
            copyright: `MIT licence\nData folder: ${computer.dataFolder}`,
          });
      });

      await test.step('the history opens where it was left, or in the middle when that is off-screen', async () => {
        await chooseInTray(desktop, 'Status history');
        await expect.poll(async () => (await historyWindow(desktop))?.bounds).toEqual(LEFT);
        await reopenHistory(desktop, MOVED);
        expect((await historyWindow(desktop))?.bounds).toEqual(MOVED);
        expect(JSON.parse(await readFile(windows, 'utf8'))).toMatchObject({ history: MOVED });
        await reopenHistory(desktop, { ...MOVED, x: 5_000 });
        // The host's display: 1440 by 900 with a bar of 28 px.
        expect((await historyWindow(desktop))?.bounds).toEqual({ ...MOVED, x: 320, y: 239 });
      });

      await test.step('the network is back, and the team is read long before the next try', async () => {
        await expect.poll(() => kore.countOf('availability'), { timeout: 60 * SECOND_MS }).toBeGreaterThan(polls);
        // The history took the focus, which hides the popover.
        await openByClick(desktop);
        await expect(healthBanner(page)).toBeHidden();
      });

      await test.step('every call goes by the way that knows the proxy of the system', async () => {
        const calls = async () => (await host.state()).fetched.length;
        await expect.poll(async () => (await calls()) - kore.calls.length - kore.namesCalls.length).toBe(0);
        expect(kore.calls.length).toBeGreaterThan(3);
      });

      await test.step('a shutdown waits until everything has stopped', async () => {
        host.endSession();
        expect(await rollcall.ended).toBe(0);
        expect(await readFile(log, 'utf8')).toContain('"event":"stopped"');
      });
    });
  });

  test.describe('installed on Windows', () => {
    test.use({ launchEnv: { ...INSTALLED, ROLLCALL_HOST_PLATFORM: 'win32' } });

    test('started at login it opens nothing, and the entry for that says so', async ({ launch }) => {
      const rollcall = await launch('--hidden', '--demo');
      const desktop = desktopOf(rollcall);
      await expectPopover(desktop, 'hidden');

      await test.step('the entry for the next login starts it hidden, too', async () => {
        await desktop.chooseInTray('Start at login');
        await expect
          .poll(async () => (await hostOf(desktop).state()).loginItem)
          .toEqual({ openAtLogin: true, args: ['--hidden'] });
        await desktop.chooseInTray('Start at login');
        await expect.poll(async () => (await hostOf(desktop).state()).loginItem?.openAtLogin).toBe(false);
      });
      await test.step('Task Manager has the last word, until it is switched on again', async () => {
        const host = hostOf(desktop);
        const isOn = async () => {
          const answer = await rollcall.page.evaluate(() => window.rollcall?.invoke('desktop:get'));
          return answer?.ok === true && answer.value.startsAtLogin;
        };
        await desktop.chooseInTray('Start at login');
        await expect.poll(isOn).toBe(true);
        await host.holdBackLoginItem();
        expect(await isOn()).toBe(false);
        await desktop.chooseInTray('Start at login');
        await expect.poll(isOn).toBe(true);
        expect((await host.state()).startMenu?.name).toBe('Rollcall');
      });
      await expectPopover(desktop, 'hidden');
      await openByClick(desktop);
      await expect(rollcall.page.getByText('Demo data', { exact: false }).first()).toBeVisible();

      await test.step('a locked screen and the battery slow the pace', async () => {
        await expect.poll(() => pace(rollcall)).toBe(WATCHED_MS);
        await desktop.power('lock-screen');
        await expect.poll(() => pace(rollcall)).toBe(RESTING_MS);
        await desktop.power('unlock-screen');
        await expect.poll(() => pace(rollcall)).toBe(WATCHED_MS);
        await desktop.power('on-battery');
        expect(await pace(rollcall)).toBe(WATCHED_MS);
        await rollcall.page.keyboard.press('Escape');
        await expectPopover(desktop, 'hidden');
        await expect.poll(() => pace(rollcall)).toBe(RESTING_MS);
        await desktop.power('on-ac');
        await expect.poll(() => pace(rollcall)).toBe(2 * WATCHED_MS);
      });
    });
  });
}
