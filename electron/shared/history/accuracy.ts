import {
  ACCURACY_TOLERANCE_MS,
  COMPARED_STATUSES,
  type AccuracyDifference,
  type ComparedStatus,
  type HistoryDay,
  type KnownCounts,
  type StatusAccuracy,
} from '../model.ts';
import { statusChanges } from './coverage.ts';

/** The last counts that were polled in a minute, and when. */
export interface LiveMinute {
  readonly at: number;
  readonly counts: KnownCounts;
}

/** What comparing some minutes gave. */
export type Comparison = {
  readonly minutes: number;
  readonly skipped: number;
  readonly statuses: readonly StatusAccuracy[];
};

const MAX_DIFFERENCES = 3;

/**
 * Compares the counts of one finished day with its status details, each at the instant of its poll: a count is right
 * when status details have it within `ACCURACY_TOLERANCE_MS` of that. A minute is compared when its answer can be about the
 * same agents: at least those with a record on that day, and at most all who were read.
 * @param clockOffsetMs how far the clock of status details is ahead of the one that the minutes are of
 */
export function compareDay(
  { startsAt, endsAt, agents }: Pick<HistoryDay, 'startsAt' | 'endsAt' | 'agents'>,
  live: readonly LiveMinute[],
  clockOffsetMs: number,
): Comparison {
  const withRecord = agents.filter(({ intervals }) => intervals.length > 0).length;
  const windows = live.filter(({ at }) => {
    const real = at + clockOffsetMs;
    return real - ACCURACY_TOLERANCE_MS >= startsAt && real + ACCURACY_TOLERANCE_MS <= endsAt;
  });
  const compared = windows.filter(({ counts: { total } }) => withRecord <= total && total <= agents.length);
  const statuses = COMPARED_STATUSES.map((status): StatusAccuracy => {
    const countsAround = countsOver(agents, status);
    const differences: AccuracyDifference[] = [];
    for (const { at, counts } of compared) {
      const showed = counts[status];
      const { was, near } = countsAround(at + clockOffsetMs);
      if (!near.includes(showed)) differences.push({ at, showed, was });
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

/** Gives the number of agents in a status at an instant, and those near to it; the instants are asked for in order. */
function countsOver(
  agents: HistoryDay['agents'],
  status: ComparedStatus,
): (at: number) => { readonly was: number; readonly near: readonly number[] } {
  const steps = statusChanges({ agents }, status);
  let next = 0;
  let before = 0;
  return (at) => {
    const from = at - ACCURACY_TOLERANCE_MS;
    for (let step = steps[next]; step !== undefined && step[0] <= from; step = steps[(next += 1)]) before += step[1];
    const near = [before];
    let count = before;
    let was = before;
    for (let index = next; ; index += 1) {
      const step = steps[index];
      if (step === undefined || step[0] > at + ACCURACY_TOLERANCE_MS) return { was, near };
      near.push((count += step[1]));
      if (step[0] <= at) was = count;
    }
  };
}
