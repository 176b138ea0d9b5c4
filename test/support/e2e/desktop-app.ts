import type { Browser } from '@playwright/test';
import { desktopKind } from './desktop-kind.ts';
import { startElectronApp } from './electron-app.ts';
import { startHostApp } from './host-app.ts';
import type { RunningRollcall } from './running.ts';
import type { TestComputer } from './test-computer.ts';

/** Starts the desktop app on Electron where that can run, otherwise on the host. */
export function startDesktopApp(
  browser: Browser,
  computer: TestComputer,
  args: readonly string[],
): Promise<RunningRollcall> {
  return desktopKind() === 'electron' ? startElectronApp(computer, args) : startHostApp(browser, computer, args);
}
