import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../electron/shared/result.ts';
import { NO_DESKTOP, type AppInfo, type UpdateState } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { focusLine, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const APP: Omit<AppInfo, 'surface' | 'platform'> = {
  version: '1.2.3',
  timeZone: 'UTC',
  timeZoneProblem: null,
  dataFolder: '/data/Rollcall',
};

function desktopOn(platform: string): FakeBridge {
  const agents = ['Ann', 'Ben', 'Cid'].map((name) => fakeAgent({ userId: `u-${name}`, name }));
  const fake = createFakeBridge({ team: fakeSnapshot(agents, Date.now()) });
  fake.answer('app:info', () => ok({ ...APP, surface: 'desktop', platform }));
  return fake;
}

function args(fake: FakeBridge, command: string): (readonly unknown[])[] {
  return fake.calls.filter((call) => call.command === command).map((call) => call.args);
}

const button = (name: string) => page.getByRole('button', { name });
const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
const menu = page.getByRole('menu');
const item = (name: string) => page.getByRole('menuitem', { name });

async function openSettings(fake: FakeBridge): Promise<void> {
  await mountApp(fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
}

describe('the popover', () => {
  it('can be pinned, and says so', async () => {
    const fake = desktopOn('win32');
    await mountApp(fake, POPOVER);
    const pin = button('Keep open and on top');
    await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
    await pin.click();
    await expect.element(pin).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(pin).toHaveAttribute('aria-pressed', 'true');
    await pin.click();
    await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
    expect(args(fake, 'window:pin')).toEqual([[true], [false]]);
  });

  it('stays as it is when the pin is refused', async () => {
    const fake = desktopOn('win32');
    fake.answer('window:pin', () => fail('unexpected'));
    await mountApp(fake, POPOVER);
    await button('Keep open and on top').click();
    await expect.element(button('Keep open and on top')).toHaveAttribute('aria-pressed', 'false');
  });

  it('opens its history in a window', async () => {
    const fake = desktopOn('win32');
    await mountApp(fake, POPOVER);
    await page.getByRole('link', { name: 'History' }).click();
    await button('Open in a window').click();
    expect(args(fake, 'window:show')).toEqual([['history']]);
  });

  it('is all that these are for: not a window, not a browser tab', async () => {
    await mountApp(desktopOn('win32'), WINDOW);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(button('Read again')).toBeVisible();
    await expect.element(button('Open in a window')).not.toBeInTheDocument();
    await expect.element(button('Keep open and on top')).not.toBeInTheDocument();
  });

  it('is no browser tab', async () => {
    await mountApp(createFakeBridge(), POPOVER);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(button('Options')).toBeVisible();
    await expect.element(button('Open in a window')).not.toBeInTheDocument();
    await expect.element(button('Keep open and on top')).not.toBeInTheDocument();
  });
});

describe('the menu of an agent', () => {
  it('opens with the menu key, is walked with arrows, and copies without the page learning what', async () => {
    const fake = desktopOn('linux');
    await mountApp(fake);
    await focusLine('Ben');
    await userEvent.keyboard('{ContextMenu}');
    await expect.element(item('Show details')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(item('Copy phone number')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{End}{Home}{ArrowUp}');
    await expect.element(item('Copy phone number')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Phone number copied.')).toBeVisible();
    expect(args(fake, 'agent:copy')).toEqual([['u-Ben', 'phone']]);
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(row('Ben')).toHaveFocus();
  });

  it('opens with the other mouse button', async () => {
    const fake = desktopOn('linux');
    await mountApp(fake);
    await row('Cid').click({ button: 'right' });
    await item('Copy e-mail').click();
    await expect.poll(() => args(fake, 'agent:copy')).toEqual([['u-Cid', 'email']]);
  });

  it('is closed by Escape, which hides no window, and leaves the focus at its line', async () => {
    const fake = desktopOn('linux');
    await mountApp(fake);
    await row('Ann').click({ button: 'right' });
    await expect.element(menu).toBeVisible();
    await userEvent.keyboard('1{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(row('Ann')).toHaveFocus();
    expect(args(fake, 'window:show')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(args(fake, 'window:show')).toEqual([['hide-popover']]);
  });

  it('is closed when the list is scrolled, which stays where it was scrolled to', async () => {
    const fake = desktopOn('linux');
    await mountApp(fake);
    const names = Array.from({ length: 60 }, (_, index) => fakeAgent({ userId: `u-${index}`, name: `Name ${index}` }));
    fake.poll({ changed: names });
    await expect.element(row('Name 1')).toBeVisible();
    await row('Name 1').click({ button: 'right' });
    await expect.element(menu).toBeVisible();
    const list = page.getByRole('list', { name: 'Agents' }).element();
    list.scrollTop = 700;
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(row('Name 1')).toHaveFocus();
    expect(list.scrollTop).toBe(700);
  });

  it('is closed by a click elsewhere, and lets the focus go there', async () => {
    await mountApp(desktopOn('linux'));
    await row('Ann').click({ button: 'right' });
    await expect.element(menu).toBeVisible();
    await page.getByRole('searchbox').click();
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  it('says why nothing was copied', async () => {
    const fake = desktopOn('linux');
    fake.answer('agent:copy', () =>
      fail('invalid-input', { message: 'Kore.ai has sent no e-mail address for this agent.' }),
    );
    await mountApp(fake);
    await row('Ann').click({ button: 'right' });
    await item('Copy e-mail').click();
    await expect.element(page.getByText('Kore.ai has sent no e-mail address for this agent.')).toBeVisible();
  });

  it('copies nothing in a browser tab', async () => {
    const fake = createFakeBridge({ team: desktopOn('linux').core.team });
    await mountApp(fake);
    await row('Ann').click({ button: 'right' });
    await expect.element(item('Open in History')).toBeVisible();
    await expect.element(item('Copy e-mail')).not.toBeInTheDocument();
  });
});

describe('settings of the desktop', () => {
  it('choose the number beside the icon on macOS', async () => {
    const fake = desktopOn('darwin');
    await openSettings(fake);
    const group = page.getByRole('group', { name: 'Number beside the icon' });
    await expect.element(group.getByRole('radio', { name: 'Available', exact: true })).toBeChecked();
    await group.getByRole('radio', { name: 'Available of all' }).click();
    await expect.poll(() => args(fake, 'settings:update')).toEqual([[{ trayMetric: 'available/total' }]]);
    await expect.element(page.getByLabelText('Show a number in the tray icon')).not.toBeInTheDocument();
  });

  it('draw one number into the icon elsewhere', async () => {
    const fake = desktopOn('win32');
    await openSettings(fake);
    const group = page.getByRole('group', { name: 'Number in the icon' });
    await expect.element(group).not.toBeInTheDocument();
    await page.getByLabelText('Show a number in the tray icon').click();
    await group.getByRole('radio', { name: 'Away' }).click();
    await expect
      .poll(() => args(fake, 'settings:update'))
      .toEqual([[{ isNumberInIcon: true }], [{ trayMetric: 'away' }]]);
    expect(group.getByRole('radio').elements()).toHaveLength(2);
  });

  it('take a shortcut, and say beside it when another program has it', async () => {
    const fake = desktopOn('win32');
    await openSettings(fake);
    const field = page.getByLabelText('Shortcut');
    await field.selectOptions('Ctrl+Alt+R');
    await expect.poll(() => args(fake, 'settings:update')).toEqual([[{ shortcut: 'CommandOrControl+Alt+R' }]]);
    fake.push('desktop:changed', { ...NO_DESKTOP, shortcutProblem: 'Another program uses these keys.' });
    await expect.element(field).toHaveAccessibleDescription(/Another program uses these keys/);
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    fake.push('desktop:changed', { ...NO_DESKTOP, shortcutAdvice: 'On Wayland your desktop decides.' });
    await expect.element(field).toHaveAccessibleDescription(/On Wayland your desktop decides/);
    await expect.element(field).not.toHaveAttribute('aria-invalid', 'true');
    await field.selectOptions('None');
    await expect.poll(() => args(fake, 'settings:update').at(-1)).toEqual([{ shortcut: null }]);
  });

  it('start it at login where that is offered, and follow the tray menu', async () => {
    const fake = desktopOn('win32');
    fake.answer('desktop:get', () => ok({ ...NO_DESKTOP, startsAtLogin: false }));
    await openSettings(fake);
    const check = page.getByLabelText('Start at login');
    await check.click();
    await expect.element(check).toBeChecked();
    expect(args(fake, 'login:set')).toEqual([[true]]);
    fake.push('desktop:changed', { ...NO_DESKTOP, startsAtLogin: false });
    await expect.element(check).not.toBeChecked();
    fake.push('desktop:changed', NO_DESKTOP);
    await expect.element(check).not.toBeInTheDocument();
  });

  it('show version, licence and folders, which are opened by their names', async () => {
    const fake = desktopOn('linux');
    await openSettings(fake);
    await expect.element(page.getByText('Rollcall 1.2.3, desktop app on linux. MIT licence.')).toBeVisible();
    await expect.element(page.getByText(/^Data folder \/data\/Rollcall$/)).toBeVisible();
    await button('Show data folder').click();
    fake.answer('folder:show', () => fail('storage', { message: 'This folder cannot be opened.' }));
    await button('Show log').click();
    await expect.element(page.getByText('This folder cannot be opened.')).toBeVisible();
    await button('Licences').click();
    expect(args(fake, 'folder:show')).toEqual([['data'], ['logs'], ['licences']]);
  });

  it('say how the app is with updates, and restart for one that is ready', async () => {
    const fake = desktopOn('linux');
    const update = (state: UpdateState) => fake.push('desktop:changed', { ...NO_DESKTOP, update: state });
    await openSettings(fake);
    await expect.element(button('Check for updates')).not.toBeInTheDocument();
    fake.answer('update:check', () => ok({ ...NO_DESKTOP, update: { kind: 'checking' } }));
    update({ kind: 'idle', isCurrent: true });
    await expect.element(page.getByText('Rollcall is up to date.')).toBeVisible();
    await button('Check for updates').click();
    await expect.element(page.getByText('Looking for an update…')).toBeVisible();
    await expect.element(button('Check for updates')).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    update({ kind: 'unavailable', reason: 'The server cannot be reached.', isFinal: false });
    await expect.element(page.getByText('The server cannot be reached.')).toBeVisible();
    await expect.element(button('Check for updates')).toBeVisible();
    update({ kind: 'unavailable', reason: 'This is a .deb.', isFinal: true });
    await expect.element(button('Check for updates')).not.toBeInTheDocument();
    await button('Show log').click();
    update({ kind: 'downloading', version: '2.0.0' });
    await button('Check for updates').click({ force: true });
    update({ kind: 'ready', version: '2.0.0' });
    await expect.element(page.getByText('2.0.0 is ready. It is installed when Rollcall quits.')).toHaveFocus();
    fake.answer('update:install', () => fail('invalid-input', { message: 'No update is ready to be installed.' }));
    await button('Restart to update to 2.0.0').click();
    await expect.element(page.getByText('No update is ready to be installed.')).toBeVisible();
    expect([args(fake, 'update:check'), args(fake, 'update:install')]).toEqual([[[]], [[]]]);
  });

  it('are not there in a browser tab', async () => {
    await openSettings(createFakeBridge());
    await expect.element(page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Desktop' })).not.toBeInTheDocument();
    await expect.element(button('Show data folder')).not.toBeInTheDocument();
  });
});
