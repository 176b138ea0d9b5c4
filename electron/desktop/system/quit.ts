import { app, powerMonitor } from 'electron';
import type { Clock } from '../../shared/clock.ts';

/** The end of the app. */
export interface Quit {
  isQuitting(): boolean;
  /** Stops everything, then calls `last`, which has to end the app. Does nothing if the app is quitting already. */
  stopThen(last: () => void): void;
  /** To be called once. The listener is made after this, because its windows ask whether the app is quitting. */
  follow(listener: QuitListener): void;
}

/** What ends with the app. */
export interface QuitListener {
  /** The system itself is ending. */
  onSystemEnd(): void;
  /** Ends everything that runs; windows are closed afterwards. */
  stop(): Promise<unknown>;
}

/** After this the process ends in any case; logind waits 5 s (logind.conf, InhibitDelayMaxSec). */
const MAX_STOP_MS = 3_000;

/**
 * Lets the app end in order: `before-quit` is held up once until everything has stopped. Not while the system itself is
 * ending: holding up `before-quit` would cancel a logout on macOS. Closing all windows ends nothing.
 *
 * The end of the system is told by `shutdown` on Linux and macOS, which wait for an app that prevents it and quits as soon
 * as it can (electronjs.org/docs/latest/api/power-monitor). Windows tells each window, and ends the process when that has
 * been done (api/browser-window, `session-end`): only what `stop` does at once is certain there.
 */
export function arrangeQuit(clock: Clock): Quit {
  const listeners: QuitListener[] = [];
  let isQuitting = false;
  let isReady = false;

  async function end(last: () => void): Promise<void> {
    isQuitting = true;
    const deadline = Promise.withResolvers<void>();
    const cancel = clock.after(MAX_STOP_MS, deadline.resolve);
    await Promise.race([Promise.allSettled(listeners.map(({ stop }) => stop())), deadline.promise]);
    cancel();
    isReady = true;
    last();
  }

  function endWithSystem(): void {
    for (const { onSystemEnd } of listeners) onSystemEnd();
    isReady = true;
    if (!isQuitting) void end(() => app.quit());
  }

  app.on('window-all-closed', () => undefined);
  app.on('browser-window-created', (_event, window) => {
    window.on('session-end', endWithSystem);
  });
  powerMonitor.on('shutdown', (event?: Electron.Event) => {
    event?.preventDefault();
    endWithSystem();
  });
  app.on('before-quit', (event) => {
    if (!isReady) event.preventDefault();
    if (!isReady && !isQuitting) void end(() => app.quit());
    isQuitting = true;
  });
  return {
    isQuitting: () => isQuitting,
    stopThen: (last) => void (isQuitting || end(last)),
    follow: (listener) => void listeners.push(listener),
  };
}
