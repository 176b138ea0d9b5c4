import { AVAILABLE, AWAY, BUSY, NBK } from './activities.ts';
import type { LocalDays } from './local-days.ts';
import { between, createRandom, mix } from './random.ts';
import { layOut } from './segments.ts';
import type { Segment } from './segments.ts';
import { planShift, segmentsOfShift } from './shift.ts';

const DAY_MS = 86_400_000;
/** Steps of this share of a day spread any number of shift starts evenly around the clock (golden ratio). */
const GOLDEN_STEP = 0.618_033_988_749_895;
const LONG_STAY_MS = 6 * DAY_MS;

/** A stretch of time within which an agent is never OFFLINE; its segments are made only when asked for. */
export interface Block {
  readonly startsAt: number;
  readonly endsAt: number;
  segments(): readonly Segment[];
}

/** Blocks of one agent that may touch `from` to `to` (epoch milliseconds), in order, never overlapping. */
export type Pattern = (from: number, to: number) => readonly Block[];

/** What an agent's days look like; in every dozen one is on leave, and two of a whole team never log out. */
export function patternOf(seed: number, index: number, days: LocalDays): Pattern {
  if (index % 12 === 5) return () => [];
  if (index === 9 || index === 21) return longStay(seed, index);
  return dailyShifts(seed, index, days);
}

function dailyShifts(seed: number, index: number, days: LocalDays): Pattern {
  const first = (mix(seed, 105) % 1_000) / 1_000;
  const startOfShiftMs = Math.floor((((first + index * GOLDEN_STEP) % 1) * DAY_MS) / 60_000) * 60_000;
  const blockOf = (day: number): Block => {
    const shift = planShift(createRandom(seed, 106, index, day), days.startOf(day) + startOfShiftMs);
    const segments = (): Segment[] => segmentsOfShift(createRandom(seed, 107, index, day), shift);
    return { startsAt: shift.startsAt, endsAt: shift.endsAt, segments };
  };
  // A shift begins in its own day or just after it, and is over before the next day is.
  return (from, to) => range(days.dayOf(from) - 1, days.dayOf(to)).map(blockOf);
}

/**
 * Somebody who forgets to log out: one status for most of six days. Two such agents, three days apart, mean that at any
 * instant one open segment is older than 24 h, as in the document's sample.
 */
function longStay(seed: number, index: number): Pattern {
  const phase = index === 9 ? 0 : LONG_STAY_MS / 2;
  const blockOf = (turn: number): Block => {
    const startsAt = turn * LONG_STAY_MS + phase;
    return { startsAt, endsAt: startsAt + LONG_STAY_MS, segments: () => segmentsOfLongStay(seed, index, startsAt) };
  };
  return (from, to) =>
    range(Math.floor((from - phase) / LONG_STAY_MS), Math.floor((to - phase) / LONG_STAY_MS)).map(blockOf);
}

function segmentsOfLongStay(seed: number, index: number, startsAt: number): Segment[] {
  const random = createRandom(seed, 108, index, Math.floor(startsAt / DAY_MS));
  const endsAt = startsAt + LONG_STAY_MS;
  const wakesAt = endsAt - between(random, 60, 120) * 60_000;
  const long = index === 9 ? NBK : AWAY;
  let isBusy = true;
  const calls = layOut(random, wakesAt, endsAt, () => {
    isBusy = !isBusy;
    return { activity: isBusy ? BUSY : AVAILABLE, seconds: between(random, 240, 900) };
  });
  return [{ ...long, startsAt, endsAt: wakesAt }, ...calls];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
