import type { Connections } from '../../connections/types.ts';
import type { SettingsStore, SavedConnection } from '../../settings/types.ts';
import { fail } from '../../shared/messages.ts';
import {
  activeView,
  NO_VIEWS,
  selectionKey,
  selectionOf,
  type KeptViews,
  type View,
  type ViewDraft,
  type ViewImport,
  type ViewList,
} from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { readViewFile } from '../../shared/view-file.ts';
import { withFile, withOpen, withoutView, withSaved } from './view-edits.ts';

/** What the views are made of. */
export interface ViewsParts {
  readonly settings: Pick<SettingsStore, 'get' | 'update' | 'subscribe'>;
  readonly connections: Pick<Connections, 'state' | 'subscribe'>;
  readonly randomUUID: () => string;
  /** Hears the list whenever it is another one than before, also because the connection is. */
  readonly onChange: (list: ViewList) => void;
}

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
  /** Keeps a view and opens it. */
  save(of: ConnectionId, draft: ViewDraft): Promise<Result<ViewList>>;
  remove(of: ConnectionId, id: string): Promise<Result<ViewList>>;
  /** Adds the views of a file; none when it is not one. */
  import(of: ConnectionId, text: string): Promise<Result<ViewImport>>;
}

const ELSEWHERE =
  'Another connection is open by now, so nothing was changed. Open the one this was meant for and try again.';

/** Makes the views; what is kept is read from the settings as it is needed. */
export function createViews({ settings, connections, randomUUID, onChange }: ViewsParts): Views {
  const shelf = createShelf(settings);
  const connectionId = (): ConnectionId => connections.state().profile?.id ?? null;

  function list(): ViewList {
    const id = connectionId();
    if (id === null) return NO_VIEWS;
    const kept = shelf.get(id);
    return { connectionId: id, views: kept.views, activeId: activeView(kept)?.id ?? null };
  }

  let told = JSON.stringify(list());
  function tell(): void {
    const now = list();
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    onChange(now);
  }
  settings.subscribe(() => {
    shelf.settle();
    tell();
  });
  connections.subscribe(tell);

  /** Tries a change on the list as it is now, then keeps it; where it no longer fits meanwhile, nothing is changed. */
  async function change(of: ConnectionId, edit: (list: KeptViews) => Result<KeptViews>): Promise<Result<ViewList>> {
    const id = connectionId();
    if (id === null) return fail('not-connected');
    if (id !== of) return fail('invalid-input', { message: ELSEWHERE });
    const tried = edit(shelf.get(id));
    if (!tried.ok) return tried;
    const written = shelf.put(id, (before) => {
      const after = edit(before);
      return after.ok ? after.value : before;
    });
    tell();
    const kept = await written;
    return kept.ok ? ok(list()) : kept;
  }

  return {
    list,
    active: () => activeView(list()),
    nameOf(id, key) {
      const kept = shelf.get(id);
      // Several may select the same: the open one is meant then.
      const all = [activeView(kept), null, ...kept.views];
      const found = all.find((view) => selectionKey(selectionOf(view)) === key);
      return found === undefined ? '' : (found?.name ?? null);
    },
    open: (of, id) => change(of, (before) => withOpen(before, id)),
    save(of, draft) {
      const newId = randomUUID();
      return change(of, (before) => withSaved(before, draft, newId));
    },
    remove: (of, id) => change(of, (before) => ok(withoutView(before, id))),
    async import(of, text) {
      const file = readViewFile(text);
      if (!file.ok) return file;
      const newIds = file.value.views.map(() => randomUUID());
      const take = (before: KeptViews) => withFile(before, file.value, newIdsOf(newIds));
      const { added, refused } = take(list());
      const kept = await change(of, (before) => ok(take(before).list));
      return kept.ok ? ok({ list: kept.value, added, refused }) : kept;
    },
  };
}

/** Gives the same ids out each time a change is tried, so that it stays a pure function of the list. */
function newIdsOf(ids: readonly string[]): () => string {
  const left = ids.values();
  return () => left.next().value ?? '';
}

/** Where the views of each connection are: with a saved one in the settings, else in memory for this run. */
export interface Shelf {
  get(connectionId: string): KeptViews;
  /** `change` may run again, on what another process has saved meanwhile; `storage` when it holds for this run only. */
  put(connectionId: string, change: (list: KeptViews) => KeptViews): Promise<Result<null>>;
  /** Puts the views of a connection that was of this run and is saved by now into the settings. */
  settle(): void;
}

/** Makes the shelf; the demo and connections of a session have nothing on it when the program starts. */
export function createShelf(settings: Pick<SettingsStore, 'get' | 'update'>): Shelf {
  const passing = new Map<string, KeptViews>();
  const settled = new Set<string>();
  const findSaved = (id: string): SavedConnection | undefined =>
    settings.get().connections.find(({ profile }) => profile.id === id);

  return {
    get(id) {
      const saved = findSaved(id);
      return saved === undefined ? (passing.get(id) ?? NO_VIEWS) : listOf(saved);
    },
    async put(id, change) {
      if (findSaved(id) !== undefined) {
        return settings.update((document) => ({
          ...document,
          connections: document.connections.map((each) => (each.profile.id === id ? changed(each, change) : each)),
        }));
      }
      passing.set(id, change(passing.get(id) ?? NO_VIEWS));
      return ok(null);
    },
    settle() {
      for (const [id, list] of passing) {
        if (settled.has(id) || findSaved(id) === undefined) continue;
        settled.add(id); // they stay here too: when the settings cannot be written, the connection is of this run again
        void this.put(id, (saved) => (saved.views.length === 0 ? list : saved));
      }
    },
  };
}

/** The views of a saved connection. */
function listOf({ views, activeViewId }: SavedConnection): KeptViews {
  return { views, activeId: activeViewId };
}

function changed(saved: SavedConnection, change: (list: KeptViews) => KeptViews): SavedConnection {
  const { views, activeId } = change(listOf(saved));
  return { ...saved, views, activeViewId: activeId };
}
