import { fileURLToPath } from 'node:url';
import { forkKeychainChild } from '../../electron/keychain/call-queue.ts';
import { createProcessIo } from '../../electron/terminal/output/process-io.ts';
import { terminalParts } from '../../electron/terminal/parts.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createProcessZone } from '../../electron/time/local-zone.ts';

/** As electron/cli.ts, with the keychain's process from its source: electron/cli.ts starts what the build makes of it. */
const sourceOf = (file: string): string => fileURLToPath(new URL(`../../electron/${file}`, import.meta.url));

process.exitCode = await runTerminal(
  process.argv.slice(2),
  createProcessIo(process),
  terminalParts({
    staticFolder: sourceOf('renderer'),
    spawnKeychain: () => forkKeychainChild(sourceOf('keychain/keychain-child.ts')),
    localZone: createProcessZone(),
  }),
);
