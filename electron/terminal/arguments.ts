import { DEMO_AGENTS, DEMO_NAMES, DEMO_REFUSALS } from '../demo/types.ts';
import { readScene, type DemoSceneName } from '../shared/demo-scene.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import { parseAlerts, parseRules } from './alert-arguments.ts';
import { parseEnrol } from './enrol-arguments.ts';
import { parsePublish } from './publish-arguments.ts';
import { parseHistory } from './history-arguments.ts';
import type { Invocation } from './invocation.ts';
import {
  CONNECTION_OPTIONS,
  isCommandWord,
  OPTIONS,
  type CommandLine,
  type CommandWord,
  type Values,
} from './options.ts';
import { namesAgents, parseTemplate, type Template } from './output/template.ts';
import { isOneOf, parseConnect, parseTarget, parseTeam, printable, UsageError, integer } from './target-arguments.ts';

const MAX_AGENTS = 10_000;
const MAX_PORT = 65_535;

const texts = terminalTexts.usage;

/** Understands a command line (without node and script); `invalid-input` says what is wrong with it. */
export function parseArguments(argv: readonly string[]): Result<Invocation> {
  const [word = 'help', ...rest] = argv;
  if (word === 'help' || word === '--help' || word === '-h' || rest.includes('--help')) return ok({ command: 'help' });
  if (word === 'version' || word === '--version') return ok({ command: 'version' });
  if (!isCommandWord(word)) return fail('invalid-input', { message: texts.noCommand(printable(word)) });
  try {
    return ok(PARSERS[word](rest));
  } catch (error) {
    return fail('invalid-input', { message: refusal(word, error) });
  }
}

const PARSERS: Readonly<Record<CommandWord, (argv: readonly string[]) => Invocation>> = {
  connect: (argv) => ({ command: 'connect', ...parseConnect(valuesOf('connect', argv)) }),
  status: parseStatus,
  queues: parseQueues,
  history: (argv) => parseHistory(wordsOf('history', argv, true)),
  rules: (argv) => parseRules(wordsOf('rules', argv, true)),
  alerts: (argv) => parseAlerts(valuesOf('alerts', argv)),
  check: parseCheck,
  publish: (argv) => parsePublish(valuesOf('publish', argv)),
  enrol: (argv) => parseEnrol(wordsOf('enrol', argv, true)),
  disconnect: (argv) => ({ command: 'disconnect', name: valuesOf('disconnect', argv).name ?? null }),
  serve: parseServe,
  demo: parseDemo,
};

function valuesOf<W extends CommandWord>(word: W, argv: readonly string[]): Values<W> {
  return wordsOf(word, argv, false).values;
}

/** The options of a command, and its words beside them where it may have any. */
function wordsOf<W extends CommandWord>(word: W, argv: readonly string[], mayHaveWords: boolean): CommandLine<W> {
  // Not imported: that would load everything behind its getters, worker threads included.
  const util = process.getBuiltinModule('node:util');
  const { values, positionals, tokens } = util.parseArgs({
    args: [...argv],
    options: OPTIONS[word],
    strict: true,
    allowPositionals: mayHaveWords,
    tokens: true,
  });
  refuseUnclear(word, tokens);
  return { values, words: positionals };
}

function parseStatus(argv: readonly string[]): Invocation {
  const values = valuesOf('status', argv);
  const target = parseTarget(values);
  return {
    command: 'status',
    target,
    isJson: values.json ?? false,
    withAgents: values.agents ?? false,
    isWatching: values.watch ?? false,
    withAlerts: parseWithAlerts(values),
    isMasked: values.mask ?? false,
    format: parseFormat(values),
    team: parseTeam(values, target),
  };
}

function parseWithAlerts({ alerts = false, watch = false, format }: Values<'status'>): boolean {
  if (alerts && !watch) throw new UsageError(texts.alertsOfWatch);
  if (alerts && format !== undefined) throw new UsageError(texts.formatOrAlerts);
  return alerts;
}

function parseFormat({ format, json, agents }: Values<'status'>): Template | null {
  if (format === undefined) return null;
  if (json) throw new UsageError(texts.formatOrJson);
  const template = parseTemplate(format);
  if (!template.ok) throw new UsageError(template.error.message);
  if (namesAgents(template.value) && !agents) throw new UsageError(texts.agentsInFormat);
  return template.value;
}

function parseQueues(argv: readonly string[]): Invocation {
  const values = valuesOf('queues', argv);
  const { json: isJson = false, mask: isMasked = false } = values;
  return { command: 'queues', target: parseTarget(values), isJson, isMasked };
}

function parseCheck(argv: readonly string[]): Invocation {
  const { report, dry = false, ...values } = valuesOf('check', argv);
  if (report === undefined && !dry) throw new UsageError(texts.noReport);
  return { command: 'check', target: parseTarget(values), report: dry ? null : (report ?? null) };
}

function parseServe(argv: readonly string[]): Invocation {
  const values = valuesOf('serve', argv);
  const openWith = values.demo ? 'demo' : values['or-demo'] ? 'saved-or-demo' : 'saved';
  const port = integer(values.port, '--port', 0, MAX_PORT);
  const scene = parseScene(values.scene, openWith !== 'saved');
  return { command: 'serve', port, openWith, scene, hasBoard: values.board === true, shouldOpen: !values['no-open'] };
}

function parseDemo(argv: readonly string[]): Invocation {
  const values = valuesOf('demo', argv);
  return {
    command: 'demo',
    port: integer(values.port, '--port', 0, MAX_PORT) ?? 0,
    agents: integer(values.agents, '--agents', 0, MAX_AGENTS) ?? DEMO_AGENTS,
    seed: integer(values.seed, '--seed', 0, Number.MAX_SAFE_INTEGER) ?? 1,
    names: oneOf(DEMO_NAMES, '--names', values.names ?? 'ordinary'),
    scene: parseScene(values.scene, true),
    refuses: (values.refuse ?? []).map((word) => oneOf(DEMO_REFUSALS, '--refuse', word)),
  };
}

function parseScene(text: string | undefined, opensDemo: boolean): DemoSceneName | null {
  const scene = readScene(text, opensDemo);
  if (!scene.ok) throw new UsageError(scene.error.message);
  return scene.value;
}

function oneOf<T extends string>(choices: readonly T[], option: string, text: string): T {
  if (!isOneOf(choices, text)) throw new UsageError(texts.oneOf(option, choices.join(', ')));
  return text;
}

/** What `parseArgs` gives for each piece of a command line, as far as it matters here. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** Options that may be empty: a name then is the host's, a template an empty line. */
const MAY_BE_EMPTY: readonly string[] = ['name', 'format'];

/**
 * Throws for what `parseArgs` lets pass: an option of a connection that is given twice, since a secret goes to one host
 * only, and an empty value, which mostly is a variable of a script that was not set. Of others the last one counts, as
 * is usual, so that an alias can be overruled.
 */
function refuseUnclear(word: CommandWord, tokens: readonly Token[]): void {
  const options: Readonly<Record<string, { readonly type: string }>> = OPTIONS[word];
  const seen = new Set<string>();
  for (const { kind, name = '', value } of tokens) {
    if (kind !== 'option' || options[name]?.type !== 'string') continue;
    if (Object.hasOwn(CONNECTION_OPTIONS, name) && seen.has(name)) throw new UsageError(texts.twice(`--${name}`));
    if (value === '' && !MAY_BE_EMPTY.includes(name)) throw new UsageError(texts.empty(`--${name}`));
    seen.add(name);
  }
}

/** What is wrong with the arguments of a command, in a sentence, by what was thrown while they were read. */
function refusal(command: CommandWord, error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error instanceof Error && 'code' in error ? error : { code: null, message: '' };
  // Node quotes the option or the word first, for example: Option '-p, --port <value>' argument missing.
  const quoted = printable(/'(.*?)'/s.exec(message)?.[1]?.replace(/ <value>$/, '') ?? '');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return texts.noOption(command, quoted);
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return texts.noArgument(command, quoted);
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return texts.unreadable;
  return message.includes('does not take') ? texts.takesNoValue(quoted) : texts.needsValue(quoted);
}
