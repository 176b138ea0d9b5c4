import type { LiveConnection } from '../connections/types.ts';
import { peopleOf, type TeamPerson } from '../history/people.ts';
import type { OpenStatusAnswer } from '../history/read/today.ts';
import { countOf } from '../kore/filter-check.ts';
import { isPassing } from '../kore/names.ts';
import type { AvailabilityAnswer, AvailabilityRow, CallOptions } from '../kore/types.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import type { StatusChange } from '../shared/delta.ts';
import { err, fail, ok, type AppError, type Result } from '../shared/result.ts';
import {
  EMPTY_FILTER,
  filterKey,
  selectionOf,
  type Agent,
  type ConnectionMemory,
  type Status,
  type TeamFilter,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import { isRestricted } from './details-queue.ts';
import { createDetailsReader } from './details-reader.ts';
import { healthAfter, pausedHealth, secretProblem } from './health.ts';
import { createTeamMerge } from './merge.ts';
import { createPollSchedule } from './poll-schedule.ts';
import { createTeamStore, viewChange } from './team-store.ts';
import type { LiveTeam, LiveTeamParts, PollOutcome } from './types.ts';
import { createViewChanges } from './view-changes.ts';
import { unknownIn } from './views/view-matcher.ts';
import { viewRefusal } from './views/view-refusal.ts';

/** Availability waits this long for the rate limit before the poll counts as limited; while all is well, as long as a poll. */
const LIMIT_WAIT_MS = 10_000;
/** A keychain mostly answers at once; only one that takes longer gets a message. */
const KEYCHAIN_GRACE_MS = 1_000;
/** Agents opt out of queues during the day. */
const MAX_NAMED_AGE_MS = 10 * 60_000;
/** Resume, unlock and the return of the network follow each other closely; the poll of the first is enough. */
const ONE_WAKE_MS = 15_000;

/** An answer, and the filter it is the answer to. */
interface Polled {
  readonly answer: AvailabilityAnswer;
  readonly filter: TeamFilter;
}

/** The outcome of a failed poll, and of a read of status details. */
const NO_ANSWER = { isBaseline: false, gap: null } as const;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a rate limit, and one team is on the screen.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, scheduleLimits, connections, readToday, onPoll, freeAt, directory, view = () => null } = parts;
  const merge = createTeamMerge(clock);
  const viewChanges = createViewChanges();
  /** Of the last answer: contacts and cards need them, and nobody else. */
  let rows: readonly AvailabilityRow[] = [];
  /** Statuses whose lists could not be understood in it. */
  let unread: readonly Status[] = [];
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

  async function poll(signal: AbortSignal): Promise<Result<Polled>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const pollMs = store.meta().health.state === 'live' ? scheduleLimits().pollMs : 0;
    const answer = await ask(live, { priority: 'availability', maxWaitMs: Math.max(LIMIT_WAIT_MS, pollMs), signal });
    if (signal.aborted) return fail('cancelled');
    if (answer.ok) store.setClockOffset(live.client.clockOffsetMs());
    return answer;
  }

  /**
   * One call about everybody, and a second one for the view alone, where the API turns out to name nobody without a filter
   * or has to say who is in the view.
   */
  async function ask({ client, memory }: LiveConnection, call: CallOptions): Promise<Result<Polled>> {
    const askFor = async (filter: TeamFilter): Promise<Result<Polled>> => {
      const answer = await client.availability(filter, call);
      if (answer.ok) return ok({ answer: answer.value, filter });
      return isRestricted(filter) ? err(refusalOf(answer.error, filter)) : answer;
    };
    const learn = (everybody: ConnectionMemory['everybody']): void => {
      if (memory.get().everybody !== everybody) memory.learn({ everybody });
    };
    const isAborted = (): boolean => call.signal?.aborted === true;
    const filter = viewFilter();
    if (isPolledFiltered(filter)) return askFor(filter);
    const name = async (): ReturnType<typeof client.availability> => {
      const answer = await client.availability(filter, { ...call, isAside: true });
      return answer.ok ? answer : err(refusalOf(answer.error, filter));
    };
    const isFirst = !store.isReadWith(EMPTY_FILTER);
    const named = isToBeNamed(filter) ? await name() : null;
    if (isAborted()) return fail('cancelled');
    if (named?.ok === false && isPassing(named.error.code)) return named;
    if (named !== null) store.takeNamed(filter, named);
    const everybody = await askFor(EMPTY_FILTER);
    if (hasRows(everybody)) learn(null);
    const isRefused = !everybody.ok && everybody.error.code === 'everybody-refused';
    const isAnswer = everybody.ok ? hasRows(everybody) : !isRefused;
    // Only a client that knows how many agents there are can tell whether the API ignores filters.
    const isEverybody = named?.ok === true && everybody.ok && countOf(named.value) >= countOf(everybody.value.answer);
    if (isFirst && isEverybody && !isAborted()) store.takeNamed(filter, await name());
    if (isAnswer || !isRestricted(viewFilter()) || isAborted()) return everybody;
    const filtered = await askFor(viewFilter());
    if (isRefused ? !filtered.ok : !hasRows(filtered)) return isRefused ? filtered : everybody;
    learn('refused');
    return filtered;
  }

  function refusalOf(error: AppError, filter: TeamFilter): AppError {
    return directory === undefined ? error : viewRefusal(error, filter, directory.get());
  }

  const viewFilter = (): TeamFilter => selectionOf(store.meta().view).filter;

  /** Whether the API has to filter, because it names nobody without a filter. */
  function isPolledFiltered(filter: TeamFilter): boolean {
    if (!isRestricted(filter)) return false;
    return directory === undefined || connections.live()?.memory.get().everybody === 'refused';
  }

  /**
   * Whether only the API can say who is in a filter. It is called once for that: polls of the view alone would lose what is
   * known of all others.
   */
  function isToBeNamed(filter: TeamFilter): boolean {
    if (directory === undefined || unknownIn(filter, directory.members()).length === 0) return false;
    const ageMs = clock.now() - store.namedAt(filter);
    return ageMs < 0 || ageMs >= MAX_NAMED_AGE_MS;
  }

  function polled(outcome: Result<Polled>, nextAt: number | null): void {
    // Another view was opened during the second call of a poll.
    if (outcome.ok && !isAbout(outcome.value.filter, viewFilter())) return void schedule.restart();
    const before = stateNow();
    const health = healthAfter(outcome.ok ? null : outcome.error, before.health, clock.now(), nextAt);
    if (!outcome.ok) {
      store.setHealth(health);
      return tell(before, viewChanges.ofPoll([], viewedTeam()));
    }
    const { answer, filter } = outcome.value;
    rows = answer.rows;
    const merged = merge.merge(answer, { ...before, agents: store.all() }, schedule.intervalMs());
    ({ unread } = merged);
    if (merged.isBaseline) details.reset();
    store.takeAnswer(merged, filter, health);
    const changes = viewChanges.ofPoll(merged.statusChanges, viewedTeam());
    if (merged.isBaseline) viewChanges.forget();
    tell(before, changes, merged);
    const changed = merged.statusChanges.map(({ after }) => after.userId);
    const viewed = store.inFilter(store.all());
    const first = viewed === store.all() ? null : viewed;
    details.afterPoll({ members: merged.members, changed, isFiltered: isRestricted(filter), first });
  }

  function detailsRead(answer: OpenStatusAnswer): void {
    store.setClockOffset(connections.live()?.client.clockOffsetMs() ?? null);
    store.takeDetails(answer);
    const changes = viewChanges.ofDetails(viewedTeam());
    if (changes.length > 0) tell(stateNow(), changes);
    parts.onDetails?.();
  }

  function viewedTeam() {
    return { all: store.all(), view: store.meta().view, isViewed: store.isViewed };
  }

  function stateNow() {
    return { ...store.meta(), agents: store.agents() };
  }

  function tell(
    before: ReturnType<typeof stateNow>,
    changes: readonly StatusChange[],
    { isBaseline, gap }: Pick<PollOutcome, keyof typeof NO_ANSWER> = NO_ANSWER,
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
    health: () => store.meta().health,
    viewed: store.agents,
    everybody: store.all,
    snapshotOf: store.snapshotOf,
    canShow: store.canShow,
    countsOf: store.countsOf,
    notFoundIn: store.notFoundIn,
    agentIdOf: store.agentIdOf,
    queues: store.queuesOfEverybody,
    count: store.count,
    rulesChanged: store.rulesChanged,
    people: () => (rows.length > 0 ? peopleOf(rows) : [...store.all().values()].map(withoutContact)),
    rows: (userId) => rows.filter((row) => row.userId === userId),
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
      if (change === 'none') return;
      const isOther = change === 'filter' && !store.canShow(next);
      const isOfEverybody = store.isReadWith(EMPTY_FILTER) && !isPolledFiltered(selectionOf(next).filter);
      if (isOther && !isOfEverybody) return startOver(next);
      // The same answer in another view is no change of status.
      if (change !== 'name') viewChanges.forget();
      store.showView(next);
      if (store.isWaiting()) void schedule.restart();
    },
    membersChanged() {
      const wasWaiting = store.isWaiting();
      if (store.membersChanged()) viewChanges.forget();
      if (store.isWaiting() && !wasWaiting) void schedule.restart();
    },
    wake() {
      if (hasAnswered(store.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      merge.expectBaseline();
      schedule.wake();
    },
  };
}

/** Of a team of the last run no more is known. */
function withoutContact({ userId, name }: Agent): TeamPerson {
  return { userId, name, agentId: null, customId: null, email: null };
}

function hasRows(answer: Result<Polled>): boolean {
  return answer.ok && answer.value.answer.rows.length > 0;
}

/** Whether the answer to a filter tells who is in a view with another one. */
function isAbout(filter: TeamFilter, ofView: TeamFilter): boolean {
  return !isRestricted(filter) || filterKey(filter) === filterKey(ofView);
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
