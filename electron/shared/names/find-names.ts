import { searchText, wordsOf } from './agent-search.ts';
import type { NamedId } from '../team/directory-model.ts';
import type { TeamFilter } from '../team/team-model.ts';
import { foldName } from './invisible.ts';
import { maskName } from './names.ts';
import { FILTER_LISTS, type FilterList } from '../views/view-model.ts';

/** What an entry of a filter is called; two agents of one name have an addition. */
interface KnownName extends NamedId {
  readonly addition?: string | undefined;
}

/** What the entries of a filter are called, as far as that is known. */
export type KnownNames = Readonly<Record<FilterList, readonly KnownName[]>>;

/** A name that means nothing, or more than one thing. */
export interface UnclearName {
  readonly list: FilterList | 'views';
  readonly text: string;
  readonly isNone: boolean;
  /** The first of those that the name fits; of all there are, where it fits none. */
  readonly fits: readonly KnownName[];
  /** How many there are beside these. */
  readonly others: number;
}

/** As many are listed. */
const MAX_FITS = 20;
/** Ids as the API documents write them. They are sent as they are also where nothing of this id is known. */
const ID = /^(?:qu|a|u|sk|sg)-[\w-]+$|^[\da-f]{24}$/i;
const ANY_ID = /^[\w-]{1,128}$/;
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Whether a text has the form of an id. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether nothing in a filter has to be looked up by name. */
export function areIds(filter: TeamFilter): boolean {
  return FILTER_LISTS.every((list) => filter[list].every(isId));
}

/**
 * The filter that ids and names stand for. A name fits where it is the whole of one, whatever its case, else without
 * regard to accents, or else where its words are in one alone, as in the page's search. Where no names of queues or
 * skills are known, or `isCut` says that some may be missing, everything else that could be an id is one. A team without
 * agents has none of any name.
 */
export function findFilter(
  given: TeamFilter,
  known: KnownNames,
  isCut = false,
): { readonly filter: TeamFilter } | { readonly unclear: UnclearName } {
  const found: Record<FilterList, string[]> = { queueIds: [], skillIds: [], agentIds: [] };
  for (const list of FILTER_LISTS) {
    for (const text of given[list]) {
      const isUnknownAllowed = list !== 'agentIds' && (known[list].length === 0 || isCut);
      const id = findId(text, known[list], isUnknownAllowed);
      if (typeof id !== 'string') return { unclear: unclearName(list, text, id, known[list]) };
      found[list].push(id);
    }
  }
  return { filter: found };
}

/** An unclear name with agents as initials; ids are no names, also where an agent is called by one. */
export function hideAgents(unclear: UnclearName): UnclearName {
  if (unclear.list !== 'agentIds') return unclear;
  return { ...unclear, fits: unclear.fits.map(({ id, name }) => ({ id, name: name === id ? id : maskName(name) })) };
}

/** The id, or all that fit. */
function findId(text: string, known: readonly KnownName[], isUnknownAllowed: boolean): string | readonly KnownName[] {
  if (known.some(({ id }) => id === text)) return text;
  const fits = thatFit(text, known);
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return only.id;
  if (fits.length > 0) return fits;
  return isId(text) || (isUnknownAllowed && ANY_ID.test(text)) ? text : [];
}

/** Those with exactly this name, else with this name but for accents, else with all of its words. */
function thatFit(text: string, known: readonly KnownName[]): readonly KnownName[] {
  const name = foldName(text);
  const same = known.filter((each) => foldName(each.name) === name);
  if (same.length > 0) return same;
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const alike = known.filter((each) => searchText(foldName(each.name)) === words.join(' '));
  if (alike.length > 0) return alike;
  return known.filter((each) => {
    const searched = searchText(each.name);
    return words.every((word) => searched.includes(word));
  });
}

/** A view of a name that none has; views are known by their names alone. */
export function unknownView(text: string, views: readonly { readonly name: string }[]): UnclearName {
  return unclearName(
    'views',
    text,
    [],
    views.map(({ name }) => ({ id: name, name })),
  );
}

function unclearName(
  list: UnclearName['list'],
  text: string,
  fits: readonly KnownName[],
  known: readonly KnownName[],
): UnclearName {
  const isNone = fits.length === 0;
  const listed = isNone ? known : fits;
  // Views stay in the order in which Rollcall shows them.
  const all = list === 'views' ? listed : listed.toSorted((one, other) => byName.compare(one.name, other.name));
  return { list, text, isNone, fits: all.slice(0, MAX_FITS), others: Math.max(0, all.length - MAX_FITS) };
}
