import type { OpenStatusAnswer, OpenStatusRequest } from '../../history/read/today.ts';
import type { ScheduleLimits } from '../../kore/rate-limit.ts';
import type { Clock } from '../../shared/clock.ts';
import type { DetailsProgress } from '../../shared/model.ts';
import type { AppError, ErrorCode, Result } from '../../shared/result.ts';
import {
  createDetailsQueue,
  type DetailsQueue,
  followPoll,
  nextRead,
  outdate,
  takeRead,
  type NextRead,
  type PolledTeam,
} from './details-queue.ts';

/** Decides when status details are worth their calls: once at the start, on change, and now and then. */
export interface DetailsReader {
  afterPoll(poll: PolledTeam): void;
  /** How far it has come with these agents. */
  progress(team: ReadonlyMap<string, unknown>): DetailsProgress;
  /** Everything known is out of date: everybody is read again after the next poll. */
  reset(): void;
  /** Drops the read in flight and forgets everything. */
  stop(): void;
}

/** How long a read of status details waits for the rate limit, milliseconds; the next poll tries again. */
export const DETAILS_WAIT_MS = 120_000;
const RETRY_MS = 60_000;
/** A missing scope has to be added by an administrator. */
const REFUSED_RETRY_MS = 30 * 60_000;
/** Between two instants: a clock that was set back before the first of them does not make the wait longer. */
const NO_WAIT = { from: 0, until: 0 };
const REFUSALS: readonly ErrorCode[] = ['token-refused', 'ids-refused', 'scope-missing', 'forbidden', 'not-found'];

interface ReaderParts {
  readonly clock: Clock;
  readonly scheduleLimits: () => ScheduleLimits;
  readonly read: (request: OpenStatusRequest, signal: AbortSignal) => Promise<Result<OpenStatusAnswer>>;
  readonly onRead: (answer: OpenStatusAnswer) => void;
}

interface ReaderState {
  readonly queue: DetailsQueue;
  flight: AbortController | null;
  /** When the last read began that brought anything. */
  begunAt: number;
  wait: { readonly from: number; readonly until: number };
  problem: string | null;
  zone: DetailsProgress['zone'];
}

/**
 * Creates a reader that has read nothing yet. A team that is too large for one read is read in parts, one after the
 * other as the rate limit allows (where copies share it, one after some polls), and continues where it was, whatever comes
 * between.
 */
export function createDetailsReader(parts: ReaderParts): DetailsReader {
  let state = newState();
  return {
    afterPoll(poll) {
      followPoll(state.queue, poll);
      goOn(state, parts);
    },
    progress(team) {
      const { queue, problem, zone } = state;
      const read = [...team.keys()].filter((userId) => queue.fresh.has(userId)).length;
      return { read, of: team.size, problem, ...(zone !== undefined && { zone }) };
    },
    reset() {
      drop(state);
      state.problem = null;
      outdate(state.queue);
    },
    stop() {
      drop(state);
      state = newState();
    },
  };
}

function newState(): ReaderState {
  const queue = createDetailsQueue();
  return { queue, flight: null, begunAt: Number.NEGATIVE_INFINITY, wait: NO_WAIT, problem: null, zone: undefined };
}

function drop(state: ReaderState): void {
  state.flight?.abort();
  state.flight = null;
}

function goOn(state: ReaderState, parts: ReaderParts): void {
  const { queue, flight, wait, begunAt } = state;
  const now = parts.clock.now();
  const { detailsMs } = parts.scheduleLimits();
  const isWaiting = now >= wait.from && now < wait.until;
  const isTooSoon = now >= begunAt && now - begunAt < detailsMs;
  if (flight !== null || isWaiting || isTooSoon) return;
  const next = nextRead(queue, now, detailsMs);
  if (next !== null) void run(next, state, parts);
}

async function run(next: NextRead, state: ReaderState, parts: ReaderParts): Promise<void> {
  const { clock, read, onRead } = parts;
  const abort = new AbortController();
  state.flight = abort;
  state.begunAt = clock.now();
  state.queue.isListNext = next.userIds.length > 0;
  const answer = await read(next.request, abort.signal);
  if (state.flight !== abort) return;
  state.flight = null;
  state.problem = answer.ok ? null : answer.error.message;
  if (!answer.ok) {
    state.begunAt = Number.NEGATIVE_INFINITY;
    // Its next page may be what fails.
    state.queue.unfinished = null;
    state.wait = waitAfter(answer.error, clock.now());
    return;
  }
  const { stopped, zoneChange } = answer.value;
  const isAtOnce = next.request.pages === undefined;
  state.zone = answer.value.zone;
  takeRead(state.queue, next, answer.value, clock.now());
  onRead(answer.value);
  if (zoneChange === 'other' && !isAtOnce) outdate(state.queue);
  // Otherwise agents who were not reached would be requested again and again without a pause.
  if (stopped !== null) state.wait = waitAfter(stopped, clock.now());
  goOn(state, parts);
}

function waitAfter({ code, retryAt }: AppError, now: number): ReaderState['wait'] {
  return { from: now, until: retryAt ?? now + (REFUSALS.includes(code) ? REFUSED_RETRY_MS : RETRY_MS) };
}
