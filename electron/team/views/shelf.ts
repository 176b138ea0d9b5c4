import type { SavedConnection, SettingsStore } from '../../settings/types.ts';
import { NO_VIEWS, type KeptViews } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';

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
