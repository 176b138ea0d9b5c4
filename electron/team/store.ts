import { countAgents, NO_COUNTS, withoutUnread } from '../shared/counts.ts';
import { diffAgents } from '../shared/delta.ts';
import {
  selectionOf,
  type Agent,
  type Counts,
  type Status,
  type TeamDelta,
  type TeamSnapshot,
} from '../shared/model.ts';
import { startingHealth } from './health.ts';
import { project } from './projection.ts';

/** What a snapshot carries beside its agents and revision. */
export type TeamMeta = Pick<
  TeamSnapshot,
  'ignored' | 'asOf' | 'clockOffsetMs' | 'health' | 'view' | 'intervalMs' | 'details'
>;

/** What an answer says of everybody. */
interface WholeAnswer {
  readonly whole: ReadonlyMap<string, Agent>;
  /** Statuses whose lists could not be understood. */
  readonly unread: readonly Status[];
}

/** The one state of the live team; every surface is a window onto it. */
export interface TeamStore {
  /** Everybody the API named. */
  whole(): ReadonlyMap<string, Agent>;
  /** Those of them whom the view shows: only they are told and counted. */
  agents(): ReadonlyMap<string, Agent>;
  /** The facts beside the agents, without building a snapshot. */
  meta(): TeamMeta;
  snapshot(): TeamSnapshot;
  /** Takes a new answer, another view, or only new facts, and announces the difference. */
  update(change: Partial<TeamMeta> & Partial<WholeAnswer>): void;
}

/**
 * Creates the store at revision 0 with nobody in it.
 * @param announce hears one delta per update that changed anything
 */
export function createTeamStore(now: number, intervalMs: number, announce: (delta: TeamDelta) => void): TeamStore {
  let whole: ReadonlyMap<string, Agent> = new Map();
  let agents = whole;
  let revision = 0;
  let unread: readonly Status[] = [];
  let counts: Counts = NO_COUNTS;
  let meta: TeamMeta = { ignored: 0, asOf: null, health: startingHealth(now), view: null, intervalMs };
  return {
    whole: () => whole,
    agents: () => agents,
    meta: () => meta,
    snapshot: () => ({ revision, agents: [...agents.values()], counts, ...meta }),
    update({ whole: nextWhole = whole, unread: nextUnread = unread, view = meta.view, ...facts }) {
      const next = nextWhole === whole && view === meta.view ? agents : project(nextWhole, selectionOf(view));
      const difference = next === agents ? { changed: [], removed: [] } : diffAgents(agents, next);
      const base = revision;
      revision += 1;
      whole = nextWhole;
      agents = next;
      const isCounted =
        difference.changed.length + difference.removed.length === 0 && nextUnread.join() === unread.join();
      unread = nextUnread;
      if (!isCounted) counts = withoutUnread(countAgents(agents.values()), unread);
      meta = { ...meta, ...facts, view };
      announce({ base, revision, ...difference, counts, ...meta });
    },
  };
}
