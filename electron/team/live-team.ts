import type { LiveConnection, Connections } from '../connection/types.ts';
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
import { createIntake, type Arrival } from './intake.ts';
import { healthAfter, pausedHealth, secretProblem, startingHealth } from './health.ts';
import { paceMs } from './pace.ts';
import { createPoller } from './poller.ts';
import { confirm, type OpenStatus } from './since-clock.ts';
import { createTeamStore } from './store.ts';

/** What one poll did to the team, for whoever decides about notifications. */
export interface PollOutcome {
  readonly before: ReadonlyMap<string, Agent>;
  readonly after: ReadonlyMap<string, Agent>;
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
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
  readonly readToday: ReadToday;
  readonly onDelta: (delta: TeamDelta) => void;
  readonly onPoll: (outcome: PollOutcome) => void;
  /** The team of this filter as it was last read; null, or nobody to ask, when nothing is known. */
  readonly recall?: (filter: TeamFilter) => KeptTeam | null;
}

/** The live team: who is in which status now and since when, kept true by polling. */
export interface LiveTeam {
  snapshot(): TeamSnapshot;
  /** What the last answer said of an agent; null when that is nothing. In memory only. */
  contact(userId: string, field: ContactField): string | null;
  /** Shows the team of the present connection as it was last read; `start` does so too. */
  recall(): void;
  start(): void;
  stop(): void;
  /** Polls now or joins the poll in flight; ends a pause. */
  refresh(): Promise<void>;
  /** Restricts the team; the old team is put away because it is another one. */
  setFilter(filter: TeamFilter): Promise<void>;
  /** Whether anybody has a window on the team in sight. */
  setWatched(isWatched: boolean): void;
  setResting(isResting: boolean): void;
  /** The pace setting has changed. */
  paceChanged(): void;
  /** After sleep, unlock or a change of network: polls once, as a new baseline. */
  wake(): void;
  /** Rests for `forMs`, or goes on with null. */
  pause(forMs: number | null): void;
}

/** Availability waits this long for the budget before the poll counts as limited. */
const BUDGET_WAIT_MS = 10_000;
/** After a wake the network needs a moment, and many copies wake together. */
const WAKE_MIN_MS = 1_000;
const WAKE_SPREAD_MS = 2_000;

/** Creates a live team that polls nothing until `start`. */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, connections } = parts;
  let isWatched = false;
  let isResting = false;
  let pausedUntil: number | null = null;
  let rows: readonly AvailabilityRow[] = [];
  let seenGeneration = connections.generation();
  let isStarted = false;

  const intervalMs = (): number => paceMs(parts.pace(), { isWatched, isResting });
  const store = createTeamStore(clock.now(), intervalMs(), parts.onDelta);
  const intake = createIntake(clock);

  const details = createDetailsReader({
    clock,
    read: async (emails, signal) => {
      const live = connections.live();
      if (live === null) return fail('not-connected');
      return parts.readToday(live, emails, store.agents(), signal);
    },
    onOpen: (open) => store.update({ agents: confirm(store.agents(), open, clock.now()) }),
  });

  const poller = createPoller({ clock, random: parts.random, cycle, intervalMs, onEnd });

  async function cycle(signal: AbortSignal): Promise<Result<Arrival>> {
    pausedUntil = null;
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const call = { priority: 'availability', maxWaitMs: BUDGET_WAIT_MS, signal } as const;
    const answer = await live.client.availability(store.meta().filter, call);
    if (signal.aborted) return fail('cancelled');
    if (!answer.ok) return answer;
    rows = answer.value.rows;
    return ok(intake.take(answer.value, store.agents(), intervalMs()));
  }

  function onEnd(outcome: Result<Arrival>, nextAt: number | null): void {
    const now = clock.now();
    const before = store.agents();
    const healthBefore = store.meta().health;
    const error = outcome.ok ? null : outcome.error;
    const facts = { health: healthAfter(error, healthBefore, now, nextAt), intervalMs: intervalMs() };
    if (outcome.ok) store.update({ ...facts, agents: outcome.value.agents, ignored: outcome.value.ignored, asOf: now });
    else store.update(facts);
    const isBaseline = outcome.ok && outcome.value.isBaseline;
    parts.onPoll({ before, after: store.agents(), isBaseline, healthBefore, healthAfter: facts.health });
    if (outcome.ok) readDetails(outcome.value);
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
    return poller.restart();
  }

  function onConnectionChanged(): void {
    if (!isStarted) return;
    const generation = connections.generation();
    if (generation === seenGeneration && connections.live() !== null) return;
    seenGeneration = generation;
    pausedUntil = null;
    void startOver(EMPTY_FILTER);
  }

  /** The next poll may come earlier now, and whoever looks is told when. */
  function hurry(): void {
    const nextAt = pausedUntil === null ? poller.hurry() : null;
    if (nextAt !== null) store.update({ intervalMs: intervalMs(), health: { ...store.meta().health, nextAt } });
  }

  // From the beginning: the old team is put away before anybody else hears that the connection is another one.
  const unsubscribe = connections.subscribe(onConnectionChanged);
  return {
    snapshot: () => store.snapshot(),
    contact: (userId, field) => contactOf(rows, userId, field),
    recall: () => restore(store.meta().filter),
    start() {
      isStarted = true;
      seenGeneration = connections.generation();
      restore(store.meta().filter);
      void poller.refresh();
    },
    stop() {
      unsubscribe();
      details.stop();
      poller.stop();
    },
    refresh() {
      pausedUntil = null;
      return poller.refresh();
    },
    setFilter: (next) => startOver(next),
    setWatched(next) {
      isWatched = next;
      hurry();
    },
    setResting(next) {
      isResting = next;
      hurry();
    },
    paceChanged: hurry,
    wake() {
      intake.forget();
      if (pausedUntil === null) poller.runIn(WAKE_MIN_MS + parts.random() * WAKE_SPREAD_MS);
    },
    pause(forMs) {
      poller.stop();
      pausedUntil = forMs === null ? null : clock.now() + forMs;
      if (pausedUntil === null) return void poller.refresh();
      poller.runIn(pausedUntil - clock.now());
      store.update({ health: pausedHealth(store.meta().health, clock.now(), pausedUntil) });
    },
  };
}
