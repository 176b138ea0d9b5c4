import type { OpenStatusAnswer } from '../history/today.ts';
import type { AvailabilityAnswer, AvailabilityRow } from '../kore/types.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import type { StatusChange } from '../shared/delta.ts';
import { fail, type Result } from '../shared/result.ts';
import type { TeamSnapshot, View } from '../shared/model.ts';
import { isRestricted } from './details-queue.ts';
import { createDetailsReader } from './details-reader.ts';
import { healthAfter, pausedHealth, secretProblem } from './health.ts';
import { createTeamMerge } from './merge.ts';
import { createPollSchedule } from './poll-schedule.ts';
import { createTeamStore, viewChange } from './team-store.ts';
import type { LiveTeam, LiveTeamParts, PollOutcome } from './types.ts';
import { createViewChanges } from './view-changes.ts';

/** Availability waits this long for the rate limit before the poll counts as limited; while all is well, as long as a poll. */
const LIMIT_WAIT_MS = 10_000;
/** A keychain mostly answers at once; only one that takes longer gets a message. */
const KEYCHAIN_GRACE_MS = 1_000;
/** Resume, unlock and the return of the network follow each other closely; the poll of the first is enough. */
const ONE_WAKE_MS = 15_000;

/** The outcome of a failed poll, and of a read of status details. */
const NO_ANSWER = { isBaseline: false, unread: [], gap: null } as const;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a rate limit, and one team is on the screen.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, scheduleLimits, connections, readToday, onPoll, freeAt, view = () => null } = parts;
  const merge = createTeamMerge(clock);
  const viewChanges = createViewChanges();
  /** The rows of the last answer, needed only to copy a contact. */
  let rows: readonly AvailabilityRow[] = [];
  /** Null until the start. */
  let generation: number | null = null;
  let wokeAt = Number.NEGATIVE_INFINITY;
  /** Windows and browser sessions in which the team is visible. */
  const watching = new Set<string>();

  const schedule = createPollSchedule({
    ...parts,
    poll,
    onEnd: polled,
    onMoved: (nextAt) => store.setHealth({ ...store.meta().health, nextAt }),
    onPaused: (until) => store.setHealth(pausedHealth(store.meta().health, clock.now(), until)),
  });
  const store = createTeamStore({
    ...parts,
    intervalMs: schedule.intervalMs,
    progress: (all) => details.progress(all),
  });
  const details = createDetailsReader({
    clock,
    scheduleLimits,
    onRead: detailsRead,
    read: async (request, signal) => {
      const live = connections.live();
      return live === null ? fail('not-connected') : readToday(live, request, store.all(), signal);
    },
  });
  // Subscribed first, so that the old team is saved before others hear of another connection.
  const unsubscribe = connections.subscribe(() => {
    if (generation === null || (generation === connections.generation() && connections.live() !== null)) return;
    generation = connections.generation();
    startOver(view());
  });

  async function poll(signal: AbortSignal): Promise<Result<AvailabilityAnswer>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const { client } = live;
    const pollMs = store.meta().health.state === 'live' ? scheduleLimits().pollMs : 0;
    const maxWaitMs = Math.max(LIMIT_WAIT_MS, pollMs);
    const answer = await client.availability(store.filter(), { priority: 'availability', maxWaitMs, signal });
    if (signal.aborted) return fail('cancelled');
    if (answer.ok) store.setClockOffset(client.clockOffsetMs());
    return answer;
  }

  function polled(outcome: Result<AvailabilityAnswer>, nextAt: number | null): void {
    const before = stateNow();
    const health = healthAfter(outcome.ok ? null : outcome.error, before.health, clock.now(), nextAt);
    if (!outcome.ok) {
      store.setHealth(health);
      return tell(before, viewChanges.ofPoll([], store.all(), before.view));
    }
    rows = outcome.value.rows;
    const merged = merge.merge(outcome.value, { ...before, agents: store.all() }, schedule.intervalMs());
    if (merged.isBaseline) details.reset();
    store.takeAnswer(merged, health);
    const changes = viewChanges.ofPoll(merged.statusChanges, store.all(), before.view);
    if (merged.isBaseline) viewChanges.forget();
    tell(before, changes, merged);
    const changed = merged.statusChanges.map(({ after }) => after.userId);
    details.afterPoll({ members: merged.members, changed, isFiltered: isRestricted(store.filter()) });
  }

  function detailsRead(answer: OpenStatusAnswer): void {
    store.setClockOffset(connections.live()?.client.clockOffsetMs() ?? null);
    store.takeDetails(answer);
    const changes = viewChanges.ofDetails(store.all(), store.meta().view);
    if (changes.length > 0) tell(stateNow(), changes);
  }

  function stateNow() {
    return { ...store.meta(), agents: store.agents() };
  }

  function tell(
    before: ReturnType<typeof stateNow>,
    changes: readonly StatusChange[],
    { isBaseline, unread, gap }: Pick<PollOutcome, keyof typeof NO_ANSWER> = NO_ANSWER,
  ): void {
    const { agents: after, health: healthNow, clockOffsetMs, view: openView } = stateNow();
    onPoll({
      before: before.agents,
      after,
      changes,
      ...{ isBaseline, unread, gap },
      clockOffsetMs,
      healthBefore: before.health,
      healthAfter: healthNow,
      view: openView,
    });
  }

  /** Another account or another filter is another team: nothing of the old one may show. */
  function startOver(next: View | null): void {
    details.stop();
    merge.expectBaseline();
    rows = [];
    viewChanges.forget();
    store.restore(next);
    if (generation === null) return;
    if (connections.state().secret === 'waiting') schedule.restartIn(KEYCHAIN_GRACE_MS);
    else void schedule.restart();
  }

  function watch(sender: string, isWatching: boolean): void {
    const wasWatched = watching.size > 0;
    if (isWatching) watching.add(sender);
    else watching.delete(sender);
    if (wasWatched !== watching.size > 0) schedule.setWatched(!wasWatched);
  }

  return {
    ...schedule,
    snapshot: store.snapshot,
    count: store.count,
    rulesChanged: store.rulesChanged,
    contact: (userId, field) => contactOf(rows, userId, field),
    watch,
    leave: (sender) => watch(sender, false),
    async refresh() {
      const runsAt = freeAt === undefined ? null : await freeAt();
      if (runsAt === null) await schedule.refresh();
      else schedule.runAt(runsAt);
      return { runsAt };
    },
    recall: () => store.restore(view()),
    start() {
      generation = connections.generation();
      store.restore(view());
      void schedule.refresh();
    },
    stop() {
      unsubscribe();
      details.stop();
      schedule.stop();
      store.stop();
    },
    viewChanged() {
      const next = view();
      const change = viewChange(store.meta().view, next);
      if (change === 'filter') return startOver(next);
      if (change === 'selection') viewChanges.forget(); // the same answer in another view is no change of status
      if (change !== 'none') store.showView(next);
    },
    wake() {
      if (hasAnswered(store.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      merge.expectBaseline();
      schedule.wake();
    },
  };
}

/** Whether there was a poll since the last wake, a moment ago. */
function hasAnswered({ asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>, wokeAt: number, now: number): boolean {
  return health.state === 'live' && asOf !== null && asOf >= wokeAt && now >= wokeAt && now - wokeAt < ONE_WAKE_MS;
}

/**
 * An agent's e-mail or phone number as the last availability answer had it; null when it had none. An agent in several
 * buckets has several rows, any of which may carry it.
 */
export function contactOf(rows: readonly AvailabilityRow[], userId: string, field: ContactField): string | null {
  return rows.find((row) => row.userId === userId && row[field] !== null)?.[field] ?? null;
}
