import type { OpenStatusAnswer } from '../history/today.ts';
import { matcherOf } from '../shared/agent-search.ts';
import type { Clock } from '../shared/clock.ts';
import { countAgents, NO_COUNTS, withoutUnread } from '../shared/counts.ts';
import { diffAgents } from '../shared/delta.ts';
import {
  filterKey,
  isNarrowed,
  selectionKey,
  selectionOf,
  type Agent,
  type Counts,
  type DetailsProgress,
  type Health,
  type Selection,
  type SelectionCount,
  type Status,
  type TeamDelta,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import { startingHealth } from './health.ts';
import type { MergedAnswer } from './merge.ts';
import type { SavedTeam } from './team-repository.ts';
import { dateByServer, withZone } from './time-corrections.ts';
import { confirm } from './time-in-status.ts';

/** What a snapshot carries beside its agents and revision. */
type TeamMeta = Pick<TeamSnapshot, 'ignored' | 'asOf' | 'clockOffsetMs' | 'health' | 'view' | 'intervalMs' | 'details'>;

type Agents = ReadonlyMap<string, Agent>;

/** A new answer, another view, or only new facts. */
interface TeamUpdate extends Partial<TeamMeta> {
  /** Everybody the API named. */
  readonly all?: Agents;
  /** Statuses whose lists could not be understood. */
  readonly unread?: readonly Status[];
}

/**
 * The one state of the live team: the last answer, or what was saved of an earlier one, seen through the open view. Every
 * surface is a window onto it.
 */
export interface TeamStore {
  /** Everybody the API named. */
  all(): Agents;
  /** Those of them whom the view shows: only they are announced and counted. */
  agents(): Agents;
  /** The facts beside the agents, without building a snapshot. */
  meta(): TeamMeta;
  snapshot(): TeamSnapshot;
  /** What the API is asked for the open view. */
  filter(): TeamFilter;
  /** Takes a change over and announces one delta. */
  update(change: TeamUpdate): void;
  /** What is the matter with the team, and what happens next; its agents are as they were. */
  setHealth(health: Health): void;
  /** How far the server's clock is ahead of this computer's; null where its answers do not say. */
  setClockOffset(clockOffsetMs: number | null): void;
  takeAnswer(answer: MergedAnswer, health: Health): void;
  takeDetails(answer: Pick<OpenStatusAnswer, 'open' | 'zoneChange'>): void;
  /** The team of a view as it was last read, or nobody; the first poll then is a baseline. */
  restore(view: View | null, health?: Health): void;
  /** Shows another view of the same answer. */
  showView(view: View | null): void;
  /** How many of the last answer a selection matches; null when that has another filter, or is not known completely. */
  count(selection: Selection): SelectionCount | null;
}

const NOBODY: Omit<SavedTeam, 'asOf'> & { readonly asOf: null } = {
  agents: new Map(),
  ignored: 0,
  asOf: null,
  clockOffsetMs: undefined,
};

/** Creates the store at revision 0 with nobody in it. */
export function createTeamStore({
  clock,
  intervalMs,
  onDelta,
  progress,
  recall,
}: {
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds between two polls. */
  readonly intervalMs: () => number;
  /** Hears one delta per update. */
  readonly onDelta: (delta: TeamDelta) => void;
  /** How far the status details of these agents were read. */
  readonly progress?: (all: Agents) => DetailsProgress;
  /** Puts the present team away; the team of this view as it was last read, or null when nothing is known. */
  readonly recall?: ((view: View | null) => SavedTeam | null) | undefined;
}): TeamStore {
  let all: Agents = new Map();
  let agents = all;
  let revision = 0;
  let unread: readonly Status[] = [];
  let counts: Counts = NO_COUNTS;
  let meta: TeamMeta = {
    ignored: 0,
    asOf: null,
    health: startingHealth(clock.now()),
    view: null,
    intervalMs: intervalMs(),
  };
  /** Whether `all` is the API's answer to the present filter, rather than what was saved of one view. */
  let isAnswer = false;

  const filter = (): TeamFilter => selectionOf(meta.view).filter;

  function update({ all: nextAll = all, unread: nextUnread = unread, view = meta.view, ...facts }: TeamUpdate): void {
    const next = nextAll === all && view === meta.view ? agents : project(nextAll, selectionOf(view));
    const difference = next === agents ? { changed: [], removed: [] } : diffAgents(agents, next);
    const base = revision;
    revision += 1;
    all = nextAll;
    agents = next;
    const isCounted =
      difference.changed.length + difference.removed.length === 0 && nextUnread.join() === unread.join();
    unread = nextUnread;
    if (!isCounted) counts = withoutUnread(countAgents(agents.values()), unread);
    meta = { ...meta, ...facts, view };
    onDelta({ base, revision, ...difference, counts, ...meta });
  }

  function restore(view: View | null, health = startingHealth(clock.now())): void {
    isAnswer = false;
    const { agents: saved, clockOffsetMs, ...facts } = recall?.(view) ?? NOBODY;
    update({ all: saved, unread: [], clockOffsetMs, ...facts, health, view, details: undefined });
  }

  return {
    all: () => all,
    agents: () => agents,
    meta: () => meta,
    snapshot: () => ({ revision, agents: [...agents.values()], counts, ...meta }),
    filter,
    update,
    setHealth: (health) => update({ health, intervalMs: intervalMs() }),
    setClockOffset(clockOffsetMs) {
      const { clockOffsetMs: known } = meta;
      if (clockOffsetMs === null || clockOffsetMs === known) return;
      update({ all: known === undefined ? dateByServer(all, clockOffsetMs) : all, clockOffsetMs });
    },
    takeAnswer(answer, health) {
      isAnswer = true;
      const { ignored } = answer;
      const facts = { asOf: clock.now(), health, intervalMs: intervalMs(), details: progress?.(answer.agents) };
      update({ all: answer.agents, ignored, unread: answer.unread, ...facts });
    },
    takeDetails({ open, zoneChange }) {
      const now = clock.now() + (meta.clockOffsetMs ?? 0);
      const next = confirm(withZone(all, zoneChange, now), open, now);
      update({ all: next, details: progress?.(next) });
    },
    restore,
    showView(view) {
      if (viewChange(meta.view, view) === 'name') return update({ view });
      if (!isAnswer) return restore(view, meta.health);
      recall?.(view);
      update({ view });
    },
    count(selection) {
      if (!isAnswer || unread.length > 0 || filterKey(selection.filter) !== filterKey(filter())) return null;
      return { matching: project(all, selection).size, agents: all.size };
    },
  };
}

/** The part of the API's answer that is selected; the very same map when that is all of it. */
export function project(all: Agents, selection: Selection): Agents {
  if (!isNarrowed(selection)) return all;
  const isSelected = matcherOf(selection);
  return new Map([...all].filter(([, agent]) => isSelected(agent)));
}

/** How a view differs from the open one: in its name, in who is shown of the same answer, or in the filter of the API. */
export function viewChange(before: View | null, after: View | null): 'none' | 'name' | 'selection' | 'filter' {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'none';
  const [then, now] = [selectionOf(before), selectionOf(after)];
  if (selectionKey(now) === selectionKey(then)) return 'name';
  return filterKey(now.filter) === filterKey(then.filter) ? 'selection' : 'filter';
}
