import { cleanName, isBlank } from '../shared/names/invisible.ts';

/** A decoded body; `isJson` false means that it is not strict UTF-8 JSON. */
export type Decoded = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

export const NOT_JSON: Decoded = { isJson: false };

/**
 * Reads bytes as strict UTF-8 and strict JSON (RFC 8259); a byte order mark in front is dropped. Done by hand because
 * axios hands out invalid JSON as a string and replaces broken characters silently.
 */
export function decodeJson(body: Uint8Array): Decoded {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return NOT_JSON;
  }
}

/** Compares two bodies byte by byte, which is many times cheaper than decoding one of them. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** The first `max` bytes as text, whatever they are: to find the sentence in an error answer. */
export function lenientText(body: Uint8Array, max: number): string {
  return new TextDecoder('utf-8').decode(body.subarray(0, max)).trim();
}

/** A JSON object: not null, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A flag as servers write it: true, "true" or 1, and the opposites; null for anything else, also when it is missing. */
export function readFlag(value: unknown): boolean | null {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (text === true || text === 'true' || text === 1 || text === '1') return true;
  return text === false || text === 'false' || text === 0 || text === '0' ? false : null;
}

/** Longer names are cut; no view shows more. */
const MAX_NAME = 200;
const ID_MAX = 256;
/** Longest address by RFC 5321. */
const EMAIL_MAX = 320;
/** A byte order mark is white space to a regular expression, but separates no words. */
const BREAKS = /(?:(?!\ufeff)\s)+/gu;
/** Printable ASCII with single spaces inside. Nearly every text is like this and needs no cleaning. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** Control characters, lone surrogates and the characters that turn the reading direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu;

/** One printable line of at most `max` characters; empty for anything that is no text or has nothing visible. */
export function cleanText(value: unknown, max = MAX_NAME): string {
  if (typeof value !== 'string') return '';
  if (value.length <= max && PLAIN.test(value)) return value;
  // Cut before the clean-up too: a name of a megabyte must not cost more than a name.
  const line = cleanName(
    value
      .slice(0, max * 4)
      .replace(BREAKS, ' ')
      .replace(UNPRINTABLE, ''),
  );
  return line.length <= max ? line : cleanName([...line].slice(0, max).join(''));
}

/** An e-mail address as text, or empty. */
export function cleanEmail(value: unknown): string {
  return cleanText(value, EMAIL_MAX);
}

/** Both names, else the e-mail, else the id: names may be empty or invisible. */
export function displayName(first: unknown, last: unknown, email: string, id: string): string {
  return cleanText(`${cleanText(first)} ${cleanText(last)}`) || email || id;
}

/**
 * An id as text, or null: a number counts only where JSON kept all of its digits. Not checked for its form, because
 * the ids of the documents differ in length.
 */
export function cleanId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  if (typeof value !== 'string' || value.length > ID_MAX) return null;
  const id = value.trim();
  return isBlank(id) || /[\p{Cc}\p{Surrogate}]/u.test(id) ? null : id;
}
