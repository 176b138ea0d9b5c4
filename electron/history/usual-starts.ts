import type { Clock } from '../shared/clock.ts';
import { statusOf } from '../kore/members.ts';
import { usualStart, type StartOfDay } from '../shared/history/usual-start.ts';
import type { HistoryAgent, HistoryDay, HistoryPerson } from '../shared/model.ts';
import { addDays, datesBetween, dayBounds, instantsOf, timeZoneOffsetAt, todayIn, weekdayOf } from '../time/days.ts';
import type { History } from './history.ts';

/** Somebody who usually has a record by some time of the day. */
export interface UsualPerson {
  readonly person: HistoryPerson;
  /** By the wall clock of the team. */
  readonly minute: number;
  readonly at: number;
}

/** What was read of somebody's day so far. */
export interface RecordSoFar {
  readonly hasRecord: boolean;
  /** Until when that is known, by the server's clock. */
  readonly knownUntil: number;
}

/** Who usually has a record by when on a day, and who has one. */
export interface UsualDay {
  readonly startsAt: number;
  readonly people: ReadonlyMap<string, UsualPerson>;
  /** Null for who was not read on that day. */
  readonly soFar: (userId: string) => RecordSoFar | null;
}

/** When the agents of a day that is over began. */
export interface DayStarts {
  readonly date: string;
  readonly people: ReadonlyMap<string, { readonly person: HistoryPerson; readonly minute: number | null }>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Of finished days that were not read completely, and of today. */
const READ_AGAIN_MS = 5 * MINUTE_MS;
const DAYS_BACK = 30;

/** What usual starts are made of. */
export interface UsualStartsParts {
  readonly clock: Clock;
  readonly history: Pick<History, 'days'>;
  /** Another one is another team. */
  readonly key: () => string;
  readonly timeZone: () => string;
  readonly isHistoryOff: () => boolean;
  /** `get` has another answer. */
  readonly onChange: () => void;
}

/**
 * Says from the cached days who usually has a record by when. Each finished day is read once; nothing is read before
 * somebody asks.
 */
export function createUsualStarts({ clock, history, key, timeZone, isHistoryOff, onChange }: UsualStartsParts) {
  let of = '';
  let isReading = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let finished = new Map<string, DayStarts>();
  let latest: { readonly date: string; readonly day: UsualDay } | null = null;

  async function read(zone: string, date: string): Promise<void> {
    const wanted = of;
    const dates = datesBetween(addDays(date, -DAYS_BACK), date).filter((each) => !finished.has(each));
    const days = await history.days({ dates, who: { kind: 'everybody' }, timeZone: zone, apiTimes: null });
    if (!days.ok) return;
    const known = new Map(
      [...finished].filter(([each]) => dates[0] === undefined || each >= addDays(date, -DAYS_BACK)),
    );
    const parts: DayStarts[] = [];
    let today: HistoryDay | null = null;
    for await (const day of days.value) {
      if (day.date === date) today = day;
      else if (day.read === 'complete') known.set(day.date, startsOfDay(day, zone));
      else parts.push(startsOfDay(day, zone));
    }
    if (wanted !== of) return;
    finished = known;
    const all = [...known.values(), ...parts];
    latest = { date, day: usualDay(date, zone, all, soFarOf(today)) };
  }

  return {
    /** Who usually has a record by when today, as far as it was read by now, or why nobody knows. */
    get(): UsualDay | 'history-off' | 'too-few-days' | 'not-read' {
      if (isHistoryOff()) return 'history-off';
      const zone = timeZone();
      const date = todayIn(zone, clock.now());
      const present = `${key()} ${zone}`;
      if (present !== of) {
        of = present;
        finished = new Map();
        latest = null;
        readAt = Number.NEGATIVE_INFINITY;
      }
      const isDue = latest?.date !== date || Math.abs(clock.now() - readAt) >= READ_AGAIN_MS;
      if (isDue && !isReading) {
        isReading = true;
        readAt = clock.now();
        void read(zone, date).finally(() => {
          isReading = false;
          onChange();
        });
      }
      if (latest?.date !== date) return 'not-read';
      return latest.day.people.size === 0 ? 'too-few-days' : latest.day;
    },
  };
}

/** When the agents of a finished day began. */
export function startsOfDay(day: HistoryDay, timeZone: string): DayStarts {
  const people = day.agents.map((agent) => {
    const at = firstRecord(agent);
    const minute = at === null ? null : minuteOfDay(at, day, timeZone);
    const { userId, name, addition } = agent;
    const person = { userId, name, ...(addition === undefined ? {} : { addition }) };
    return [userId, { person, minute }] as const;
  });
  return { date: day.date, people: new Map(people) };
}

/** Who usually has a record by when on a day, from other days. */
export function usualDay(
  date: string,
  timeZone: string,
  days: readonly DayStarts[],
  soFar: UsualDay['soFar'],
): UsualDay {
  const { startsAt } = dayBounds(date, timeZone);
  const starts = new Map<string, StartOfDay[]>();
  const persons = new Map<string, HistoryPerson>();
  for (const day of days) {
    const weekday = weekdayOf(day.date);
    for (const [userId, { person, minute }] of day.people) {
      persons.set(userId, person);
      const own = starts.get(userId) ?? [];
      own.push({ weekday, minute });
      starts.set(userId, own);
    }
  }
  const weekday = weekdayOf(date);
  const people = [...persons].flatMap(([userId, person]): [string, UsualPerson][] => {
    const minute = usualStart(starts.get(userId) ?? [], weekday);
    return minute === null ? [] : [[userId, { person, minute, at: instantOfMinute(date, minute, timeZone, startsAt) }]];
  });
  return { startsAt, people: new Map(people), soFar };
}

/** When the first record of a day began that says more than OFFLINE; null without one. */
export function firstRecord({ intervals }: Pick<HistoryAgent, 'intervals'>): number | null {
  return intervals.find(({ primaryStatus }) => statusOf(primaryStatus) !== 'OFFLINE')?.start ?? null;
}

function soFarOf(today: HistoryDay | null): UsualDay['soFar'] {
  const agents = new Map(today?.agents.map((agent) => [agent.userId, agent]));
  return (userId) => {
    const agent = agents.get(userId);
    if (agent === undefined) return null;
    return { hasRecord: firstRecord(agent) !== null, knownUntil: agent.knownUntil };
  };
}

function minuteOfDay(at: number, { startsAt, endsAt }: HistoryDay, timeZone: string): number {
  const isPlain = endsAt - startsAt === DAY_MS;
  const wall = isPlain ? at - startsAt : at - timeZoneOffsetAt(at, timeZone) * MINUTE_MS;
  return Math.floor((wall % DAY_MS) / MINUTE_MS);
}

function instantOfMinute(date: string, minute: number, timeZone: string, startsAt: number): number {
  const text = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return instantsOf(date, text, timeZone)[0] ?? startsAt + minute * MINUTE_MS;
}
