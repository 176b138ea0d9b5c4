import type { ApiSecret } from './types.ts';
import { isRecord } from './decode.ts';

const SENTENCE_MAX = 200;
/** A run of this many token characters may be a secret, unless it is one of Kore.ai's ids (kore-facts 2.3). */
const SECRET_LIKE = /[\w+/=.~-]{24,}/g;
const KNOWN_ID = /^((st|qu|a|u|ag|o)-[0-9a-fx-]{20,40}|[0-9a-fx]{24})\.?$/;

/**
 * The first sentence of an error body, in any of the shapes seen ({errors:[{msg}]}, {error}, {message}, {msg}, text);
 * null when there is none.
 */
export function sentenceOf(body: unknown): string | null {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return firstOf(body);
  if (!isRecord(body)) return null;
  return firstOf([body['msg'], body['message'], body['errors'], body['error'], body['error_description']]);
}

function firstOf(values: readonly unknown[]): string | null {
  for (const value of values.slice(0, 10)) {
    const sentence = value === undefined ? null : sentenceOf(value);
    if (sentence !== null) return sentence;
  }
  return null;
}

/**
 * A server's sentence fit for showing: one line, at most 200 characters; null when it is empty or may hold the token,
 * the secret, markup or control characters.
 */
export function safeSentence(text: string | null, secrets: readonly Uint8Array[]): string | null {
  const line = text?.replace(/\s+/gu, ' ').trim() ?? '';
  if (line === '' || /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069<>]/u.test(line)) return null;
  if (secrets.some((secret) => Buffer.from(line).includes(Buffer.from(secret)))) return null;
  const runs = line.match(SECRET_LIKE) ?? [];
  if (runs.some((run) => !KNOWN_ID.test(run))) return null;
  return line.length > SENTENCE_MAX ? `${line.slice(0, SENTENCE_MAX - 1)}…` : line;
}

/** What must not come back in a message: the token as sent and the client secret behind it. */
export function secretsOf(secret: ApiSecret, token: string): readonly Uint8Array[] {
  const sent = Buffer.from(token);
  return secret.kind === 'secret' ? [sent, secret.key.export()] : [sent];
}
