import { createLocalCommands, type LocalCommandParts } from './local-commands.ts';
import type { Owner } from './lock.ts';
import type { OwnerName } from './protocol.ts';
import type { Clock } from '../../shared/clock.ts';

/** The app as the owner of its data folder: it answers other processes, and gives the folder back when it stops. */
export async function ownedApp<A extends LocalCommandParts['app'] & { stop(): Promise<void> }>(
  app: A,
  owner: Owner,
  parts: {
    readonly surface: OwnerName['surface'];
    readonly clock: Clock;
    /** The folder of the built renderer. */
    readonly staticFolder: string;
    /** Gets a line for each error in a page that is served for another process. */
    readonly log: (line: string) => void;
    readonly onSurprise: (error: unknown) => void;
  },
): Promise<A> {
  const { surface, clock, staticFolder, log, onSurprise } = parts;
  const commands = createLocalCommands({
    app,
    onSurprise,
    async servePage(name, port, hasBoard) {
      // Loaded late: the tray app needs no web server until somebody asks.
      const { startBrowserSurface } = await import('../http/server.ts');
      const { router, events } = app;
      return startBrowserSurface({ router, events, surface, name, clock, staticFolder, port, hasBoard, log });
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
