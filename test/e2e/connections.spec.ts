import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { descendants, descendantsRunning, isAlive } from '../support/e2e/processes.ts';
import { openKeyringSession } from '../support/keyring.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { expect, test as base } from './rollcall.ts';
import {
  chooseNotices,
  connectByForm,
  expectNames,
  expectTiles,
  fillConnect,
  goTo,
  type Credentials,
} from './steps.ts';

/** A second account, whose agent has the id of one of the first. */
const test = base.extend<{ readonly south: KoreServer }>({
  async south({}, use) {
    const server = await startKoreServer([{ id: 'ada', firstName: 'Sune', lastName: 'Berg', bucket: 'AWAY' }]);
    await use(server);
    await server.stop();
  },
});

const switcher = (page: Page) => page.getByRole('heading', { level: 1 }).getByRole('button');
const choice = (page: Page, name: string) => page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) });

async function openMenu(page: Page): Promise<void> {
  await switcher(page).click();
  await expect(page.getByRole('menu', { name: 'Connections' })).toBeVisible();
}

async function addConnection(page: Page, name: string): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Add a connection…' }).click();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
}

async function expectAccessible(page: Page, part: string): Promise<void> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .include(part)
    .options({ resultTypes: ['violations'], preload: false });
  expect((await axe.analyze()).violations.map(({ id }) => id)).toEqual([]);
}

async function saveAs(page: Page, name: string, form: Credentials): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await fillConnect(page, form);
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(switcher(page)).toHaveText(name);
}

test('two connections of a session are switched between, and one is forgotten', async ({ rollcall, kore, south }) => {
  const { page } = rollcall;
  await page.getByRole('textbox', { name: /^Name/ }).fill('North');
  await connectByForm(page, kore);
  await chooseNotices(page, 'nothing');
  await addConnection(page, 'South');
  await connectByForm(page, south);
  await expectNames(page, 'Sune Berg');

  await test.step('the menu says how each of them is', async () => {
    await openMenu(page);
    await expect(choice(page, 'South')).toBeChecked();
    await expect(choice(page, 'North')).toContainText(/2 available, as of \d\d:\d\d, this session only/);
    await expectAccessible(page, '[role=menu]');
  });

  await test.step('the other one is opened with the keyboard, and stays over a reload', async () => {
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await expect(switcher(page)).toHaveText('North');
    await expectTiles(page, 2, 1, 1, 1);
    await page.reload();
    await expect(switcher(page)).toHaveText('North');
    await expectTiles(page, 2, 1, 1, 1);
  });

  await test.step('one that fails hides nobody', async () => {
    await south.stop();
    await openMenu(page);
    await choice(page, 'South').click();
    await expect(page.getByRole('main').locator('.banner')).toBeVisible();
    await expectNames(page, 'Sune Berg');
    await openMenu(page);
    await choice(page, 'North').click();
    await expectTiles(page, 2, 1, 1, 1);
  });

  await test.step('the other is forgotten after a question, then the open one', async () => {
    await goTo(page, 'Settings');
    await expectAccessible(page, 'main');
    await page.getByRole('button', { name: 'Disconnect South…' }).click();
    await page.getByRole('dialog', { name: 'Disconnect “South”?' }).getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByRole('heading', { name: 'Other connections' })).toBeHidden();
    await page.getByRole('button', { name: 'Disconnect…', exact: true }).click();
    await page.getByRole('dialog', { name: 'Disconnect?' }).getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByText('Not connected to an account.')).toBeVisible();
    await goTo(page, 'Team');
    await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
    await expect(page.getByLabel('Host', { exact: true })).toHaveValue('');
  });
});

test.describe('in the keychain', () => {
  test.use({
    async launchEnv({}, use) {
      const session = await openKeyringSession({ bus: true });
      await session.startDaemon('password of the test');
      await use(session.env);
      await session.stop();
    },
  });

  test('the choice survives a restart, and a name is taken over only after a question', async ({
    launch,
    kore,
    south,
  }) => {
    const first = await launch();
    await saveAs(first.page, 'North', kore);
    await chooseNotices(first.page, 'nothing');
    await addConnection(first.page, 'North');
    await fillConnect(first.page, south);
    await first.page.getByRole('button', { name: 'Save and start' }).click();
    await expect(first.page.getByText(/^Another connection has this name/)).toBeVisible();
    await saveAs(first.page, 'South', south);
    await expectNames(first.page, 'Sune Berg');
    await openMenu(first.page);
    await choice(first.page, 'North').click();
    await expectTiles(first.page, 2, 1, 1, 1);
    expect(await first.stop()).toBe(0);

    const second = await launch();
    const { page, pid } = second;
    await expect(switcher(page)).toHaveText('North');
    await openMenu(page);
    await expect(choice(page, 'South')).toContainText(/0 available, as of/);
    await choice(page, 'South').click();
    await expectNames(page, 'Sune Berg');
    await test.step('the process of the keychain crashes, and the next call has another', async () => {
      const [keychain, ...more] = descendantsRunning(pid, /keychain-child\.js/);
      expect([typeof keychain, more]).toEqual(['number', []]);
      process.kill(keychain ?? 0, 'SIGKILL');
      await expect.poll(() => descendantsRunning(pid, /keychain-child\.js/)).toEqual([]);
      await goTo(page, 'Settings');
      await expect(page.getByText('in the keychain of this computer').first()).toBeVisible();
      await page.getByRole('button', { name: 'Disconnect…', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      await goTo(page, 'Team');
      await expect(switcher(page)).toHaveText('North');
      expect(descendantsRunning(pid, /keychain-child\.js/)).toEqual([expect.any(Number)]);
    });

    await test.step('ending leaves no process behind, not even the one of the keychain', async () => {
      const processes = [pid, ...descendants(pid)];
      expect(await second.stop()).toBe(0);
      expect(processes.filter(isAlive)).toEqual([]);
    });
  });
});
