import { createApp } from '../../app.ts';
import { browserHandlers } from '../../api/handlers.ts';
import { startBrowserSurface } from '../../api/http/server.ts';
import { openOwnerPage } from '../../api/local-socket/client.ts';
import { claimFolder, lastOwner } from '../../api/local-socket/lock.ts';
import { ownedApp } from '../../api/local-socket/owned-app.ts';
import type { TerminalIo } from '../output/process-io.ts';
import type { TerminalParts } from '../parts.ts';
import type { ServeParts } from './serve.ts';

/** What `serve` runs: the app with a browser surface on this computer. */
export function serveParts(io: TerminalIo, parts: TerminalParts): ServeParts {
  const { clock, version, platform, openUrl, staticFolder, dataFolder, onSurprise } = parts;
  const log = (line: string): void => io.say(line);
  let ownUrl: string | null = null;

  function show(): void {
    if (ownUrl !== null) void openUrl(ownUrl);
  }

  return {
    clock,
    openUrl,
    claim: () => claimFolder(dataFolder),
    lastOwner: () => lastOwner(dataFolder),
    openOwnerPage: (port, hasBoard) => openOwnerPage(dataFolder, port, hasBoard),
    async createApp({ openWith, scene }, owner) {
      const app = await createApp({
        ...parts,
        info: { version, surface: 'browser', platform },
        keychain: parts.createKeychain(),
        openWith,
        scene,
      });
      app.router.handle(browserHandlers({ openUrl: (url) => void openUrl(url), openWindow: show }));
      return ownedApp(app, owner, { surface: 'browser', clock, staticFolder, log, onSurprise });
    },
    async startSurface({ router, events }, { port, hasBoard }) {
      const served = { router, events, surface: 'browser', clock, staticFolder, log } as const;
      const surface = await startBrowserSurface({ ...served, port, hasBoard });
      ownUrl = surface.ok ? surface.value.url : null;
      return surface;
    },
  };
}
