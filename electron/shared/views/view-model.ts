import { EMPTY_FILTER, type Agent, type Status, type TeamFilter } from '../team/team-model.ts';
import { foldName } from '../names/invisible.ts';

/** Who is wanted. Parts combine with AND, the entries of a part with OR; an empty part does not restrict. */
export interface Selection {
  /** The filter of the availability API; the rest is matched here. */
  readonly filter: TeamFilter;
  /** Words that all have to be in the name or the secondary status. */
  readonly text: string;
  readonly statuses: readonly Status[];
  /** As the customer calls them; case and outer white space do not matter. */
  readonly secondaryStatuses: readonly string[];
}

/** A selection with a name, saved for one connection. Counts, lists, tray and notices follow it. */
export interface View extends Selection {
  readonly id: string;
  /** Unique in its connection, whatever the case. */
  readonly name: string;
}

/** Whether it is a view of a desk's publisher, which the desk cannot change. */
export function isPublished({ filter }: Pick<Selection, 'filter'>): boolean {
  return filter.viewId !== undefined;
}

/** A view as it is entered; a null id is a new one. */
export type ViewDraft = Omit<View, 'id'> & { readonly id: string | null };

/** The views saved for a connection and the open one; null is everybody. */
export interface SavedViews {
  readonly views: readonly View[];
  readonly activeId: string | null;
}

/** The views of the present connection. */
export interface ViewList extends SavedViews {
  /** The connection they belong to; null without one. Every change of a view names it, see `Commands`. */
  readonly connectionId: string | null;
}

/** A list of ids that the availability API takes. */
export type FilterList = Exclude<keyof TeamFilter, 'viewId'>;
export const FILTER_LISTS = ['queueIds', 'skillIds', 'agentIds'] as const satisfies readonly FilterList[];

/** What the availability API says about a filter. */
export interface FilterCheck {
  /** How many agents it names; null when it refuses. */
  readonly agents: number | null;
  /** What it says about each list of ids that it refuses by itself. */
  readonly refusals: Readonly<Partial<Record<FilterList, string>>>;
  /** What it says when it refuses only the lists together; else null. */
  readonly refusal: string | null;
}

/** How many of the agents of the last answer a selection matches, and the first of them. */
export interface SelectionCount {
  readonly matching: number;
  readonly agents: number;
  readonly first: readonly Agent[];
}

/** What became of a file of views. */
export interface ViewImport {
  readonly list: ViewList;
  /** How many were imported. */
  readonly added: number;
  /** Why the others were not. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

export const EVERYBODY: Selection = { filter: EMPTY_FILTER, text: '', statuses: [], secondaryStatuses: [] };
export const NO_VIEWS: ViewList = { connectionId: null, views: [], activeId: null };

export const MAX_VIEWS = 50;
export const MAX_VIEW_NAME_CHARACTERS = 60;
export const MAX_VIEW_IDS = 200;
export const MAX_VIEW_TEXT_CHARACTERS = 100;
export const MAX_VIEW_SECONDARY_STATUSES = 50;
/** All views of a connection together, as JSON: settings.json may not grow beyond what is read back. */
export const MAX_VIEWS_CHARACTERS = 100_000;
/** A file of views, which may be written with more white space than Rollcall's own. */
export const MAX_VIEW_FILE_CHARACTERS = 500_000;

/** The open view of a list; null is everybody, also when the open one is no longer there. */
export function activeView({ views, activeId }: SavedViews): View | null {
  return views.find(({ id }) => id === activeId) ?? null;
}

/** A view by its id where that is known, or else by the name a person gave, in any case; or null. */
export function findView(views: readonly View[], name: string, id?: string): View | null {
  const wanted = foldName(name);
  return views.find((view) => view.id === id) ?? views.find((view) => foldName(view.name) === wanted) ?? null;
}

/** The selection of a view, or of everybody for null, without name and id. */
export function selectionOf(view: View | null): Selection {
  const { filter, text, statuses, secondaryStatuses } = view ?? EVERYBODY;
  return { filter, text, statuses, secondaryStatuses };
}

/** Whether a selection leaves out agents that the API names. */
export function isNarrowed({ text, statuses, secondaryStatuses }: Selection): boolean {
  return text.trim() !== '' || statuses.length > 0 || secondaryStatuses.length > 0;
}

/** Whether status details are needed to tell who is selected. */
export function needsDetails({ text, secondaryStatuses }: Selection): boolean {
  return text.trim() !== '' || secondaryStatuses.length > 0;
}

/** The same for two filters that name the same ids in any order. */
export function filterKey(filter: TeamFilter): string {
  const lists = FILTER_LISTS.map((list) => distinct(filter[list]));
  return JSON.stringify(filter.viewId === undefined ? lists : [...lists, filter.viewId]);
}

/** The same for two selections that select the same; one that only the API restricts has the key of its filter. */
export function selectionKey(selection: Selection): string {
  const { filter, text, statuses, secondaryStatuses } = selection;
  if (!isNarrowed(selection)) return filterKey(filter);
  const words = distinct(text.toLowerCase().split(/\s+/).filter(Boolean));
  return JSON.stringify([filterKey(filter), words, distinct(statuses), distinct(secondaryStatuses.map(foldName))]);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
