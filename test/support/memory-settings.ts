import type { SettingsDocument, SettingsStore } from '../../electron/settings/types.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';

/** Settings in memory only. */
export interface MemorySettings extends SettingsStore {
  /** Settings written by another process, until `refresh` reads them; null for none. */
  theirs: SettingsDocument | null;
  /** While true, every update fails with `storage` but still takes effect in memory. */
  isUnwritable: boolean;
}

/** Makes settings as a first start has them, changed by `patch`. */
export function createMemorySettings(patch: Partial<SettingsDocument> = {}): MemorySettings {
  const listeners = new Set<(document: SettingsDocument) => void>();
  let document: SettingsDocument = {
    version: 1,
    preferences: DEFAULT_PREFERENCES,
    connections: [],
    activeConnectionId: null,
    ...patch,
  };
  const settings: MemorySettings = {
    isUnwritable: false,
    theirs: null,
    isComplete: true,
    problem: null,
    get: () => document,
    update(change) {
      document = change(document);
      for (const listener of [...listeners]) listener(document);
      return Promise.resolve(settings.isUnwritable ? fail('storage') : ok(null));
    },
    refresh() {
      const { theirs } = settings;
      settings.theirs = null;
      if (theirs !== null) {
        document = theirs;
        for (const listener of [...listeners]) listener(document);
      }
      return Promise.resolve();
    },
    flush: () => Promise.resolve(),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return settings;
}
