import type { Clock } from '../../../electron/shared/clock.ts';

/** A call as the server saw it. */
interface SeenCall {
  readonly at: number;
  /** Which copy made it. */
  readonly copy: number;
  readonly isAccepted: boolean;
}

/** An account's server: accepts calls until a window is full, then answers with a limit. */
export interface CountingServer {
  readonly calls: readonly SeenCall[];
  /** Counts a call of a copy; false means a limit answer. */
  accept(copy: number): boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PER_MINUTE = 60;
const PER_HOUR = 1_800;

/** Makes a server with a rolling window of 60 s, and if wanted one of 1 h, counted to the millisecond. */
export function createCountingServer(clock: Clock, hasHour: boolean): CountingServer {
  const calls: SeenCall[] = [];
  const accepted: number[] = [];
  const isFull = (max: number, lengthMs: number): boolean => {
    const oldest = accepted[accepted.length - max];
    return oldest !== undefined && clock.now() - oldest < lengthMs;
  };
  return {
    calls,
    accept(copy) {
      const isAccepted = !isFull(PER_MINUTE, MINUTE_MS) && !(hasHour && isFull(PER_HOUR, HOUR_MS));
      calls.push({ at: clock.now(), copy, isAccepted });
      if (isAccepted) accepted.push(clock.now());
      return isAccepted;
    },
  };
}

/** The largest number of these instants (oldest first) in any span of this length. */
export function fullest(instants: readonly number[], lengthMs: number): number {
  let max = 0;
  let from = 0;
  instants.forEach((instant, index) => {
    while ((instants[from] ?? instant) <= instant - lengthMs) from += 1;
    max = Math.max(max, index - from + 1);
  });
  return max;
}
