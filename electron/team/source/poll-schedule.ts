import type { ScheduleLimits } from '../../kore/rate-limit.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Result } from '../../shared/result.ts';
import { pollIntervalMs, retryAt, type PollPace, type Rest } from './poll-interval.ts';

/**
 * When the team is polled: by who watches, whether the computer rests, what the rate limit allows, and until
 * when the user has paused it. One poll after the other: the next is scheduled after the last has ended.
 */
export interface PollSchedule {
  /** Milliseconds between two polls that succeed. */
  intervalMs(): number;
  /** Polls now, or joins the poll in flight; resolves when it has ended. */
  refresh(): Promise<void>;
  /** Drops the poll in flight, whose answer no longer counts, and polls afresh. */
  restart(): Promise<void>;
  /** The same after `delayMs`, also during a pause. */
  restartIn(delayMs: number): void;
  /**
   * Polls at `at` (epoch milliseconds) rather than after the interval. While a poll is in flight: if it succeeds, the next one
   * comes at `at` at the latest.
   */
  runAt(at: number): void;
  /** Whether the team is visible in any window or browser session. */
  setWatched(isWatched: boolean): void;
  /** Whether the screen is locked or the battery to be spared. */
  setRest(rest: Rest): void;
  /** The pace setting or what the rate limit allows has changed. */
  intervalChanged(): void;
  /** After sleep, unlock or a change of network: polls once. */
  wake(): void;
  /** Rests for `forMs`, or goes on with null; `why` is for whoever is told, where it is not the user's wish. */
  pause(forMs: number | null, why?: string): void;
  stop(): void;
}

/** What the schedule needs: how to poll, the pace, and who hears of it. */
export interface PollScheduleParts<T> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pace: () => PollPace;
  readonly scheduleLimits: () => ScheduleLimits;
  /** One poll. It must end when the signal aborts. */
  readonly poll: (signal: AbortSignal) => Promise<Result<T>>;
  /** Hears of each poll that has ended, and when the next one comes; null waits for a person. */
  readonly onEnd: (outcome: Result<T>, nextAt: number | null) => void;
  /** The next poll comes at another time than `onEnd` has said. */
  readonly onMoved: (nextAt: number) => void;
  readonly onPaused: (until: number, why?: string) => void;
}

/** Polls of many copies that started together drift apart by up to this part of the interval. */
const JITTER = 0.05;
/** After a wake the network needs a moment, and many copies wake together. */
const WAKE_MIN_MS = 1_000;
const WAKE_SPREAD_MS = 2_000;

/** Creates a schedule that polls nothing until `refresh`. Any poll, also one by hand, ends a pause. */
export function createPollSchedule<T>(parts: PollScheduleParts<T>): PollSchedule {
  const { clock, random, pace, scheduleLimits, poll, onEnd, onMoved, onPaused } = parts;
  let isWatched = false;
  let rest: Rest = 'none';
  let pausedUntil: number | null = null;
  let flight: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  let cancelTimer: (() => void) | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  /** Set by `runAt` while a poll was in flight. */
  let wantedAt: number | null = null;
  let failures = 0;

  const intervalMs = (): number => pollIntervalMs(pace(), { isWatched, rest }, scheduleLimits().pollMs);

  function clearTimer(): void {
    cancelTimer?.();
    cancelTimer = null;
    dueAt = Number.POSITIVE_INFINITY;
  }

  function schedule(at: number): void {
    clearTimer();
    dueAt = at;
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => void refresh());
  }

  function refresh(): Promise<void> {
    if (flight !== null) return flight.done;
    clearTimer();
    const abort = new AbortController();
    // Assigned before the poll can end: run() compares against it.
    flight = { abort, done: Promise.resolve().then(() => run(abort)) };
    return flight.done;
  }

  async function run(abort: AbortController): Promise<void> {
    pausedUntil = null;
    const outcome = await poll(abort.signal);
    if (flight?.abort !== abort) return;
    flight = null;
    failures = outcome.ok ? 0 : failures + 1;
    const nextAt = nextTime(outcome);
    if (nextAt !== null) schedule(nextAt);
    onEnd(outcome, nextAt);
  }

  function nextTime(outcome: Result<T>): number | null {
    const now = clock.now();
    const wanted = wantedAt;
    wantedAt = null;
    if (!outcome.ok) return retryAt(outcome.error, failures, now, random());
    const byPace = now + Math.round(intervalMs() * (1 + JITTER * (2 * random() - 1)));
    return wanted === null || wanted <= now ? byPace : Math.min(wanted, byPace);
  }

  function runIn(delayMs: number): void {
    if (flight === null) schedule(clock.now() + delayMs);
  }

  function runAt(at: number): void {
    if (flight !== null) {
      wantedAt = at;
      return;
    }
    schedule(at);
    onMoved(at);
  }

  /** A poll that would come too late for the present interval comes earlier. */
  function intervalChanged(): void {
    const soonest = clock.now() + intervalMs();
    const isWaiting = pausedUntil === null && flight === null && failures === 0 && cancelTimer !== null;
    if (!isWaiting || dueAt <= soonest) return;
    schedule(soonest);
    onMoved(soonest);
  }

  function stop(): void {
    clearTimer();
    flight?.abort.abort();
    flight = null;
    wantedAt = null;
    failures = 0;
  }

  function restart(): Promise<void> {
    stop();
    return refresh();
  }

  return {
    intervalMs,
    refresh,
    restart,
    restartIn(delayMs) {
      stop();
      pausedUntil = null;
      runIn(delayMs);
    },
    runAt,
    setWatched(next) {
      isWatched = next;
      intervalChanged();
    },
    setRest(next) {
      rest = next;
      intervalChanged();
    },
    intervalChanged,
    wake() {
      const pauseMs = pausedUntil === null ? 0 : pausedUntil - clock.now();
      // On most systems timers stop while the computer sleeps, so a pause would end too late.
      if (pauseMs > 0) return runIn(pauseMs);
      // A poll in flight may hang on a connection that the sleep has cut.
      stop();
      runIn(WAKE_MIN_MS + random() * WAKE_SPREAD_MS);
    },
    pause(forMs, why) {
      stop();
      if (forMs === null) return void refresh();
      pausedUntil = clock.now() + forMs;
      runIn(forMs);
      onPaused(pausedUntil, why);
    },
    stop,
  };
}
