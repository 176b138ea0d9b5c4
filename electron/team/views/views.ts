import type { Connections } from '../../connection/types.ts';
import type { SettingsStore } from '../../settings/types.ts';
import { fail } from '../../shared/messages.ts';
import { activeView, NO_VIEWS, type View, type ViewDraft, type ViewImport, type ViewList } from '../../shared/model.ts';
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

/** The views of the present connection. Every change fails with `not-connected` without one. */
export interface Views {
  list(): ViewList;
  /** The open view; null is everybody. */
  active(): View | null;
  /** Opens a view, or everybody for null. */
  open(id: string | null): Promise<Result<ViewList>>;
  /** Keeps a view and opens it. */
  save(draft: ViewDraft): Promise<Result<ViewList>>;
  remove(id: string): Promise<Result<ViewList>>;
  /** Adds the views of a file; none when it is not one. */
  import(text: string): Promise<Result<ViewImport>>;
}

/** Makes the views; what is kept is read from the settings as it is needed. */
export function createViews({ settings, connections, randomUUID, onChange }: ViewsParts): Views {
  const shelf = createShelf(settings);
  const connectionId = (): string | null => connections.state().profile?.id ?? null;

  function list(): ViewList {
    const id = connectionId();
    if (id === null) return NO_VIEWS;
    const { views, activeId } = shelf.get(id);
    return { views, activeId: activeView({ views, activeId })?.id ?? null };
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
  async function change(edit: (list: ViewList) => Result<ViewList>): Promise<Result<ViewList>> {
    const id = connectionId();
    if (id === null) return fail('not-connected');
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
    open: (id) => change((before) => withOpen(before, id)),
    save(draft) {
      const newId = randomUUID();
      return change((before) => withSaved(before, draft, newId));
    },
    remove: (id) => change((before) => ok(withoutView(before, id))),
    async import(text) {
      const file = readViewFile(text);
      if (!file.ok) return file;
      const newIds = file.value.views.map(() => randomUUID());
      const take = (before: ViewList) => withFile(before, file.value, newIdsOf(newIds));
      const { added, refused } = take(list());
      const kept = await change((before) => ok(take(before).list));
      return kept.ok ? ok({ list: kept.value, added, refused }) : kept;
    },
  };
}

/** Gives the same ids out each time a change is tried, so that it stays a pure function of the list. */
function newIdsOf(ids: readonly string[]): () => string {
  const left = ids.values();
  return () => left.next().value ?? '';
}
