/** A kind of text that no log line may hold, and what stands there instead. */
interface Rule {
  readonly pattern: RegExp;
  readonly replace: (found: string) => string;
}

/** Enough of an id to tell two agents of a log apart, and too little to look one up. */
const ID_KEPT = 6;

/** From the most telling to the least: a token is no long word, and an id no phone number. */
const RULES: readonly Rule[] = [
  { pattern: /[^\s@"'<>()[\],;]+@[^\s@"'<>()[\],;]+/gu, replace: () => '[e-mail]' },
  { pattern: /\beyJ[\w-]*(?:\.[\w-]*){0,4}/g, replace: () => '[token]' },
  // kore-facts: ids are a letter or two, a hyphen and hex, or 24 hex digits.
  { pattern: /\b(?:u|a|qu|cs|st)-[\w-]{6,}/gi, replace: (id) => `${id.slice(0, ID_KEPT)}…` },
  { pattern: /\b[0-9a-f]{24}\b/gi, replace: (id) => `${id.slice(0, ID_KEPT)}…` },
  // Keys and tokens of any kind: long, and never without a digit, unlike names of functions and codes.
  { pattern: /(?=[A-Za-z_+=~-]*\d)[\w+=~-]{24,}/g, replace: () => '[long]' },
  { pattern: /\+?\d(?:[\s().-]{0,3}\d){6,}/g, replace: () => '[number]' },
];

/** A value shorter than this would stand in words by chance. */
const LEAST_VALUE = 4;

/**
 * A text as a log may hold it. Secrets, addresses and contacts are not written in the first place; this is for the
 * texts of others, which may carry anything.
 * @param values what is known to be private, for example the home folder, and what stands there instead
 */
export function redact(text: string, values: Readonly<Record<string, string>> = {}): string {
  const known = Object.entries(values)
    .filter(([value]) => value.length >= LEAST_VALUE)
    .reduce((left, [value, replacement]) => left.replaceAll(value, replacement), text);
  return RULES.reduce((left, { pattern, replace }) => left.replace(pattern, replace), known);
}
