import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import type { AlertsInvocation, RulesAction, RulesInvocation } from './invocation.ts';
import type { CommandLine, Values } from './options.ts';
import { integer, printable, UsageError } from './target-arguments.ts';

const texts = terminalTexts.usage;

/** As many days as a request of the history has. */
const MAX_DAYS = 31;
const DEFAULT_DAYS = 14;
/** Stands for stdout. */
const STDOUT = '-';

/** The options that each action takes beside the name of the connection. */
const OPTIONS_OF: Readonly<Record<RulesAction['kind'], readonly (keyof Values<'rules'>)[]>> = {
  list: ['json', 'mask'],
  export: [],
  import: ['dry'],
  try: ['days', 'json'],
};

/** Understands the command line of `rules`. */
export function parseRules({ values, words: [word, file, ...more] }: CommandLine<'rules'>): RulesInvocation {
  const kind = word ?? 'list';
  if (!isAction(kind) || (word === 'list' && file !== undefined))
    throw new UsageError(texts.rulesAction(printable(kind)));
  const extra = more[0];
  if (extra !== undefined) throw new UsageError(texts.noArgument(`rules ${kind}`, printable(extra)));
  const { name = null, ...options } = values;
  for (const option of Object.keys(options) as (keyof typeof options)[]) {
    if (!OPTIONS_OF[kind].includes(option)) throw new UsageError(texts.noOption(`rules ${kind}`, `--${option}`));
  }
  return { command: 'rules', name, action: actionOf(kind, file, options) };
}

function actionOf(kind: RulesAction['kind'], file: string | undefined, values: Values<'rules'>): RulesAction {
  const { json: isJson = false, mask: isMasked = false, dry: isDry = false } = values;
  if (kind === 'list') return { kind, isJson, isMasked };
  if (kind === 'export') return { kind, file: file === undefined || file === STDOUT ? null : file };
  if (file === undefined || file === '') throw new UsageError(texts.rulesFile(kind));
  if (kind === 'import') return { kind, file, isDry };
  return { kind, file, isJson, days: integer(values.days, '--days', 1, MAX_DAYS) ?? DEFAULT_DAYS };
}

function isAction(word: string): word is RulesAction['kind'] {
  return Object.hasOwn(OPTIONS_OF, word);
}

/** Understands the command line of `alerts`. */
export function parseAlerts({
  name,
  from,
  json = false,
  csv = false,
  mask = false,
}: Values<'alerts'>): AlertsInvocation {
  if (json && csv) throw new UsageError(texts.csvOrJson);
  const format = csv ? 'csv' : json ? 'json' : 'text';
  return { command: 'alerts', name: name ?? null, from: from ?? null, format, isMasked: mask };
}
