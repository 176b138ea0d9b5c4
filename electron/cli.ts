import { fileURLToPath } from 'node:url';
import { forkKeychainChild } from './credentials/fork-child.ts';
import { terminalParts } from './terminal-parts.ts';
import { exitCodeOf } from './terminal/exit-codes.ts';
import { oldNodeSentence } from './terminal/node-version.ts';
import { createProcessIo } from './terminal/process-io.ts';
import { runTerminal } from './terminal/run.ts';
import { createProcessZone } from './time/local-zone.ts';

/** The entry of the terminal and of the browser surface: makes the real parts and hands them over. */
const inBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const io = createProcessIo(process);
const problem = oldNodeSentence(process.versions.node);
if (problem !== null) {
  io.say(problem);
  process.exitCode = exitCodeOf('unexpected');
} else {
  process.exitCode = await runTerminal(
    process.argv.slice(2),
    io,
    terminalParts({
      staticFolder: inBuild('renderer'),
      spawnKeychain: () => forkKeychainChild(inBuild('keychain-child.js')),
      localZone: createProcessZone(),
    }),
  );
}
