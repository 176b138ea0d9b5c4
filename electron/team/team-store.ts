import type { OpenStatusAnswer } from '../history/read/today.ts';
import type { AttentionRules } from '../shared/team/attention.ts';
import type { Clock } from '../shared/clock.ts';
import { diffQueues } from '../shared/team/delta.ts';
import { NO_COUNTS } from '../shared/team/counts.ts';
import {
  EMPTY_DIRECTORY,
  filterKey,
  selectionOf,
  type Agent,
  type Counts,
  type DetailsProgress,
  type Health,
  type NamedId,
  type QueueState,
  type Selection,
  type SelectionCount,
  type Status,
  type TeamDelta,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import type { TeamMember } from '../kore/members.ts';
import { createAttentionCount, type CountedAttention } from './attention.ts';
import { isRestricted } from './details/details-queue.ts';
import type { TeamDirectory } from './directory/types.ts';
import { countViewed } from './given-counts.ts';
import { startingHealth } from './health.ts';
import type { MergedAnswer } from './merge.ts';
import { countQueues, watchedQueues, type KnownQueue } from './queue-states.ts';
import type { SavedTeam } from './saved/team-repository.ts';
import { dateByServer, withZone } from './time-corrections.ts';
import { confirm } from './time-in-status.ts';
import { compareViewed, followViewed, project, type Difference } from './viewed-agents.ts';
import { canSelect, selectFrom, viewChange, type Selecting } from './views/answer-selection.ts';
import { createFilterMembers } from './views/filter-members.ts';
import { firstAgents } from './views/first-agents.ts';
import { unknownIn } from './views/view-matcher.ts';

/** A snapshot without its agents and what is counted of them. */
type TeamMeta = Omit<TeamSnapshot, 'revision' | 'agents' | 'counts' | 'queues' | 'unwatched' | keyof CountedAttention>;

/** What is known of an answer beside what is in it. */
export interface AnswerFacts {
  /** When it was true, by this computer's clock. */
  readonly asOf: number;
  /** How far the clock of its times in status is ahead of this computer's; null while that is not known. */
  readonly clockOffsetMs: number | null;
  /** How many are in each published view, where the answer has no agents; null where they are counted. */
  readonly counts: ReadonlyMap<string, Counts> | null;
  /** Whether others are in its views and queues than before. */
  readonly areMembersOther: boolean;
}

/** The agents of a view, without what a snapshot says of them besides. */
export interface ViewedTeam {
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  has(userId: string): boolean;
}

type Agents = ReadonlyMap<string, Agent>;
type FilterMembers = ReturnType<typeof createFilterMembers>;

/** A new answer, another view, or only new facts. */
interface TeamUpdate extends Partial<TeamMeta> {
  /** Everybody the API named. */
  readonly all?: Agents;
  /** Where `all` differs from before; without it the two are compared. */
  readonly difference?: Difference;
  /** Statuses whose lists could not be understood. */
  readonly unread?: readonly Status[];
  /** The filter that `all` was read with; null where it is what was saved of a view. */
  readonly readWith?: TeamFilter | null;
  /** Other members, or names of them, may be known. */
  readonly isReselected?: boolean;
  /** Status details of others may have been read. */
  readonly hasProgress?: boolean;
  /** As in the facts of an answer. */
  readonly given?: AnswerFacts['counts'];
}

/**
 * The one state of the live team, which every surface shows: the last answer, or a saved one, as the open view selects
 * from it.
 */
export interface TeamStore {
  /** Everybody the API named. */
  all(): Agents;
  /** The agents in the view: only they are announced and counted. */
  agents(): Agents;
  /** Whether the view shows an agent of the present answer. */
  isViewed(agent: Agent): boolean;
  /** Those of a team whom the filter of the open view selects, whatever their status. */
  inFilter(team: Agents): Agents;
  /** The facts beside the agents, without building a snapshot. */
  meta(): TeamMeta;
  snapshot(): TeamSnapshot;
  /** The team of another view by the present answer, without its queues; null where that does not tell. */
  snapshotOf(view: View | null): TeamSnapshot | null;
  /** Who of the present answer is in a view, and how many in which status; null where it does not tell. */
  teamOf(view: View | null): ViewedTeam | null;
  /** Ids of agents in the filter of a view that nobody whom it selects has; none where the present answer does not tell. */
  notFoundIn(view: View | null): readonly string[];
  /** The id that filters take for an agent of the present answer; null where it had none. */
  agentIdOf(userId: string): string | null;
  /** Those of the view where only its agents were read; null where the present answer tells of none. */
  queuesOfEverybody(): readonly QueueState[] | null;
  /** Takes a change over and announces one delta. */
  update(change: TeamUpdate): void;
  /** Takes over the health of the team; its agents stay as they are. */
  setHealth(health: Health): void;
  /** How far the server's clock is ahead of this computer's; null where its answers do not say. */
  setClockOffset(clockOffsetMs: number | null): void;
  /** Takes over the answer to a poll with this filter. */
  takeAnswer(answer: MergedAnswer, readWith: TeamFilter, health: Health, facts?: AnswerFacts): void;
  takeDetails(answer: Pick<OpenStatusAnswer, 'open' | 'zoneChange'>): void;
  /** The team of a view as it was last read, or nobody; the first poll then is a baseline. */
  restore(view: View | null, health?: Health): void;
  /** Shows another view of the same answer. */
  showView(view: View | null): void;
  /** Whether the present answer tells who is in a view. */
  canShow(view: View | null): boolean;
  /** Whether nobody knows yet who of the present answer is in the open view. */
  isWaiting(): boolean;
  /** When Kore.ai itself said who is in a filter; 0 where it has not, or not completely. */
  namedAt(filter: TeamFilter): number;
  /** Takes over whom Kore.ai names for a filter whose members the directory does not know, or why it does not. */
  takeNamed(filter: TeamFilter, answer: Parameters<FilterMembers['take']>[1]): void;
  /** Whether the present answer is the one to this filter. */
  isReadWith(filter: TeamFilter): boolean;
  /** Other members or names may be known: announces what follows, and says whether the view has other agents. */
  membersChanged(): boolean;
  /** The rules of attention may have changed: announces the attention if it changed with them. */
  rulesChanged(): void;
  /** Who of the last answer a selection matches; null when that does not tell, or is not known completely. */
  count(selection: Selection): SelectionCount | null;
  /** Ends announcements that come by time alone. */
  stop(): void;
}

const NO_DIRECTORY: Pick<TeamDirectory, 'get' | 'members'> = {
  get: () => EMPTY_DIRECTORY,
  members: () => ({
    ofView: () => null,
    ofQueue: () => null,
    ofSkill: () => null,
    asOf: () => null,
    leftQueue: () => [],
  }),
};

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
  directory = NO_DIRECTORY,
}: {
  readonly clock: Clock;
  /** Milliseconds between two polls. */
  readonly intervalMs: () => number;
  /** What decides who needs attention now. */
  readonly rules: () => AttentionRules;
  /** Hears one delta per update. */
  readonly onDelta: (delta: TeamDelta) => void;
  /** How far the status details of these agents were read. */
  readonly progress?: (all: Agents) => DetailsProgress | undefined;
  /** Saves the present team, and returns the team of this view as it was last read, or null when nothing is known. */
  readonly recall?: ((view: View | null) => SavedTeam | null) | undefined;
  /** Who serves what; without it, views of queues and skills are the filtered answers of the API. */
  readonly directory?: Pick<TeamDirectory, 'get' | 'members'> | undefined;
}): TeamStore {
  const countAttention = createAttentionCount(clock);
  let all: Agents = new Map();
  let agents = all;
  let revision = 0;
  let unread: readonly Status[] = [];
  let counts: Counts = NO_COUNTS;
  let attention: CountedAttention = { attention: 0, countedAt: clock.now(), refreshAt: null };
  let cancelTimer = (): void => undefined;
  let meta: TeamMeta = {
    ignored: 0,
    asOf: null,
    health: startingHealth(clock.now()),
    view: null,
    intervalMs: intervalMs(),
  };
  let readWith: TeamFilter | null = null;
  let given: AnswerFacts['counts'] = null;
  let members: ReadonlyMap<string, TeamMember> = new Map();
  const named = createFilterMembers(clock);
  let isWaiting = false;
  let selected = selectFrom(selectionOf(null), selecting());
  let watched: readonly KnownQueue[] = [];
  let queues: readonly QueueState[] = [];
  let unwatched: readonly NamedId[] = [];

  function agentIdOf(userId: string): string | null {
    return members.get(userId)?.agentId ?? null;
  }

  /** What tells whom of the present answer a view selects. */
  function selecting(): Selecting {
    const namedFor = (filter: TeamFilter): ReadonlySet<string> | null => named.of(filter)?.userIds ?? null;
    return { readWith, members: directory.members(), agentIdOf, namedFor };
  }

  function update(change: TeamUpdate): void {
    const attentionRules = rules();
    const before = { queues, unwatched };
    announce(apply(change, attentionRules), before);
  }

  /**
   * Takes a change over without announcing it. The caller gets the rules before anything else: that may notice that
   * working hours changed, which is a delta of its own.
   */
  function apply(
    {
      all: nextAll = all,
      difference,
      unread: nextUnread = unread,
      readWith: nextReadWith = readWith,
      isReselected: areMembersOthers = false,
      hasProgress = false,
      given: nextGiven = given,
      ...facts
    }: TeamUpdate,
    attentionRules: AttentionRules,
  ): Difference {
    const known = nextAll === all ? NO_DIFFERENCE : difference;
    const { view: viewBefore } = meta;
    const isSameRead = readKey(nextReadWith) === readKey(readWith);
    meta = { ...meta, ...facts };
    readWith = nextReadWith;
    const isReselected = areMembersOthers || meta.view !== viewBefore || !isSameRead;
    if (isReselected) reselect();
    const isProgressOther = hasProgress || (isReselected && meta.details !== undefined);
    if (isProgressOther) meta = { ...meta, details: progress?.(inFilter(nextAll)) };
    // An answer may be the first to say which id of a filter is an agent's.
    const isFollowed = known !== undefined && !isReselected && (nextAll === all || !hasAgentIds());
    const viewed = isFollowed
      ? followViewed(agents, nextAll, known, selected.isViewed)
      : compareViewed(agents, nextAll, selected.isViewed);
    const isOther = nextUnread.join() !== unread.join() || nextGiven !== given;
    given = nextGiven;
    if (viewed.agents !== agents || isOther || (given !== null && isReselected)) {
      counts = countViewed(selectionOf(meta.view), viewed.agents.values(), nextUnread, given);
    }
    const isCounted = nextAll === all && !isReselected && !isOther;
    all = nextAll;
    agents = viewed.agents;
    unread = nextUnread;
    if (!isCounted) recountQueues();
    attention = countAttention(agents, meta, attentionRules);
    return viewed;
  }

  function hasAgentIds(): boolean {
    return selected.isInFilter !== null && selectionOf(meta.view).filter.agentIds.length > 0;
  }

  /** The view, its members or their names may be others. */
  function reselect(): void {
    const selection = selectionOf(meta.view);
    const { queues: listed, skills } = directory.get();
    selected = selectFrom(selection, selecting());
    isWaiting = readWith !== null && !canSelect(selection, selecting());
    watched = watchedQueues(selection, listed, selecting());
    const names = new Map([...listed, ...skills].map(({ id, name }) => [id, name]));
    const unknown = unknownIn(selection.filter, directory.members());
    const next = unknown.map((id) => ({ id, name: names.get(id) ?? id }));
    if (JSON.stringify(next) !== JSON.stringify(unwatched)) unwatched = next;
  }

  function recountQueues(): void {
    const { queueIds } = selectionOf(meta.view).filter;
    const isServed = queueIds.length > 0 ? null : selected.isInFilter;
    // Where a list could not be understood, or nobody was read yet, nobody knows how many serve a queue.
    const known = unread.length > 0 || meta.asOf === null || isWaiting ? [] : watched;
    queues = countQueues(queues, known, all, { members: directory.members(), isServed });
  }

  function announce({ changed, removed }: Difference, before: Pick<TeamSnapshot, 'queues' | 'unwatched'>): void {
    const base = revision;
    revision += 1;
    waitForLimit();
    onDelta({
      ...{ base, revision, changed, removed, counts, ...attention, ...shownMeta() },
      ...(queues !== before.queues && { queues: diffQueues(before.queues, queues) }),
      ...(unwatched !== before.unwatched && { unwatched }),
    });
  }

  /** An empty list would say that nobody is in the view. */
  function shownMeta(): TeamMeta {
    if (!isWaiting) return meta;
    const { health } = meta;
    const ofView = named.of(selectionOf(meta.view).filter)?.health ?? startingHealth(health.since);
    return { ...meta, asOf: null, health: health.state === 'live' ? { ...ofView, nextAt: health.nextAt } : health };
  }

  function waitForLimit(): void {
    cancelTimer();
    const { refreshAt } = attention;
    cancelTimer =
      refreshAt === null ? () => undefined : clock.after(Math.max(0, refreshAt - clock.now()), refreshAttention);
  }

  function refreshAttention(): void {
    const next = countAttention(agents, meta, rules());
    // Other rules may count others at the same instant.
    const { attention: count, countedAt, refreshAt } = attention;
    const isSame = next.attention === count && next.countedAt === countedAt && next.refreshAt === refreshAt;
    attention = next;
    if (isSame) waitForLimit();
    else announce(NO_DIFFERENCE, { queues, unwatched });
  }

  function restore(view: View | null, health = startingHealth(clock.now())): void {
    members = new Map();
    named.clear();
    const { agents: saved, clockOffsetMs, ...facts } = recall?.(view) ?? NOBODY;
    update({
      ...{ all: saved, unread: [], readWith: null, given: null, clockOffsetMs },
      ...{ ...facts, health, view, details: undefined },
    });
  }

  function inFilter(team: Agents): Agents {
    return project(team, selected.isInFilter);
  }

  return {
    all: () => all,
    agents: () => agents,
    isViewed: (agent) => selected.isViewed?.(agent) ?? true,
    inFilter,
    meta: () => meta,
    snapshot: () => ({
      ...{ revision, agents: [...agents.values()], counts, ...attention, ...shownMeta() },
      ...{ queues, unwatched },
    }),
    snapshotOf(view) {
      const selection = selectionOf(view);
      if (!canSelect(selection, selecting())) return null;
      const { isInFilter, isViewed } = selectFrom(selection, selecting());
      const shown = project(all, isViewed);
      const counted = countViewed(selection, shown.values(), unread, given);
      const needing = createAttentionCount(clock)(shown, meta, rules());
      const details = meta.details && progress?.(isInFilter === isViewed ? shown : project(all, isInFilter));
      const facts = { ...meta, view, details, queues: [], unwatched: [] };
      return { revision, agents: [...shown.values()], counts: counted, ...needing, ...facts };
    },
    teamOf(view) {
      const selection = selectionOf(view);
      if (!canSelect(selection, selecting())) return null;
      const { isViewed } = selectFrom(selection, selecting());
      const team = all;
      const agents = isViewed === null ? [...team.values()] : [...team.values()].filter(isViewed);
      return {
        agents,
        counts: countViewed(selection, agents, unread, given),
        has(userId) {
          const agent = team.get(userId);
          return agent !== undefined && isViewed?.(agent) !== false;
        },
      };
    },
    notFoundIn(view) {
      const selection = selectionOf(view);
      const { agentIds } = selection.filter;
      if (agentIds.length === 0 || unread.length > 0 || !canSelect(selection, selecting())) return [];
      const userIds = [...project(all, selectFrom(selection, selecting()).isInFilter).keys()];
      const found = new Set(userIds.flatMap((userId) => [userId, agentIdOf(userId)]));
      return agentIds.filter((id) => !found.has(id));
    },
    agentIdOf,
    queuesOfEverybody() {
      if (readWith === null || unread.length > 0) return null;
      // Of a filtered answer, only its own queues can be counted.
      if (isRestricted(readWith)) return queues.length > 0 ? queues : null;
      const known = watchedQueues(selectionOf(null), directory.get().queues, selecting());
      return countQueues(queues, known, all, { members: directory.members(), isServed: null });
    },
    update,
    setHealth: (health) => update({ health, intervalMs: intervalMs() }),
    setClockOffset(clockOffsetMs) {
      const { clockOffsetMs: known } = meta;
      if (clockOffsetMs === null || clockOffsetMs === known) return;
      update({ all: known === undefined ? dateByServer(all, clockOffsetMs) : all, clockOffsetMs });
    },
    takeAnswer(answer, filter, health, published) {
      const { agents: next, members: answered, ignored, unread: nextUnread, ...difference } = answer;
      members = answered;
      const { asOf = clock.now(), clockOffsetMs = null, counts: nextGiven = null, areMembersOther } = published ?? {};
      const facts = { asOf, health, intervalMs: intervalMs(), given: nextGiven };
      update({
        ...{ all: next, difference, ignored, unread: nextUnread, readWith: filter, hasProgress: true },
        ...facts,
        ...(clockOffsetMs !== null && { clockOffsetMs }),
        ...(areMembersOther === true && { isReselected: true }),
      });
    },
    takeDetails({ open, zoneChange }) {
      const now = clock.now() + (meta.clockOffsetMs ?? 0);
      const confirmed = confirm(withZone(all, zoneChange, now), open, now);
      const difference = { changed: confirmed.changed, removed: [] };
      update({ all: confirmed.agents, ...(zoneChange === undefined && { difference }), hasProgress: true });
    },
    restore,
    showView(view) {
      if (viewChange(meta.view, view) === 'name') return update({ view });
      if (readWith === null) return restore(view, meta.health);
      recall?.(view);
      update({ view });
    },
    isReadWith: (filter) => readKey(readWith) === filterKey(filter),
    isWaiting: () => isWaiting,
    namedAt: (filter) => named.of(filter)?.at ?? 0,
    takeNamed(filter, answer) {
      named.take(filter, answer, meta.health);
      update({ isReselected: true });
    },
    canShow: (view) => canSelect(selectionOf(view), selecting()),
    membersChanged() {
      const attentionRules = rules();
      const before = { queues, unwatched, attention, isWaiting };
      const viewed = apply({ isReselected: true }, attentionRules);
      const isOther = viewed.changed.length + viewed.removed.length > 0;
      const isOtherState = isWaiting !== before.isWaiting || queues !== before.queues || unwatched !== before.unwatched;
      if (isOther || isOtherState) announce(viewed, before);
      else ({ attention } = before);
      return isOther;
    },
    count(selection) {
      if (unread.length > 0 || !canSelect(selection, selecting())) return null;
      const matching = project(all, selectFrom(selection, selecting()).isViewed);
      const first = firstAgents(matching, selection.text, { rules: rules(), now: attention.countedAt });
      return { matching: matching.size, agents: all.size, first };
    },
    rulesChanged: refreshAttention,
    stop: () => cancelTimer(),
  };
}

function readKey(filter: TeamFilter | null): string {
  return filter === null ? '' : filterKey(filter);
}

const NO_DIFFERENCE: Difference = { changed: [], removed: [] };
