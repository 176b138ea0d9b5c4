import type { Connections } from '../../connections/types.ts';
import type { SettingsStore } from '../../settings/types.ts';
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
import { withFile, withOpen, withoutView, withSaved } from './edits.ts';
import { createShelf } from './shelf.ts';

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
