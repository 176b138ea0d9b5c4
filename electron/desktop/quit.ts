import type { Clock } from '../shared/clock.ts';

/** What ending in order needs. */
export interface QuitParts {
  readonly app: Pick<Electron.App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<Electron.PowerMonitor, 'on'>;
  readonly clock: Clock;
  /** Ends everything that runs; windows are closed afterwards. */
  readonly stop: () => Promise<unknown>;
}

/** Whoever cannot end within this is left to die with the process. */
const PATIENCE_MS = 3_000;

/**
 * Lets the app end in order: `before-quit` is held up once until everything has stopped. Not while the system itself is
 * ending: holding up `before-quit` would cancel a logout on macOS. Closing all windows ends nothing.
 */
export function arrangeQuit({ app, powerMonitor, clock, stop }: QuitParts): { isQuitting(): boolean } {
  let isQuitting = false;
  let isReady = false;

  async function stopThenQuit(): Promise<void> {
    const patience = Promise.withResolvers<void>();
    const cancel = clock.after(PATIENCE_MS, patience.resolve);
    await Promise.race([stop().catch(() => undefined), patience.promise]);
    cancel();
    isReady = true;
    app.quit();
  }

  app.on('window-all-closed', () => undefined);
  powerMonitor.on('shutdown', () => {
    isReady = true;
  });
  app.on('before-quit', (event) => {
    if (!isReady) event.preventDefault();
    if (!isReady && !isQuitting) void stopThenQuit();
    isQuitting = true;
  });
  return { isQuitting: () => isQuitting };
}
