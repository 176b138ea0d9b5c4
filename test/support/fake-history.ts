import type {
  HistoryAgent,
  HistoryDay,
  HistoryQuery,
  HistoryReport,
  StatusInterval,
} from '../../electron/shared/model.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A person in a made-up history. */
export interface FakePerson {
  readonly userId: string;
  readonly name: string;
}

/** A working day: status, and the customer's name for it, each as often as it occurs in ten. */
const HABITS: readonly (readonly [string, string])[] = [
  ['AVAILABLE', 'Available'],
  ['AVAILABLE', 'Available'],
  ['AVAILABLE', 'Available'],
  ['AVAILABLE', 'Available'],
  ['BUSY', 'Busy'],
  ['BUSY', 'NBK'],
  ['BUSY', 'Training'],
  ['AWAY', 'Lunch'],
  ['AWAY', 'Away'],
  ['OFFLINE', 'Offline'],
];

/**
 * A report in which every fifth person has no record, and the second has a status that the API documents do not list.
 */
export function fakeHistory(
  { from, to }: Pick<HistoryQuery, 'from' | 'to'>,
  people: readonly FakePerson[],
  timeZone: string,
  takenAt: number,
): HistoryReport {
  const days: HistoryDay[] = [];
  for (let date = from; date <= to && days.length < 31; date = nextDate(date)) {
    days.push(fakeDay(date, people, timeZone, takenAt));
  }
  const apiTimes = { zone: 'request', decidedBy: 'evidence' } as const;
  const nothing = { partial: null, notUnderstood: 0, notFound: [], fewerThanTeam: null };
  return { from, to, timeZone, takenAt, apiTimes, ...nothing, days };
}

function fakeDay(date: string, people: readonly FakePerson[], timeZone: string, takenAt: number): HistoryDay {
  const startsAt = midnight(date, timeZone);
  const endsAt = midnight(nextDate(date), timeZone);
  const elapsedMs = Math.max(0, Math.min(endsAt, takenAt) - startsAt);
  const agents = people.map((person, index): HistoryAgent => {
    const random = createRandom(index * 7919 + Number(date.replaceAll('-', '')));
    const intervals = index % 5 === 4 ? [] : fakeIntervals(startsAt, Math.min(endsAt, takenAt), index, random);
    const totalsMs: Record<string, number> = {};
    for (const { primaryStatus, durationMs } of intervals) {
      totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
    }
    const recordedMs = Object.values(totalsMs).reduce((sum, ms) => sum + ms, 0);
    const email = `${person.userId}@example.com`;
    const { userId, name } = person;
    return { userId, name, email, intervals, totalsMs, noRecordMs: elapsedMs - recordedMs };
  });
  return { date, startsAt, endsAt, read: 'complete', agents };
}

function fakeIntervals(startsAt: number, knownUntil: number, index: number, random: () => number): StatusInterval[] {
  const intervals: StatusInterval[] = [];
  const isNightShift = index % 11 === 3;
  let at = isNightShift ? startsAt : startsAt + 8 * HOUR_MS + Math.floor(random() * 90 * 60) * SECOND_MS;
  const lastMs = at + 9 * HOUR_MS;
  while (at < Math.min(knownUntil, lastMs)) {
    const [primaryStatus, secondaryStatus] = habit(index, random());
    const wanted = at + Math.floor((3 + random() * random() * 110) * 60) * SECOND_MS;
    const isOpen = wanted >= knownUntil;
    const end = Math.min(wanted, knownUntil);
    intervals.push({
      primaryStatus,
      secondaryStatus,
      start: at,
      end: isOpen ? null : end,
      durationMs: end - at,
      clippedStart: isNightShift && intervals.length === 0,
      clippedEnd: false,
    });
    at = end + (random() < 0.12 ? Math.floor(random() * 40) * MINUTE_MS : 0);
  }
  return intervals;
}

function habit(index: number, dice: number): readonly [string, string] {
  if (index === 1 && dice > 0.85) return ['LOGIN PREP', 'Login prep'];
  return HABITS[Math.floor(dice * HABITS.length)] ?? ['AVAILABLE', 'Available'];
}

/**
 * The first instant of a day in a zone. It reads the zone's clock twice, because the clocks may change between the
 * first guess and midnight.
 */
function midnight(date: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  const first = wanted - offsetAt(wanted, timeZone);
  return wanted - offsetAt(first, timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / SECOND_MS) * SECOND_MS;
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** A small linear congruential generator, so that the same person has the same day every time. */
function createRandom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
