import type { FieldNote } from '../shared/model.ts';
import { firstUnseen } from '../shared/unseen.ts';
import { cleanSecret, cleanToken } from './clean.ts';
import { errorNote, noticeNote } from './notes.ts';
import { itemBytes, MAX_ITEM_BYTES } from './secret.ts';

/** RFC 7518, 3.2: a key for HS256 has at least as many bits as its hash. */
const STRONG_SECRET_BYTES = 32;

/** What to say about a client secret; null or empty keeps a saved one. The secret is in no message. */
export function checkSecret(text: string | null, hasSaved: boolean): FieldNote | null {
  const secret = cleanSecret(text ?? '');
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

function textProblem(name: string, text: string): string | null {
  if (text.includes('\0')) return `The ${name} contains a NUL character. Copy it once more.`;
  if (!text.isWellFormed()) return `The ${name} contains half of a character. Copy it once more.`;
  const unseen = firstUnseen(text);
  return unseen === null ? null : `The ${name} contains ${unseen}. Delete it there, or copy the ${name} once more.`;
}

function removedFrom(text: string): string {
  const isPlain = text.trim() === cleanSecret(text);
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
