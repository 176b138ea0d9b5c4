import type { SettingsDocument } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The version is judged elsewhere; what was learned of a server is learned again. */
const PASSED_OVER: ReadonlySet<string> = new Set(['version', 'memory']);
const MOST_NAMED = 5;
const MOST_LABEL_CHARACTERS = 40;
const SHORT_WORD = /^[\w/:+-]{1,40}$/;
/** What may be put into a sentence: no control or formatting characters. */
const SHOWABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/**
 * What a settings file says and the document read from it does not hold as it was written, as places in the file, for
 * example `preferences > limits > byStatus > BUSY (now 1440)`. Fields that are missing or unknown are none of it.
 */
export function findNotUnderstood(json: object, document: SettingsDocument): readonly string[] {
  return compareFields(json as Fields, { ...document }, []);
}

/** The first places by name and the number of the others. */
export function listPlaces(places: readonly string[]): string {
  const more = places.length - MOST_NAMED;
  return `${places.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function compare(written: unknown, read: unknown, place: readonly string[]): string[] {
  if (written === undefined || isSame(written, read)) return [];
  if (Array.isArray(written) && Array.isArray(read)) return compareLists(written, read, place);
  if (isFields(written) && isFields(read)) return compareFields(written, read, place);
  return [`${place.join(' > ')}${becomes(read)}`];
}

function compareFields(written: Fields, read: Fields, place: readonly string[]): string[] {
  const keys = Object.keys(read).filter((key) => !PASSED_OVER.has(key));
  return keys.flatMap((key) => compare(written[key], read[key], [...place, key]));
}

function compareLists(written: readonly unknown[], read: readonly unknown[], place: readonly string[]): string[] {
  const left = [...read];
  return written.flatMap((entry, index) => {
    const inEntry = [...place, labelOf(entry, index)];
    // An entry that is no object may be there twice and is read once.
    if (!isFields(entry)) return read.some((other) => isSame(entry, other)) ? [] : [inEntry.join(' > ')];
    const at = left.findIndex((other) => isFields(other) && isSameEntry(entry, other));
    return at === -1 ? [inEntry.join(' > ')] : compare(entry, left.splice(at, 1)[0], inEntry);
  });
}

/** Views and connections have an id, limits of secondary statuses only a name, which may have been cut. */
function isSameEntry(written: Fields, read: Fields): boolean {
  const id = idOf(read);
  if (id !== undefined) return idOf(written) === id;
  const [long, short] = [nameOf(written)?.trim(), nameOf(read)];
  return long !== undefined && short !== undefined && (long === short || isCut(long, short));
}

/** Whether the one is the beginning of the other as far as names may go. */
function isCut(long: string, short: string): boolean {
  return short.length > MOST_LABEL_CHARACTERS && long.startsWith(short);
}

function idOf({ id, profile }: Fields): unknown {
  return isFields(profile) ? profile['id'] : id;
}

function nameOf({ name, profile }: Fields): string | undefined {
  const found = isFields(profile) ? profile['name'] : name;
  return typeof found === 'string' ? found : undefined;
}

function labelOf(entry: unknown, index: number): string {
  const name = isFields(entry) ? nameOf(entry)?.trim() : undefined;
  if (name === undefined || !SHOWABLE.test(name)) return `number ${index + 1}`;
  return name.length > MOST_LABEL_CHARACTERS ? `${name.slice(0, MOST_LABEL_CHARACTERS).toWellFormed()}…` : name;
}

function isSame(written: unknown, read: unknown): boolean {
  if (typeof written !== 'string' || typeof read !== 'string') return written === read;
  // Midnight is the end of a day and the beginning of the next.
  return written.trim() === read.trim() || (written === '24:00' && read === '00:00');
}

/** What counts instead; nothing where it is no short word. */
function becomes(read: unknown): string {
  if (typeof read === 'number' || typeof read === 'boolean') return ` (now ${read})`;
  return typeof read === 'string' && SHORT_WORD.test(read) ? ` (now ${read})` : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
