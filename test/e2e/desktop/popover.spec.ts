import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../rollcall.ts';
import { agentButton, connectForSession, exploreDemo, goTo, openCard } from '../steps.ts';
import { chooseInTray, desktopOf, expectPopover } from './desktop.ts';

test('pinned, the popover stays while another program is used; Escape still hides it', async ({ rollcall }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await exploreDemo(page);
  const pin = page.getByRole('button', { name: 'Keep open and on top' });
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await expect(async () => {
    await desktop.blur();
    expect((await desktop.state()).windows[0]).toMatchObject({ isVisible: true, isFocused: false, isOnTop: true });
  }).toPass();
  await page.keyboard.press('Escape');
  await expectPopover(desktop, 'hidden');
});

test('an e-mail is copied from memory; the page never has it', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await connectForSession(page, kore);
  const card = await openCard(page, 'Ada Obi');
  await card.getByRole('button', { name: 'Copy e-mail' }).press('Enter');
  await expect(page.getByText('E-mail copied.')).toBeVisible();
  expect((await desktop.state()).clipboard).toMatch(/^[^@\s]+@[^@\s]+$/);
  expect(await page.content()).not.toContain((await desktop.state()).clipboard);
  await page.keyboard.press('Escape');
  await expect(agentButton(page, 'Ada Obi')).toBeFocused();
});

test('settings of the desktop: a number in the icon, a shortcut, the folders', async ({ rollcall, kore }) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await connectForSession(page, kore);
  await goTo(page, 'Settings');
  await page.getByLabel('Show a number in the tray icon').check();
  await expect.poll(async () => (await desktop.state()).tray?.image).not.toMatch(/\.(png|ico)$/);
  await page.getByLabel('Shortcut').selectOption('Ctrl+Shift+F9');
  await expect.poll(async () => (await desktop.state()).shortcuts).toEqual(['CommandOrControl+Shift+F9']);
  await test.step('keys that another program has are said to be taken, and others still work', async () => {
    if (desktop.host === null) return;
    const problem = page.getByText(/^Another program uses these keys/);
    await desktop.host.takeShortcut('CommandOrControl+Alt+R');
    await page.getByLabel('Shortcut').selectOption('Ctrl+Alt+R');
    await expect(problem).toBeVisible();
    expect((await desktop.state()).shortcuts).toEqual([]);
    await page.getByLabel('Shortcut').selectOption('Ctrl+Shift+F9');
    await expect(problem).toBeHidden();
    await expect.poll(async () => (await desktop.state()).shortcuts).toEqual(['CommandOrControl+Shift+F9']);
  });
  await page.getByRole('button', { name: 'Show data folder' }).click();
  await chooseInTray(desktop, 'Show log');
  const { dataFolder } = rollcall.computer;
  await expect
    .poll(async () => (await desktop.state()).openedOutside)
    .toEqual([dataFolder, path.join(dataFolder, 'logs')]);
  const log = await readFile(path.join(dataFolder, 'logs', 'rollcall.log'), 'utf8');
  expect(log).toContain('"event":"started"');
  expect(log).not.toContain(kore.clientSecret);
});
