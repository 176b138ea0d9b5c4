import type { LiveConnection, Connections } from '../connection/types.ts';
import type { PaceShare } from '../kore/share.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { ContactField } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import {
  EMPTY_FILTER,
  type Agent,
  type Health,
  type Pace,
  type TeamDelta,
  type TeamFilter,
  type TeamSnapshot,
} from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { contactOf } from './contact.ts';
import { createDetailsReader } from './details.ts';
import { isRestricted } from './filter.ts';
import type { KeptTeam } from './kept-teams.ts';
import { createIntake, type Arrival, type Gap } from './intake.ts';
import { healthAfter, pausedHealth, secretProblem, startingHealth } from './health.ts';
import { confirm, type OpenStatus } from './since-clock.ts';
import { createTeamStore } from './store.ts';
import { createTempo, type Tempo } from './tempo.ts';

/** What one poll did to the team, for whoever decides about notifications. */
export interface PollOutcome {
  readonly before: ReadonlyMap<string, Agent>;
  readonly after: ReadonlyMap<string, Agent>;
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /** The silence that ended with this answer; null when there was none, or nothing was known before it. */
  readonly gap: Gap | null;
  readonly healthBefore: Health;
  readonly healthAfter: Health;
}

/** Reads the open statuses of today for some e-mails (all when empty); wired to `history/` in app.ts. */
export type ReadToday = (
  live: LiveConnection,
  emails: readonly string[],
  agents: ReadonlyMap<string, Agent>,
  signal: AbortSignal,
) => Promise<Result<ReadonlyMap<string, OpenStatus>>>;

/** What the live team needs. */
export interface LiveTeamParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connections: Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'>;
  readonly pace: () => Pace;
  /** What this copy's share of the account's calls leaves for polling. */
  readonly share: () => PaceShare;
  readonly readToday: ReadToday;
  readonly onDelta: (delta: TeamDelta) => void;
  readonly onPoll: (outcome: PollOutcome) => void;
  /** The team of this filter as it was last read; null, or nobody to ask, when nothing is known. */
  readonly recall?: (filter: TeamFilter) => KeptTeam | null;
}

/** The live team: who is in which status now and since when, kept true by polling. */
export interface LiveTeam extends Pick<
  Tempo,
  'intervalMs' | 'refresh' | 'runAt' | 'setWatched' | 'setResting' | 'paceChanged' | 'wake' | 'pause'
> {
  snapshot(): TeamSnapshot;
  /** What the last answer said of an agent; null when that is nothing. In memory only. */
  contact(userId: string, field: ContactField): string | null;
  /** Shows the team of the present connection as it was last read; `start` does so too. */
  recall(): void;
  start(): void;
  stop(): void;
  /** Restricts the team; the old team is put away because it is another one. */
  setFilter(filter: TeamFilter): Promise<void>;
}

/** A keychain mostly answers at once; only one that takes longer than this is worth a sentence. */
const KEYCHAIN_GRACE_MS = 1_000;
/** Availability waits this long for the budget before the poll counts as limited; while all is well, as long as a poll. */
const BUDGET_WAIT_MS = 10_000;

/** Resume, unlock and a network that is back come one after the other; the poll of the first answers for all. */
const ONE_WAKE_MS = 15_000;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a budget, and one is looked at.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, random, pace, share, connections } = parts;
  let rows: readonly AvailabilityRow[] = [];
  let seenGeneration = connections.generation();
  let isStarted = false;
  let wokeAt = Number.NEGATIVE_INFINITY;

  const tempo = createTempo({
    clock,
    random,
    pace,
    share,
    cycle,
    onEnd,
    onHurried: (nextAt) => tell({ ...store.meta().health, nextAt }),
    onPaused: (until) => tell(pausedHealth(store.meta().health, clock.now(), until)),
  });
  const store = createTeamStore(clock.now(), tempo.intervalMs(), parts.onDelta);
  const intake = createIntake(clock);
  const details = createDetailsReader({
    clock,
    share,
    read: async (emails, signal) => {
      const live = connections.live();
      if (live === null) return fail('not-connected');
      return parts.readToday(live, emails, store.agents(), signal);
    },
    onOpen: (open) => store.update({ agents: confirm(store.agents(), open, clock.now()) }),
  });

  /** What is the matter with the team, and what happens next; its agents are as they were. */
  function tell(health: Health): void {
    store.update({ health, intervalMs: tempo.intervalMs() });
  }

  async function cycle(signal: AbortSignal): Promise<Result<Arrival>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const { filter, health } = store.meta();
    const maxWaitMs = Math.max(BUDGET_WAIT_MS, health.state === 'live' ? share().floorMs : 0);
    const answer = await live.client.availability(filter, { priority: 'availability', maxWaitMs, signal });
    if (signal.aborted) return fail('cancelled');
    if (!answer.ok) return answer;
    rows = answer.value.rows;
    return ok(intake.take(answer.value, store.agents(), tempo.intervalMs(), store.meta().asOf));
  }

  function onEnd(outcome: Result<Arrival>, nextAt: number | null): void {
    const [before, healthBefore] = [store.agents(), store.meta().health];
    const health = healthAfter(outcome.ok ? null : outcome.error, healthBefore, clock.now(), nextAt);
    if (outcome.ok) arrive(outcome.value, health);
    else tell(health);
    const isBaseline = outcome.ok && outcome.value.isBaseline;
    const gap = outcome.ok ? outcome.value.gap : null;
    parts.onPoll({ before, after: store.agents(), isBaseline, gap, healthBefore, healthAfter: health });
    if (outcome.ok) readDetails(outcome.value);
  }

  function arrive({ agents, ignored }: Arrival, health: Health): void {
    store.update({ agents, ignored, asOf: clock.now(), health, intervalMs: tempo.intervalMs() });
  }

  function readDetails(arrival: Arrival): void {
    if (arrival.isBaseline) details.reset();
    details.afterPoll({ ...arrival, isFiltered: isRestricted(store.meta().filter) });
  }

  /** The team of this filter as it was last read, or nobody; the first poll then is a baseline. */
  function restore(filter: TeamFilter): void {
    const { agents, ignored, asOf } = parts.recall?.(filter) ?? {
      agents: new Map<string, Agent>(),
      ignored: 0,
      asOf: null,
    };
    store.update({ agents, ignored, asOf, health: startingHealth(clock.now()), filter });
  }

  /** Another account or another selection is another team: nothing of the old one may show. */
  function startOver(nextFilter: TeamFilter): Promise<void> {
    details.stop();
    intake.forget();
    rows = [];
    restore(nextFilter);
    if (connections.state().secret !== 'waiting') return tempo.restart();
    tempo.restartIn(KEYCHAIN_GRACE_MS);
    return Promise.resolve();
  }

  function onConnectionChanged(): void {
    if (!isStarted) return;
    const generation = connections.generation();
    if (generation === seenGeneration && connections.live() !== null) return;
    seenGeneration = generation;
    void startOver(EMPTY_FILTER);
  }

  // From the beginning: the old team is put away before anybody else hears that the connection is another one.
  const unsubscribe = connections.subscribe(onConnectionChanged);
  return {
    ...tempo,
    snapshot: () => store.snapshot(),
    contact: (userId, field) => contactOf(rows, userId, field),
    recall: () => restore(store.meta().filter),
    start() {
      isStarted = true;
      seenGeneration = connections.generation();
      restore(store.meta().filter);
      tempo.begin();
    },
    stop() {
      unsubscribe();
      details.stop();
      tempo.stop();
    },
    setFilter: startOver,
    wake() {
      if (hasAnswered(store.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      intake.forget();
      tempo.wake();
    },
  };
}

/** Whether a wake of a moment ago has had its poll. */
function hasAnswered({ asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>, wokeAt: number, now: number): boolean {
  return health.state === 'live' && asOf !== null && asOf >= wokeAt && now >= wokeAt && now - wokeAt < ONE_WAKE_MS;
}
