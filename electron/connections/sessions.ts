import { isNamed } from './find.ts';
import type { Present } from './present.ts';

/**
 * The connections that live for this run only. They stay when another one is opened, so that one can switch back where
 * nothing can be saved; their secrets are in memory.
 */
export interface Sessions {
  list(): readonly Present[];
  get(id: string): Present | null;
  /** By name, in any case. */
  find(name: string): Present | null;
  /** Adds one, or puts it in the place of the one with its id. */
  keep(present: Present): void;
  /** False when there was none. */
  forget(id: string): boolean;
}

/** Makes an empty list of sessions. */
export function createSessions(): Sessions {
  const byId = new Map<string, Present>();
  const list = (): readonly Present[] => [...byId.values()];
  return {
    list,
    get: (id) => byId.get(id) ?? null,
    find: (name) => list().find(({ profile }) => isNamed(profile, name)) ?? null,
    keep: (present) => void byId.set(present.profile.id, present),
    forget: (id) => byId.delete(id),
  };
}
