import { ACCOUNT_CALLS_PER_HOUR, ACCOUNT_CALLS_PER_MINUTE, MOST_COPIES } from '../shared/model.ts';
import type { CallPriority } from './types.ts';

/** So many calls may start in any span of this length. */
export interface CallWindow {
  readonly lengthMs: number;
  readonly calls: number;
  /** How many of them may be for status details, and as many again for histories. */
  readonly lesser: number;
  /** What a priority leaves for the more urgent ones. */
  readonly kept: Readonly<Record<CallPriority, number>>;
}

/** What follows for the pace of polling from a share. */
export interface PaceShare {
  /** Least time between two polls. */
  readonly floorMs: number;
  /** Time that one call for status details takes up. */
  readonly detailsCallMs: number;
  /** Over how long the first calls of copies that start together are spread. */
  readonly spreadMs: number;
}

/** One copy's part of what an account allows. */
export interface Share extends PaceShare {
  readonly windows: readonly CallWindow[];
  readonly perMinute: number;
  readonly perHour: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** The server sees a call later than we start it, by a delay that varies: this much keeps its windows clear too. */
const SLACK_MS = SECOND_MS;

/** What is left for other tools of the account while all copies use all they may. */
const OTHERS_PER_MINUTE = 10;
const OTHERS_PER_HOUR = 300;
const ALL_PER_MINUTE = ACCOUNT_CALLS_PER_MINUTE - OTHERS_PER_MINUTE;
const ALL_PER_HOUR = ACCOUNT_CALLS_PER_HOUR - OTHERS_PER_HOUR;

/** One copy alone needs no more than this in a minute, however much is free. */
const MOST_PER_MINUTE = 20;
const ALONE: Share = {
  windows: [
    windowOf(MINUTE_MS, MOST_PER_MINUTE, MOST_PER_MINUTE, { availability: 0, details: 4, history: 6, background: 6 }),
    windowOf(HOUR_MS, ALL_PER_HOUR, ALL_PER_HOUR, { availability: 0, details: 60, history: 120, background: 120 }),
  ],
  perMinute: MOST_PER_MINUTE,
  perHour: ALL_PER_HOUR,
  floorMs: 0,
  detailsCallMs: 0,
  spreadMs: 0,
};

/**
 * The hour is kept in five parts of 12 minutes: what holds in any of them holds in any hour, and nobody has to wait an
 * hour for what was used up at its beginning.
 */
const PARTS_PER_HOUR = 5;
const PART_MS = HOUR_MS / PARTS_PER_HOUR;
/** The part of its calls that a copy spends on status details and history; availability has the rest. */
const LESSER_PART = 0.2;
/** Polls come up to 5 % earlier than the pace says (team/poller.ts). */
const JITTER = 0.05;

/**
 * The part of one copy where `copies` (1 to 100) share an account. All copies together start at most 50 calls in any
 * minute and 1,500 in any hour, whenever each of them started; what is left is for other tools. Above 50 copies one call
 * each is more than a minute allows, so there the first calls are spread over a whole interval.
 */
export function shareOf(copies: number): Share {
  if (copies <= 1) return ALONE;
  const perMinute = Math.min(MOST_PER_MINUTE, Math.max(1, Math.floor(ALL_PER_MINUTE / copies)));
  const perPart = Math.max(2, Math.floor(ALL_PER_HOUR / PARTS_PER_HOUR / copies));
  const lesser = Math.max(1, Math.floor(perPart * LESSER_PART));
  const kept = (part: number): number => Math.min(perMinute - 1, Math.ceil(perMinute * part));
  const floorMs = Math.ceil(PART_MS / (perPart - lesser) / (1 - JITTER));
  return {
    windows: [
      windowOf(MINUTE_MS, perMinute, perMinute, {
        availability: 0,
        details: kept(0.2),
        history: kept(0.3),
        background: kept(0.3),
      }),
      windowOf(PART_MS, perPart, lesser, { availability: 0, details: 0, history: 0, background: 0 }),
    ],
    perMinute,
    perHour: perPart * PARTS_PER_HOUR,
    floorMs,
    // Half of what is not for availability goes to whole reads; the other half is for what has changed.
    detailsCallMs: Math.ceil((2 * PART_MS) / lesser),
    spreadMs: copies > ALL_PER_MINUTE ? floorMs : 0,
  };
}

function windowOf(lengthMs: number, calls: number, lesser: number, kept: CallWindow['kept']): CallWindow {
  return { lengthMs: lengthMs + SLACK_MS, calls, lesser, kept };
}

/**
 * What limit answers have taught: how many copies like this one the account seems to carry. It slows this copy down as
 * if the user had said so (see share.ts), and is forgotten step by step.
 */
export interface Stretch {
  readonly copies: number;
  /** When the last limit answer came, epoch milliseconds. */
  readonly at: number;
}

/**
 * Reckoned with after a first limit answer. Copies cannot ask each other, and each one learns only from its own calls,
 * so the first lesson has to be enough for a large team: the simulation of thirty copies fails with much less.
 */
const FIRST_COPIES = 40;
/** A further limit answer doubles that, once the last one has had the time to show. */
const GROWTH = 2;
const SHOWN_MS = 5 * MINUTE_MS;
/** So long after a limit answer nothing is eased. */
const HOLD_MS = 10 * MINUTE_MS;
/** Then one copy less is assumed each time this has passed, which makes the interval about 3 s shorter. */
const STEP_MS = 5 * MINUTE_MS;

/**
 * The lesson of a limit answer at `now`.
 * @param before what was learned until now
 * @param assumed how many copies were reckoned with, which may also be what the user said
 */
export function stretchAfterLimit(before: Stretch | null, assumed: number, now: number): Stretch {
  const hasShown = before === null || now - before.at >= SHOWN_MS;
  return { copies: Math.min(MOST_COPIES, Math.max(FIRST_COPIES, hasShown ? GROWTH * assumed : assumed)), at: now };
}

/** How many copies are still assumed at `now`; 1 when nothing was learned or it is forgotten. */
export function feltCopies(stretch: Stretch | null, now: number): number {
  if (stretch === null) return 1;
  const easedMs = Math.max(0, now - stretch.at - HOLD_MS);
  return Math.max(1, Math.min(MOST_COPIES, stretch.copies) - Math.floor(easedMs / STEP_MS));
}
