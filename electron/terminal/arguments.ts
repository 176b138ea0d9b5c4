import type { ParseArgsConfig, parseArgs } from 'node:util';
import { API_TIMES } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { refusal, refuseUnclear } from './argument-faults.ts';
import { CONNECTION_OPTIONS, givenOf, isOneOf, targetOf, usage, wholeNumber } from './connection-arguments.ts';
import type { Invocation } from './invocation.ts';
import { shownWord } from './output/shown-word.ts';
import { TEAM_OPTIONS, teamOf } from './team-arguments.ts';
import { namesAgents, parseTemplate, type Template } from './output/template.ts';

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
