import type { Clock } from '../shared/clock.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Everything that is logged. The list is closed, so that each new event is a decision. */
export type LogEvent =
  'started' | 'stopped' | 'health' | 'secret' | 'keychain' | 'surprise' | 'hung' | 'gone' | 'update';

/** The facts of an event: few words and numbers. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Where events are logged; writing never throws and never waits. */
export interface Log {
  write(level: LogLevel, event: LogEvent, facts?: LogFacts): void;
  /** Logs an unexpected error: its kind and where it came from, never its message. */
  surprise(error: unknown): void;
}

/** A fact is a word or two, not a document. */
const MAX_FACT = 400;

/** Makes the log: one JSON object a line, `at` in UTC, every text redacted. */
export function createLog({
  clock,
  append,
  values,
}: {
  readonly clock: Pick<Clock, 'now'>;
  /** Takes one line, with its end. */
  readonly append: (line: string) => void;
  /** Private texts and their replacements, for example for the home folder. */
  readonly values: Readonly<Record<string, string>>;
}): Log {
  function clean(facts: LogFacts): LogFacts {
    return Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? redact(fact, values).slice(0, MAX_FACT) : fact,
      ]),
    );
  }

  const write: Log['write'] = (level, event, facts = {}) => {
    const at = new Date(clock.now()).toISOString();
    append(`${JSON.stringify({ at, level, event, ...clean(facts) })}\n`);
  };
  return { write, surprise: (error) => write('error', 'surprise', describeError(error)) };
}

const FRAMES = 5;

/**
 * An error without its message, which may carry anything: its name, the system's code and the places in the program it
 * came through, without folders.
 */
function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, code, where: framesOf(error) };
}

/** The stack begins with the message, whose lines may be mistaken for frames. */
function framesOf({ stack = '', message }: Error): string {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES)
    .map((line) =>
      line
        .trim()
        .slice(3)
        .replaceAll(/[^\s()]*[\\/]/g, ''),
    )
    .join(' < ');
}

/** A kind of text that no log line may hold, and its replacement. */
interface Redaction {
  readonly pattern: RegExp;
  readonly replace: (found: string) => string;
}

/** Enough of an id to tell two agents of a log apart, and too little to find one. */
const ID_CHARACTERS = 6;

/** In this order: a token must not be taken for a long word, nor an id for a phone number. */
const RULES: readonly Redaction[] = [
  { pattern: /[^\s@"'<>()[\],;]+@[^\s@"'<>()[\],;]+/gu, replace: () => '[e-mail]' },
  { pattern: /\beyJ[\w-]*(?:\.[\w-]*){0,4}/g, replace: () => '[token]' },
  // Ids are a letter or two, a hyphen and hex, or 24 hex digits.
  { pattern: /\b(?:u|a|qu|cs|st)-[\w-]{6,}/gi, replace: (id) => `${id.slice(0, ID_CHARACTERS)}…` },
  { pattern: /\b[0-9a-f]{24}\b/gi, replace: (id) => `${id.slice(0, ID_CHARACTERS)}…` },
  // Keys and tokens of any kind: long, and never without a digit, unlike names of functions and codes.
  { pattern: /(?=[A-Za-z_+=~-]*\d)[\w+=~-]{24,}/g, replace: () => '[long]' },
  { pattern: /\+?\d(?:[\s().-]{0,3}\d){6,}/g, replace: () => '[number]' },
];

/** A value shorter than this may be part of other words by chance. */
const MIN_VALUE = 4;

/**
 * A text as a log may hold it. Secrets, addresses and contacts are not written in the first place; this is for the
 * texts of others, which may carry anything.
 * @param values what is known to be private, for example the home folder, and its replacement
 */
export function redact(text: string, values: Readonly<Record<string, string>> = {}): string {
  const known = Object.entries(values)
    .filter(([value]) => value.length >= MIN_VALUE)
    .reduce((left, [value, replacement]) => left.replaceAll(value, replacement), text);
  return RULES.reduce((left, { pattern, replace }) => left.replace(pattern, replace), known);
}
