import type { LocalDays } from './local-days.ts';
import { between, createRandom, mix, pick, type Random } from './random.ts';

/**
 * A status with the customer's name for it: the same for the built-in ones; a customer's own is always of type Away or
 * Busy. OFFLINE is missing because it is never reported as a status.
 */
interface Activity {
  readonly primaryStatus: 'AVAILABLE' | 'BUSY' | 'AWAY';
  readonly secondaryStatus: string;
}

const AVAILABLE: Activity = { primaryStatus: 'AVAILABLE', secondaryStatus: 'AVAILABLE' };
const BUSY: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'BUSY' };
const AWAY: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'AWAY' };
// The demo customer's own statuses.
const BREAK: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Break' };
const LUNCH: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' };
const ON_CALL: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'On Call' };
const TRAINING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Training' };
const COACHING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Coaching' };
/** From the sample of the document. */
const NBK: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'NBK' };

/** One status of one agent, half open: `startsAt <= t < endsAt`, whole seconds as epoch milliseconds. */
export interface Segment extends Activity {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A time within which an agent is never OFFLINE; its segments are made only when somebody needs them. */
interface Block {
  readonly startsAt: number;
  readonly endsAt: number;
  segments(): readonly Segment[];
}

/** Blocks of one agent that may touch `from` to `to` (epoch milliseconds), in order, never overlapping. */
export type Schedule = (from: number, to: number) => readonly Block[];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Steps of this part of a day spread any number of shift starts evenly around the clock (golden ratio). */
const GOLDEN_STEP = 0.618_033_988_749_895;
const LONG_STAY_MS = 6 * DAY_MS;

/** The schedule of one agent. Of every dozen agents one is on leave, and two of a team never log out. */
export function scheduleOf(seed: number, index: number, days: LocalDays): Schedule {
  if (index % 12 === 5) return () => [];
  return index === 9 || index === 21 ? longStays(seed, index) : dailyShifts(seed, index, days);
}

function dailyShifts(seed: number, index: number, days: LocalDays): Schedule {
  const first = (mix(seed, 105) % 1_000) / 1_000;
  const timeOfDayMs = Math.floor((((first + index * GOLDEN_STEP) % 1) * DAY_MS) / MINUTE_MS) * MINUTE_MS;
  // A shift begins in its own day or just after it, and is over before the next day is.
  return (from, to) =>
    numbersFrom(days.dayOf(from) - 1, days.dayOf(to)).map((day) =>
      shiftAt(seed, index, day, days.startOf(day) + timeOfDayMs),
    );
}

/**
 * About twelve and a half hours of work, then about five and a half on call. So long that at any hour some six in ten of
 * a team whose shifts begin around the clock are not OFFLINE.
 */
function shiftAt(seed: number, index: number, day: number, earliest: number): Block {
  const random = createRandom(seed, 106, index, day);
  const startsAt = earliest + between(random, 0, 1_200) * SECOND_MS;
  const workEndsAt = startsAt + between(random, 12 * 60, 13 * 60) * MINUTE_MS;
  const endsAt = workEndsAt + between(random, 315, 345) * MINUTE_MS;
  return {
    startsAt,
    endsAt,
    segments: () => segmentsOfShift(createRandom(seed, 107, index, day), startsAt, workEndsAt, endsAt),
  };
}

/** What an agent does next, and for how long. */
interface Step {
  readonly activity: Activity;
  readonly seconds: number;
}

function segmentsOfShift(random: Random, startsAt: number, workEndsAt: number, endsAt: number): Segment[] {
  const pauses = planPauses(random);
  let last = AWAY;
  return layOut(random, startsAt, endsAt, (at) => {
    const step =
      at >= workEndsAt ? onCallStep(random, last) : (duePause(random, pauses, at - startsAt) ?? workStep(random, last));
    last = step.activity;
    return step;
  });
}

/** What, how long in minutes, and how far into the shift it is due. */
interface Pause {
  readonly dueMs: number;
  readonly activity: Activity;
  readonly minutes: readonly [number, number];
}

function planPauses(random: Random): Pause[] {
  const special = pick(random, [TRAINING, COACHING, NBK]);
  return [
    { dueMs: HOUR_MS * (1.6 + random()), activity: BREAK, minutes: [9, 16] },
    { dueMs: HOUR_MS * (3 + random()), activity: special, minutes: [15, 40] },
    { dueMs: HOUR_MS * (4.6 + random()), activity: LUNCH, minutes: [30, 45] },
    { dueMs: HOUR_MS * (6.6 + random()), activity: BREAK, minutes: [9, 16] },
    { dueMs: HOUR_MS * (8 + random()), activity: pick(random, [TRAINING, COACHING, NBK]), minutes: [10, 25] },
    { dueMs: HOUR_MS * (9.6 + random()), activity: BREAK, minutes: [9, 16] },
  ];
}

/** The next pause once it is due; takes it off the list. */
function duePause(random: Random, pauses: Pause[], sinceStartMs: number): Step | undefined {
  const [first] = pauses;
  if (!first || first.dueMs > sinceStartMs) return undefined;
  pauses.shift();
  return { activity: first.activity, seconds: between(random, first.minutes[0] * 60, first.minutes[1] * 60) };
}

/** Work alternates between waiting and talking, with a short absence now and then. */
function workStep(random: Random, last: Activity): Step {
  if (last !== AWAY && random() < 0.07) return { activity: AWAY, seconds: between(random, 60, 240) };
  return last === AVAILABLE
    ? { activity: BUSY, seconds: between(random, 90, 240) + between(random, 0, 420) }
    : { activity: AVAILABLE, seconds: between(random, 120, 330) + between(random, 0, 510) };
}

/** On call is waiting at home, called in now and then. */
function onCallStep(random: Random, last: Activity): Step {
  return last === ON_CALL
    ? { activity: BUSY, seconds: between(random, 240, 900) }
    : { activity: ON_CALL, seconds: between(random, 900, 2_400) };
}

/**
 * Somebody who forgets to log out: one status for most of six days. Two such agents, three days apart, mean that at any
 * instant one open segment is older than 24 h, as in the document's sample.
 */
function longStays(seed: number, index: number): Schedule {
  const phase = index === 9 ? 0 : LONG_STAY_MS / 2;
  const numberAt = (instant: number): number => Math.floor((instant - phase) / LONG_STAY_MS);
  return (from, to) =>
    numbersFrom(numberAt(from), numberAt(to)).map((number) => {
      const startsAt = number * LONG_STAY_MS + phase;
      return { startsAt, endsAt: startsAt + LONG_STAY_MS, segments: () => segmentsOfLongStay(seed, index, startsAt) };
    });
}

function segmentsOfLongStay(seed: number, index: number, startsAt: number): Segment[] {
  const random = createRandom(seed, 108, index, Math.floor(startsAt / DAY_MS));
  const endsAt = startsAt + LONG_STAY_MS;
  const wakesAt = endsAt - between(random, 60, 120) * MINUTE_MS;
  const long = index === 9 ? NBK : AWAY;
  let isBusy = true;
  const calls = layOut(random, wakesAt, endsAt, () => {
    isBusy = !isBusy;
    return { activity: isBusy ? BUSY : AVAILABLE, seconds: between(random, 240, 900) };
  });
  return [{ ...long, startsAt, endsAt: wakesAt }, ...calls];
}

/**
 * Lays steps end to end, with a small hole now and then, and now and then with one step reported as two equal
 * neighbours, as in the document's sample.
 */
function layOut(random: Random, startsAt: number, endsAt: number, next: (at: number) => Step): Segment[] {
  const segments: Segment[] = [];
  let at = startsAt;
  while (at < endsAt) {
    const { activity, seconds } = next(at);
    const wanted = at + seconds * SECOND_MS;
    // A step that would leave less than a minute lasts until the end.
    const end = wanted > endsAt - MINUTE_MS ? endsAt : wanted;
    const holeMs = random() < 0.05 ? between(random, 5, 50) * SECOND_MS : 0;
    const seam = random() < 0.04 ? at + Math.floor((end - at) / 2 / SECOND_MS) * SECOND_MS : at;
    if (seam > at) segments.push({ ...activity, startsAt: at, endsAt: seam });
    segments.push({ ...activity, startsAt: seam, endsAt: end });
    at = end + holeMs;
  }
  return segments;
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
