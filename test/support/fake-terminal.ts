import type { TerminalIo } from '../../electron/terminal/output/process-io.ts';

/** A terminal: the test reads the output and acts as the user. */
export interface FakeTerminal extends TerminalIo {
  /** Lines on stdout. */
  readonly out: readonly string[];
  /** Lines on stderr. */
  readonly messages: readonly string[];
  /** What was written to stdout without a line break. */
  readonly written: readonly string[];
  /** What was shown of a progress. */
  readonly shown: readonly string[];
  /** Why stdout no longer accepts output; null while it does. */
  failure: string | null;
  /** Sends SIGINT. */
  interrupt(): void;
  /** The reader of stdout goes away. */
  loseReader(): void;
  /** Resolves with the first line on stdout that `isWanted`. */
  waitFor(isWanted: (line: string) => boolean): Promise<string>;
}

/** Creates a terminal that is no TTY and has `input` on stdin. */
export function createFakeTerminal(input = ''): FakeTerminal {
  const out: string[] = [];
  const messages: string[] = [];
  const written: string[] = [];
  const shown: string[] = [];
  const waiting = new Set<(line: string) => void>();
  let interrupt = (): void => undefined;
  const { promise: readerGone, resolve: noticeGone } = Promise.withResolvers<void>();
  let hasReader = true;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const fake: FakeTerminal = {
    out,
    messages,
    written,
    shown,
    progress: (text) => void shown.push(text),
    isTerminal: false,
    failure: null,
    flushed: () => Promise.resolve(fake.failure),
    print(line) {
      out.push(line);
      for (const check of [...waiting]) check(line);
    },
    write: (text) => void written.push(text),
    say: (line) => void messages.push(line),
    readInput: () => Promise.resolve(input),
    interrupted: () => interrupted,
    interrupt: () => interrupt(),
    hasReader: () => hasReader,
    readerGone: () => readerGone,
    loseReader() {
      hasReader = false;
      noticeGone();
    },
    waitFor: (isWanted) =>
      new Promise((resolve) => {
        const seen = out.find(isWanted);
        if (seen !== undefined) return resolve(seen);
        const check = (line: string): void => {
          if (!isWanted(line)) return;
          waiting.delete(check);
          resolve(line);
        };
        waiting.add(check);
      }),
  };
  return fake;
}
