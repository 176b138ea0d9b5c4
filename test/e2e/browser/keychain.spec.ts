import { descendants, descendantsRunning, isAlive } from '../../support/e2e/processes.ts';
import { openKeyringSession } from '../../support/keyring.ts';
import { expect, test as base } from '../rollcall.ts';
import { chooseNotices, expectTiles, fillConnect, goTo } from '../steps.ts';

/** With a real gnome-keyring on a session bus of its own. */
const test = base.extend({
  async launchEnv({}, use) {
    const session = await openKeyringSession({ bus: true });
    await session.startDaemon('password of the test');
    await use(session.env);
    await session.stop();
  },
});

test('a saved connection is there after a restart, and gone after disconnecting', async ({ launch, kore }) => {
  const first = await launch();
  await fillConnect(first.page, kore);
  await first.page.getByRole('button', { name: 'Save and start' }).click();
  await expectTiles(first.page, 2, 1, 1, 1);
  await chooseNotices(first.page, 'nothing');
  await goTo(first.page, 'Settings');
  await expect(first.page.getByText('in the keychain of this computer')).toBeVisible();
  expect(await first.stop()).toBe(0);

  const second = await launch();
  const { page, pid } = second;
  await expectTiles(page, 2, 1, 1, 1);
  // The keychain's process crashes; the next call has another.
  const [keychain, ...more] = descendantsRunning(pid, /keychain-child\.js/);
  expect([typeof keychain, more]).toEqual(['number', []]);
  process.kill(keychain ?? 0, 'SIGKILL');
  await expect.poll(() => descendantsRunning(pid, /keychain-child\.js/)).toEqual([]);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await page.getByRole('dialog', { name: 'Disconnect?' }).getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('Not connected to an account.')).toBeVisible();
  expect(descendantsRunning(pid, /keychain-child\.js/)).toEqual([expect.any(Number)]);

  await test.step('ending leaves no process behind, not even the one of the keychain', async () => {
    const processes = [pid, ...descendants(pid)];
    expect(await second.stop()).toBe(0);
    expect(processes.filter(isAlive)).toEqual([]);
  });
});
