import type { Page } from '@playwright/test';
import { watchScript } from '../../support/e2e/script-watch.ts';
import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession, expectTiles } from '../steps.ts';
import { chooseInTray, desktopOf, hideByBlur, openByClick, tooltip } from './desktop.ts';

/** Notes what the tiles say in the first frame after the page has come into sight. */
async function noteFirstFrame(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') return;
      requestAnimationFrame(() => {
        const numbers = document.querySelectorAll('[aria-label="Show only one status"] b');
        document.documentElement.dataset['firstFrame'] = [...numbers].map(({ textContent }) => textContent).join(' ');
      });
    });
  });
  return () => page.evaluate(() => document.documentElement.dataset['firstFrame'] ?? '');
}

test('a hidden popover runs no script however the team changes, and is right in its first frame', async ({
  rollcall,
  kore,
}) => {
  const desktop = desktopOf(rollcall);
  const { page } = rollcall;
  await connectForSession(page, kore);
  await chooseNotices(page, 'Nothing');
  await expectTiles(page, 2, 1, 1, 1);
  const firstFrame = await noteFirstFrame(page);
  const script = await watchScript(page);
  await hideByBlur(desktop);
  await test.step('hiding it is over', () => expect.poll(() => script.take()).toEqual([]));

  for (const [who, counts] of [
    ['ada', '1 available, 2 busy, 1 away, 1 offline'],
    ['ben', '0 available, 3 busy, 1 away, 1 offline'],
    ['dov', '0 available, 4 busy, 0 away, 1 offline'],
  ] as const) {
    kore.move(who, 'BUSY');
    await chooseInTray(desktop, 'Refresh now');
    await expect.poll(() => tooltip(desktop)).toContainEqual(expect.stringContaining(counts));
  }
  await chooseInTray(desktop, 'Hide names');
  expect(await script.take()).toEqual([]);

  await openByClick(desktop);
  await expect.poll(firstFrame).not.toBe('');
  expect(await firstFrame()).toBe('0 4 0 1');
  await expectTiles(page, 0, 4, 0, 1);
  await expect(page.getByText('Ada Obi')).toHaveCount(0);
});
