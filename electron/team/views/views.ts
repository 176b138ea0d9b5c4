import type { Connections } from '../../connections/types.ts';
import { createSavedPart } from '../../connections/saved-part.ts';
import type { PublishedView } from '../../relay/wire/types.ts';
import type { SavedConnection, SettingsStore } from '../../settings/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  activeView,
  NO_VIEWS,
  selectionKey,
  selectionOf,
  type SavedViews,
  type View,
  type ViewDraft,
  type ViewImport,
  type ViewList,
} from '../../shared/model.ts';
import { viewTexts } from '../../shared/texts/views/views.ts';
import { readViewFile } from '../../shared/views/view-file.ts';
import { withAgents, withFile, withOpen, withoutView, withPublished, withSaved } from './view-edits.ts';

type ConnectionId = ViewList['connectionId'];

/**
 * The views of the present connection. Every change fails with `not-connected` without one, and with `invalid-input` when
 * it is meant for another one (`of`): a dialog may be left open while the connection is switched elsewhere.
 */
export interface Views {
  list(): ViewList;
  /** The open view; null is everybody. */
  active(): View | null;
  /**
   * What a selection (see `selectionKey`) is called in a connection: null for everybody, the name of a view, or empty
   * where none selects this any more.
   */
  nameOf(connectionId: string, key: string): string | null;
  /** Opens a view, or everybody for null. */
  open(of: ConnectionId, id: string | null): Promise<Result<ViewList>>;
  /** Saves a view and opens it. */
  save(of: ConnectionId, draft: ViewDraft): Promise<Result<ViewList>>;
  /** Replaces the agents a view names; the open view stays open. */
  setAgents(of: ConnectionId, id: string, agentIds: readonly string[]): Promise<Result<ViewList>>;
  remove(of: ConnectionId, id: string): Promise<Result<ViewList>>;
  /** Takes over the views of a desk's publisher in place of those it had; the desk's own stay. */
  publish(published: readonly PublishedView[]): Promise<void>;
  /** Adds the views of a file; none when it is not one. */
  import(of: ConnectionId, text: string): Promise<Result<ViewImport>>;
}

/** Creates the views; they are read from the settings as they are needed. */
export function createViews({
  settings,
  connections,
  randomUUID,
  onChange,
}: {
  readonly settings: Pick<SettingsStore, 'get' | 'update' | 'subscribe'>;
  readonly connections: Pick<Connections, 'state' | 'subscribe'>;
  readonly randomUUID: () => string;
  /** Gets the list whenever it changes, also because the connection does. */
  readonly onChange: (list: ViewList) => void;
}): Views {
  const store = createSavedPart<SavedViews>(settings, {
    none: NO_VIEWS,
    read: listOf,
    write: (saved, { views, activeId }) => ({ ...saved, views, activeViewId: activeId }),
    isNone: ({ views }) => views.length === 0,
  });
  const connectionId = (): ConnectionId => connections.state().profile?.id ?? null;

  function list(): ViewList {
    const id = connectionId();
    if (id === null) return NO_VIEWS;
    const { views, activeId } = store.get(id);
    return { connectionId: id, views, activeId: activeView({ views, activeId })?.id ?? null };
  }

  let announced = JSON.stringify(list());
  function announce(): void {
    const now = list();
    if (JSON.stringify(now) === announced) return;
    announced = JSON.stringify(now);
    onChange(now);
  }
  settings.subscribe(() => {
    store.saveSession();
    announce();
  });
  connections.subscribe(announce);

  /** Tries a change on the present list, then saves it. If it no longer fits by then, nothing is changed. */
  async function change(of: ConnectionId, edit: (list: SavedViews) => Result<SavedViews>): Promise<Result<ViewList>> {
    const id = connectionId();
    if (id === null) return fail('not-connected');
    if (id !== of) return fail('invalid-input', { message: viewTexts.otherConnection });
    const tried = edit(store.get(id));
    if (!tried.ok) return tried;
    const written = store.change(id, (before) => {
      const after = edit(before);
      return after.ok ? after.value : before;
    });
    announce();
    const saved = await written;
    return saved.ok ? ok(list()) : saved;
  }

  return {
    list,
    active: () => activeView(list()),
    nameOf(id, key) {
      const views = store.get(id);
      // Several may select the same: the open one is meant then.
      const all = [activeView(views), null, ...views.views];
      const found = all.find((view) => selectionKey(selectionOf(view)) === key);
      return found === undefined ? '' : (found?.name ?? null);
    },
    open: (of, id) => change(of, (before) => withOpen(before, id)),
    save(of, draft) {
      const newId = randomUUID();
      return change(of, (before) => withSaved(before, draft, newId));
    },
    setAgents: (of, id, agentIds) => change(of, (before) => withAgents(before, id, agentIds)),
    remove: (of, id) => change(of, (before) => withoutView(before, id)),
    async publish(published) {
      const { profile } = connections.state();
      const of = connectionId();
      const take = (before: SavedViews) => withPublished(before, published, profile);
      if (of !== null && take(store.get(of)) !== store.get(of)) await change(of, (before) => ok(take(before)));
    },
    async import(of, text) {
      const file = readViewFile(text);
      if (!file.ok) return file;
      const newIds = file.value.views.map(() => randomUUID());
      const take = (before: SavedViews) => withFile(before, file.value, newIdsOf(newIds));
      const { added, refused } = take(list());
      const saved = await change(of, (before) => ok(take(before).list));
      return saved.ok ? ok({ list: saved.value, added, refused }) : saved;
    },
  };
}

/** Gives the same ids out each time a change is tried, so that it stays a pure function of the list. */
function newIdsOf(ids: readonly string[]): () => string {
  const left = ids.values();
  return () => left.next().value ?? '';
}

/** The views of a saved connection. */
function listOf({ views, activeViewId }: SavedConnection): SavedViews {
  return { views, activeId: activeViewId };
}
