import type { OpenStatusAnswer } from '../history/today.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import { fail } from '../shared/messages.ts';
import type { TeamSnapshot, View } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { isRestricted } from './details-queue.ts';
import { createDetailsReader } from './details-reader.ts';
import { healthAfter, pausedHealth, secretProblem } from './health.ts';
import { createTeamMerge, type MergedAnswer } from './merge.ts';
import { createPollSchedule } from './poll-schedule.ts';
import { createTeamStore, viewChange } from './team-store.ts';
import type { LiveTeam, LiveTeamParts } from './types.ts';
import { createViewChanges } from './view-changes.ts';

/** Availability waits this long for the rate limit before the poll counts as limited; while all is well, as long as a poll. */
const LIMIT_WAIT_MS = 10_000;
/** A keychain mostly answers at once; only one that takes longer than this is worth a sentence. */
const KEYCHAIN_GRACE_MS = 1_000;
/** Resume, unlock and a network that is back come one after the other; the poll of the first answers for all. */
const ONE_WAKE_MS = 15_000;

const NOTHING_MERGED = { isBaseline: false, unread: [], gap: null, changes: [] } as const;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a rate limit, and one team is on the screen.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, scheduleLimits, connections, readToday, onDelta, onPoll, recall, freeAt, view = () => null } = parts;
  const merge = createTeamMerge(clock);
  const viewChanges = createViewChanges();
  /** Of the last answer: who copies a contact needs them, and nobody else. */
  let rows: readonly AvailabilityRow[] = [];
  /** Null until the start. */
  let generation: number | null = null;
  let wokeAt = Number.NEGATIVE_INFINITY;
  /** Windows and browser sessions with the team in sight. */
  const watching = new Set<string>();

  const schedule = createPollSchedule({
    ...parts,
    poll,
    onEnd: polled,
    onMoved: (nextAt) => store.setHealth({ ...store.meta().health, nextAt }),
    onPaused: (until) => store.setHealth(pausedHealth(store.meta().health, clock.now(), until)),
  });
  const store = createTeamStore({
    clock,
    onDelta,
    recall,
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
  // From the beginning: the old team is put away before anybody else hears that the connection is another one.
  const unsubscribe = connections.subscribe(() => {
    if (generation === null || (generation === connections.generation() && connections.live() !== null)) return;
    generation = connections.generation();
    startOver(view());
  });

  async function poll(signal: AbortSignal): Promise<Result<MergedAnswer>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const { client } = live;
    const leastWaitMs = store.meta().health.state === 'live' ? scheduleLimits().pollMs : 0;
    const intervalMs = schedule.intervalMs();
    const maxWaitMs = Math.max(LIMIT_WAIT_MS, leastWaitMs);
    const answer = await client.availability(store.filter(), { priority: 'availability', maxWaitMs, signal });
    if (signal.aborted) return fail('cancelled');
    if (!answer.ok) return answer;
    rows = answer.value.rows;
    store.setClockOffset(client.clockOffsetMs());
    // The team as it is now: status details may have come while the answer was under way.
    return ok(merge.merge(answer.value, { ...store.meta(), agents: store.all() }, intervalMs));
  }

  function polled(outcome: Result<MergedAnswer>, nextAt: number | null): void {
    const merged = outcome.ok ? outcome.value : NOTHING_MERGED;
    if (merged.isBaseline) details.reset();
    const { health: healthBefore, view: openView } = store.meta();
    const before = store.agents();
    const health = healthAfter(outcome.ok ? null : outcome.error, healthBefore, clock.now(), nextAt);
    if (outcome.ok) store.takeAnswer(outcome.value, health);
    else store.setHealth(health);
    const changes = viewChanges.ofPoll(merged.changes, store.all(), openView);
    if (merged.isBaseline) viewChanges.forget();
    onPoll({
      before,
      after: store.agents(),
      changes,
      isBaseline: merged.isBaseline,
      unread: merged.unread,
      gap: merged.gap,
      clockOffsetMs: store.meta().clockOffsetMs,
      healthBefore,
      healthAfter: health,
      view: openView,
    });
    if (!outcome.ok) return;
    const changed = merged.changes.map(({ after }) => after.userId);
    details.afterPoll({ members: outcome.value.members, changed, isFiltered: isRestricted(store.filter()) });
  }

  function detailsRead(answer: OpenStatusAnswer): void {
    store.setClockOffset(connections.live()?.client.clockOffsetMs() ?? null);
    store.takeDetails(answer);
    const { health, view: openView, clockOffsetMs } = store.meta();
    const changes = viewChanges.ofDetails(store.all(), openView);
    if (changes.length === 0) return;
    const agents = store.agents();
    onPoll({
      before: agents,
      after: agents,
      changes,
      isBaseline: false,
      unread: [],
      gap: null,
      clockOffsetMs,
      healthBefore: health,
      healthAfter: health,
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
    },
    viewChanged() {
      const next = view();
      const change = viewChange(store.meta().view, next);
      if (change === 'filter') return startOver(next);
      if (change === 'selection') viewChanges.forget(); // the same answer, seen through another view: nothing in it is news
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
