import type { ParseArgsConfig } from 'node:util';
import { CONNECTION_OPTIONS } from './connection-arguments.ts';
import { shownWord } from './output/shown-word.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
/** What `parseArgs` gives for each piece of a command line, as far as it is looked at. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** Options that may be empty: a name then is the host's, a template an empty line. */
const MAY_BE_EMPTY: readonly string[] = ['name', 'format'];

/** A command line that can be read and still is not clear; its message is shown. */
class UnclearError extends Error {}

/**
 * Throws for what `parseArgs` lets pass: an option of a connection that is given twice, since a secret goes to one host
 * only, and an empty value, which mostly is a variable of a script that was not set. Of others the last one counts, as
 * is usual, so that an alias can be overruled.
 */
export function refuseUnclear(options: Options, tokens: readonly Token[]): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    const { kind, name = '', value } = token;
    if (kind !== 'option' || options[name]?.type !== 'string') continue;
    if (Object.hasOwn(CONNECTION_OPTIONS, name) && seen.has(name)) throw new UnclearError(`Give --${name} once.`);
    if (value === '' && !MAY_BE_EMPTY.includes(name)) throw new UnclearError(`--${name} is empty.`);
    seen.add(name);
  }
}

/** What is wrong with the arguments of a command, in a sentence, by what was thrown while they were read. */
export function refusal(command: string, error: unknown): string {
  if (error instanceof UnclearError) return error.message;
  const { code, message } = error instanceof Error && 'code' in error ? error : { code: null, message: '' };
  // Node quotes the option or the word first, for example: Option '-p, --port <value>' argument missing.
  const quoted = shownWord(/'(.*?)'/s.exec(message)?.[1]?.replace(/ <value>$/, '') ?? '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `${command} has no option ${quoted}.`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `${command} does not expect "${quoted}".`;
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return 'The arguments cannot be read.';
  if (message.includes('does not take')) return `${quoted} takes no value.`;
  return `${quoted} needs a value; one that begins with a dash is written ${quoted}=-...`;
}
