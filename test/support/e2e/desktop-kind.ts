import { electronBinary } from '../../../build/start/electron.mjs';

/** What the desktop specs run on. */
export type DesktopKind = 'electron' | 'electron-host';

/** Electron where its binary is there and has a display to draw on, otherwise the host. */
export function desktopKind(): DesktopKind {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
  return electronBinary() !== null && hasDisplay ? 'electron' : 'electron-host';
}
