import { createLocalCommands } from './api/local-socket/local-commands.ts';
import type { Owner } from './api/local-socket/lock.ts';
import type { OwnerName } from './api/local-socket/protocol.ts';
import type { App } from './app.ts';
import type { Clock } from './shared/clock.ts';

/** What the surface of a running app brings, so that it can answer for its data folder. */
export interface OwnershipParts {
  readonly surface: OwnerName['surface'];
  readonly clock: Clock;
  /** The folder of the built renderer. */
  readonly staticFolder: string;
  /** Hears of what goes wrong in a page that is served for others. */
  readonly log: (line: string) => void;
  readonly onSurprise: (error: unknown) => void;
}

/** The app as the owner of its data folder: it answers other processes, and gives the folder back when it stops. */
export async function owned(app: App, owner: Owner, parts: OwnershipParts): Promise<App> {
  const { surface, clock, staticFolder, log, onSurprise } = parts;
  const commands = createLocalCommands({
    app,
    clock,
    onSurprise,
    async servePage(name, port) {
      // Loaded late: the tray app needs no web server until somebody asks.
      const { startBrowserSurface } = await import('./api/http/server.ts');
      const { router, events } = app;
      return startBrowserSurface({ router, events, name, clock, staticFolder, port, log });
    },
  });
  await owner.serve({ pid: process.pid, surface }, commands);
  return {
    ...app,
    async stop() {
      await app.stop();
      await owner.release();
    },
  };
}
