import type { SavedConnection, SettingsStore } from '../settings/types.ts';
import { ok, type Result } from '../shared/result.ts';

/** One part of each connection, such as its views: of a saved one in the settings, else in memory for this run. */
export interface SavedPart<T> {
  get(connectionId: string): T;
  /** `edit` may run again, on what another process has saved meanwhile; `storage` when it holds for this run only. */
  change(connectionId: string, edit: (part: T) => T): Promise<Result<null>>;
  /** Saves the part of a connection of this run that is saved by now. */
  saveSession(): void;
}

/** The demo and connections of a session have none of it when the program starts. */
export function createSavedPart<T>(
  settings: Pick<SettingsStore, 'get' | 'update'>,
  {
    none,
    read,
    write,
    isNone,
  }: {
    readonly none: T;
    readonly read: (saved: SavedConnection) => T;
    readonly write: (saved: SavedConnection, part: T) => SavedConnection;
    readonly isNone: (part: T) => boolean;
  },
): SavedPart<T> {
  const session = new Map<string, T>();
  const moved = new Set<string>();
  const findSaved = (id: string): SavedConnection | undefined =>
    settings.get().connections.find(({ profile }) => profile.id === id);

  return {
    get(id) {
      const saved = findSaved(id);
      return saved === undefined ? (session.get(id) ?? none) : read(saved);
    },
    async change(id, edit) {
      if (findSaved(id) !== undefined) {
        return settings.update((document) => ({
          ...document,
          connections: document.connections.map((each) =>
            each.profile.id === id ? write(each, edit(read(each))) : each,
          ),
        }));
      }
      session.set(id, edit(session.get(id) ?? none));
      return ok(null);
    },
    saveSession() {
      for (const [id, part] of session) {
        if (moved.has(id) || findSaved(id) === undefined) continue;
        moved.add(id); // it stays here too: when the settings cannot be written, the connection is of this run again
        void this.change(id, (saved) => (isNone(saved) ? part : saved));
      }
    },
  };
}
