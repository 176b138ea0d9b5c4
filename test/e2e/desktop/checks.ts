import { expect, type Page } from '@playwright/test';
import type { DesktopControl } from '../../support/e2e/desktop-control.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';
import type { KoreServer } from '../../support/kore-server.ts';
import { watchScript } from '../../support/e2e/script-watch.ts';
import { chooseNotices, expectTiles, refreshButton } from '../steps.ts';
import { chooseInTray, desktopOf, hideByBlur, openByClick, tooltip } from './desktop.ts';

/**
 * The checks of what only the desktop's adapters do. Each is made by a spec of this folder, and made once more by
 * `faults.spec.ts` with a fault planted in the build, where it has to fail.
 * The limit is how long a check waits before it fails: long where it has to pass, on any computer; short with a fault.
 */
const PATIENT = { timeout: 60_000 };

/** The number of available agents stands beside the icon. */
export async function checkTrayTitle(desktop: DesktopControl, title: string, limit = PATIENT): Promise<void> {
  await expect.poll(async () => (await desktop.state()).tray?.title, limit).toBe(title);
}

/** The system shows a notification of a change in the team. */
export async function checkNotice(
  { page, notices }: RunningRollcall,
  kore: KoreServer,
  limit = PATIENT,
): Promise<void> {
  await chooseNotices(page, 'every-change');
  kore.move('ben', 'BUSY');
  await refreshButton(page).click();
  await expect
    .poll(async () => (await notices.shown()).map(({ title }) => title), limit)
    .toEqual(['Ben Sørensen: BUSY']);
}

/** A page of somebody else gets no answer, even inside the app's own window. */
export async function checkStranger(desktop: DesktopControl, page: Page): Promise<void> {
  await desktop.loadInPopover('data:text/html,<title>stranger</title>');
  await expect(page).toHaveTitle('stranger');
  expect(await page.evaluate(() => window.rollcall?.invoke('team:snapshot'))).toEqual({
    ok: false,
    error: { code: 'forbidden', message: 'This window may not use Rollcall.' },
  });
}

/** The page's process crashes, and its window gives way to another. */
export async function checkCrash(desktop: DesktopControl, page: Page, limit = PATIENT): Promise<void> {
  const ids = async () => (await desktop.state()).windows.map(({ id }) => id);
  const [before] = await ids();
  const devtools = await page.context().newCDPSession(page);
  // Its answer never comes.
  devtools.send('Page.crash').catch(() => undefined);
  await expect.poll(async () => (await ids()).filter((id) => id !== before).length, limit).toBe(1);
}

/** The icon follows the colour of the taskbar. */
export async function checkTaskbarColour(desktop: DesktopControl, limit = PATIENT): Promise<void> {
  const image = async () => (await desktop.state()).tray?.image;
  await expect.poll(image, limit).toMatch(/available-on-light\.ico$/);
  await desktop.darkTaskbar(true);
  expect(await image()).toMatch(/available-on-dark\.ico$/);
}

/** While it is hidden the popover runs no script, however the team changes. */
export async function checkRest(rollcall: RunningRollcall, kore: KoreServer, limit = PATIENT): Promise<void> {
  const desktop = desktopOf(rollcall);
  const script = await hideAndRest(rollcall, limit);
  for (const [who, counts] of [
    ['ada', '1 available, 2 busy, 1 away, 1 offline'],
    ['ben', '0 available, 3 busy, 1 away, 1 offline'],
    ['dov', '0 available, 4 busy, 0 away, 1 offline'],
  ] as const) {
    kore.move(who, 'BUSY');
    await chooseInTray(desktop, 'Refresh now');
    await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringContaining(counts));
  }
  expect(await script.take()).toEqual([]);
  await script.stop();
}

/** Hides the popover, and waits until whatever it had begun before is over. */
async function hideAndRest(rollcall: RunningRollcall, limit: typeof PATIENT): ReturnType<typeof watchScript> {
  const script = await watchScript(rollcall.page);
  await hideByBlur(desktopOf(rollcall), limit);
  await expect.poll(() => script.take(), { ...limit, message: 'hiding is over' }).toEqual([]);
  return script;
}

/** What changed while the popover was hidden is in the first frame after it is shown. */
export async function checkFirstFrame(rollcall: RunningRollcall, kore: KoreServer, limit = PATIENT): Promise<void> {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  // The tray follows a little later: until then it may say of an earlier team what is waited for below.
  await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringContaining('2 available, 1 busy'));
  const script = await hideAndRest(rollcall, limit);
  await script.stop();
  for (const id of ['ada', 'ben', 'dov']) kore.move(id, 'BUSY');
  await chooseInTray(desktop, 'Refresh now');
  await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringContaining('0 available, 4 busy'));
  // An answer between the click and a late frame would bring the page up to date by itself.
  const release = [kore.hold('availability'), kore.hold('statusDetails')];
  try {
    const firstFrame = await noteFirstFrame(page);
    await openByClick(desktop, limit);
    await expect.poll(firstFrame).not.toBe('');
    expect(await firstFrame()).toBe('0 4 0 1');
    await expectTiles(page, 0, 4, 0, 1);
  } finally {
    for (const each of release) each();
  }
}

/** Notes what the tiles say in the first frame after the page has become visible. */
async function noteFirstFrame(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible') return;
      requestAnimationFrame(() => {
        const numbers = document.querySelectorAll('[aria-label="Show only these statuses"] b');
        document.documentElement.dataset['firstFrame'] ??= [...numbers].map(({ textContent }) => textContent).join(' ');
      });
    });
  });
  return () => page.evaluate(() => document.documentElement.dataset['firstFrame'] ?? '');
}
