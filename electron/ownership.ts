import type { Owner } from './api/local-socket/claim.ts';
import { ownedApp } from './api/local-socket/owned-app.ts';
import type { OwnerName } from './api/local-socket/types.ts';
import type { App } from './app.ts';
import type { Clock } from './shared/clock.ts';

/** What the surface of a running app brings, so that it can answer for its data folder. */
export interface OwnershipParts {
  readonly surface: OwnerName['surface'];
  readonly clock: Clock;
  /** The folder of the built renderer. */
  readonly staticFolder: string;
  /** Opens the surface's window. */
  readonly show: () => void;
  /** Hears of what goes wrong in a page that is served for others. */
  readonly log: (line: string) => void;
  readonly onSurprise: (error: unknown) => void;
}

/** Wires the owner of a data folder to its app, and to the browser surface for pages that other processes ask for. */
export function owned(app: App, owner: Owner, parts: OwnershipParts): Promise<App> {
  const { surface, clock, staticFolder, show, log, onSurprise } = parts;
  let pages = 0;
  return ownedApp(app, owner, {
    surface,
    show,
    onSurprise,
    async servePage(port) {
      // Loaded late: the tray app needs no web server until somebody asks.
      const { startBrowserSurface } = await import('./api/http/server.ts');
      pages += 1;
      const { router, events } = app;
      return startBrowserSurface({ router, events, name: `page-${pages}`, clock, staticFolder, port, log });
    },
  });
}
