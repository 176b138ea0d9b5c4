import type { LiveConnection } from '../../connections/types.ts';
import { peopleOf } from '../../history/people.ts';
import type { OpenStatusAnswer } from '../../history/read/today.ts';
import { countOf } from '../../kore/filter-check.ts';
import { isPassing } from '../../kore/names.ts';
import type { AvailabilityAnswer, AvailabilityRow, CallOptions } from '../../kore/types.ts';
import { err, fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { EMPTY_FILTER, filterKey, selectionOf, type ConnectionMemory, type TeamFilter } from '../../shared/model.ts';
import { isRestricted } from '../details/details-queue.ts';
import { createDetailsReader } from '../details/details-reader.ts';
import { healthAfter, pausedHealth, secretProblem } from '../health.ts';
import { createTeamMerge } from '../merge.ts';
import { createPollSchedule, type PollSchedule } from './poll-schedule.ts';
import type { SourcedTeam, AnswerSource } from './answer-source.ts';
import type { LiveTeamParts } from '../types.ts';
import { unknownIn } from '../views/view-matcher.ts';
import { viewRefusal } from '../views/view-refusal.ts';

/** Availability waits this long for the rate limit before the poll counts as limited; while all is well, as long as a poll. */
const LIMIT_WAIT_MS = 10_000;
/** Agents opt out of queues during the day. */
const MAX_NAMED_AGE_MS = 10 * 60_000;

/** An answer, and the filter it is the answer to. */
interface Polled {
  readonly answer: AvailabilityAnswer;
  readonly filter: TeamFilter;
}

/** Polls, whose pace follows from who watches and what the rate limit allows. */
interface PollSource extends AnswerSource, Pick<PollSchedule, 'setWatched' | 'setRest' | 'intervalChanged'> {}

/** Creates the polls of the present connection's account; also says what is the matter while there is none. */
export function createPollSource(parts: LiveTeamParts, team: () => SourcedTeam): PollSource {
  const { clock, scheduleLimits, connections, readToday, freeAt, directory } = parts;
  const merge = createTeamMerge(clock);
  /** Of the last answer: contacts and cards need them, and nobody else. */
  let rows: readonly AvailabilityRow[] = [];
  let people: ReturnType<typeof peopleOf> | null = null;

  const schedule = createPollSchedule({
    ...parts,
    poll,
    onEnd: polled,
    onMoved(nextAt) {
      const { store } = team();
      store.setHealth({ ...store.meta().health, nextAt });
    },
    onPaused(until, why) {
      const { store } = team();
      store.setHealth(pausedHealth(store.meta().health, clock.now(), until, why));
    },
  });
  const details = createDetailsReader({
    clock,
    scheduleLimits,
    onRead: detailsRead,
    read: async (request, signal) => {
      const live = connections.live();
      return live === null ? fail('not-connected') : readToday(live, request, team().store.all(), signal);
    },
  });

  async function poll(signal: AbortSignal): Promise<Result<Polled>> {
    const { store } = team();
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const pollMs = store.meta().health.state === 'live' ? scheduleLimits().pollMs : 0;
    const answer = await ask(live, { priority: 'availability', maxWaitMs: Math.max(LIMIT_WAIT_MS, pollMs), signal });
    if (signal.aborted) return fail('cancelled');
    parts.collect?.(); // the answer as it came is several times as large as what was read of it
    if (answer.ok) store.setClockOffset(live.client.clockOffsetMs());
    return answer;
  }

  /**
   * One call about everybody, and a second one for the view alone, where the API turns out to name nobody without a filter
   * or has to say who is in the view.
   */
  async function ask({ client, memory }: LiveConnection, call: CallOptions): Promise<Result<Polled>> {
    const { store } = team();
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

  const viewFilter = (): TeamFilter => selectionOf(team().store.meta().view).filter;

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
    const ageMs = clock.now() - team().store.namedAt(filter);
    return ageMs < 0 || ageMs >= MAX_NAMED_AGE_MS;
  }

  function polled(outcome: Result<Polled>, nextAt: number | null): void {
    // Another view was opened during the second call of a poll.
    if (outcome.ok && !isAbout(outcome.value.filter, viewFilter())) return void schedule.restart();
    const { store, answered, unanswered } = team();
    const before = store.meta();
    const health = healthAfter(outcome.ok ? null : outcome.error, before.health, clock.now(), nextAt);
    if (!outcome.ok) return unanswered(health);
    const { answer, filter } = outcome.value;
    rows = answer.rows;
    people = null;
    const merged = merge.merge(answer, { ...before, agents: store.all() }, schedule.intervalMs());
    if (merged.isBaseline) details.reset();
    answered(merged, filter, health);
    const changed = merged.statusChanges.map(({ after }) => after.userId);
    const viewed = store.inFilter(store.all());
    const first = viewed === store.all() ? null : viewed;
    details.afterPoll({ members: merged.members, changed, isFiltered: isRestricted(filter), first });
  }

  function detailsRead(answer: OpenStatusAnswer): void {
    team().store.setClockOffset(connections.live()?.client.clockOffsetMs() ?? null);
    team().detailsRead(answer);
  }

  return {
    ...schedule,
    begin(delayMs) {
      if (delayMs > 0) schedule.restartIn(delayMs);
      else void schedule.restart();
    },
    restart: () => void schedule.restart(),
    async refresh() {
      const runsAt = freeAt === undefined ? null : await freeAt();
      if (runsAt === null) await schedule.refresh();
      else schedule.runAt(runsAt);
      return { runsAt };
    },
    wake() {
      merge.expectBaseline();
      schedule.wake();
    },
    forget() {
      details.stop();
      merge.expectBaseline();
      rows = [];
      people = null;
    },
    stop() {
      details.stop();
      schedule.stop();
    },
    isAnsweredAlone: isPolledFiltered,
    progress: (all) => details.progress(all),
    people: () => (rows.length > 0 ? (people ??= peopleOf(rows)) : null),
    rows: () => rows,
  };
}

function hasRows(answer: Result<Polled>): boolean {
  return answer.ok && answer.value.answer.rows.length > 0;
}

/** Whether the answer to a filter tells who is in a view with another one. */
function isAbout(filter: TeamFilter, ofView: TeamFilter): boolean {
  return !isRestricted(filter) || filterKey(filter) === filterKey(ofView);
}
