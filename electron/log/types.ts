export type LogLevel = 'info' | 'warn' | 'error';

/** Everything that is written down; a closed list, so that nobody logs in passing. */
export type LogEvent =
  'started' | 'stopped' | 'health' | 'secret' | 'keychain' | 'surprise' | 'hung' | 'gone' | 'update';

/** What is said of an event: few words and numbers. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Where events are written down; writing never throws and never waits. */
export interface Log {
  write(level: LogLevel, event: LogEvent, facts?: LogFacts): void;
  /** What was thrown and nobody expected: its kind and where it came from, never what it says. */
  surprise(error: unknown): void;
}
