import type { Clock } from '../shared/clock.ts';
import { describeError } from './describe-error.ts';
import { redact } from './redact.ts';
import type { Log, LogFacts } from './types.ts';

/** What a log is made of. */
export interface LogParts {
  readonly clock: Pick<Clock, 'now'>;
  /** Takes one line, with its end. */
  readonly append: (line: string) => void;
  /** Private texts and what stands there instead, for example the home folder. */
  readonly values: Readonly<Record<string, string>>;
}

/** A fact is a word or two, not a document. */
const FACT_MAX = 400;

/** Makes the log: one JSON object a line, `at` in UTC, every text redacted. */
export function createLog({ clock, append, values }: LogParts): Log {
  function clean(facts: LogFacts): LogFacts {
    return Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? redact(fact, values).slice(0, FACT_MAX) : fact,
      ]),
    );
  }

  const write: Log['write'] = (level, event, facts = {}) => {
    const at = new Date(clock.now()).toISOString();
    append(`${JSON.stringify({ at, level, event, ...clean(facts) })}\n`);
  };
  return { write, surprise: (error) => write('error', 'surprise', describeError(error)) };
}
