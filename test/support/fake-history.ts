import type { HistoryAgent, HistoryDay, StatusInterval } from '../../electron/shared/model.ts';
import { addDays, dayBounds, type DayBounds } from '../../electron/time/days.ts';
import { createRandom } from './seeded-random.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const SHIFT_MS = 9 * HOUR_MS;

/** A person in a made-up history. */
export interface FakePerson {
  readonly userId: string;
  readonly name: string;
  readonly addition?: string;
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
 * A day of some people as it was read at an instant. Every fifth person has no record, and the second has a status that
 * the API documents do not list. A person has the same day whoever else is in it.
 */
export function fakeHistoryDay(
  date: string,
  people: readonly FakePerson[],
  timeZone: string,
  takenAt: number,
): Omit<HistoryDay, 'read'> {
  const bounds = dayBounds(date, timeZone);
  const dayBefore = addDays(date, -1);
  // Once for everybody: calendars and zones take longer than the shifts of a person.
  const days = [
    { day: dayBefore, startsAt: dayBounds(dayBefore, timeZone).startsAt },
    { day: date, startsAt: bounds.startsAt },
  ];
  const agents = people.map((person): HistoryAgent => {
    const { userId, name, addition } = person;
    const shifts = days.flatMap(({ day, startsAt }) => shiftOf(userId, day, startsAt));
    const who = { userId, name, ...(addition !== undefined && { addition }), email: `${userId}@example.com` };
    return { ...who, ...cutShifts(shifts, bounds, takenAt) };
  });
  return { date, ...bounds, agents };
}

/** A status in a shift, over midnight too. */
interface Span extends Pick<StatusInterval, 'primaryStatus' | 'secondaryStatus' | 'start'> {
  end: number;
}

/** The part of some shifts in one day, as far as it was read at `takenAt`. */
function cutShifts(
  spans: readonly Span[],
  { startsAt, endsAt }: DayBounds,
  takenAt: number,
): Pick<HistoryAgent, 'intervals' | 'totalsMs' | 'noRecordMs' | 'knownUntil'> {
  const knownUntil = Math.max(startsAt, Math.min(endsAt, takenAt));
  const inDay = spans.filter(({ start, end }) => Math.max(start, startsAt) < Math.min(end, knownUntil));
  const intervals = inDay.map(({ primaryStatus, secondaryStatus, ...span }): StatusInterval => {
    const start = Math.max(span.start, startsAt);
    const end = Math.min(span.end, knownUntil);
    const isOpen = knownUntil < endsAt && span.end > knownUntil;
    const clippedStart = span.start < startsAt;
    return {
      primaryStatus,
      secondaryStatus,
      start,
      ...(clippedStart && { startedAt: span.start }),
      end: isOpen ? null : end,
      durationMs: end - start,
      clippedStart,
      clippedEnd: !isOpen && span.end > end,
    };
  });
  const totalsMs: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
  }
  const recordedMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { intervals, totalsMs, noRecordMs: knownUntil - startsAt - recordedMs, knownUntil };
}

/** What a person did in the shift that begins on a day: at night for every eleventh, who so works over midnight. */
function shiftOf(userId: string, date: string, startsAt: number): Span[] {
  const place = placeOf(userId);
  if (place % 5 === 4) return [];
  const random = createRandom(place, Number(date.replaceAll('-', '')));
  const firstHour = place % 11 === 3 ? 21 : 8;
  let at = startsAt + firstHour * HOUR_MS + Math.floor(random() * 90 * 60) * SECOND_MS;
  const lastMs = at + SHIFT_MS;
  const spans: Span[] = [];
  while (at < lastMs) {
    const [primaryStatus, secondaryStatus] = habit(place, random());
    const end = Math.min(lastMs, at + Math.floor((3 + random() * random() * 110) * 60) * SECOND_MS);
    const before = spans.at(-1);
    // Two neighbours of one status are one.
    if (before?.end === at && before.secondaryStatus === secondaryStatus) before.end = end;
    else spans.push({ primaryStatus, secondaryStatus, start: at, end });
    at = end + (random() < 0.12 ? Math.floor(random() * 40) * MINUTE_MS : 0);
  }
  return spans;
}

function habit(place: number, dice: number): readonly [string, string] {
  if (place === 1 && dice > 0.85) return ['LOGIN PREP', 'Login prep'];
  return HABITS[Math.floor(dice * HABITS.length)] ?? ['AVAILABLE', 'Available'];
}

function placeOf(userId: string): number {
  return Number(userId.replace(/\D/g, '')) || 0;
}
