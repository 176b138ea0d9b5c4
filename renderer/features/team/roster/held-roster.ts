import type { Agent, Status } from '../../../../electron/shared/model.ts';
import { replacements, type Replacement } from './replacements.ts';
import type { Roster, RosterGroup } from './roster.ts';

/** The list as it is shown: as arranged, or held in the places of before. */
export interface ShownRoster {
  readonly groups: readonly RosterGroup[];
  /** The team whose data it shows. */
  readonly team: readonly Agent[];
  /** Ids of those who stand there still, although they have left the team. */
  readonly gone: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** The list in its own order. */
export function showRoster({ groups, sorted }: Roster): ShownRoster {
  return { groups, team: sorted.team, gone: NOBODY };
}

/**
 * The list in its old places with the agents' new data; used while pointer or focus is in it. An agent who has left
 * stays and is `gone`, so that nothing moves under the pointer; newcomers wait.
 */
export function holdRoster({ groups, team, gone }: ShownRoster, next: readonly Agent[]): ShownRoster {
  const changes = replacements(team, next);
  if (changes !== null) return { groups: groups.map((group) => withChanged(group, changes)), team: next, gone };
  const byId = new Map(next.map((agent) => [agent.userId, agent]));
  const held = groups.map(({ name, agents }) => ({ name, agents: agents.map((old) => byId.get(old.userId) ?? old) }));
  const ids = groups.flatMap(({ agents }) => agents.map(({ userId }) => userId));
  return { groups: held, team: next, gone: new Set(ids.filter((userId) => !byId.has(userId))) };
}

function withChanged(group: RosterGroup, changes: readonly Replacement[]): RosterGroup {
  let held: Agent[] | null = null;
  for (const { old, next } of changes) {
    const place = group.agents.indexOf(old);
    if (place !== -1) (held ??= [...group.agents])[place] = next;
  }
  return held === null ? group : { name: group.name, agents: held };
}

/** Whether two lists show the same agents in the same places. */
export function isSameOrder(a: readonly RosterGroup[], b: readonly RosterGroup[]): boolean {
  return a.length === b.length && a.every((group, index) => isSameGroup(group, b[index]));
}

function isSameGroup(a: RosterGroup, b: RosterGroup | undefined): boolean {
  if (b?.name !== a.name || b.agents.length !== a.agents.length) return false;
  return a.agents === b.agents || a.agents.every(({ userId }, index) => userId === b.agents[index]?.userId);
}

/** The first agent of a status who is there: in its own group before those who stand elsewhere; null without one. */
export function firstOf({ groups, gone }: ShownRoster, status: Status): Agent | null {
  const own = groups.filter(({ name }) => name === status);
  const others = groups.filter(({ name }) => name !== status);
  const all = [...own, ...others].flatMap(({ agents }) => agents);
  return all.find((agent) => agent.status === status && !gone.has(agent.userId)) ?? null;
}
