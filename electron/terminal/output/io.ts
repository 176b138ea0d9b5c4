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
