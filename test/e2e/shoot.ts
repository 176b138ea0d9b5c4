import type { Page } from '@playwright/test';
import { inProject } from '../support/e2e/program.ts';

/** Pictures for the README are made on request; the numbers in them move with the clock. */
export const areShot = process.env['ROLLCALL_SCREENSHOTS'] === '1';
export const WIDE = { width: 1200, height: 720 };
const THEMES = ['light', 'dark'] as const;

/** One picture per theme, of the demo's team in the afternoon of its zone: the same people at any time of day. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: inProject(`build/screenshots/${name}-${colorScheme}.png`) });
  }
}
