import { EMPTY_DIRECTORY, type Directory } from '../../electron/shared/model.ts';
import type { Members } from '../../electron/team/directory/types.ts';

/** By the id of a queue (`qu-...`) or a skill, the user ids of its members. */
type Served = Readonly<Record<string, readonly string[]>>;

/** A directory in which the members of some queues and skills are known, each with a name made of its id. */
export function createFakeMembers(initial: Served = {}) {
  let served = initial;
  let left: Served = {};
  const setOf = (id: string): ReadonlySet<string> | null => (Object.hasOwn(served, id) ? new Set(served[id]) : null);
  const members: Members = {
    ofView: () => null,
    ofQueue: setOf,
    ofSkill: setOf,
    asOf: (id) => (Object.hasOwn(served, id) ? 1 : null),
    leftQueue: (id) => left[id] ?? [],
  };
  return {
    served: (): Served => served,
    /** Whose members are known from now on. */
    set(next: Served, leftToday: Served = {}): void {
      served = next;
      left = leftToday;
    },
    members: () => members,
    get(): Directory {
      const named = Object.entries(served)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([id, userIds]) => ({
          id,
          name: `Name of ${id}`,
          members: { count: userIds.length, asOf: 1 },
        }));
      const queues = named.filter(({ id }) => id.startsWith('qu-')).map((queue) => ({ ...queue, skills: [] }));
      return { ...EMPTY_DIRECTORY, queues, skills: named.filter(({ id }) => !id.startsWith('qu-')), asOf: 1 };
    },
  };
}
