import { systemCode } from '../../files/system-code.ts';
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
  /** Whether stdout is a terminal a person looks at. */
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

/** How often it is asked whether stdout has a reader, by whoever wants to know. */
const LOOK_FOR_READER_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Somebody at a keyboard would not know what is waited for. */
const ASK_FOR_INPUT = 'Paste the secret or token here, then press Enter and Ctrl+D (on Windows Ctrl+Z and Enter).\n';

/** What an interrupted command gets: it is ending, and has no use for half a secret or an error. */
const NEVER = new Promise<never>(() => undefined);

/** Ctrl+C reaches every program of a terminal, and those in front of this one pass it on: all of that is one signal. */
const ONE_SIGNAL_MS = 200;

type ProcessParts = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'on' | 'exit'>;

/**
 * The terminal of a real process. Who asks a second time for the end has it at once.
 * @param now a clock that only goes forward, milliseconds
 * @param isRead whether stdout has a reader, as far as that can be told; a terminal that is closed sends SIGHUP
 */
export function createProcessIo(
  process: ProcessParts,
  now = (): number => performance.now(),
  isRead = process.stdout.isTTY ? () => true : createReaderCheck(process.stdout.fd),
): TerminalIo {
  // The other two streams are made when they are first looked at, which takes milliseconds.
  const { stdout } = process;
  const gone = Promise.withResolvers<void>();
  let failure: string | null = null;
  stdout.on('error', (error) => {
    gone.resolve();
    // A reader such as `head` may have gone; that is no failure of ours.
    if (systemCode(error) !== 'EPIPE') failure ??= systemCode(error);
  });
  let looking: NodeJS.Timeout | null = null;

  function hasReader(): boolean {
    if (isRead()) return true;
    gone.resolve();
    if (looking !== null) clearInterval(looking);
    return false;
  }

  let isStderrMade = false;
  let interruption: Promise<void> | null = null;
  const reading = new AbortController();
  return {
    print: (line) => void stdout.write(`${line}\n`),
    write: (piece) => void stdout.write(piece),
    say(line) {
      // A message that nobody can read must not end the command.
      if (!isStderrMade) process.stderr.on('error', () => undefined);
      isStderrMade = true;
      process.stderr.write(`${line}\n`);
    },
    flushed: () =>
      new Promise((resolve) => {
        // Of what could not be written the stream tells somewhat later.
        stdout.write('', () => setImmediate(() => resolve(failure)));
      }),
    hasReader,
    readerGone() {
      // Not before that: most commands end sooner, and write to a file or a terminal.
      looking ??= setInterval(hasReader, LOOK_FOR_READER_MS).unref();
      return gone.promise;
    },
    isTerminal: stdout.isTTY,
    async readInput() {
      const { stdin, stderr } = process;
      if (stdin.isTTY) stderr.write(ASK_FOR_INPUT);
      try {
        // Loaded when something is read: most commands read nothing.
        const { addAbortSignal } = globalThis.process.getBuiltinModule('node:stream');
        const { text } = globalThis.process.getBuiltinModule('node:stream/consumers');
        return await text(addAbortSignal(reading.signal, stdin));
      } catch (error) {
        if (!reading.signal.aborted) throw error;
        return await NEVER;
      }
    },
    // A read that waits would keep the process alive.
    interrupted: () => (interruption ??= firstSignal(process, now).then(() => reading.abort())),
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
