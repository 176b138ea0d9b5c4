import { fail } from '../shared/messages.ts';
import {
  filterKey,
  selectionKey,
  selectionOf,
  type Agent,
  type Health,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import { watchAccount } from './account-watch.ts';
import { createDetailsReader } from './details.ts';
import { isRestricted } from './filter.ts';
import { healthAfter, pausedHealth, secretProblem, startingHealth } from './health.ts';
import type { Arrival } from './intake.ts';
import { createViewNews, project } from './projection.ts';
import { createReading } from './reading.ts';
import { confirm, type OpenStatuses } from './since-clock.ts';
import { createTeamStore } from './store.ts';
import { createTempo } from './tempo.ts';
import type { LiveTeam, LiveTeamParts } from './types.ts';

/** A keychain mostly answers at once; only one that takes longer than this is worth a sentence. */
const KEYCHAIN_GRACE_MS = 1_000;

/** Resume, unlock and a network that is back come one after the other; the poll of the first answers for all. */
const ONE_WAKE_MS = 15_000;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a budget, and one is looked at.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, random, pace, share, connections, view = () => null } = parts;
  let isStarted = false;
  let wokeAt = Number.NEGATIVE_INFINITY;
  /** Whether the store has the API's whole answer, rather than what was kept of one view. */
  let isWhole = false;

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
  const reading = createReading(clock);
  const news = createViewNews();
  const details = createDetailsReader({
    clock,
    share,
    read: async (emails, signal) => {
      const live = connections.live();
      if (live === null) return fail('not-connected');
      return parts.readToday(live, emails, store.whole(), signal);
    },
    onOpen,
  });
  // From the beginning: the old team is put away before anybody else hears that the connection is another one.
  const account = watchAccount(connections, () => startOver(view()));

  const asked = (): TeamFilter => selectionOf(store.meta().view).filter;

  /** What is the matter with the team, and what happens next; its agents are as they were. */
  function tell(health: Health): void {
    store.update({ health, intervalMs: tempo.intervalMs() });
  }

  async function cycle(signal: AbortSignal): Promise<Result<Arrival>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const leastWaitMs = store.meta().health.state === 'live' ? share().floorMs : 0;
    const before = () => ({ agents: store.whole(), asOf: store.meta().asOf });
    return reading.ask(live, { filter: asked(), before, intervalMs: tempo.intervalMs(), leastWaitMs, signal });
  }

  function onEnd(outcome: Result<Arrival>, nextAt: number | null): void {
    const { health: healthBefore, view: of } = store.meta();
    const [wholeBefore, before] = [store.whole(), store.agents()];
    const health = healthAfter(outcome.ok ? null : outcome.error, healthBefore, clock.now(), nextAt);
    if (outcome.ok) arrive(outcome.value, health);
    else tell(health);
    const changes = news.afterPoll(wholeBefore, store.whole(), of);
    const isBaseline = outcome.ok && outcome.value.isBaseline;
    if (isBaseline) news.forget();
    const gap = outcome.ok ? outcome.value.gap : null;
    const after = store.agents();
    parts.onPoll({ before, after, changes, isBaseline, gap, healthBefore, healthAfter: health, view: of });
    if (outcome.ok) readDetails(outcome.value);
  }

  function arrive({ agents: whole, ignored }: Arrival, health: Health): void {
    isWhole = true;
    store.update({ whole, ignored, asOf: clock.now(), health, intervalMs: tempo.intervalMs() });
  }

  function readDetails(arrival: Arrival): void {
    if (arrival.isBaseline) details.reset();
    details.afterPoll({ ...arrival, isFiltered: isRestricted(asked()) });
  }

  function onOpen(open: OpenStatuses): void {
    store.update({ whole: confirm(store.whole(), open, clock.now()) });
    const { health, view: of } = store.meta();
    const changes = news.afterDetails(store.whole(), of);
    if (changes.length === 0) return;
    const facts = { isBaseline: false, gap: null, healthBefore: health, healthAfter: health, view: of };
    parts.onPoll({ before: store.agents(), after: store.agents(), changes, ...facts });
  }

  /** The team of a view as it was last read, or nobody; the first poll then is a baseline. */
  function restore(next: View | null, health: Health): void {
    isWhole = false;
    const kept = parts.recall?.(next) ?? { agents: new Map<string, Agent>(), ignored: 0, asOf: null };
    store.update({ whole: kept.agents, ignored: kept.ignored, asOf: kept.asOf, health, view: next });
  }

  /** Another account or another question is another team: nothing of the old one may show. */
  function startOver(next: View | null): void {
    details.stop();
    reading.forget();
    news.forget();
    restore(next, startingHealth(clock.now()));
    if (!isStarted) return;
    if (connections.state().secret === 'waiting') tempo.restartIn(KEYCHAIN_GRACE_MS);
    else void tempo.restart();
  }

  /** The same answer, seen through another view; nothing in it is news. */
  function showThrough(next: View | null): void {
    news.forget();
    if (!isWhole) return restore(next, store.meta().health);
    parts.recall?.(next);
    store.update({ view: next });
  }

  return {
    ...tempo,
    snapshot: () => store.snapshot(),
    contact: reading.contact,
    recall: () => restore(view(), startingHealth(clock.now())),
    start() {
      isStarted = true;
      account.start();
      restore(view(), startingHealth(clock.now()));
      tempo.begin();
    },
    stop() {
      account.stop();
      details.stop();
      tempo.stop();
    },
    viewChanged() {
      const next = view();
      if (JSON.stringify(next) === JSON.stringify(store.meta().view)) return;
      const [now, then] = [selectionOf(store.meta().view), selectionOf(next)];
      if (selectionKey(now) === selectionKey(then)) store.update({ view: next });
      else if (filterKey(now.filter) === filterKey(then.filter)) showThrough(next);
      else startOver(next);
    },
    count(selection) {
      if (!isWhole || filterKey(selection.filter) !== filterKey(asked())) return null;
      return { matching: project(store.whole(), selection).size, agents: store.whole().size };
    },
    wake() {
      if (hasAnswered(store.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      reading.expectBaseline();
      tempo.wake();
    },
  };
}

/** Whether a wake of a moment ago has had its poll. */
function hasAnswered({ asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>, wokeAt: number, now: number): boolean {
  return health.state === 'live' && asOf !== null && asOf >= wokeAt && now >= wokeAt && now - wokeAt < ONE_WAKE_MS;
}
