import type { OpenStatusAnswer } from '../history/today.ts';
import type { AttentionRules } from '../shared/attention.ts';
import type { Clock } from '../shared/clock.ts';
import { countAgents, NO_COUNTS, withoutUnread } from '../shared/counts.ts';
import {
  filterKey,
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
import { createAttentionCount, type CountedAttention } from './attention.ts';
import { startingHealth } from './health.ts';
import type { MergedAnswer } from './merge.ts';
import type { SavedTeam } from './team-repository.ts';
import { dateByServer, withZone } from './time-corrections.ts';
import { confirm } from './time-in-status.ts';
import { compareViewed, followViewed, project, type Difference } from './viewed-agents.ts';

/** What a snapshot carries beside its agents and what is counted of them. */
type TeamMeta = Omit<TeamSnapshot, 'revision' | 'agents' | 'counts' | 'queues' | 'unwatched' | keyof CountedAttention>;

type Agents = ReadonlyMap<string, Agent>;

/** A new answer, another view, or only new facts. */
interface TeamUpdate extends Partial<TeamMeta> {
  /** Everybody the API named. */
  readonly all?: Agents;
  /** Where `all` differs from before; without it the two are compared. */
  readonly difference?: Difference;
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
  /** The filter that is sent to the API for the open view. */
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
  /** The rules of attention may be others: announces whoever needs it by them, where that is somebody else. */
  rulesChanged(): void;
  /** How many of the last answer a selection matches; null when that has another filter, or is not known completely. */
  count(selection: Selection): SelectionCount | null;
  /** Announces nothing by itself any more. */
  stop(): void;
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
  rules,
  onDelta,
  progress,
  recall,
}: {
  readonly clock: Clock;
  /** Milliseconds between two polls. */
  readonly intervalMs: () => number;
  /** What decides who needs attention now. */
  readonly rules: () => AttentionRules;
  /** Hears one delta per update. */
  readonly onDelta: (delta: TeamDelta) => void;
  /** How far the status details of these agents were read. */
  readonly progress?: (all: Agents) => DetailsProgress;
  /** Puts the present team away; the team of this view as it was last read, or null when nothing is known. */
  readonly recall?: ((view: View | null) => SavedTeam | null) | undefined;
}): TeamStore {
  const countAttention = createAttentionCount(clock);
  let all: Agents = new Map();
  let agents = all;
  let revision = 0;
  let unread: readonly Status[] = [];
  let counts: Counts = NO_COUNTS;
  let attention: CountedAttention = { attention: 0, refreshAt: null };
  let cancelTimer = (): void => undefined;
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

  function update({ all: nextAll = all, difference, unread: nextUnread = unread, ...facts }: TeamUpdate): void {
    const attentionRules = rules(); // first: that other hours have begun may be noticed here, and is a delta of its own
    const known = nextAll === all ? NO_DIFFERENCE : difference;
    const { view: viewBefore } = meta;
    meta = { ...meta, ...facts };
    const selection = selectionOf(meta.view);
    const viewed =
      known !== undefined && meta.view === viewBefore
        ? followViewed(agents, nextAll, known, selection)
        : compareViewed(agents, nextAll, selection);
    if (viewed.agents !== agents || nextUnread.join() !== unread.join()) {
      counts = withoutUnread(countAgents(viewed.agents.values()), nextUnread);
    }
    all = nextAll;
    agents = viewed.agents;
    unread = nextUnread;
    attention = countAttention(agents, meta, attentionRules);
    announce(viewed);
  }

  function announce({ changed, removed }: Difference): void {
    const base = revision;
    revision += 1;
    waitForLimit();
    onDelta({ base, revision, changed, removed, counts, ...attention, ...meta });
  }

  function waitForLimit(): void {
    cancelTimer();
    const { refreshAt } = attention;
    cancelTimer =
      refreshAt === null ? () => undefined : clock.after(Math.max(0, refreshAt - clock.now()), refreshAttention);
  }

  function refreshAttention(): void {
    const next = countAttention(agents, meta, rules());
    const isSame = next.attention === attention.attention && next.refreshAt === attention.refreshAt;
    attention = next;
    if (isSame) waitForLimit();
    else announce(NO_DIFFERENCE);
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
    snapshot: () => ({
      revision,
      agents: [...agents.values()],
      counts,
      ...attention,
      ...meta,
      queues: [],
      unwatched: [],
    }),
    filter,
    update,
    setHealth: (health) => update({ health, intervalMs: intervalMs() }),
    setClockOffset(clockOffsetMs) {
      const { clockOffsetMs: known } = meta;
      if (clockOffsetMs === null || clockOffsetMs === known) return;
      update({ all: known === undefined ? dateByServer(all, clockOffsetMs) : all, clockOffsetMs });
    },
    takeAnswer({ agents: next, ignored, unread: nextUnread, ...difference }, health) {
      isAnswer = true;
      const facts = { asOf: clock.now(), health, intervalMs: intervalMs(), details: progress?.(next) };
      update({ all: next, difference, ignored, unread: nextUnread, ...facts });
    },
    takeDetails({ open, zoneChange }) {
      const now = clock.now() + (meta.clockOffsetMs ?? 0);
      const confirmed = confirm(withZone(all, zoneChange, now), open, now);
      const difference = { changed: confirmed.changed, removed: [] };
      const details = progress?.(confirmed.agents);
      update({ all: confirmed.agents, ...(zoneChange === undefined && { difference }), details });
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
    rulesChanged: refreshAttention,
    stop: () => cancelTimer(),
  };
}

const NO_DIFFERENCE: Difference = { changed: [], removed: [] };

/** How a view differs from the open one: in its name, in the part of the same answer, or in the filter of the API. */
export function viewChange(before: View | null, after: View | null): 'none' | 'name' | 'selection' | 'filter' {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'none';
  const [then, now] = [selectionOf(before), selectionOf(after)];
  if (selectionKey(now) === selectionKey(then)) return 'name';
  return filterKey(now.filter) === filterKey(then.filter) ? 'selection' : 'filter';
}
