// Made when a name is hidden first: most runs never do.
let graphemes: Intl.Segmenter | null = null;

/** As many as tell two people of a team apart most of the time. */
const MOST_INITIALS = 4;
/** What is shown when initials would be the name itself, or when there is none. */
const NO_INITIALS = '•';
/** Joiners shape the letters of a word in Persian and Indic scripts; they do not end it. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|\u200C|\u200D)*/gu;

/**
 * A person's name as initials, for a screen that others see: `Ana Łukasik` becomes `A. Ł.`. An initial is the first
 * character as a reader counts them, with its accents and vowel signs, in any script. Symbols are left out, and so is
 * what follows an `@`: Kore.ai's agents without a name are called by their e-mail (kore-facts, section 4).
 */
export function maskName(name: string): string {
  const words = name.replaceAll(/@\S*/g, ' ').match(WORD) ?? [];
  const initials = words.map(firstGrapheme);
  const isWholeName = words.every((word, index) => word === initials[index]);
  return isWholeName
    ? NO_INITIALS
    : initials
        .slice(0, MOST_INITIALS)
        .map((initial) => `${initial}.`)
        .join(' ');
}

/** Somebody with a name, and what tells them from others of the same name where there are any. */
export interface Named {
  readonly name: string;
  readonly addition?: string;
}

/** A name as it may be shown: `Ana Łukasik`, `Ana Łukasik (1111)` or `A. Ł.`. An addition says as much as a name. */
export function shownName({ name, addition }: Named, isMasked: boolean): string {
  if (isMasked) return maskName(name);
  return addition === undefined ? name : `${name} (${addition})`;
}

/** The same person with initials in place of the name. */
export function masked<T extends Named>({ addition: _, ...person }: T): Omit<T, 'addition'> {
  return { ...person, name: maskName(person.name) };
}

function firstGrapheme(word: string): string {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return graphemes.segment(word).containing(0)?.segment ?? '';
}
