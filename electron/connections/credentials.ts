import { MAX_ITEM_BYTES } from '../keychain/keychain.ts';
import type { FieldNote } from '../shared/model.ts';
import { codeOf, firstUnseen, trimPasted, withoutUnseen } from '../shared/unseen.ts';
import { itemBytes } from './secret.ts';

/** The ids the form asks for. */
type IdField = 'accountId' | 'botId' | 'clientId';

/** The samples' last characters are masked with x, so no id is held to being hexadecimal. */
const FORMS: readonly { readonly pattern: RegExp; readonly name: string; readonly field: IdField | null }[] = [
  { pattern: /^cs-/, name: 'a client ID', field: 'clientId' },
  { pattern: /^st-/, name: 'a bot ID', field: 'botId' },
  { pattern: /^o-/, name: 'an organisation ID', field: null },
  { pattern: /^u-/, name: "a user's ID", field: null },
  { pattern: /^[0-9a-f]{20}[0-9a-fx]{4}$/i, name: 'an account ID', field: 'accountId' },
];

const WANTED: Readonly<Record<IdField, { readonly name: string; readonly form: string; readonly where: string }>> = {
  accountId: { name: 'account ID', form: '24 characters, 0-9 and a-f', where: 'Ask your administrator for it.' },
  botId: { name: 'bot ID', form: 'st- and a UUID', where: 'It is on the App Settings page of Kore.ai.' },
  clientId: { name: 'client ID', form: 'cs- and a UUID', where: 'It is shown with the app under API Scope.' },
};

/** RFC 7518, 3.2: a key for HS256 has at least as many bits as its hash. */
const STRONG_SECRET_BYTES = 32;

/** What to say about an id: an error when it cannot be sent, a notice when it looks like another one or unusual. */
export function checkId(field: IdField, text: string): FieldNote | null {
  const id = withoutUnseen(text);
  const { name, form, where } = WANTED[field];
  if (id === '') return errorNote(`Enter the ${name}. ${where}`);
  if (!/^[\w-]{1,128}$/.test(id)) {
    const rule = `The ${name} may hold only letters, digits, - and _, at most 128.`;
    return errorNote(`${rule}${lookAlikeIn(id)} Copy it once more.`);
  }
  const looksLike = FORMS.find(({ pattern }) => pattern.test(id));
  if (looksLike?.field === field) return null;
  return looksLike === undefined
    ? noticeNote(`This is an unusual ${name}: most are ${form}.`)
    : noticeNote(`This looks like ${looksLike.name}, not like the ${name} (${form}).`);
}

/** Names the first letter or dash of another script, which looks like a right one; empty without one. */
function lookAlikeIn(id: string): string {
  const characters = [...id];
  const index = characters.findIndex((character) => !/[\0-\x7f]/.test(character));
  const character = characters[index];
  return character === undefined ? '' : ` Character ${index + 1} is “${character}” (${codeOf(character)}).`;
}

/** What to say about a client secret; null or empty keeps a saved one. The secret is in no message. */
export function checkSecret(text: string | null, hasSaved: boolean): FieldNote | null {
  // What stands inside may be part of it.
  const secret = trimPasted(text ?? '');
  if (secret === '') return hasSaved ? null : errorNote('Enter the client secret. It is shown under API Scope.');
  const problem = textProblem('client secret', secret) ?? sizeProblem('client secret', itemBytes('secret', secret));
  if (problem !== null) return errorNote(problem);
  return noticeNote(
    secret !== text && `${removedFrom(text ?? '')} around the client secret were removed.`,
    Buffer.byteLength(secret) < STRONG_SECRET_BYTES &&
      'This client secret is shorter than 32 bytes, which is short for a signing key. Check that it is whole.',
  );
}

/** What to say about a ready-made token, with its algorithm and expiry; null or empty keeps a saved one. */
export function checkToken(text: string | null, hasSaved: boolean, now: number): FieldNote | null {
  const token = cleanToken(text ?? '');
  if (token === '') return hasSaved ? null : errorNote('Enter the token.');
  const [header, payload] = decodeToken(token);
  if (header === undefined || payload === undefined) {
    return errorNote(
      'This is not a signed token (JWT): it should be three parts with dots between. Copy it once more.',
    );
  }
  const problem = sizeProblem('token', itemBytes('token', token));
  if (problem !== null) return errorNote(problem);
  return noticeNote(
    token !== text && 'Whitespace or a prefix around the token was removed.',
    `The token is signed with ${describeAlgorithm(header)} and ${describeExpiry(payload, now)}.`,
  );
}

/**
 * A ready-made token without any whitespace (Kore.ai's own sample has a line break in the middle), quotation marks and
 * the header name or "Bearer" in front of it. No token begins with a letter of these: its first part is an object.
 */
export function cleanToken(text: string): string {
  return withoutUnseen(text)
    .replace(/["'`“”„‘’«»]/g, '')
    .replace(/^auth:/i, '')
    .replace(/^bearer/i, '')
    .replace(/[,;]$/, '');
}

/** A note that stops testing and saving. */
export function errorNote(message: string): FieldNote {
  return { level: 'error', message };
}

/** A note that only tells; several sentences become one note, none becomes null. */
export function noticeNote(...messages: readonly (string | false)[]): FieldNote | null {
  const said = messages.filter((message) => message !== false);
  return said.length === 0 ? null : { level: 'notice', message: said.join(' ') };
}

function textProblem(name: string, text: string): string | null {
  if (text.includes('\0')) return `The ${name} contains a NUL character. Copy it once more.`;
  if (!text.isWellFormed()) return `The ${name} contains half of a character. Copy it once more.`;
  const unseen = firstUnseen(text);
  return unseen === null ? null : `The ${name} contains ${unseen}. Delete it there, or copy the ${name} once more.`;
}

function removedFrom(text: string): string {
  const isPlain = text.trim() === trimPasted(text);
  return isPlain ? 'Spaces or line breaks' : 'Quotation marks or characters that cannot be seen';
}

function sizeProblem(name: string, bytes: number): string | null {
  if (bytes <= MAX_ITEM_BYTES) return null;
  return `The ${name} is too long: it takes ${bytes} bytes and at most ${MAX_ITEM_BYTES} can be kept.`;
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

function describeAlgorithm(header: object): string {
  // The token is a stranger's text: only what looks like the name of an algorithm is repeated.
  return 'alg' in header && /^\w{1,10}$/.test(String(header.alg)) ? String(header.alg) : 'an unknown algorithm';
}

function describeExpiry(payload: object, now: number): string {
  if (!('exp' in payload) || typeof payload.exp !== 'number') return 'does not expire';
  const at = new Date(payload.exp * 1_000);
  if (Number.isNaN(at.getTime())) return 'has an expiry that cannot be read';
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return at.getTime() <= now ? `expired on ${when}: ask for a new one` : `expires on ${when}`;
}
