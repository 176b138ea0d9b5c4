import { fail, ok, type Result } from '../result.ts';
import { STATUSES, type Status, type TeamFilter } from '../team/team-model.ts';
import { viewTexts as texts } from '../texts/views/views.ts';
import { cleanName, trimName } from '../names/invisible.ts';
import {
  FILTER_LISTS,
  MAX_VIEW_IDS,
  MAX_VIEW_NAME_CHARACTERS,
  MAX_VIEW_SECONDARY_STATUSES,
  MAX_VIEW_TEXT_CHARACTERS,
  type Selection,
  type View,
} from './view-model.ts';

/** A view without its id. */
export type NamedSelection = Omit<View, 'id'>;

/** Ids as the API documents write them: `qu-...`, `a-...`, or 24 hexadecimal digits. */
const ID = /^[\w-]{1,128}$/;
const UNSHOWABLE = /[\p{Cc}\p{Surrogate}]/u;

/**
 * Reads a view from outside: from settings, a file or a window. A missing part does not restrict; a given one has
 * to be valid. `invalid-input` with the part as its field and a sentence that repeats nothing from outside.
 */
export function readNamedSelection(value: unknown): Result<NamedSelection> {
  const view = recordOf(value);
  const name = readName(view['name']);
  if (!name.ok) return name;
  const filter = readFilter(recordOf(view['filter']));
  if (!filter.ok) return filter;
  const rest = readRest(view);
  return rest.ok ? ok({ name: name.value, filter: filter.value, ...rest.value }) : rest;
}

function readName(value: unknown): Result<string> {
  const name = typeof value === 'string' ? trimName(value) : '';
  if (name === '') return refuse('name', texts.nameMissing);
  if (name.length > MAX_VIEW_NAME_CHARACTERS) {
    return refuse('name', texts.nameTooLong(MAX_VIEW_NAME_CHARACTERS));
  }
  return UNSHOWABLE.test(name) ? refuse('name', texts.nameCharacters) : ok(name);
}

function readFilter(lists: Record<string, unknown>): Result<TeamFilter> {
  const read = FILTER_LISTS.map((list) => [list, readList(asPasted(lists[list]), MAX_VIEW_IDS, isId)] as const);
  const bad = read.find(([, ids]) => ids === null)?.[0];
  if (bad === undefined) return ok(Object.fromEntries(read) as unknown as TeamFilter);
  return refuse(bad, texts.badIds[bad](MAX_VIEW_IDS));
}

function readRest(view: Record<string, unknown>): Result<Omit<Selection, 'filter'>> {
  const { text = '' } = view;
  if (typeof text !== 'string' || text.length > MAX_VIEW_TEXT_CHARACTERS || UNSHOWABLE.test(text)) {
    return refuse('text', texts.badText(MAX_VIEW_TEXT_CHARACTERS));
  }
  const statuses = readList(view['statuses'], STATUSES.length, isStatus);
  if (statuses === null) return refuse('statuses', texts.badStatuses(STATUSES.join(', ')));
  const secondaryStatuses = readList(view['secondaryStatuses'], MAX_VIEW_SECONDARY_STATUSES, isSecondaryStatus);
  if (secondaryStatuses === null) {
    const message = texts.badSecondaryStatuses(MAX_VIEW_TEXT_CHARACTERS, MAX_VIEW_SECONDARY_STATUSES);
    return refuse('secondaryStatuses', message);
  }
  return ok({ text: text.trim(), statuses, secondaryStatuses });
}

/** Each entry once; null when it is no list, too long, or has an invalid entry. */
function readList<T>(value: unknown, max: number, isRight: (entry: unknown) => entry is T): readonly T[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > max) return null;
  const entries: readonly unknown[] = value;
  return entries.every(isRight) ? [...new Set(entries)] : null;
}

/** Ids as they were meant, where they are texts. */
function asPasted(ids: unknown): unknown {
  if (!Array.isArray(ids)) return ids;
  return ids.map((id: unknown) => (typeof id === 'string' ? cleanName(id) : id));
}

function isId(entry: unknown): entry is string {
  return typeof entry === 'string' && ID.test(entry);
}

function isStatus(entry: unknown): entry is Status {
  return STATUSES.some((status) => status === entry);
}

function isSecondaryStatus(entry: unknown): entry is string {
  if (typeof entry !== 'string' || UNSHOWABLE.test(entry)) return false;
  return entry.trim() !== '' && entry.length <= MAX_VIEW_TEXT_CHARACTERS;
}

function recordOf(value: unknown): Record<string, unknown> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

function refuse(field: string, message: string): Result<never> {
  return fail('invalid-input', { field, message });
}
