import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';
import { startUpdateFeed, type UpdateFeed } from '../../support/e2e/update-feed.ts';
import { expect, test as base } from '../rollcall.ts';
import { exploreDemo, goTo } from '../steps.ts';
import { chooseInTray, desktopOf } from './desktop.ts';

/** A fault to plant while the build is loaded. */
interface Plant {
  readonly find: string;
  readonly put: string;
}

const test = base.extend<{ readonly feed: UpdateFeed; readonly plant: Plant | null }>({
  plant: [null, { option: true }],
  async feed({}, use) {
    const feed = await startUpdateFeed();
    await use(feed);
    await feed.stop();
  },
  launchEnv: async ({ feed, plant }, use) =>
    use({ ...feed.env, ...(plant === null ? {} : { ROLLCALL_HOST_PLANT: JSON.stringify([plant]) }) }),
});

/** Looks for an update, as a user does who does not want to wait. */
async function checkForUpdates({ page }: RunningRollcall): Promise<void> {
  await exploreDemo(page);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Check for updates' }).click();
}

async function waitUntilReady(rollcall: RunningRollcall, { version }: UpdateFeed): Promise<void> {
  await checkForUpdates(rollcall);
  await expect(rollcall.page.getByText(`${version} is ready. It is installed when Rollcall quits.`)).toBeVisible();
}

async function expectInstalled(rollcall: RunningRollcall, feed: UpdateFeed, how: 'run' | 'exit'): Promise<void> {
  expect(await rollcall.ended).toBe(0);
  await expect.poll(feed.started).toBe(how);
  expect(await feed.installed()).toMatch(/^#!/);
}

// electron-updater itself, on the host: it replaces the file that $APPIMAGE names, which Electron's own run here is not.
if (desktopKind() === 'electron-host' && process.platform === 'linux') {
  test('an update is loaded, offered, and installed by a restart that the user asks for', async ({
    ownRollcall: rollcall,
    feed,
  }) => {
    await waitUntilReady(rollcall, feed);
    expect(feed.requests).toEqual([
      expect.stringMatching(/^\/latest-linux(-\w+)?\.yml none$/),
      `/Rollcall-${feed.version}-linux-x64.AppImage none`,
    ]);
    await expect(rollcall.page.getByRole('button', { name: `Restart to update to ${feed.version}` })).toBeVisible();
    expect(await feed.installed()).toBe('the old one');
    await chooseInTray(desktopOf(rollcall), `Restart to update to ${feed.version}`);
    await expectInstalled(rollcall, feed, 'run');
  });

  test('quitting installs, and starts nothing', async ({ ownRollcall: rollcall, feed }) => {
    await waitUntilReady(rollcall, feed);
    await rollcall.stop();
    await expectInstalled(rollcall, feed, 'exit');
  });

  test('a damaged update is deleted; About says so, and no notification', async ({ ownRollcall: rollcall, feed }) => {
    feed.damage();
    await checkForUpdates(rollcall);
    await expect(rollcall.page.getByText(/^The downloaded update did not match its checksum/)).toBeVisible();
    expect((await desktopOf(rollcall).state()).tray?.menu.filter((label) => /update/.test(label))).toEqual([]);
    expect(await rollcall.notices.shown()).toEqual([]);
    const log = await readFile(path.join(rollcall.computer.dataFolder, 'logs', 'rollcall.log'), 'utf8');
    expect(log).toContain('checksum mismatch');
    await rollcall.stop();
    expect([await feed.installed(), await feed.started()]).toEqual(['the old one', '']);
  });

  test.describe('planted: quitting does not install', () => {
    test.use({ plant: { find: 'autoInstallOnAppQuit = !0', put: 'autoInstallOnAppQuit = !1' } });

    test('the check of it fails', async ({ ownRollcall: rollcall, feed }) => {
      await waitUntilReady(rollcall, feed);
      await rollcall.stop();
      await expect(feed.installed().then((text) => expect(text).toMatch(/^#!/))).rejects.toThrow(/expect\(/);
    });
  });
}
