import { expect } from '@playwright/test';
import type { DesktopControl } from '../../support/e2e/desktop-control.ts';
import type { RunningRollcall } from '../../support/e2e/running.ts';

/** The desktop around the page; the specs of this folder run where there is one. */
export function desktopOf({ desktop }: Pick<RunningRollcall, 'desktop'>): DesktopControl {
  if (desktop === null) throw new Error('These specs are for the desktop surface');
  return desktop;
}

/** Whether the popover is visible. */
async function isPopoverOpen(desktop: DesktopControl): Promise<boolean> {
  const { windows } = await desktop.state();
  return windows.some(({ url, isVisible }) => isVisible && !url.includes('view=history'));
}

/** Waits until the popover is visible, or no longer is. */
export async function expectPopover(desktop: DesktopControl, state: 'open' | 'hidden'): Promise<void> {
  await expect.poll(() => isPopoverOpen(desktop), { message: `popover ${state}` }).toBe(state === 'open');
}

/** Chooses an entry of the tray's menu, which follows the team at most once a second. */
export async function chooseInTray(desktop: DesktopControl, label: string): Promise<void> {
  await expect(() => desktop.chooseInTray(label)).toPass();
}

/** What the tray's tooltip says, line by line. */
export async function tooltip(desktop: DesktopControl): Promise<readonly string[]> {
  return (await desktop.state()).tray?.tooltip.split('\n') ?? [];
}

/** Opens the popover; a click right after it was left counts as the one that left it, so it may take another. */
export async function openByClick(desktop: DesktopControl, limit = PATIENT): Promise<void> {
  await expect(async () => {
    await desktop.clickTray();
    expect(await isPopoverOpen(desktop)).toBe(true);
  }).toPass({ intervals: [100], ...limit });
}

/** Gives the focus to another program; right after it was shown the popover does not believe that yet. */
export async function hideByBlur(desktop: DesktopControl, limit = PATIENT): Promise<void> {
  await expect(async () => {
    await desktop.blur();
    expect(await isPopoverOpen(desktop)).toBe(false);
  }).toPass({ intervals: [100], ...limit });
}

const PATIENT = { timeout: 60_000 };
