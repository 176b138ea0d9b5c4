import type { KoreAgent, KoreRecord } from './kore-server/types.ts';
import { createRandom, type Random } from './seeded-random.ts';

/** A made-up contact centre for tests of time. Only its midnight depends on a zone. */

/** What one agent does over all the days. Every status ends at some point. */
export interface CentreAgent {
  readonly id: string;
  readonly records: readonly (KoreRecord & { readonly end: number })[];
}
type CentreRecord = CentreAgent['records'][number];

/** How a centre works. Hours are local. */
export interface CentreDays {
  readonly seed: number;
  readonly agents: number;
  /** Minutes from local time to UTC, with the sign of getTimezoneOffset. */
  readonly offset: number;
  /** The first day, `yyyy-mm-dd`. */
  readonly date: string;
  readonly days: number;
  readonly opensAt: number;
  readonly hours: number;
  /** Changes of status per agent and working hour. */
  readonly pace: number;
  /** The part of the team that goes to lunch together at midday, and for how many minutes. */
  readonly lunch: { readonly share: number; readonly minutes: number };
  /** On how many of a thousand evenings an agent forgets to log out. */
  readonly forgetful: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Makes all records; the same for the same days. */
export function liveDays(days: CentreDays): readonly CentreAgent[] {
  return Array.from({ length: days.agents }, (_, index) => ({
    id: String(index).padStart(3, '0'),
    records: Array.from({ length: days.days }, (__, day) => oneDay(days, index, day)).flat(),
  }));
}

function oneDay(days: CentreDays, index: number, day: number): CentreRecord[] {
  const random = createRandom(days.seed, index, day);
  const midnight = Date.parse(`${days.date}T00:00:00Z`) + days.offset * MINUTE_MS + day * DAY_MS;
  if (random() < 0.1) return [];
  const startsAt = toSecond(midnight + days.opensAt * HOUR_MS + random() * 12 * MINUTE_MS);
  const endsAt = toSecond(midnight + (days.opensAt + days.hours) * HOUR_MS - random() * 8 * MINUTE_MS);
  const lunchAt = midnight + (days.opensAt + days.hours / 2) * HOUR_MS;
  const isAtLunch = random() < days.lunch.share;
  const lunch = isAtLunch
    ? { start: toSecond(lunchAt + random() * 6 * MINUTE_MS), minutes: days.lunch.minutes * (0.9 + 0.2 * random()) }
    : null;
  const records: CentreRecord[] = [];
  let at = startsAt;
  let isBusy = false;
  while (at < endsAt) {
    const isLunch = lunch !== null && at >= lunch.start && at < lunch.start + MINUTE_MS;
    const isQuiet = at > lunchAt && at < lunchAt + days.lunch.minutes * MINUTE_MS;
    const next = isLunch
      ? at + lunch.minutes * MINUTE_MS
      : Math.min(
          at + lengthOf(random, days.pace * (isQuiet ? 0.4 : 1)),
          lunch !== null && at < lunch.start ? lunch.start : Infinity,
        );
    const end = Math.min(endsAt, toSecond(next));
    const [primary, secondary] = isLunch
      ? ['AWAY', 'Lunch']
      : statusOf(random, isBusy, records.at(-1)?.primary !== 'AWAY' && end !== lunch?.start);
    records.push({ primary, secondary, start: at, end });
    isBusy = !isBusy;
    at = end;
  }
  const last = records.at(-1);
  if (last !== undefined && random() * 1_000 < days.forgetful) {
    // The status lasts until somebody notices it the next morning.
    records[records.length - 1] = {
      ...last,
      end: toSecond(midnight + DAY_MS + days.opensAt * HOUR_MS - random() * HOUR_MS),
    };
  }
  return records;
}

/**
 * Nobody takes a break before or after lunch: that would be the same status under another name, which polls do not see.
 */
function statusOf(random: Random, isBusy: boolean, mayRest: boolean): readonly [string, string] {
  if (random() < 0.06 && mayRest) return ['AWAY', 'Break'];
  return isBusy ? ['BUSY', 'BUSY'] : ['AVAILABLE', 'AVAILABLE'];
}

/** Mostly short, rarely long. Never shorter than the poll interval, which would miss it. */
function lengthOf(random: Random, pace: number): number {
  return Math.max(40_000, -Math.log(1 - random()) * (HOUR_MS / pace));
}

function toSecond(instant: number): number {
  return Math.round(instant / 1_000) * 1_000;
}

/** The centre as a server knows it at an instant, without later records and with running ones still open. */
export function centreAt(agents: readonly CentreAgent[], now: number): KoreAgent[] {
  return agents.map(({ id, records }) => {
    const known = records
      .filter(({ start }) => start <= now)
      .map((record) => (record.end > now ? { ...record, end: null } : record));
    const open = known.at(-1)?.end === null ? known.at(-1) : undefined;
    return { id, firstName: 'Agent', lastName: id, bucket: open?.primary ?? 'OFFLINE', records: known };
  });
}
