import { createApp } from './app.ts';
import { startBrowserSurface } from './browser/server.ts';
import { localTimeZone } from './time/zones.ts';
import type { TerminalIo } from './terminal/io.ts';
import type { TerminalParts } from './terminal/parts.ts';
import { HELP_PAGES } from './shared/help-pages.ts';
import type { ServeParts } from './terminal/serve.ts';

/** The real parts of `serve`: the core as a browser surface on this computer. */
export function serveParts(io: TerminalIo, parts: Omit<TerminalParts, 'loadServeParts'>): ServeParts {
  const { clock, version, platform, openUrl, staticFolder } = parts;
  return {
    createApp: (openWith) =>
      createApp({
        ...parts,
        info: { version, surface: 'browser', platform, timeZone: localTimeZone() },
        keychain: parts.createKeychain(),
        openWith,
        surface: { openPage: (page) => openUrl(HELP_PAGES[page]), showWindow: () => undefined, notify: null },
      }),
    startSurface: ({ door, events }, port) =>
      startBrowserSurface({ door, events, clock, staticFolder, port, log: (line) => io.say(line) }),
    openUrl,
  };
}
