import { availableParallelism, loadavg } from 'node:os';
import { quantile, type Estimate } from './rounds.ts';

/**
 * What a line says of its goal. A line that is not met says nothing of the program where its floor, the least that can
 * be done, has suffered as much in the same rounds: then `doubt` says why, and it is no failure.
 */
export interface Verdict {
  readonly isMet: boolean;
  readonly doubt: string | null;
}

/** A floor that varies by no more than this, from its lowest tenth to its highest, had the machine to itself. */
const STEADY_TIMES = 1.5;

/** Judges what a line takes as a multiple of its floor, or costs in itself, against what is allowed. */
export function judgeTimes(value: Estimate, allowed: number, floor: readonly number[]): Verdict {
  const { least, most } = rangeOf(floor);
  const varied = most / least;
  return judge(value, allowed, varied > STEADY_TIMES ? allowed * varied : allowed, `${varied.toFixed(1)}-fold`);
}

/**
 * Judges by how much a line takes longer than its floor, in milliseconds. The goal is for a quiet and quick machine; on
 * others so many times the floor are allowed instead.
 */
export function judgeAbove(
  above: Estimate,
  goal: { readonly ms: number; readonly floors: number },
  floor: readonly number[],
): Verdict {
  const allowed = Math.max(goal.ms, goal.floors * quantile(floor, 0.5));
  const { least, most } = rangeOf(floor);
  const varied = most - least;
  return judge(above, allowed, varied > goal.ms ? allowed + varied : allowed, `by ${varied.toFixed(1)} ms`);
}

/** `reach` is what is allowed and what the machine may have added to it. */
function judge({ median, low, high }: Estimate, allowed: number, reach: number, varied: string): Verdict {
  if (median <= allowed) return { isMet: true, doubt: null };
  if (low > reach) return { isMet: false, doubt: null };
  const isEven = low > allowed;
  const rounds = `its rounds go from ${low.toFixed(2)} to ${high.toFixed(2)}`;
  return { isMet: false, doubt: isEven ? `its floor itself varied ${varied}` : rounds };
}

function rangeOf(samples: readonly number[]): { readonly least: number; readonly most: number } {
  return { least: quantile(samples, 0.1), most: quantile(samples, 0.9) };
}

/** Whether more programs want to run than there are cores, so that frames and times say nothing. */
export function isBusy(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism();
}
