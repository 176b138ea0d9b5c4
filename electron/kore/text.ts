import { cleanName, isBlank } from '../shared/unseen.ts';

/** Longer names are cut; no view shows more. */
const NAME_MAX = 200;
const ID_MAX = 256;
/** Longest address by RFC 5321. */
const EMAIL_MAX = 320;
/** A byte order mark is white space to a regular expression, and takes no room. */
const BREAKS = /(?:(?!\ufeff)\s)+/gu;
/** Printable ASCII with single blanks inside: nearly every text, and nothing in it to clean. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** Control characters, lone surrogates and the characters that turn the reading direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu;

/** One printable line of at most `max` characters; empty for anything that is no text, or has nothing to see. */
export function cleanText(value: unknown, max = NAME_MAX): string {
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

/** What an agent is called: both names, else the e-mail, else the id (kore-facts 4.2: names may be empty, or not to be seen). */
export function displayName(first: unknown, last: unknown, email: string, id: string): string {
  return cleanText(`${cleanText(first)} ${cleanText(last)}`) || email || id;
}

/**
 * An id as text, or null: a number counts only where JSON kept all of its digits. Not checked for its form, because
 * the ids of the documents differ in length (kore-facts 2.3).
 */
export function cleanId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  if (typeof value !== 'string' || value.length > ID_MAX) return null;
  const id = value.trim();
  return isBlank(id) || /[\p{Cc}\p{Surrogate}]/u.test(id) ? null : id;
}
