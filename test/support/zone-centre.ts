import type { KoreAgent, KoreRecord } from './kore-server/types.ts';
import { createRandom, type Random } from './seeded-random.ts';

/** A contact centre of made-up days, for questions about time: nothing here knows of zones but where its midnight is. */

/** What one agent does in all the days; nobody is in a status for ever. */
export interface CentreAgent {
  readonly id: string;
  readonly records: readonly (KoreRecord & { readonly end: number })[];
}
type CentreRecord = CentreAgent['records'][number];

/** How a centre lives; hours are local ones. */
export interface CentreDays {
  readonly seed: number;
  readonly agents: number;
  /** Minutes from local time to UTC, with the sign of getTimezoneOffset. */
  readonly offset: number;
  /** The first of the days, `yyyy-mm-dd`. */
  readonly date: string;
  readonly days: number;
  readonly opensAt: number;
  readonly hours: number;
  /** Changes of an agent at work in an hour. */
  readonly pace: number;
  /** How many of the team go to lunch together, in the middle of the day, and for how many minutes. */
  readonly lunch: { readonly share: number; readonly minutes: number };
  /** How many evenings of an agent in a thousand end without logging out. */
  readonly forgetful: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Makes everything that happens; the same for the same days. */
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
    // Until somebody sees it the next morning.
    records[records.length - 1] = {
      ...last,
      end: toSecond(midnight + DAY_MS + days.opensAt * HOUR_MS - random() * HOUR_MS),
    };
  }
  return records;
}

/** Nobody rests before or after lunch: that would be another name of the same status, which polls do not see. */
function statusOf(random: Random, isBusy: boolean, mayRest: boolean): readonly [string, string] {
  if (random() < 0.06 && mayRest) return ['AWAY', 'Break'];
  return isBusy ? ['BUSY', 'BUSY'] : ['AVAILABLE', 'AVAILABLE'];
}

/** Some are short, few are long; none is shorter than the time between two polls, which would not see it. */
function lengthOf(random: Random, pace: number): number {
  return Math.max(40_000, -Math.log(1 - random()) * (HOUR_MS / pace));
}

function toSecond(instant: number): number {
  return Math.round(instant / 1_000) * 1_000;
}

/** The centre as a server knows it at an instant: what has not begun is not there, and what has not ended is open. */
export function centreAt(agents: readonly CentreAgent[], now: number): KoreAgent[] {
  return agents.map(({ id, records }) => {
    const known = records
      .filter(({ start }) => start <= now)
      .map((record) => (record.end > now ? { ...record, end: null } : record));
    const open = known.at(-1)?.end === null ? known.at(-1) : undefined;
    return { id, firstName: 'Agent', lastName: id, bucket: open?.primary ?? 'OFFLINE', records: known };
  });
}
