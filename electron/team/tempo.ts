import type { PaceShare } from '../kore/share.ts';
import type { Pace } from '../shared/model.ts';
import { paceMs, type Rest } from './pace.ts';
import { createPoller, type Poller, type PollerParts } from './poller.ts';

/**
 * When the team is polled: by who looks, whether the computer rests, what the share of the budget allows, and until when
 * the user has paused it.
 */
export interface Tempo extends Pick<Poller, 'refresh' | 'restart' | 'stop'> {
  /** Drops what is in flight and polls afresh after `delayMs`, also during a pause. */
  restartIn(delayMs: number): void;
  /** Milliseconds between two polls that succeed. */
  intervalMs(): number;
  /** Polls for the first time: at once, or where very many copies start together some time later. */
  begin(): void;
  /** Polls at `at` (epoch milliseconds) rather than by the pace; asked for again, still once. */
  runAt(at: number): void;
  /** Whether anybody has a window on the team in sight. */
  setWatched(isWatched: boolean): void;
  /** Whether the screen is locked or the battery to be spared. */
  setRest(rest: Rest): void;
  /** The pace setting or the share of the budget has changed. */
  paceChanged(): void;
  /** After sleep, unlock or a change of network: polls once. */
  wake(): void;
  /** Rests for `forMs`, or goes on with null. */
  pause(forMs: number | null): void;
}

/** What the tempo needs: how to poll, the pace setting, and whom to tell. */
export interface TempoParts<T> extends Omit<PollerParts<T>, 'intervalMs'> {
  readonly pace: () => Pace;
  readonly share: () => PaceShare;
  /** The next poll comes at another time than was said. */
  readonly onHurried: (nextAt: number) => void;
  readonly onPaused: (until: number) => void;
}

/** After a wake the network needs a moment, and many copies wake together. */
const WAKE_MIN_MS = 1_000;
const WAKE_SPREAD_MS = 2_000;

/** Creates a tempo that polls nothing until `refresh`. Any poll, also one that was asked for, ends a pause. */
export function createTempo<T>({ pace, share, onHurried, onPaused, ...parts }: TempoParts<T>): Tempo {
  const { clock, random, cycle } = parts;
  let isWatched = false;
  let rest: Rest = 'none';
  let pausedUntil: number | null = null;

  const intervalMs = (): number => paceMs(pace(), { isWatched, rest }, share().floorMs);
  const poller = createPoller({
    ...parts,
    intervalMs,
    cycle(signal) {
      pausedUntil = null;
      return cycle(signal);
    },
  });

  function hurry(): void {
    const nextAt = pausedUntil === null ? poller.hurry() : null;
    if (nextAt !== null) onHurried(nextAt);
  }

  function runAt(at: number): void {
    if (poller.runAt(at)) onHurried(at);
  }

  return {
    intervalMs,
    begin() {
      const { spreadMs } = share();
      if (spreadMs === 0) void poller.refresh();
      else runAt(clock.now() + Math.round(random() * spreadMs));
    },
    runAt,
    refresh: poller.refresh,
    restart: poller.restart,
    restartIn(delayMs) {
      poller.stop();
      pausedUntil = null;
      poller.runIn(delayMs);
    },
    stop: poller.stop,
    setWatched(next) {
      isWatched = next;
      hurry();
    },
    setRest(next) {
      rest = next;
      hurry();
    },
    paceChanged: hurry,
    wake() {
      const pauseMs = pausedUntil === null ? 0 : pausedUntil - clock.now();
      // The timers of most systems stand still while the computer sleeps, so a pause would end later than was said.
      if (pauseMs > 0) return poller.runIn(pauseMs);
      // What is under way may hang on a connection that the sleep has cut.
      poller.stop();
      poller.runIn(WAKE_MIN_MS + random() * (WAKE_SPREAD_MS + share().spreadMs));
    },
    pause(forMs) {
      poller.stop();
      if (forMs === null) return void poller.refresh();
      pausedUntil = clock.now() + forMs;
      poller.runIn(forMs);
      onPaused(pausedUntil);
    },
  };
}
