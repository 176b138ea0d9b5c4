import type { parseArgs, ParseArgsConfig } from 'node:util';
import { fail } from '../shared/messages.ts';
import { ALGORITHMS, type Algorithm, type ConnectionForm } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Target } from './invocation.ts';

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
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type ConnectionValues = ReturnType<typeof parseArgs<{ options: typeof CONNECTION_OPTIONS }>>['values'];

/** All of connect's flags name a connection that is never saved; none of them, or only a name, a saved one. */
export function targetOf(values: ConnectionValues): Result<Target> {
  const given = ['host', 'account', 'bot', 'client-id', 'secret-stdin', 'token-stdin', 'alg'] as const;
  if (given.every((option) => values[option] === undefined)) return ok({ kind: 'saved', name: values.name ?? null });
  const form = formOf(values);
  return form.ok ? ok({ kind: 'given', form: form.value }) : form;
}

/** The form of a connection given whole; its secret is still to come. */
export function formOf(values: ConnectionValues): Result<ConnectionForm> {
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
    // The plain punycode form is taken as meant, other spellings that can mislead are refused (design: Host).
    isHostConfirmed: /^[\x21-\x24\x26-\x7e]+$/.test(host),
    // `connect` replaces one of the same name.
    isNameConfirmed: true,
  });
}

/** Whether a text is one of the choices. */
export function isOneOf<T extends string>(choices: readonly T[], text: string): text is T {
  return choices.some((choice) => choice === text);
}

/** What is wrong with a command line. */
export function usage(message: string): Result<never> {
  return fail('invalid-input', { message });
}
