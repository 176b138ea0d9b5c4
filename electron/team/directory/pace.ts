import type { NamesPace } from '../../kore/rate-limit.ts';
import type { CallPace } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';

/** Holds the calls for names to their pace, and says how long some of them take. */
export interface DirectoryPace extends CallPace {
  /** The pace of what a view waits for: twice as many calls, for which later ones make up. */
  readonly ofWanted: CallPace;
  /** When the last of so many calls may start, epoch milliseconds. */
  lastAt(calls: number): number;
}

const WANTED_TIMES = 2;

/** Creates a pace that has seen no call. */
export function createPace(clock: Pick<Clock, 'now'>, limit: () => NamesPace): DirectoryPace {
  /** When calls started, oldest first. */
  let starts: number[] = [];

  /** A clock that was set back makes no wait longer. */
  function recent(): number[] {
    const now = clock.now();
    starts = starts.map((at) => Math.min(at, now)).filter((at) => at > now - limit().withinMs);
    return starts;
  }

  function nextAt(times: number): number {
    const { calls, withinMs } = limit();
    const oldest = recent().at(-times * calls);
    return oldest === undefined ? 0 : oldest + withinMs;
  }

  const started = (): void => void recent().push(clock.now());

  return {
    nextAt: () => nextAt(1),
    started,
    ofWanted: { nextAt: () => nextAt(WANTED_TIMES), started },
    lastAt(calls) {
      const { calls: atOnce, withinMs } = limit();
      const last = recent().slice(-atOnce);
      const atHand = atOnce - last.length;
      const rounds = Math.ceil(Math.max(0, calls - atHand) / atOnce);
      const first = last[0] ?? clock.now();
      return rounds === 0 ? clock.now() : Math.max(clock.now(), first + rounds * withinMs);
    },
  };
}
