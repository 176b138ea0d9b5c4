import { MAX_ITEM_BYTES } from '../keychain/keychain.ts';
import type { FieldNote } from '../shared/model.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { codeOf, firstInvisible, trimPasted, withoutInvisible } from '../shared/names/invisible.ts';
import { itemBytes } from './secret.ts';

/** The ids the form asks for. */
type IdField = keyof typeof texts.ids;

/** The samples' last characters are masked with x, so no id is held to being hexadecimal. */
const ID_KINDS: readonly { readonly kind: keyof typeof texts.idKinds; readonly pattern: RegExp }[] = [
  { kind: 'clientId', pattern: /^cs-/ },
  { kind: 'botId', pattern: /^st-/ },
  { kind: 'organisationId', pattern: /^o-/ },
  { kind: 'userId', pattern: /^u-/ },
  { kind: 'accountId', pattern: /^[0-9a-f]{20}[0-9a-fx]{4}$/i },
];

/** RFC 7518, 3.2: a key for HS256 has at least as many bits as its hash. */
const MIN_STRONG_SECRET_BYTES = 32;

/** What to say about an id: an error when it cannot be sent, a notice when it looks like another one or unusual. */
export function checkId(field: IdField, text: string): FieldNote | null {
  const id = withoutInvisible(text);
  const { name, form, missing } = texts.ids[field];
  if (id === '') return errorNote(missing);
  if (!/^[\w-]{1,128}$/.test(id)) return errorNote(badId(name, id));
  const kind = ID_KINDS.find(({ pattern }) => pattern.test(id))?.kind;
  if (kind === field) return null;
  return noticeNote(kind === undefined ? texts.unusualId(name, form) : texts.otherId(texts.idKinds[kind], name, form));
}

/** Names the first character that does not belong: a letter or dash of another script may look just like a valid one. */
function badId(name: string, id: string): string {
  const characters = [...id];
  const index = characters.findIndex((character) => !/[\0-\x7f]/.test(character));
  const character = characters[index];
  return character === undefined
    ? texts.badId(name)
    : texts.badIdCharacter(name, index + 1, character, codeOf(character));
}

/** What to say about a client secret; null or empty keeps a saved one. The secret is in no message. */
export function checkSecret(text: string | null, hasSaved: boolean): FieldNote | null {
  // White space inside may be part of the secret.
  const secret = trimPasted(text ?? '');
  if (secret === '') return hasSaved ? null : errorNote(texts.secretMissing);
  const name = texts.secretName;
  const problem = textProblem(name, secret) ?? sizeProblem(name, itemBytes('secret', secret));
  if (problem !== null) return errorNote(problem);
  return noticeNote(
    secret !== text && (text?.trim() === secret ? texts.secretSpacesRemoved : texts.secretQuotesRemoved),
    Buffer.byteLength(secret) < MIN_STRONG_SECRET_BYTES && texts.secretShort,
  );
}

/** What to say about a ready-made token, with its algorithm and expiry; null or empty keeps a saved one. */
export function checkToken(text: string | null, hasSaved: boolean, now: number): FieldNote | null {
  const token = cleanToken(text ?? '');
  if (token === '') return hasSaved ? null : errorNote(texts.tokenMissing);
  const [header, payload] = decodeToken(token);
  if (header === undefined || payload === undefined) {
    return errorNote(texts.tokenForm);
  }
  const problem = sizeProblem(texts.tokenName, itemBytes('token', token));
  if (problem !== null) return errorNote(problem);
  return noticeNote(token !== text && texts.tokenCleaned, describeToken(algorithmOf(header), payload, now));
}

/**
 * A ready-made token without any whitespace (Kore.ai's own sample has a line break in the middle), quotation marks and
 * the header name or "Bearer" in front of it. No token begins with a letter of these: its first part is an object.
 */
export function cleanToken(text: string): string {
  return withoutInvisible(text)
    .replace(/["'`“”„‘’«»]/g, '')
    .replace(/^auth:/i, '')
    .replace(/^bearer/i, '')
    .replace(/[,;]$/, '');
}

/** A note that stops testing and saving. */
export function errorNote(message: string): FieldNote {
  return { level: 'error', message };
}

/** A note that stops nothing; several sentences become one note, none becomes null. */
export function noticeNote(...messages: readonly (string | false)[]): FieldNote | null {
  const sentences = messages.filter((message) => message !== false);
  return sentences.length === 0 ? null : { level: 'notice', message: sentences.join(' ') };
}

function textProblem(name: string, text: string): string | null {
  if (text.includes('\0')) return texts.nulCharacter(name);
  if (!text.isWellFormed()) return texts.halfCharacter(name);
  const invisible = firstInvisible(text);
  return invisible === null ? null : texts.invisibleCharacter(name, invisible);
}

function sizeProblem(name: string, bytes: number): string | null {
  return bytes <= MAX_ITEM_BYTES ? null : texts.tooLong(name, bytes, MAX_ITEM_BYTES);
}

/** The first two parts of a signed token as JSON objects, or nothing. Whether it is genuine only Kore.ai can tell. */
function decodeToken(token: string): [object, object] | [] {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return [];
  const [header, payload] = parts.map(decodePart);
  return header && payload ? [header, payload] : [];
}

function decodePart(part: string): object | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof json === 'object' ? json : null;
  } catch {
    return null;
  }
}

function algorithmOf(header: object): string {
  // The token is a stranger's text: only what may be the name of an algorithm is repeated.
  return 'alg' in header && /^\w{1,10}$/.test(String(header.alg)) ? String(header.alg) : texts.unknownAlgorithm;
}

function describeToken(algorithm: string, payload: object, now: number): string {
  if (!('exp' in payload) || typeof payload.exp !== 'number') return texts.tokenEndless(algorithm);
  const at = new Date(payload.exp * 1_000);
  if (Number.isNaN(at.getTime())) return texts.tokenOddExpiry(algorithm);
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return at.getTime() <= now ? texts.tokenExpired(algorithm, when) : texts.tokenExpires(algorithm, when);
}
