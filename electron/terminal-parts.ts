import { createKeychain } from './keychain/keychain.ts';
import type { KeychainChild } from './keychain/types.ts';
import { createNodeFetch } from './kore/node-fetch.ts';
import { dataFolder, homeFolder } from './files/data-folder.ts';
import { browserCommand } from './terminal/commands/browser-command.ts';
import type { TerminalParts } from './terminal/parts.ts';
import type { LocalZone } from './time/local-zone.ts';
import { createSystemClock } from './time/system-clock.ts';

/** What differs between the terminal on Node and the terminal inside the installed app. */
export interface TerminalPlace {
  /** The folder of the built renderer. */
  readonly staticFolder: string;
  /** Starts the process that alone loads keytar. */
  readonly spawnKeychain: () => KeychainChild;
  readonly localZone: LocalZone;
}

/** The real parts of the terminal. */
export function terminalParts({ staticFolder, spawnKeychain, localZone }: TerminalPlace): TerminalParts {
  const { platform, env } = process;
  const clock = createSystemClock();
  const parts = {
    version: __APP_VERSION__,
    platform,
    clock,
    random: Math.random,
    fetch: createNodeFetch(env),
    localZone,
    dataFolder: dataFolder({ env, platform, home: homeFolder() }),
    createKeychain: () => createKeychain({ spawn: spawnKeychain, clock }),
    staticFolder,
    onSurprise: (error: unknown) => console.error(`Unexpected: ${error instanceof Error ? error.name : 'error'}`),
    openUrl(url: string) {
      const { spawn } = process.getBuiltinModule('node:child_process');
      const { file, args } = browserCommand(platform, url);
      spawn(file, args, { detached: true, stdio: 'ignore' })
        .on('error', () => undefined)
        .unref();
    },
  } satisfies Omit<TerminalParts, 'loadServeParts'>;
  return { ...parts, loadServeParts: async (io) => (await import('./serve.ts')).serveParts(io, parts) };
}
