import type { parseArgs, ParseArgsConfig } from 'node:util';
import { fail, ok, type Result } from '../shared/result.ts';
import { ALGORITHMS, MIN_COPIES, MAX_COPIES, type Algorithm, type ConnectionForm } from '../shared/model.ts';
import { cleanName } from '../shared/unseen.ts';
import type { Given, Target, TeamChoice } from './invocation.ts';

/** The options that give a connection whole. */
export const CONNECTION_OPTIONS = {
  name: { type: 'string' },
  host: { type: 'string' },
  account: { type: 'string' },
  bot: { type: 'string' },
  'client-id': { type: 'string' },
  'secret-stdin': { type: 'boolean' },
  'token-stdin': { type: 'boolean' },
  alg: { type: 'string' },
  zone: { type: 'string' },
  copies: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type ConnectionValues = ReturnType<typeof parseArgs<{ options: typeof CONNECTION_OPTIONS }>>['values'];

/** All of connect's flags name a connection that is never saved; none of them, or only a name, a saved one. */
export function targetOf(values: ConnectionValues): Result<Target> {
  const options = ['host', 'account', 'bot', 'client-id', 'secret-stdin', 'token-stdin', 'alg', 'copies'] as const;
  if (options.every((option) => values[option] === undefined)) return ok({ kind: 'saved', name: values.name ?? null });
  const given = givenOf(values);
  return given.ok ? ok({ kind: 'given', ...given.value }) : given;
}

/** A connection given whole; its secret is still to come. */
export function givenOf(values: ConnectionValues): Result<Given> {
  const copies = wholeNumber(values.copies, '--copies', MIN_COPIES, MAX_COPIES);
  if (!copies.ok) return copies;
  const form = formOf(values);
  return form.ok ? ok({ form: form.value, copies: copies.value }) : form;
}

function formOf(values: ConnectionValues): Result<ConnectionForm> {
  const { host, account, bot, alg = 'HS256' } = values;
  if (host === undefined || account === undefined || bot === undefined) {
    return usage('A connection needs --host, --account and --bot.');
  }
  const isToken = values['token-stdin'] ?? false;
  if (isToken === (values['secret-stdin'] ?? false)) return usage('Give either --secret-stdin or --token-stdin.');
  if (!isToken && values['client-id'] === undefined) return usage('--secret-stdin needs --client-id.');
  if (!isOneOf<Algorithm>(ALGORITHMS, alg)) return usage(`--alg is ${ALGORITHMS.join(' or ')}.`);
  return ok({
    id: null,
    name: values.name ?? '',
    host,
    accountId: account,
    botId: bot,
    auth: isToken ? 'token' : 'secret',
    clientId: values['client-id'] ?? '',
    clientSecret: null,
    token: null,
    algorithm: alg,
    timeZone: values.zone ?? null,
    // The plain punycode form is taken as meant, other spellings that can mislead are refused.
    isHostConfirmed: /^[\x21-\x24\x26-\x7e]+$/.test(host),
    // `connect` replaces one of the same name.
    isNameConfirmed: true,
  });
}

/** Whether a text is one of the choices. */
export function isOneOf<T extends string>(choices: readonly T[], text: string): text is T {
  return choices.some((choice) => choice === text);
}

/** The number that an option gives; null without the option. */
export function wholeNumber(
  text: string | undefined,
  option: string,
  least: number,
  most: number,
): Result<number | null> {
  if (text === undefined) return ok(null);
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? ok(value) : usage(`${option} is a whole number from ${least} to ${most}.`);
}

/** What is wrong with a command line. */
export function usage(message: string): Result<never> {
  return fail('invalid-input', { message });
}

/** The options that say whose counts. */
export const TEAM_OPTIONS = {
  view: { type: 'string' },
  everybody: { type: 'boolean' },
  queue: { type: 'string', multiple: true },
  skill: { type: 'string', multiple: true },
  agent: { type: 'string', multiple: true },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type TeamValues = ReturnType<typeof parseArgs<{ options: typeof TEAM_OPTIONS }>>['values'];

/** Whose counts a command line means; without an option the open view of the connection. */
export function teamOf(values: TeamValues, target: Target): Result<TeamChoice> {
  const { view, everybody = false } = values;
  const filter = {
    queueIds: asPasted(values.queue),
    skillIds: asPasted(values.skill),
    agentIds: asPasted(values.agent),
  };
  const hasIds = Object.values(filter).some((ids) => ids.length > 0);
  if ([view !== undefined, everybody, hasIds].filter(Boolean).length > 1) {
    return usage('Give either --view, or --everybody, or ids with --queue, --skill and --agent.');
  }
  if (view !== undefined && target.kind === 'given') {
    return usage('--view is for a saved connection; one that is given whole has no views.');
  }
  if (hasIds) return ok({ kind: 'ids', filter });
  if (view !== undefined) return ok({ kind: 'view', name: view });
  return ok({ kind: everybody ? 'everybody' : 'open' });
}

function asPasted(ids: readonly string[] = []): readonly string[] {
  return ids.map(cleanName);
}

/** The longest that is shown: as long as the name of a connection may be. */
const MOST_CHARACTERS = 60;

/** A word from the command line, short enough to be shown and free of characters that would steer a terminal. */
export function shownWord(word: string): string {
  const plain = [...word.replace(/\p{C}/gu, '')];
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS).join('')}...` : plain.join('');
}
