import { countAgents, NO_COUNTS } from '../shared/counts.ts';
import { diffAgents } from '../shared/delta.ts';
import { EMPTY_FILTER, type Agent, type Counts, type TeamDelta, type TeamSnapshot } from '../shared/model.ts';
import { startingHealth } from './health.ts';

/** What a snapshot carries beside its agents and revision. */
export type TeamMeta = Pick<TeamSnapshot, 'ignored' | 'asOf' | 'health' | 'filter' | 'intervalMs'>;

/** The one state of the live team; every surface is a window onto it. */
export interface TeamStore {
  agents(): ReadonlyMap<string, Agent>;
  /** The facts beside the agents, without building a snapshot. */
  meta(): TeamMeta;
  snapshot(): TeamSnapshot;
  /** Takes a new team, or only new facts about it, and announces the difference. */
  update(change: { readonly agents?: ReadonlyMap<string, Agent> } & Partial<TeamMeta>): void;
}

/**
 * Creates the store at revision 0 with nobody in it.
 * @param announce hears one delta per update that changed anything
 */
export function createTeamStore(now: number, intervalMs: number, announce: (delta: TeamDelta) => void): TeamStore {
  let agents: ReadonlyMap<string, Agent> = new Map();
  let revision = 0;
  let counts: Counts = NO_COUNTS;
  let meta: TeamMeta = { ignored: 0, asOf: null, health: startingHealth(now), filter: EMPTY_FILTER, intervalMs };
  return {
    agents: () => agents,
    meta: () => meta,
    snapshot: () => ({ revision, agents: [...agents.values()], counts, ...meta }),
    update({ agents: next = agents, ...facts }) {
      const difference = next === agents ? { changed: [], removed: [] } : diffAgents(agents, next);
      const base = revision;
      revision += 1;
      agents = next;
      if (difference.changed.length + difference.removed.length > 0) counts = countAgents(agents.values());
      meta = { ...meta, ...facts };
      announce({ base, revision, ...difference, counts, ...meta });
    },
  };
}
