import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { forkKeychainChild } from './credentials/fork-child.ts';
import { createKeychain } from './credentials/keychain.ts';
import { dataFolder } from './settings/data-folder.ts';
import { browserCommand } from './terminal/browser-command.ts';
import type { TerminalParts } from './terminal/parts.ts';
import { createProcessIo } from './terminal/process-io.ts';
import { runTerminal } from './terminal/run.ts';
import { createSystemClock } from './time/system-clock.ts';

/** The entry of the terminal and of the browser surface: makes the real parts and hands them over. */
const { platform, env } = process;
const clock = createSystemClock();
const keychainChild = fileURLToPath(new URL('keychain-child.js', import.meta.url));

const parts = {
  version: __APP_VERSION__,
  platform,
  clock,
  random: Math.random,
  fetch: globalThis.fetch,
  dataFolder: dataFolder({ env, platform, home: homedir() }),
  createKeychain: () => createKeychain({ spawn: () => forkKeychainChild(keychainChild), clock }),
  staticFolder: fileURLToPath(new URL('renderer', import.meta.url)),
  onSurprise: (error: unknown) => console.error(`Unexpected: ${error instanceof Error ? error.name : 'error'}`),
  openUrl(url: string) {
    const { file, args } = browserCommand(platform, url);
    spawn(file, args, { detached: true, stdio: 'ignore' })
      .on('error', () => undefined)
      .unref();
  },
} satisfies Omit<TerminalParts, 'loadServeParts'>;

process.exitCode = await runTerminal(process.argv.slice(2), createProcessIo(process), {
  ...parts,
  loadServeParts: async (io) => (await import('./serve.ts')).serveParts(io, parts),
});
