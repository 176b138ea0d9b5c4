import type { Agent, HistoryAgent, Status, StatusLengths } from '../model.ts';
import { sinceOf } from './rewind.ts';

const AWAY: Status = 'AWAY';
const MINUTE_MS = 60_000;
/** Fewer say little about how long a status lasts. */
export const MIN_LENGTHS = 20;
/** Of whoever is in a status for longer than nearly everybody before, nobody knows when they come back. */
const MIN_LONGER = 5;
/** Times are said in steps, because more would look more exact than they are. */
const STEP_MS = 5 * MINUTE_MS;
const SOON_STEPS = 6;
const MAX_STEPS = 24;
/** A status that lasts longer has been forgotten. */
const MAX_MINUTES = 8 * 60;

/** How many agents of a team are probably back by when, and what that follows from. */
export interface ExpectedReturns {
  readonly count: number;
  /** After now, at a multiple of five minutes. */
  readonly at: number;
  /** Of how many agents that is, and how many are away. */
  readonly counted: number;
  readonly away: number;
  readonly basis: readonly ReturnBasis[];
}

interface ReturnBasis {
  readonly secondaryStatus: string;
  readonly times: number;
  /** Half of them took less. */
  readonly halfBelowMs: number;
}

/** Adds up how long statuses that count as AWAY lasted, of all agents together. What is still open does not count. */
export function createLengths(): {
  add(agents: readonly Pick<HistoryAgent, 'intervals'>[]): void;
  /** Adds what was counted before. */
  addAll(lengths: readonly StatusLengths[]): void;
  /** However few there are of one. */
  each(): readonly StatusLengths[];
  /** Those that are enough to say something. */
  all(): readonly StatusLengths[];
} {
  const found = new Map<string, { readonly secondaryStatus: string; readonly minutes: number[] }>();

  function count(secondaryStatus: string, minute: number, times: number): void {
    const key = keyOf(secondaryStatus);
    const of = found.get(key) ?? { secondaryStatus, minutes: [] as number[] };
    found.set(key, of);
    const { minutes } = of;
    while (minutes.length <= minute) minutes.push(0);
    minutes[minute] = (minutes[minute] ?? 0) + times;
  }

  return {
    add(agents) {
      for (const interval of agents.flatMap(({ intervals }) => intervals)) {
        const { primaryStatus, secondaryStatus, end, clippedStart, startedAt, clippedEnd } = interval;
        const isStartKnown = !clippedStart || startedAt !== undefined;
        if (primaryStatus.toUpperCase() !== AWAY || end === null || clippedEnd || !isStartKnown) continue;
        const minute = Math.floor((end - sinceOf(interval)) / MINUTE_MS);
        if (minute < MAX_MINUTES) count(secondaryStatus, minute, 1);
      }
    },
    addAll(lengths) {
      for (const { secondaryStatus, minutes } of lengths) {
        minutes.forEach((times, minute) => count(secondaryStatus, minute, times));
      }
    },
    each: () => [...found.values()],
    all: () => [...found.values()].filter(({ minutes }) => sum(minutes) >= MIN_LENGTHS),
  };
}

/**
 * When some of the agents who are away are probably back. Each is back by a time with the share of those lengths of the
 * same status, of all agents, that are longer than theirs so far and end by then; what is said is of the team, and
 * only where the lengths say enough. Null where they do not.
 */
export function expectedReturns(
  agents: readonly Pick<Agent, 'status' | 'secondaryStatus' | 'since'>[],
  lengths: readonly StatusLengths[],
  now: number,
): ExpectedReturns | null {
  const byStatus = new Map(lengths.map((each) => [keyOf(each.secondaryStatus), each]));
  const away = agents.filter(({ status }) => status === AWAY);
  const counted = away.flatMap(({ secondaryStatus, since: { at, precision } }) => {
    const of = byStatus.get(keyOf(secondaryStatus ?? AWAY));
    if (of === undefined || at === null || (precision !== 'exact' && precision !== 'observed')) return [];
    const elapsed = Math.max(0, Math.floor((now - at) / MINUTE_MS));
    const longer = sum(of.minutes.slice(elapsed + 1));
    return sum(of.minutes) < MIN_LENGTHS || longer < MIN_LONGER ? [] : [{ of, elapsed, longer }];
  });
  const first = Math.ceil((now + MINUTE_MS) / STEP_MS) * STEP_MS;
  const backBy = (step: number): number => {
    const minutes = Math.floor((first + step * STEP_MS - now) / MINUTE_MS);
    return counted.reduce(
      (all, { of, elapsed, longer }) => all + sum(of.minutes.slice(elapsed + 1, elapsed + minutes)) / longer,
      0,
    );
  };
  const count = Math.max(1, Math.round(backBy(SOON_STEPS)));
  for (let step = 0; step <= MAX_STEPS; step += 1) {
    // Rounded to the nearest: of a single agent it is the middle of what is possible.
    if (backBy(step) < count - 0.5) continue;
    const used = [...new Set(counted.map(({ of }) => of))];
    return {
      count,
      at: first + step * STEP_MS,
      counted: counted.length,
      away: away.length,
      basis: used.map(({ secondaryStatus, minutes }) => ({
        secondaryStatus,
        times: sum(minutes),
        halfBelowMs: halfBelow(minutes) * MINUTE_MS,
      })),
    };
  }
  return null;
}

/** The minute before whose end half of the lengths are over. */
function halfBelow(minutes: readonly number[]): number {
  const half = sum(minutes) / 2;
  let over = 0;
  return minutes.findIndex((count) => (over += count) >= half) + 1;
}

function keyOf(secondaryStatus: string): string {
  return secondaryStatus.trim().toUpperCase();
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
