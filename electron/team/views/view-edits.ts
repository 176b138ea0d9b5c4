import type { PublishedView } from '../../relay/wire/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  activeView,
  EVERYBODY_ID,
  findView,
  isCountedByView,
  isPublished,
  MAX_VIEW_NAME_CHARACTERS,
  MAX_VIEWS,
  MAX_VIEWS_CHARACTERS,
  type ConnectionProfile,
  type View,
  type ViewDraft,
  type SavedViews,
} from '../../shared/model.ts';
import type { ViewFile } from '../../shared/views/view-file.ts';
import { viewTexts } from '../../shared/texts/views/views.ts';
import { foldName } from '../../shared/names/invisible.ts';
import { readNamedSelection } from '../../shared/views/view-rules.ts';

/** What a file brought into a list. */
export interface Imported {
  readonly list: SavedViews;
  readonly added: number;
  readonly refused: ViewFile['refused'];
}

/** The list with another view open; null opens everybody. `invalid-input` for one that is not there. */
export function withOpen(list: SavedViews, id: string | null): Result<SavedViews> {
  const isKnown = id === null || list.views.some((view) => view.id === id);
  return isKnown ? ok({ ...list, activeId: id }) : fail('invalid-input', { message: viewTexts.gone });
}

/**
 * The list with a view in it, open. One that was deleted meanwhile comes back as a new one, so that nothing entered is
 * lost. `invalid-input` with the invalid part as its field.
 */
export function withSaved(list: SavedViews, draft: ViewDraft, newId: string): Result<SavedViews> {
  const read = readNamedSelection(draft);
  if (!read.ok) return read;
  const known = list.views.find(({ id }) => id === draft.id);
  if (known !== undefined && isPublished(known)) return publishedOnly();
  const isKnown = known !== undefined;
  const view: View = { id: isKnown && draft.id !== null ? draft.id : newId, ...read.value };
  const others = list.views.filter(({ id }) => id !== view.id);
  if (findView(others, view.name) !== null) {
    return fail('invalid-input', { field: 'name', message: viewTexts.nameTaken });
  }
  const views = isKnown ? list.views.map((each) => (each.id === view.id ? view : each)) : [...list.views, view];
  const obstacle = obstacleOf(views);
  return obstacle === null ? ok({ views, activeId: view.id }) : fail('invalid-input', { message: obstacle });
}

/** The list with other agent ids in a view, whichever is open. `invalid-input` for a view that is not there. */
export function withAgents(list: SavedViews, id: string, agentIds: readonly string[]): Result<SavedViews> {
  const view = list.views.find((each) => each.id === id);
  if (view === undefined) return fail('invalid-input', { message: viewTexts.gone });
  const saved = withSaved(list, { ...view, filter: { ...view.filter, agentIds } }, id);
  return saved.ok ? ok({ ...saved.value, activeId: list.activeId }) : saved;
}

/** The list without a view; when it was open, everybody is. One that is not there is gone already. */
export function withoutView({ views, activeId }: SavedViews, id: string): Result<SavedViews> {
  if (views.some((view) => view.id === id && isPublished(view))) return publishedOnly();
  return ok({ views: views.filter((view) => view.id !== id), activeId: activeId === id ? null : activeId });
}

/**
 * The list with the views that a publisher has, in front of a desk's own; everybody is no view. The very same list where it
 * has them already. One of the desk's own whose name is taken gets a number. On a desk that has the counts of each view and
 * none of all together, one of them is always open.
 */
export function withPublished(
  list: SavedViews,
  published: readonly PublishedView[],
  profile: Pick<ConnectionProfile, 'relay'> | null,
): SavedViews {
  const theirs = published.flatMap(({ id, name }): View[] => {
    const read = readNamedSelection({ name });
    if (id === EVERYBODY_ID || !read.ok) return [];
    return [{ id, ...read.value, filter: { ...read.value.filter, viewId: id } }];
  });
  const isTheirs = ({ id }: View): boolean => theirs.some((view) => view.id === id);
  const own = list.views.filter((view) => !isPublished(view) && !isTheirs(view));
  let views: readonly View[] = theirs;
  for (const view of own) views = [...views, { ...view, name: freeName(views, view.name) }];
  const first = isCountedByView(profile) ? (views[0]?.id ?? null) : null;
  const activeId = activeView({ views, activeId: list.activeId })?.id ?? first;
  const isSame = activeId === list.activeId && JSON.stringify(views) === JSON.stringify(list.views);
  return isSame ? list : { views, activeId };
}

function publishedOnly(): Result<never> {
  return fail('not-on-desk', { message: viewTexts.isPublished });
}

/** The list with the views of a file behind its own; a name that exists gets a number, and the open view stays open. */
export function withFile(list: SavedViews, file: ViewFile, newId: () => string): Imported {
  let { views } = list;
  const refused = [...file.refused];
  for (const selection of file.views) {
    const next = [...views, { id: newId(), ...selection, name: freeName(views, selection.name) }];
    const reason = obstacleOf(next);
    if (reason === null) views = next;
    else refused.push({ name: selection.name, reason });
  }
  return { list: { ...list, views }, added: views.length - list.views.length, refused };
}

function freeName(views: readonly View[], name: string): string {
  const taken = new Set(views.map((view) => foldName(view.name)));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const free = `${name.slice(0, MAX_VIEW_NAME_CHARACTERS - suffix.length).trimEnd()}${suffix}`;
    if (!taken.has(foldName(free))) return free;
  }
}

function obstacleOf(views: readonly View[]): string | null {
  if (views.length > MAX_VIEWS) return viewTexts.full(MAX_VIEWS);
  return JSON.stringify(views).length > MAX_VIEWS_CHARACTERS ? viewTexts.tooManyIds : null;
}
