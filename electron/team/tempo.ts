import type { Pace } from '../shared/model.ts';
import { paceMs } from './pace.ts';
import { createPoller, type Poller, type PollerParts } from './poller.ts';

/** When the team is polled: by who looks, whether the computer rests, and until when the user has paused it. */
export interface Tempo extends Pick<Poller, 'refresh' | 'restart' | 'stop'> {
  /** Milliseconds between two polls that succeed. */
  intervalMs(): number;
  /** Whether anybody has a window on the team in sight. */
  setWatched(isWatched: boolean): void;
  /** Whether the screen is locked or the battery to be spared. */
  setResting(isResting: boolean): void;
  /** The pace setting has changed. */
  paceChanged(): void;
  /** After sleep, unlock or a change of network: polls once. */
  wake(): void;
  /** Rests for `forMs`, or goes on with null. */
  pause(forMs: number | null): void;
}

/** What the tempo needs: how to poll, the pace setting, and whom to tell. */
export interface TempoParts<T> extends Omit<PollerParts<T>, 'intervalMs'> {
  readonly pace: () => Pace;
  /** The next poll comes earlier than was said. */
  readonly onHurried: (nextAt: number) => void;
  readonly onPaused: (until: number) => void;
}

/** After a wake the network needs a moment, and many copies wake together. */
const WAKE_MIN_MS = 1_000;
const WAKE_SPREAD_MS = 2_000;

/** Creates a tempo that polls nothing until `refresh`. Any poll, also one that was asked for, ends a pause. */
export function createTempo<T>({ pace, onHurried, onPaused, ...parts }: TempoParts<T>): Tempo {
  const { clock, random, cycle } = parts;
  let isWatched = false;
  let isResting = false;
  let pausedUntil: number | null = null;

  const intervalMs = (): number => paceMs(pace(), { isWatched, isResting });
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

  return {
    intervalMs,
    refresh: poller.refresh,
    restart: poller.restart,
    stop: poller.stop,
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
      const pauseMs = pausedUntil === null ? 0 : pausedUntil - clock.now();
      // The timers of most systems stand still while the computer sleeps, so a pause would end later than was said.
      if (pauseMs > 0) return poller.runIn(pauseMs);
      // What is under way may hang on a connection that the sleep has cut.
      poller.stop();
      poller.runIn(WAKE_MIN_MS + random() * WAKE_SPREAD_MS);
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
