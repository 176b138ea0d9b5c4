import { packageFile } from './app.ts';
import { commandLine } from './command-line.ts';
import { serve } from './link.ts';
import { afterReady } from './readiness.ts';
import { createShortcuts } from './shortcuts.ts';

/** docs: api/command-line-switches, "--ozone-platform": the switch before what the session says. */
export function isWayland(): boolean {
  const platform = commandLine.getSwitchValue('ozone-platform') || process.env['XDG_SESSION_TYPE'];
  return process.platform === 'linux' && platform === 'wayland';
}

const shortcuts = createShortcuts({ isPortal: isWayland(), desktopName: packageFile.desktopName });

/** docs: api/global-shortcut: "This module cannot be used before the `ready` event". */
export const globalShortcut = afterReady(
  shortcuts.globalShortcut,
  'globalShortcut cannot be used before the app is ready',
);

/** Accelerators that are held system-wide. */
export function heldShortcuts(): readonly string[] {
  return shortcuts.held();
}

serve({ takeShortcut: async (accelerator) => shortcuts.take(accelerator) });
