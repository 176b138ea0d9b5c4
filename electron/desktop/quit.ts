import type { Clock } from '../shared/clock.ts';

/** What ending in order needs. */
export interface QuitParts {
  readonly app: Pick<Electron.App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<Electron.PowerMonitor, 'on'>;
  readonly clock: Clock;
  /** Ends everything that runs; windows are closed afterwards. */
  readonly stop: () => Promise<unknown>;
}

/** The end of the app. */
export interface Quit {
  isQuitting(): boolean;
  /** Stops everything, then does this instead of quitting; it has to end the app. Nothing if that has begun already. */
  stopThen(last: () => void): void;
}

/** Whoever cannot end within this is left to die with the process. */
const PATIENCE_MS = 3_000;

/**
 * Lets the app end in order: `before-quit` is held up once until everything has stopped. Not while the system itself is
 * ending: holding up `before-quit` would cancel a logout on macOS. Closing all windows ends nothing.
 */
export function arrangeQuit({ app, powerMonitor, clock, stop }: QuitParts): Quit {
  let isQuitting = false;
  let isReady = false;

  async function end(last: () => void): Promise<void> {
    isQuitting = true;
    const patience = Promise.withResolvers<void>();
    const cancel = clock.after(PATIENCE_MS, patience.resolve);
    await Promise.race([stop().catch(() => undefined), patience.promise]);
    cancel();
    isReady = true;
    last();
  }

  app.on('window-all-closed', () => undefined);
  powerMonitor.on('shutdown', () => {
    isReady = true;
  });
  app.on('before-quit', (event) => {
    if (!isReady) event.preventDefault();
    if (!isReady && !isQuitting) void end(() => app.quit());
    isQuitting = true;
  });
  return { isQuitting: () => isQuitting, stopThen: (last) => void (isQuitting || end(last)) };
}
