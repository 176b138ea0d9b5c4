/** The part of a window that says whether it can be seen. */
export type SeenWindow = Pick<Electron.BrowserWindow, 'isDestroyed' | 'isMinimized' | 'isVisible' | 'on'>;

/** Whether a window can be seen: shown and not minimised. One behind others counts as seen where the system does not tell. */
export function isInSight(window: Omit<SeenWindow, 'on'>): boolean {
  return !window.isDestroyed() && window.isVisible() && !window.isMinimized();
}

/**
 * Calls back after whatever brings a window into sight, also what the app has not done: a click in the taskbar restores
 * a window that was maximised with `maximize` in place of `restore`, and macOS tells `show` of one that was covered.
 */
export function whenInSight(window: Pick<SeenWindow, 'on'>, listener: () => void): void {
  window.on('show', listener);
  window.on('restore', listener);
  window.on('maximize', listener);
  window.on('focus', listener);
}
