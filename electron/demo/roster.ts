import type { LocalTime } from './local-time.ts';
import { between, createRandom, mix, type Random } from './random.ts';

/**
 * A status that an agent chooses, with the customer's name for it: the same for the built-in ones. OFFLINE is missing
 * because it is never reported as a status.
 */
interface Activity {
  readonly primaryStatus: 'AVAILABLE' | 'BUSY' | 'AWAY';
  readonly secondaryStatus: string;
}

const AVAILABLE: Activity = { primaryStatus: 'AVAILABLE', secondaryStatus: 'AVAILABLE' };
// The demo customer's own statuses; each is of type Away or Busy.
const BREAK: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Break' };
const LUNCH: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' };
const MEETING: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Meeting' };
const TRAINING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Training' };
const FOLLOW_UP: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Follow-up' };

/** One status of one agent, half open: `startsAt <= t < endsAt`, whole seconds as epoch milliseconds. */
export interface Segment extends Activity {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A call or chat: the agent says AVAILABLE, and routing says BUSY. */
interface Contact {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A time within which an agent is never OFFLINE; what is in it is made only when somebody needs it. */
interface Block {
  readonly startsAt: number;
  readonly endsAt: number;
  /** What the agent says, end to end from the beginning of the block to its end. */
  segments(): readonly Segment[];
  /** Inside of AVAILABLE segments, in order, never touching each other. */
  contacts(): readonly Contact[];
}

/** Blocks of one agent that may touch `from` to `to` (epoch milliseconds), in order, never overlapping. */
export type Schedule = (from: number, to: number) => readonly Block[];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The early shift begins at 6, the late one at 14, the night at 22 by the clock of the centre. */
const FIRST_SHIFT_MS = 6 * HOUR_MS;
const SHIFT_MS = 8 * HOUR_MS;
const SHIFTS = 3;

/** What, from which minute of the shift on, for how many minutes. */
type Pause = readonly [Activity, number, number];

/** One line of the roster. */
interface Line {
  /** Hours after the shift's beginning at which this line's eight hours begin. */
  readonly beginsLater: number;
  readonly pauses: readonly Pause[];
}

/** Shorter than the default limit of half an hour. */
const LUNCH_MIN = 26;
/** Past the default limit by 40 minutes: away after 30, busy after 45. */
const LONG_AWAY_MIN = 70;
const LONG_BUSY_MIN = 85;

/**
 * The roster of a shift. A lunch, a meeting and a training take turns to pass their default limit: one every 40 minutes,
 * just when the one before it ends. So at any time one agent is over a limit, and soon the next one will be.
 */
const LINES: readonly Line[] = [
  {
    beginsLater: 0,
    pauses: [
      [BREAK, 50, 14],
      [LUNCH, 110, LONG_AWAY_MIN],
      [FOLLOW_UP, 210, 22],
      [MEETING, 270, LONG_AWAY_MIN],
      [BREAK, 400, 13],
    ],
  },
  {
    beginsLater: 0,
    pauses: [
      [TRAINING, 55, LONG_BUSY_MIN],
      [LUNCH, 190, LUNCH_MIN],
      [BREAK, 290, 14],
      [BREAK, 400, 12],
    ],
  },
  {
    beginsLater: 1,
    pauses: [
      [BREAK, 85, 13],
      [LUNCH, 170, LONG_AWAY_MIN],
      [BREAK, 300, 14],
      [TRAINING, 355, LONG_BUSY_MIN],
    ],
  },
  {
    beginsLater: 1,
    pauses: [
      [MEETING, 90, LONG_AWAY_MIN],
      [LUNCH, 250, LUNCH_MIN],
      [FOLLOW_UP, 330, 24],
      [BREAK, 400, 14],
    ],
  },
  {
    beginsLater: 2,
    pauses: [
      [TRAINING, 55, LONG_BUSY_MIN],
      [BREAK, 185, 12],
      [LUNCH, 230, LONG_AWAY_MIN],
      [BREAK, 390, 14],
    ],
  },
  {
    beginsLater: 2,
    pauses: [
      [BREAK, 100, 14],
      [FOLLOW_UP, 200, 20],
      [LUNCH, 310, LUNCH_MIN],
      [MEETING, 390, LONG_AWAY_MIN],
    ],
  },
  {
    beginsLater: 4,
    pauses: [
      [TRAINING, 55, LONG_BUSY_MIN],
      [BREAK, 180, 13],
      [LUNCH, 230, LONG_AWAY_MIN],
      [BREAK, 390, 14],
    ],
  },
  {
    beginsLater: 4,
    pauses: [
      [BREAK, 70, 12],
      [MEETING, 150, LONG_AWAY_MIN],
      [LUNCH, 310, LUNCH_MIN],
      [BREAK, 420, 13],
    ],
  },
];

/** Who works on two days of four. */
const PART_TIME: Line = {
  beginsLater: 0,
  pauses: [
    [BREAK, 110, 13],
    [LUNCH, 245, LUNCH_MIN],
    [BREAK, 350, 13],
  ],
};
/** At the end of every second shift they go for a break, and forget to log out. */
const FORGOTTEN: Line = { ...PART_TIME, pauses: [...PART_TIME.pauses, [BREAK, 465, 3 * 24 * 60]] };
/** They work the late shift: on the next working day the status is longer than a shift. */
const LATE_SHIFT_MS = FIRST_SHIFT_MS + SHIFT_MS;
/** Somebody logs them out two days later, when the other one has just forgotten it too. */
const FORGOTTEN_UNTIL_MS = LATE_SHIFT_MS + SHIFT_MS + 2 * DAY_MS + 17 * MINUTE_MS;

const IN_ROSTER = LINES.length * SHIFTS;
/** One team of the roster: eight for each shift and two who are there in turns. A larger team is several of these. */
const ROSTER_SIZE = IN_ROSTER + 2;
/** Steps of this part of a shift spread the rosters of a large team evenly (golden ratio). */
const GOLDEN_STEP = 0.618_033_988_749_895;

/** The schedule of one agent. */
export function scheduleOf(seed: number, index: number, timeAt: LocalTime): Schedule {
  const place = index % ROSTER_SIZE;
  const roster = Math.floor(index / ROSTER_SIZE);
  const laterMs = Math.floor((((roster * GOLDEN_STEP) % 1) * SHIFT_MS) / MINUTE_MS) * MINUTE_MS;
  const blockOf = place < IN_ROSTER ? shiftOf : partTimeOf;
  // A forgotten status began up to three days ago, and no zone is further than a day from UTC.
  return (from, to) =>
    numbersFrom(Math.floor(from / DAY_MS) - 4, Math.floor(to / DAY_MS) + 1).flatMap((day) => {
      const random = createRandom(seed, 106, index, day);
      const block = blockOf({ seed, place, day, random, at: (timeMs) => timeAt(day, laterMs + timeMs) });
      return block === null ? [] : [block];
    });
}

/** One agent's working day. */
interface WorkingDay {
  readonly seed: number;
  /** Position in the roster. */
  readonly place: number;
  readonly day: number;
  readonly random: Random;
  /** The instant of a time of this day, which may be after its midnight. */
  at(timeMs: number): number;
}

/** Everybody keeps to a shift and takes another line of its roster each day. */
function shiftOf({ seed, place, day, random, at }: WorkingDay): Block | null {
  const number = Math.floor(place / SHIFTS) + 3 * day + (mix(seed, 105) % LINES.length);
  const line = LINES[number % LINES.length] ?? PART_TIME;
  const beginsMs = FIRST_SHIFT_MS + (place % SHIFTS) * SHIFT_MS + line.beginsLater * HOUR_MS;
  return createBlock(random, line, at(beginsMs), at(beginsMs + SHIFT_MS) + between(random, 0, 300) * SECOND_MS);
}

/** Works on two days, the second of which ends in a forgotten status, and has two days off. */
function partTimeOf({ place, day, random, at }: WorkingDay): Block | null {
  const phase = (day + (place - IN_ROSTER) * 2) % 4;
  if (phase === 1 || phase === 2) return null;
  const forgets = phase === 0;
  const endsMs = forgets ? FORGOTTEN_UNTIL_MS : LATE_SHIFT_MS + SHIFT_MS;
  return createBlock(random, forgets ? FORGOTTEN : PART_TIME, at(LATE_SHIFT_MS), at(endsMs));
}

function createBlock(random: Random, line: Line, beginsAt: number, endsAt: number): Block {
  const startsAt = beginsAt - between(random, 0, 300) * SECOND_MS;
  let segments: readonly Segment[] | null = null;
  let contacts: readonly Contact[] | null = null;
  const made = (): readonly Segment[] => (segments ??= segmentsOf(random, line, { startsAt, beginsAt, endsAt }));
  return {
    startsAt,
    endsAt,
    segments: made,
    contacts: () => (contacts ??= made().flatMap((segment) => contactsIn(random, segment))),
  };
}

/** AVAILABLE, and the pauses of the line, each up to a minute or two late. */
function segmentsOf(
  random: Random,
  { pauses }: Line,
  { startsAt, beginsAt, endsAt }: { readonly startsAt: number; readonly beginsAt: number; readonly endsAt: number },
): Segment[] {
  const segments: Segment[] = [];
  let at = startsAt;
  const add = (activity: Activity, until: number): void => {
    const end = Math.min(until, endsAt);
    if (end > at) segments.push({ ...activity, startsAt: at, endsAt: end });
    at = Math.max(at, end);
  };
  for (const [activity, minute, minutes] of pauses) {
    const pauseAt = beginsAt + minute * MINUTE_MS + between(random, 0, 90) * SECOND_MS;
    add(AVAILABLE, pauseAt);
    add(activity, pauseAt + minutes * MINUTE_MS + between(random, -60, 60) * SECOND_MS);
  }
  add(AVAILABLE, endsAt);
  return segments;
}

/** Waiting and talking alternate while somebody is AVAILABLE. */
function contactsIn(random: Random, { primaryStatus, startsAt, endsAt }: Segment): Contact[] {
  if (primaryStatus !== 'AVAILABLE') return [];
  const contacts: Contact[] = [];
  for (let at = startsAt; ;) {
    const begins = at + between(random, 60, 600) * SECOND_MS;
    const ends = begins + (between(random, 90, 240) + between(random, 0, 200)) * SECOND_MS;
    // A contact that would run into a pause goes to somebody else.
    if (ends >= endsAt) return contacts;
    contacts.push({ startsAt: begins, endsAt: ends });
    at = ends;
  }
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
