import { AVAILABLE, AWAY, BREAK, BUSY, COACHING, LUNCH, NBK, ON_CALL, TRAINING } from './activities.ts';
import type { Activity } from './activities.ts';
import { between, pick } from './random.ts';
import type { Random } from './random.ts';
import { layOut } from './segments.ts';
import type { Segment, Stint } from './segments.ts';

const MINUTE_MS = 60_000;

/** A pause of a shift: what, how long in minutes, and how far into the shift it is due. */
interface Pause {
  readonly dueMs: number;
  readonly activity: Activity;
  readonly minutes: readonly [number, number];
}

/** When one shift works and when the on-call hours after it end. */
export interface Shift {
  readonly startsAt: number;
  readonly workEndsAt: number;
  readonly endsAt: number;
}

/**
 * One agent's shift: about twelve and a half hours of work, then about five and a half on call. So long that at any
 * hour of the day some six in ten of a team whose shifts begin around the clock are not OFFLINE.
 *
 * @param earliest first possible start, epoch milliseconds, whole seconds
 */
export function planShift(random: Random, earliest: number): Shift {
  const startsAt = earliest + between(random, 0, 1_200) * 1_000;
  const workEndsAt = startsAt + between(random, 12 * 60, 13 * 60) * MINUTE_MS;
  return { startsAt, workEndsAt, endsAt: workEndsAt + between(random, 315, 345) * MINUTE_MS };
}

/** Everything that happens in a shift, in order. */
export function segmentsOfShift(random: Random, shift: Shift): Segment[] {
  const pauses = planPauses(random);
  let last: Activity = AWAY;
  return layOut(random, shift.startsAt, shift.endsAt, (at) => {
    const stint =
      at >= shift.workEndsAt
        ? onCallStint(random, last)
        : (duePause(random, pauses, at - shift.startsAt) ?? workStint(random, last));
    last = stint.activity;
    return stint;
  });
}

function planPauses(random: Random): Pause[] {
  const special = pick(random, [TRAINING, COACHING, NBK]);
  const hour = 60 * MINUTE_MS;
  return [
    { dueMs: hour * (1.6 + random()), activity: BREAK, minutes: [9, 16] },
    { dueMs: hour * (3 + random()), activity: special, minutes: [15, 40] },
    { dueMs: hour * (4.6 + random()), activity: LUNCH, minutes: [30, 45] },
    { dueMs: hour * (6.6 + random()), activity: BREAK, minutes: [9, 16] },
    { dueMs: hour * (8 + random()), activity: pick(random, [TRAINING, COACHING, NBK]), minutes: [10, 25] },
    { dueMs: hour * (9.6 + random()), activity: BREAK, minutes: [9, 16] },
  ];
}

/** The next pause once it is due; takes it off the list. */
function duePause(random: Random, pauses: Pause[], sinceStartMs: number): Stint | undefined {
  const [first] = pauses;
  if (!first || first.dueMs > sinceStartMs) return undefined;
  pauses.shift();
  return { activity: first.activity, seconds: between(random, first.minutes[0] * 60, first.minutes[1] * 60) };
}

/** Work is waiting and talking by turns, with a short absence now and then. */
function workStint(random: Random, last: Activity): Stint {
  if (last !== AWAY && random() < 0.07) return { activity: AWAY, seconds: between(random, 60, 240) };
  return last === AVAILABLE
    ? { activity: BUSY, seconds: between(random, 90, 240) + between(random, 0, 420) }
    : { activity: AVAILABLE, seconds: between(random, 120, 330) + between(random, 0, 510) };
}

/** On call is waiting at home, called in now and then. */
function onCallStint(random: Random, last: Activity): Stint {
  return last === ON_CALL
    ? { activity: BUSY, seconds: between(random, 240, 900) }
    : { activity: ON_CALL, seconds: between(random, 900, 2_400) };
}
