import type { Clock } from '../../shared/clock.ts';

/** The part of a window that hangs or does not. */
export interface HangingWindow extends Pick<Electron.BrowserWindow, 'isDestroyed' | 'on'> {
  readonly webContents: Pick<Electron.WebContents, 'forcefullyCrashRenderer'>;
}

/** A page may be busy for a while and come back by itself. */
const PATIENCE_MS = 10_000;

/**
 * Ends a page that has not answered for 10 s; what follows is what follows any crash: the window is built anew
 * (electronjs.org: `contents.forcefullyCrashRenderer`, which is for this; a page that hangs cannot be reloaded).
 */
export function endWhenHung(window: HangingWindow, clock: Pick<Clock, 'after'>, onHung: () => void): void {
  let cancel: (() => void) | null = null;
  const calm = (): void => {
    cancel?.();
    cancel = null;
  };
  window.on('unresponsive', () => {
    cancel ??= clock.after(PATIENCE_MS, () => {
      cancel = null;
      if (window.isDestroyed()) return;
      onHung();
      window.webContents.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', calm);
  window.on('closed', calm);
}
