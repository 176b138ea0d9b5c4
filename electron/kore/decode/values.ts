import { cleanName, isBlank } from '../../shared/names/invisible.ts';

// Answers are read leniently: unknown fields are ignored, a field of the wrong kind counts as absent, and a bad row costs
// that row only. They are read field by field and not with a schema library, because an answer may have 10,000 agents
// or thousands of records, and every field has to be cleaned anyway.

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

/** The user id of a row; one that has only `_id` is known by that. */
export function userIdOf(row: Readonly<Record<string, unknown>>): string | null {
  return cleanId(row['userId']) ?? cleanId(row['_id']);
}
