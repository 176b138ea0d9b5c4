import type { ParseArgsConfig, parseArgs } from 'node:util';
import { API_TIMES } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Invocation } from './invocation.ts';
import { namesAgents, parseTemplate, type Template } from './output/template.ts';
import {
  CONNECTION_OPTIONS,
  givenOf,
  isOneOf,
  shownWord,
  targetOf,
  TEAM_OPTIONS,
  teamOf,
  usage,
  wholeNumber,
} from './target-arguments.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const OPTIONS = {
  connect: CONNECTION_OPTIONS,
  status: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean' },
    agents: { type: 'boolean' },
    watch: { type: 'boolean' },
    mask: { type: 'boolean' },
    format: { type: 'string' },
    ...TEAM_OPTIONS,
  },
  history: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean' },
    mask: { type: 'boolean' },
    date: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    agent: { type: 'string', multiple: true },
    'api-times': { type: 'string' },
  },
  check: { ...CONNECTION_OPTIONS, report: { type: 'string' }, dry: { type: 'boolean' } },
  disconnect: { name: { type: 'string' } },
  serve: {
    port: { type: 'string' },
    demo: { type: 'boolean' },
    'or-demo': { type: 'boolean' },
    'no-open': { type: 'boolean' },
  },
  demo: { port: { type: 'string' }, agents: { type: 'string' }, seed: { type: 'string' } },
} as const satisfies Record<string, Options>;

type CommandWord = keyof typeof OPTIONS;
type Values<W extends CommandWord> = ReturnType<typeof parseArgs<{ options: (typeof OPTIONS)[W] }>>['values'];

const MOST_AGENTS = 10_000;
const HIGHEST_PORT = 65_535;
const ZONE_OF_SAVED = '--zone is for a connection that is given whole; a saved one has its own.';

/** Understands a command line (without node and script); `invalid-input` says what is wrong with it. */
export function parseArguments(argv: readonly string[]): Result<Invocation> {
  const [word = 'help', ...rest] = argv;
  if (word === 'help' || word === '--help' || word === '-h' || rest.includes('--help')) return ok({ command: 'help' });
  if (word === 'version' || word === '--version') return ok({ command: 'version' });
  if (!isCommandWord(word)) return usage(`There is no command "${shownWord(word)}".`);
  try {
    return PARSERS[word](rest);
  } catch (error) {
    return usage(refusal(word, error));
  }
}

const PARSERS: Readonly<Record<CommandWord, (argv: readonly string[]) => Result<Invocation>>> = {
  connect: parseConnect,
  status: parseStatus,
  history: parseHistory,
  check: parseCheck,
  disconnect: (argv) => ok({ command: 'disconnect', name: valuesOf('disconnect', argv).name ?? null }),
  serve: parseServe,
  demo: parseDemo,
};

function isCommandWord(word: string): word is CommandWord {
  return Object.hasOwn(OPTIONS, word);
}

function valuesOf<W extends CommandWord>(word: W, argv: readonly string[]): Values<W> {
  // Imported, the module would load all that hangs on its getters, worker threads included.
  const util = process.getBuiltinModule('node:util');
  const { values, tokens } = util.parseArgs({
    args: [...argv],
    options: OPTIONS[word],
    strict: true,
    allowPositionals: false,
    tokens: true,
  });
  refuseUnclear(OPTIONS[word], tokens);
  return values;
}

function parseConnect(argv: readonly string[]): Result<Invocation> {
  const given = givenOf(valuesOf('connect', argv));
  return given.ok ? ok({ command: 'connect', ...given.value }) : given;
}

function parseStatus(argv: readonly string[]): Result<Invocation> {
  const values = valuesOf('status', argv);
  const target = targetOf(values);
  if (!target.ok) return target;
  if (target.value.kind === 'saved' && values.zone !== undefined) {
    return usage(ZONE_OF_SAVED);
  }
  const format = formatOf(values);
  if (!format.ok) return format;
  const team = teamOf(values, target.value);
  if (!team.ok) return team;
  return ok({
    command: 'status',
    target: target.value,
    isJson: values.json ?? false,
    withAgents: values.agents ?? false,
    isWatching: values.watch ?? false,
    isMasked: values.mask ?? false,
    format: format.value,
    team: team.value,
  });
}

function formatOf({ format, json, agents }: Values<'status'>): Result<Template | null> {
  if (format === undefined) return ok(null);
  if (json) return usage('Give either --format or --json.');
  const template = parseTemplate(format);
  if (template.ok && namesAgents(template.value) && !agents) return usage('{agents} in --format needs --agents.');
  return template;
}

function parseHistory(argv: readonly string[]): Result<Invocation> {
  const values = valuesOf('history', argv);
  if (values.date !== undefined && (values.from ?? values.to) !== undefined) {
    return usage('Give either --date, or --from and --to.');
  }
  if ((values.from === undefined) !== (values.to === undefined)) return usage('--from and --to belong together.');
  const apiTimes = values['api-times'];
  if (apiTimes !== undefined && !isOneOf(API_TIMES, apiTimes)) return usage('--api-times is auto, request or utc.');
  const target = targetOf(values);
  if (!target.ok) return target;
  return ok({
    command: 'history',
    target: target.value,
    from: values.date ?? values.from ?? null,
    to: values.date ?? values.to ?? null,
    timeZone: values.zone ?? null,
    agents: values.agent ?? [],
    apiTimes: apiTimes ?? null,
    isJson: values.json ?? false,
    isMasked: values.mask ?? false,
  });
}

function parseCheck(argv: readonly string[]): Result<Invocation> {
  const { report, dry = false, ...values } = valuesOf('check', argv);
  if (report === undefined && !dry) return usage('check needs --report FILE, or --dry to see its calls first.');
  const target = targetOf(values);
  if (!target.ok) return target;
  if (target.value.kind === 'saved' && values.zone !== undefined) return usage(ZONE_OF_SAVED);
  return ok({ command: 'check', target: target.value, report: dry ? null : (report ?? null) });
}

function parseServe(argv: readonly string[]): Result<Invocation> {
  const values = valuesOf('serve', argv);
  const port = wholeNumber(values.port, '--port', 0, HIGHEST_PORT);
  if (!port.ok) return port;
  const openWith = values.demo ? 'demo' : values['or-demo'] ? 'saved-or-demo' : 'saved';
  return ok({ command: 'serve', port: port.value, openWith, shouldOpen: !values['no-open'] });
}

function parseDemo(argv: readonly string[]): Result<Invocation> {
  const values = valuesOf('demo', argv);
  const port = wholeNumber(values.port, '--port', 0, HIGHEST_PORT);
  const agents = wholeNumber(values.agents, '--agents', 0, MOST_AGENTS);
  const seed = wholeNumber(values.seed, '--seed', 0, Number.MAX_SAFE_INTEGER);
  if (!port.ok) return port;
  if (!agents.ok) return agents;
  if (!seed.ok) return seed;
  return ok({ command: 'demo', port: port.value ?? 0, agents: agents.value ?? 24, seed: seed.value ?? 1 });
}

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
function refuseUnclear(options: Options, tokens: readonly Token[]): void {
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
function refusal(command: string, error: unknown): string {
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
