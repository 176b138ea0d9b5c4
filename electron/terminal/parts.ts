import { dataFolder, homeFolder } from '../files/data-folder.ts';
import { createKeychain } from '../keychain/keychain.ts';
import type { Keychain, KeychainChild } from '../keychain/types.ts';
import { createNodeFetch, createProxiesOf } from '../kore/node-fetch.ts';
import type { FetchFunction, ProxiesFor } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { LocalZone } from '../time/local-zone.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import { createSystemClock } from '../time/system-clock.ts';

/** What every command gets from outside; tests bring fakes. */
export interface TerminalParts {
  readonly version: string;
  readonly platform: string;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly localZone: LocalZone;
  readonly random: () => number;
  readonly fetch: FetchFunction;
  /** Without it, no proxy is asked for a broker. */
  readonly proxiesFor?: ProxiesFor | undefined;
  /** Made only for a command that needs it: it starts a process. */
  readonly createKeychain: () => Keychain;
  /** The folder of the built renderer. */
  readonly staticFolder: string;
  /** Opens a page in the system's browser; false where there is none to open. */
  readonly openUrl: (url: string) => Promise<boolean>;
  readonly onSurprise: (error: unknown) => void;
  /** Where the service manager puts what is for this service alone; undefined without one. */
  readonly credentialsFolder?: string | undefined;
}

/** The real parts. `spawnKeychain` starts the process that alone loads keytar. */
export function terminalParts({
  staticFolder,
  spawnKeychain,
  localZone,
}: {
  readonly staticFolder: string;
  readonly spawnKeychain: () => KeychainChild;
  readonly localZone: LocalZone;
}): TerminalParts {
  const { platform, env } = process;
  const clock = createSystemClock();
  return {
    version: __APP_VERSION__,
    platform,
    clock,
    random: Math.random,
    fetch: createNodeFetch(env),
    proxiesFor: createProxiesOf(env),
    localZone,
    dataFolder: dataFolder({ env, platform, home: homeFolder() }),
    createKeychain: () => createKeychain({ spawn: spawnKeychain, clock }),
    staticFolder,
    credentialsFolder: env['CREDENTIALS_DIRECTORY'],
    onSurprise: (error) => console.error(terminalTexts.unexpected(error instanceof Error ? error.name : 'error')),
    openUrl(url) {
      if (!hasDisplay(platform, env)) return Promise.resolve(false);
      const { spawn } = process.getBuiltinModule('node:child_process');
      const { file, args } = browserCommand(platform, url);
      return new Promise((resolve) => {
        spawn(file, args, { detached: true, stdio: 'ignore' })
          .on('error', () => resolve(false))
          .on('spawn', () => resolve(true))
          .unref();
      });
    },
  };
}

/** Whether a browser has a screen to open on: on Linux and the like a session says so. */
export function hasDisplay(platform: string, { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** The system's own command that opens an address in the default browser. */
export function browserCommand(
  platform: string,
  url: string,
): { readonly file: string; readonly args: readonly string[] } {
  switch (platform) {
    case 'darwin':
      return { file: 'open', args: [url] };
    case 'win32':
      // Not `start`, which is a word of the shell: an address must never be read by one.
      return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
    default:
      return { file: 'xdg-open', args: [url] };
  }
}
