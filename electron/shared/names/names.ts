// Made when a name is hidden first: most runs never do.
let graphemes: Intl.Segmenter | null = null;

/** This many are mostly enough to tell two people of a team apart. */
const MAX_INITIALS = 4;
/** What is shown when initials would be the name itself, or when there is none. */
const NO_INITIALS = '•';
/** Joiners shape the letters of a word in Persian and Indic scripts; they do not end it. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|\u200C|\u200D)*/gu;

/**
 * A person's name as initials, for a screen that others see: `Ana Łukasik` becomes `A. Ł.`. An initial is the first
 * character as a reader counts them, with its accents and vowel signs, in any script. Symbols are left out, and so is
 * what follows an `@`: Kore.ai's agents without a name are called by their e-mail.
 */
export function maskName(name: string): string {
  const words = name.replaceAll(/@\S*/g, ' ').match(WORD) ?? [];
  const initials = words.map(firstGrapheme);
  const isFullName = words.every((word, index) => word === initials[index]);
  return isFullName
    ? NO_INITIALS
    : initials
        .slice(0, MAX_INITIALS)
        .map((initial) => `${initial}.`)
        .join(' ');
}

/** Somebody with a name, and what tells them from others of the same name where there are any. */
export interface Named {
  readonly name: string;
  readonly addition?: string;
}

/** A name as it may be shown: `Ana Łukasik`, `Ana Łukasik (1111)` or `A. Ł.`. An addition identifies a person as a name does, so it is hidden too. */
export function nameText({ name, addition }: Named, isMasked: boolean): string {
  if (isMasked) return maskName(name);
  return addition === undefined ? name : `${name} (${addition})`;
}

/** The same person with initials in place of the name. */
export function masked<T extends Named>({ addition: _, ...person }: T): Omit<T, 'addition'> {
  return { ...person, name: maskName(person.name) };
}

/** Kore.ai's agents without a name are called by their e-mail, of which only the first half is saved. */
export function withoutEmail(name: string): string {
  return name.replaceAll(/(\S)@\S+/g, '$1');
}

function firstGrapheme(word: string): string {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return graphemes.segment(word).containing(0)?.segment ?? '';
}

/** What people of one name can be told apart by. */
export interface NamedPerson {
  readonly userId: string;
  readonly name: string;
  /** The customer's own id of them. */
  readonly customId?: string | null | undefined;
  readonly email?: string | null;
}

/**
 * The shortest addition that tells each of several people of one name apart, by user id; whoever has their name alone is
 * not among them. It is the custom id, else of the e-mail as much as is needed, else the user id. Case does not
 * count, since it cannot be heard.
 */
export function nameAdditions(people: Iterable<NamedPerson>): ReadonlyMap<string, string> {
  const first = new Map<string, NamedPerson>();
  const shared = new Map<string, NamedPerson[]>();
  for (const person of people) {
    const key = nameKey(person.name);
    const namesake = first.get(key);
    if (namesake === undefined) first.set(key, person);
    else if (shared.get(key)?.push(person) === undefined) shared.set(key, [namesake, person]);
  }
  return new Map([...shared.values()].flatMap(additionsAmong));
}

/** Tries each kind of addition for all of them before the next kind, so that a later kind never repeats an earlier one. */
function additionsAmong(namesakes: readonly NamedPerson[]): (readonly [string, string])[] {
  const candidates = namesakes.map((person) => ({ person, texts: textsOf(person) }));
  /** Who has a text; null where several do. */
  const owners = new Map<string, string | null>();
  for (const { person, texts } of candidates) {
    for (const text of texts.map(nameKey)) {
      const owner = owners.get(text);
      owners.set(text, owner === undefined || owner === person.userId ? person.userId : null);
    }
  }
  return candidates.map(({ person: { userId }, texts }) => {
    const own = texts.find((text) => owners.get(nameKey(text)) === userId);
    return [userId, own ?? userId];
  });
}

/** What may tell somebody apart, the shortest first. An e-mail that is the name already says nothing more. */
function textsOf({ name, customId, email }: NamedPerson): readonly string[] {
  const hasEmail = email !== undefined && email !== null && email !== name;
  return [...(customId === undefined || customId === null ? [] : [customId]), ...(hasEmail ? partsOf(email) : [])];
}

/** `ana`, `ana@east`, `ana@east.example`. */
function partsOf(email: string): readonly string[] {
  const at = email.lastIndexOf('@');
  if (at < 1) return email === '' ? [] : [email];
  const [local, labels] = [email.slice(0, at), email.slice(at + 1).split('.')];
  return [local, ...labels.map((_, index) => `${local}@${labels.slice(0, index + 1).join('.')}`)];
}

/** The same for two names that nobody can tell apart by ear. */
export function nameKey(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
