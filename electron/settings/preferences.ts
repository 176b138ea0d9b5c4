import type { Settings } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { SettingsStore } from './types.ts';

/** The preferences of this computer, without the connections kept in the same file. */
export interface Preferences {
  get(): Settings;
  /** Takes the fields given; `storage` when they hold for this session only because the file cannot be written. */
  update(patch: Partial<Settings>): Promise<Result<Settings>>;
}

/** A narrow view onto the settings file. */
export function createPreferences(store: Pick<SettingsStore, 'get' | 'update'>): Preferences {
  return {
    get: () => store.get().preferences,
    async update(patch) {
      const written = await store.update((document) => ({
        ...document,
        preferences: { ...document.preferences, ...patch },
      }));
      return written.ok ? ok(store.get().preferences) : written;
    },
  };
}
