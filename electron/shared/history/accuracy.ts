import {
  COMPARED_STATUSES,
  type AccuracyDifference,
  type ComparedStatus,
  type HistoryDay,
  type KnownCounts,
  type StatusAccuracy,
} from '../model.ts';
import { statusChanges } from './coverage.ts';

/** The last counts that were polled in a minute; `minute` is full minutes since the epoch. */
export interface LiveMinute {
  readonly minute: number;
  readonly counts: KnownCounts;
}

/** What comparing some minutes gave. */
export type Comparison = {
  readonly minutes: number;
  readonly skipped: number;
  readonly statuses: readonly StatusAccuracy[];
};

const MINUTE_MS = 60_000;
/** When it arrives, an answer may be this old: it says how the team was while it was asked. */
const MAX_ANSWER_MS = 5_000;
const MAX_DIFFERENCES = 3;

/**
 * Compares the counts of one finished day with its status details. Only the minute of a poll is known, so a count is
 * right when status details have it at any instant of that minute. A minute is compared when its answer can be about the
 * same agents: at least those with a record on that day, and at most all who were read.
 * @param clockOffsetMs how far the clock of status details is ahead of the one that the minutes are of
 */
export function compareDay(
  { startsAt, endsAt, agents }: Pick<HistoryDay, 'startsAt' | 'endsAt' | 'agents'>,
  live: readonly LiveMinute[],
  clockOffsetMs: number,
): Comparison {
  const withRecord = agents.filter(({ intervals }) => intervals.length > 0).length;
  const windows = live.flatMap(({ minute, counts }) => {
    const at = minute * MINUTE_MS;
    const [from, to] = [at + clockOffsetMs - MAX_ANSWER_MS, at + clockOffsetMs + MINUTE_MS];
    return from >= startsAt && to <= endsAt ? [{ at, from, to, counts }] : [];
  });
  const compared = windows.filter(({ counts: { total } }) => withRecord <= total && total <= agents.length);
  const statuses = COMPARED_STATUSES.map((status): StatusAccuracy => {
    const countsIn = countsOver(agents, status);
    const differences: AccuracyDifference[] = [];
    for (const { at, from, to, counts } of compared) {
      const showed = counts[status];
      const real = countsIn(from, to);
      if (!real.includes(showed)) differences.push({ at, showed, was: nearest(real, showed) });
    }
    return {
      status,
      right: compared.length - differences.length,
      differences: differences.slice(-MAX_DIFFERENCES).reverse(),
    };
  });
  return { minutes: compared.length, skipped: windows.length - compared.length, statuses };
}

/** Several comparisons, the oldest first, as one. */
export function sumComparisons(days: readonly Comparison[]): Comparison {
  return {
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    skipped: days.reduce((sum, { skipped }) => sum + skipped, 0),
    statuses: COMPARED_STATUSES.map((status): StatusAccuracy => {
      const of = days.flatMap(({ statuses }) => statuses.filter((each) => each.status === status));
      return {
        status,
        right: of.reduce((sum, { right }) => sum + right, 0),
        differences: of
          .toReversed()
          .flatMap(({ differences }) => differences)
          .slice(0, MAX_DIFFERENCES),
      };
    }),
  };
}

/** Gives the numbers of agents in a status at the instants of a time; the times are asked for in order. */
function countsOver(agents: HistoryDay['agents'], status: ComparedStatus): (from: number, to: number) => number[] {
  const steps = statusChanges({ agents }, status);
  let next = 0;
  let before = 0;
  return (from, to) => {
    for (let step = steps[next]; step !== undefined && step[0] <= from; step = steps[(next += 1)]) before += step[1];
    const counts = [before];
    for (let index = next, count = before; ; index += 1) {
      const step = steps[index];
      if (step === undefined || step[0] >= to) return counts;
      counts.push((count += step[1]));
    }
  };
}

function nearest(counts: readonly number[], to: number): number {
  return counts.reduce((best, count) => (Math.abs(count - to) < Math.abs(best - to) ? count : best));
}
