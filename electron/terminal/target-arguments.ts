import {
  ALGORITHMS,
  EMPTY_FORM,
  MAX_COPIES,
  MIN_COPIES,
  type Algorithm,
  type ConnectionForm,
} from '../shared/model.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import { cleanName } from '../shared/names/invisible.ts';
import type { Given, Target, TeamChoice } from './invocation.ts';
import type { Values } from './options.ts';

const texts = terminalTexts.usage;

/** A command line that cannot be run; its message is for the user. */
export class UsageError extends Error {}

/** The options that give a connection to Kore.ai. */
type ConnectionValues = Omit<Values<'connect'>, 'desk-stdin'>;

/** `connect` replaces one of the same name. */
const NEW_FORM: ConnectionForm = { ...EMPTY_FORM, isNameConfirmed: true };

const FLAGS = ['host', 'account', 'bot', 'client-id', 'secret-stdin', 'token-stdin', 'alg', 'copies'] as const;

/**
 * All of connect's flags give a connection that is never saved; none of them, or only a name, a saved one.
 * @param canChooseZone whether --zone means something of a saved connection too
 */
export function parseTarget(values: ConnectionValues, canChooseZone = false): Target {
  if (FLAGS.some((flag) => values[flag] !== undefined)) return { kind: 'given', ...parseConnection(values) };
  if (values.zone !== undefined && !canChooseZone) throw new UsageError(texts.zoneOfSaved);
  return { kind: 'saved', name: values.name ?? null };
}

/** What `connect` saves: a desk, whose line is still to come, or a connection given by its flags. */
export function parseConnect({ 'desk-stdin': isDesk = false, ...values }: Values<'connect'>): Given {
  if (!isDesk) return parseConnection(values);
  const { name = '', ...others } = values;
  const [option] = Object.keys(others);
  if (option !== undefined) throw new UsageError(texts.withDesk(`--${option}`));
  return { form: { ...NEW_FORM, name, auth: 'desk' }, copies: null };
}

/** A connection given by its flags; its secret is still to come. */
function parseConnection(values: ConnectionValues): Given {
  const copies = integer(values.copies, '--copies', MIN_COPIES, MAX_COPIES);
  return { form: parseForm(values), copies };
}

function parseForm(values: ConnectionValues): ConnectionForm {
  const { host, account, bot, alg = 'HS256' } = values;
  if (host === undefined || account === undefined || bot === undefined) throw new UsageError(texts.idsMissing);
  const isToken = values['token-stdin'] ?? false;
  if (isToken === (values['secret-stdin'] ?? false)) throw new UsageError(texts.secretOrToken);
  if (!isToken && values['client-id'] === undefined) throw new UsageError(texts.clientIdMissing);
  if (!isOneOf<Algorithm>(ALGORITHMS, alg)) throw new UsageError(texts.algorithm);
  return {
    ...NEW_FORM,
    name: values.name ?? '',
    host,
    accountId: account,
    botId: bot,
    auth: isToken ? 'token' : 'secret',
    clientId: values['client-id'] ?? '',
    algorithm: alg,
    timeZone: values.zone ?? null,
    // The plain punycode form is taken as meant, other spellings that can mislead are refused.
    isHostConfirmed: /^[\x21-\x24\x26-\x7e]+$/.test(host),
  };
}

/** Whether a text is one of the choices. */
export function isOneOf<T extends string>(choices: readonly T[], text: string): text is T {
  return choices.some((choice) => choice === text);
}

/** The number that an option gives; null without the option. */
export function integer(text: string | undefined, option: string, min: number, max: number): number | null {
  if (text === undefined) return null;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(texts.notInRange(option, min, max));
}

type FilterOption = 'queue' | 'skill' | 'agent';

/** Whose counts or history a command line means; without an option that is `open`. */
export function parseTeam(
  values: Pick<Values<'status'>, 'view' | 'everybody' | FilterOption>,
  target: Target,
): TeamChoice {
  const { view, everybody = false, queue = [], skill = [], agent = [] } = values;
  const hasIds = queue.length + skill.length + agent.length > 0;
  if ([view !== undefined, everybody, hasIds].filter(Boolean).length > 1) throw new UsageError(texts.oneTeam);
  if (hasIds) {
    const filter = { queueIds: queue.map(cleanName), skillIds: skill.map(cleanName), agentIds: agent.map(cleanName) };
    return { kind: 'ids', filter };
  }
  if (view === undefined) return { kind: everybody ? 'everybody' : 'open' };
  if (target.kind === 'given') throw new UsageError(texts.viewOfUnsaved);
  return { kind: 'view', name: view };
}

/** The maximum length of a connection's name. */
const MAX_CHARACTERS = 60;

/** A text from outside as a message may hold it: short, and free of characters that would steer a terminal. */
export function printable(text: string): string {
  const plain = [...text.replace(/\p{C}/gu, '')];
  return plain.length > MAX_CHARACTERS ? `${plain.slice(0, MAX_CHARACTERS).join('')}...` : plain.join('');
}
