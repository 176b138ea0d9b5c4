import { BREAK, LUNCH, PAIRS, type Activity, type Pause } from './lines.ts';
import type { LocalTime } from './local-time.ts';
import { between, createRandom, type Random } from './random.ts';

export const AVAILABLE: Activity = { primaryStatus: 'AVAILABLE', secondaryStatus: 'AVAILABLE' };
/** What somebody says who is in a contact. */
export const IN_CONTACT: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'BUSY' };

/** One status of one agent, half open: `startsAt <= t < endsAt`, whole seconds as epoch milliseconds. */
export interface Segment extends Activity {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A call or chat. */
interface Contact {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Whether the agent says BUSY in it; one who goes on saying AVAILABLE is how routing and status details disagree. */
  readonly isReported: boolean;
}

/** A time within which an agent is never OFFLINE; what is in it is made only when somebody needs it. */
interface Block {
  readonly startsAt: number;
  readonly endsAt: number;
  /** What the agent says, end to end from the beginning of the block to its end. */
  segments(): readonly Segment[];
  /** In order, never touching each other. */
  contacts(): readonly Contact[];
}

/** Blocks of one agent that may touch `from` to `to` (epoch milliseconds), in order, never overlapping. */
export type Schedule = (from: number, to: number) => readonly Block[];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const SHIFT_MS = 8 * HOUR_MS;

/** At the end of every second shift they go for a break, and forget to log out. */
const PART_TIME: readonly Pause[] = [
  [BREAK, 110, 13],
  [LUNCH, 245, 34],
  [BREAK, 350, 13],
];
const FORGOTTEN: readonly Pause[] = [...PART_TIME, [BREAK, 465, 3 * 24 * 60]];
/** They work the late shift: on the next working day the status is longer than a shift. */
const LATE_SHIFT_MS = 14 * HOUR_MS;
const PART_TIME_TALKS = 0.5;
/** Somebody logs them out two days later, when the other one has just forgotten it too. */
const FORGOTTEN_UNTIL_MS = LATE_SHIFT_MS + SHIFT_MS + 2 * DAY_MS + 17 * MINUTE_MS;

const IN_PAIRS = 2 * PAIRS.length;
/** One team of the roster: the pairs and two who are there in turns. A larger team is several of these. */
const ROSTER_SIZE = IN_PAIRS + 2;
/** Steps of this part of a shift spread the rosters of a large team evenly (golden ratio). */
const GOLDEN_STEP = 0.618_033_988_749_895;

/** The pair of an agent by position; null for the two who are there in turns. */
export function pairOf(index: number): number | null {
  const place = index % ROSTER_SIZE;
  return place < IN_PAIRS ? place % PAIRS.length : null;
}

/** The schedule of one agent. */
export function scheduleOf(seed: number, index: number, timeAt: LocalTime): Schedule {
  const roster = Math.floor(index / ROSTER_SIZE);
  const laterMs = Math.floor((((roster * GOLDEN_STEP) % 1) * SHIFT_MS) / MINUTE_MS) * MINUTE_MS;
  // A forgotten status began up to three days ago, and no zone is further than a day from UTC.
  return (from, to) =>
    numbersFrom(Math.floor(from / DAY_MS) - 4, Math.floor(to / DAY_MS) + 1).flatMap((day) => {
      const shift = shiftOf(index % ROSTER_SIZE, day);
      if (shift === null) return [];
      const random = createRandom(seed, 106, index, day);
      return [createBlock({ seed, index, day, random, at: (timeMs) => timeAt(day, laterMs + timeMs) }, shift)];
    });
}

/** A working day of somebody, in times of that day; later ones may be after its midnight. */
interface Shift {
  readonly beginsMs: number;
  readonly endsMs: number;
  readonly pauses: readonly Pause[];
  readonly talks: number;
}

/** The two of a pair change their pauses about each day. The two who are there in turns work on two days of four. */
function shiftOf(place: number, day: number): Shift | null {
  const pair = PAIRS[place % PAIRS.length];
  if (pair !== undefined && place < IN_PAIRS) {
    const isFirst = (Math.floor(place / PAIRS.length) + place + day) % 2 === 0;
    const beginsMs = pair.begins * HOUR_MS;
    return { beginsMs, endsMs: beginsMs + SHIFT_MS, pauses: pair.lines[isFirst ? 0 : 1], talks: pair.talks };
  }
  const phase = (day + (place - IN_PAIRS) * 2) % 4;
  if (phase === 1 || phase === 2) return null;
  const shift = { beginsMs: LATE_SHIFT_MS, talks: PART_TIME_TALKS };
  return phase === 0
    ? { ...shift, endsMs: FORGOTTEN_UNTIL_MS, pauses: FORGOTTEN }
    : { ...shift, endsMs: LATE_SHIFT_MS + SHIFT_MS, pauses: PART_TIME };
}

/** Who works, with the clock of the day. */
interface Worker {
  readonly seed: number;
  readonly index: number;
  readonly day: number;
  readonly random: Random;
  /** The instant of a time of this day. */
  at(timeMs: number): number;
}

function createBlock(worker: Worker, shift: Shift): Block {
  const { random, at } = worker;
  const startsAt = at(shift.beginsMs) - between(random, 0, 300) * SECOND_MS;
  const endsAt = at(shift.endsMs) + between(random, 0, 300) * SECOND_MS;
  const made = once(() => pausesOf(worker, shift, startsAt, endsAt));
  const contacts = once(() => made().flatMap((segment) => contactsIn(worker, shift, segment)));
  const segments = once(() => made().flatMap((segment) => withContacts(segment, contacts())));
  return { startsAt, endsAt, segments, contacts };
}

function once<T>(make: () => readonly T[]): () => readonly T[] {
  let made: readonly T[] | null = null;
  return () => (made ??= make());
}

/** AVAILABLE, and the pauses of the shift by the clock, each up to a minute or two late. */
function pausesOf({ random, at }: Worker, { beginsMs, pauses }: Shift, startsAt: number, endsAt: number): Segment[] {
  const segments: Segment[] = [];
  let reached = startsAt;
  const add = (activity: Activity, until: number): void => {
    const end = Math.min(until, endsAt);
    if (end > reached) segments.push({ ...activity, startsAt: reached, endsAt: end });
    reached = Math.max(reached, end);
  };
  for (const [activity, minute, minutes] of pauses) {
    const lateMs = between(random, 0, 90) * SECOND_MS;
    add(AVAILABLE, at(beginsMs + minute * MINUTE_MS) + lateMs);
    add(activity, at(beginsMs + (minute + minutes) * MINUTE_MS) + lateMs + between(random, -60, 60) * SECOND_MS);
  }
  add(AVAILABLE, endsAt);
  return segments;
}

/** An agent begins one contact in each of these. */
const CYCLE_MS = 9 * MINUTE_MS;
/** Of its usual length, a contact begins up to so much later, and is so much longer or shorter. */
const LATE = 0.15;
const VARIES = 0.25;
/** The share of contacts in which somebody goes on saying AVAILABLE. */
const UNREPORTED = 0.18;

/** The contacts while somebody is AVAILABLE. Of a pair one mostly waits while the other talks. */
function contactsIn(
  { seed, index, day, at }: Worker,
  { beginsMs, talks }: Shift,
  { primaryStatus, startsAt, endsAt }: Segment,
): Contact[] {
  if (primaryStatus !== 'AVAILABLE') return [];
  const place = index % ROSTER_SIZE;
  const phase = ((place % PAIRS.length) / 4 + Math.floor(place / PAIRS.length) / 2) % 1;
  const firstAt = at(beginsMs) - beginsMs + Math.floor((phase * CYCLE_MS) / SECOND_MS) * SECOND_MS;
  const seconds = (talks * CYCLE_MS) / SECOND_MS;
  const cycles = numbersFrom(Math.floor((startsAt - firstAt) / CYCLE_MS), Math.floor((endsAt - firstAt) / CYCLE_MS));
  return cycles.flatMap((cycle) => {
    const random = createRandom(seed, 107, index, day, cycle);
    const begins = firstAt + cycle * CYCLE_MS + between(random, 1, Math.round(LATE * seconds)) * SECOND_MS;
    const ends = begins + Math.round(seconds * (1 - VARIES + 2 * VARIES * random())) * SECOND_MS;
    const isReported = random() >= UNREPORTED;
    // One that would run into a pause goes to somebody else.
    return begins > startsAt && ends < endsAt ? [{ startsAt: begins, endsAt: ends, isReported }] : [];
  });
}

/** A segment with what the agent says in those contacts within it that are reported. */
function withContacts(segment: Segment, contacts: readonly Contact[]): Segment[] {
  const within = contacts.filter(
    ({ startsAt, isReported }) => isReported && segment.startsAt <= startsAt && startsAt < segment.endsAt,
  );
  const starts = [segment.startsAt, ...within.map(({ endsAt }) => endsAt)];
  return starts.flatMap((startsAt, index) => {
    const contact = within[index];
    const waits = { ...segment, startsAt, endsAt: contact?.startsAt ?? segment.endsAt };
    if (contact === undefined) return [waits];
    return [waits, { ...IN_CONTACT, startsAt: contact.startsAt, endsAt: contact.endsAt }];
  });
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
