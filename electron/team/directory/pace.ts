import type { NamesPace } from '../../kore/rate-limit.ts';
import type { CallPace } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';

/** Holds the calls for names to their pace, and says how long some of them take. */
export interface DirectoryPace extends CallPace {
  /** When the last of so many calls may start, epoch milliseconds. */
  lastAt(calls: number): number;
}

/** Creates a pace that has seen no call. */
export function createPace(clock: Pick<Clock, 'now'>, limit: () => NamesPace): DirectoryPace {
  /** When calls started, oldest first. */
  let started: number[] = [];

  /** A clock that was set back makes no wait longer. */
  function recent(): number[] {
    const now = clock.now();
    started = started.map((at) => Math.min(at, now)).filter((at) => at > now - limit().withinMs);
    return started;
  }

  function nextAt(): number {
    const { calls, withinMs } = limit();
    const oldest = recent().at(-calls);
    return oldest === undefined ? 0 : oldest + withinMs;
  }

  return {
    nextAt,
    started: () => void recent().push(clock.now()),
    lastAt(calls) {
      const { calls: atOnce, withinMs } = limit();
      const atHand = Math.max(0, atOnce - recent().length);
      const rounds = Math.ceil(Math.max(0, calls - atHand) / atOnce);
      const first = recent()[0] ?? clock.now();
      return rounds === 0 ? clock.now() : Math.max(clock.now(), first + rounds * withinMs);
    },
  };
}
