import type { MemoryCell } from '../kore/types.ts';
import { NOTHING_LEARNED } from '../shared/model.ts';
import type { SavedConnection, SettingsStore } from '../settings/types.ts';
import { changeConnection } from './document.ts';

/** Remembers for as long as the program runs: for tests of a form, the demo and a connection of this session. */
export function createMemoryCell(initial = NOTHING_LEARNED): MemoryCell {
  let memory = initial;
  return {
    get: () => memory,
    learn(patch) {
      memory = { ...memory, ...patch };
    },
  };
}

/** Remembers in the settings too. What cannot be written is learned again another day. */
export function createSavedMemoryCell(settings: SettingsStore, saved: SavedConnection): MemoryCell {
  const cell = createMemoryCell(saved.memory);
  return {
    get: cell.get,
    learn(patch) {
      cell.learn(patch);
      void settings.update((document) =>
        changeConnection(document, saved.profile.id, (known) => ({
          ...known,
          memory: { ...known.memory, ...patch },
        })),
      );
    },
  };
}
