import { fileURLToPath } from 'node:url';
import { forkKeychainChild } from './keychain/call-queue.ts';
import { terminalParts } from './terminal/parts.ts';
import { createProcessIo } from './terminal/output/process-io.ts';
import { runTerminal } from './terminal/run.ts';
import { createProcessZone } from './time/local-zone.ts';

/**
 * The entry of the terminal and of the browser surface: makes the real parts and hands them over. Begins on Node 24 or
 * newer, for which build/rollcall.cjs and the npm scripts care.
 */
const inBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

process.exitCode = await runTerminal(
  process.argv.slice(2),
  createProcessIo(process),
  terminalParts({
    staticFolder: inBuild('renderer'),
    spawnKeychain: () => forkKeychainChild(inBuild('keychain-child.js')),
    localZone: createProcessZone(),
  }),
);
