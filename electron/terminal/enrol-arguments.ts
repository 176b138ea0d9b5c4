import { AUDIENCES, MAX_DESK_NAME } from '../shared/model.ts';
import { cleanName } from '../shared/names/invisible.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import type { EnrolAction, EnrolInvocation } from './invocation.ts';
import type { CommandLine, Values } from './options.ts';
import { isOneOf, printable, UsageError } from './target-arguments.ts';

const texts = terminalTexts.usage;

/** As `mosquitto_ctrl dynsec init` is shown with in Mosquitto's documentation. */
const USUAL_ADMIN = 'admin';
const SITE = /^[\w-]{1,128}$/;

/** The options that each action takes beside the connection and the administrator. */
const OPTIONS_OF: Readonly<Record<EnrolAction['kind'], readonly (keyof Values<'enrol'>)[]>> = {
  desk: ['audience', 'view', 'everybody', 'qr', 'print'],
  publisher: ['publisher', 'broker', 'site', 'key', 'secret-file', 'print'],
  list: ['json'],
  revoke: ['publisher', 'print'],
};
const OF_ALL: readonly (keyof Values<'enrol'>)[] = ['name', 'admin', 'keep-admin'];

/** Understands the command line of `enrol`. */
export function parseEnrol({ values, words }: CommandLine<'enrol'>): EnrolInvocation {
  const action = actionOf(values, words);
  const spoken =
    action.kind === 'desk' ? 'enrol NAME' : `enrol ${action.kind === 'publisher' ? '--publisher' : action.kind}`;
  for (const option of Object.keys(values) as (keyof typeof values)[]) {
    if (![...OF_ALL, ...OPTIONS_OF[action.kind]].includes(option)) {
      throw new UsageError(texts.noOption(spoken, `--${option}`));
    }
  }
  const { name = null, admin = USUAL_ADMIN, 'keep-admin': keepsAdmin = false, print = null } = values;
  return { command: 'enrol', name, action, admin, keepsAdmin, print };
}

function actionOf(values: Values<'enrol'>, words: readonly string[]): EnrolAction {
  const [word, ...more] = words;
  if (word === 'revoke') return revokeOf(values, more);
  if (word !== undefined && more[0] !== undefined)
    throw new UsageError(texts.enrolOneName(printable(word), printable(more.join(' '))));
  if (values.publisher === true) return publisherOf(values, word);
  if (word === 'list') return { kind: 'list', isJson: values.json ?? false };
  return deskOf(values, cleanName(word ?? ''));
}

function deskOf(values: Values<'enrol'>, desk: string): EnrolAction {
  if (desk === '') throw new UsageError(texts.enrolDesk);
  if (desk.length > MAX_DESK_NAME) throw new UsageError(texts.enrolLongName(MAX_DESK_NAME));
  const { audience = 'names', view: views = [], everybody = false, qr: withQr = false } = values;
  if (!isOneOf(AUDIENCES, audience)) throw new UsageError(texts.oneOf('--audience', AUDIENCES.join(', ')));
  return { kind: 'desk', desk, audience, views, withEverybody: everybody || views.length === 0, withQr };
}

function publisherOf(values: Values<'enrol'>, word: string | undefined): EnrolAction {
  if (word !== undefined) throw new UsageError(texts.noArgument('enrol --publisher', printable(word)));
  const { broker = null, site = null, key: keys = [], 'secret-file': secretFile = null } = values;
  if (site !== null && !SITE.test(site)) throw new UsageError(texts.enrolSite);
  return { kind: 'publisher', broker, site, keys, secretFile };
}

function revokeOf(values: Values<'enrol'>, [word, ...more]: readonly string[]): EnrolAction {
  const isPublisher = values.publisher === true;
  if (isPublisher === (word !== undefined)) throw new UsageError(texts.enrolRevoke);
  if (word !== undefined && more[0] !== undefined)
    throw new UsageError(texts.enrolOneName(printable(word), printable(more.join(' '))));
  return { kind: 'revoke', desk: word ?? null };
}
