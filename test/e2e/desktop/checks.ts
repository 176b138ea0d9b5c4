import { expect, type Page } from '@playwright/test';
import type { DesktopControl } from '../../support/e2e/desktop-control.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';
import type { KoreServer } from '../../support/kore-server.ts';
import { chooseNotices, refreshButton } from '../steps.ts';

/**
 * The checks of what only the desktop's adapters do. Each is made by a spec of this folder, and made once more by
 * `faults.spec.ts` with a fault planted in the build, where it has to fail.
 */

/** The number of available agents stands beside the icon. */
export async function checkTrayTitle(desktop: DesktopControl, title: string): Promise<void> {
  await expect.poll(async () => (await desktop.state()).tray?.title, LIMITS).toBe(title);
}

/** A change in the team is told by the system. */
export async function checkNotice({ page, notices }: RunningRollcall, kore: KoreServer): Promise<void> {
  await chooseNotices(page, 'Every change');
  kore.move('ben', 'BUSY');
  await refreshButton(page).click();
  await expect
    .poll(async () => (await notices.shown()).map(({ title }) => title), LIMITS)
    .toEqual(['Ben Sørensen: BUSY']);
}

/** A page of somebody else gets no answer, even inside the app's own window. */
export async function checkStranger(desktop: DesktopControl, page: Page): Promise<void> {
  await desktop.loadInPopover('data:text/html,<title>stranger</title>');
  await expect(page).toHaveTitle('stranger');
  expect(await page.evaluate(() => window.rollcall?.teamSnapshot())).toEqual({
    ok: false,
    error: { code: 'forbidden', message: 'This window may not use Rollcall.' },
  });
}

/** The page's process crashes, and its window gives way to another. */
export async function checkCrash(desktop: DesktopControl, page: Page): Promise<void> {
  const ids = async () => (await desktop.state()).windows.map(({ id }) => id);
  const [before] = await ids();
  const devtools = await page.context().newCDPSession(page);
  // Its answer never comes.
  devtools.send('Page.crash').catch(() => undefined);
  await expect.poll(async () => (await ids()).filter((id) => id !== before).length, LIMITS).toBe(1);
}

/** The icon follows the colour of the taskbar. */
export async function checkTaskbarColour(desktop: DesktopControl): Promise<void> {
  const image = async () => (await desktop.state()).tray?.image;
  await expect.poll(image, LIMITS).toMatch(/available-on-light\.ico$/);
  await desktop.darkTaskbar(true);
  expect(await image()).toMatch(/available-on-dark\.ico$/);
}

const LIMITS = { timeout: 3_000 };
