import { systemCode } from '../../files/system-code.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { EXIT } from './exit-codes.ts';
import { createReaderCheck } from './output-reader.ts';

/** The terminal as a part: data goes to `print`, messages to `say`. */
export interface TerminalIo {
  /** Writes data to stdout, with a line break. */
  print(line: string): void;
  /** Writes to stdout as it is, for a line that is written over. */
  write(text: string): void;
  /** Writes a message to stderr, with a line break. */
  say(line: string): void;
  /** Shows how far something has come in place of what it showed before, where stderr is a terminal; empty text ends it. */
  progress(text: string): void;
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean;
  /** Everything on stdin, as UTF-8. Once `interrupted` has resolved nothing is read, and nothing comes any more. */
  readInput(): Promise<string>;
  /** Resolves once stdout has taken everything; with the system's code, for example ENOSPC, when it has not. */
  flushed(): Promise<string | null>;
  /** Resolves when the user or the system asks the program to end (SIGINT, SIGTERM). */
  interrupted(): Promise<void>;
  /** Whether anybody may still read stdout. */
  hasReader(): boolean;
  /** Resolves soon after whoever read stdout has gone, for example a status bar that was restarted. */
  readerGone(): Promise<void>;
}

/** How often a command that waits for the reader of stdout to go checks for one. */
const CHECK_READER_MS = 500;
/** Back to the beginning of the line, and nothing left of it. */
const CLEAR_LINE = '\r\u001B[2K';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The input of an interrupted command: it is ending, and needs neither half a secret nor an error. */
const NEVER = new Promise<never>(() => undefined);

/** Ctrl+C reaches every program of a terminal, and those in front of this one pass it on: all of that is one signal. */
const ONE_SIGNAL_MS = 200;

type ProcessParts = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'on' | 'exit'>;

/**
 * The terminal of a real process. A second request for the end ends it at once.
 * @param now a clock that only goes forward, milliseconds
 * @param isRead whether stdout has a reader, as far as that can be told; a terminal that is closed sends SIGHUP
 */
export function createProcessIo(
  process: ProcessParts,
  now = (): number => performance.now(),
  isRead = process.stdout.isTTY ? () => true : createReaderCheck(process.stdout.fd),
): TerminalIo {
  // The other two streams are made when they are first used, which takes milliseconds.
  const { stdout } = process;
  const gone = Promise.withResolvers<void>();
  let failure: string | null = null;
  stdout.on('error', (error) => {
    gone.resolve();
    // A reader such as `head` may have gone, which is no failure.
    if (systemCode(error) !== 'EPIPE') failure ??= systemCode(error);
  });
  let readerTimer: NodeJS.Timeout | null = null;

  function hasReader(): boolean {
    if (isRead()) return true;
    gone.resolve();
    if (readerTimer !== null) clearInterval(readerTimer);
    return false;
  }

  let isStderrMade = false;
  let isProgressShown = false;

  function toStderr(text: string): void {
    // A message that nobody can read must not end the command.
    if (!isStderrMade) process.stderr.on('error', () => undefined);
    isStderrMade = true;
    process.stderr.write(`${isProgressShown ? CLEAR_LINE : ''}${text}`);
    isProgressShown = false;
  }

  let interruption: Promise<void> | null = null;
  const inputRead = new AbortController();
  return {
    print: (line) => void stdout.write(`${line}\n`),
    write: (piece) => void stdout.write(piece),
    say: (line) => toStderr(`${line}\n`),
    progress(text) {
      if (text === '' ? !isProgressShown : !process.stderr.isTTY) return;
      toStderr(text);
      isProgressShown = text !== '';
    },
    flushed: () =>
      new Promise((resolve) => {
        // The stream reports a failed write somewhat later.
        stdout.write('', () => setImmediate(() => resolve(failure)));
      }),
    hasReader,
    readerGone() {
      // Started only when needed: most commands end sooner, and write to a file or a terminal.
      readerTimer ??= setInterval(hasReader, CHECK_READER_MS).unref();
      return gone.promise;
    },
    isTerminal: stdout.isTTY,
    async readInput() {
      const { stdin, stderr } = process;
      if (stdin.isTTY) stderr.write(`${terminalTexts.pasteSecret}\n`);
      try {
        // Loaded when something is read: most commands read nothing.
        const { addAbortSignal } = globalThis.process.getBuiltinModule('node:stream');
        const { text } = globalThis.process.getBuiltinModule('node:stream/consumers');
        return await text(addAbortSignal(inputRead.signal, stdin));
      } catch (error) {
        if (!inputRead.signal.aborted) throw error;
        return await NEVER;
      }
    },
    // A read that waits would keep the process alive.
    interrupted: () => (interruption ??= firstSignal(process, now).then(() => inputRead.abort())),
  };
}

/**
 * Resolves with the first signal that asks for the end. The listeners stay: a package that tidies up when the process
 * ends (signal-exit) ends it with the signal itself where it finds nobody else listening, in the middle of the ending.
 */
function firstSignal(process: Pick<ProcessParts, 'on' | 'exit'>, now: () => number): Promise<void> {
  let firstAt: number | null = null;
  return new Promise((resolve) => {
    const listen = (): void => {
      if (firstAt !== null && now() - firstAt >= ONE_SIGNAL_MS) process.exit(EXIT.interrupted);
      firstAt ??= now();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, listen);
  });
}
