import { text } from 'node:stream/consumers';
import type { TerminalIo } from './io.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The terminal of a real process. */
export function createProcessIo(
  process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'once' | 'off'>,
): TerminalIo {
  // The other two streams are made when they are first looked at, which takes milliseconds.
  const { stdout } = process;
  // A reader such as `head` may have gone; that is no failure of ours.
  stdout.on('error', () => undefined);
  return {
    print: (line) => void stdout.write(`${line}\n`),
    write: (piece) => void stdout.write(piece),
    say: (line) => void process.stderr.write(`${line}\n`),
    isTerminal: stdout.isTTY,
    readInput: () => text(process.stdin),
    interrupted: () =>
      new Promise((resolve) => {
        const end = (): void => {
          for (const signal of SIGNALS) process.off(signal, end);
          resolve();
        };
        for (const signal of SIGNALS) process.once(signal, end);
      }),
  };
}
