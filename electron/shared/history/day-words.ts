import { MAX_HISTORY_DAYS } from '../model.ts';

const DAY_MS = 86_400_000;
/** From Sunday on, as `getUTCDay` counts. */
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEK = 7;
/** Nobody means a longer range, and a list of ten thousand years would take all memory. */
const MAX_DAYS = 366;

/**
 * The dates a person means, ascending, or null when it is no day that exists or a range that runs backwards: `today`,
 * `yesterday`, `tuesday` or `last tuesday` (the latest before today), `this week` (from Monday to today), `last week`,
 * `last 7 days` (with today), `this month`, `last month`, `2026-11-03`, `2026-11-03..2026-11-09`. `today` is
 * `yyyy-mm-dd`. A range may be longer than a request, which says so itself.
 */
export function datesOf(words: string, today: string): readonly string[] | null {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ');
  const now = dayOf(today);
  if (now === null) return null;
  return namedDays(text, now) ?? writtenDays(text);
}

/** Why words name no days although it is clear which ones they mean. */
export type DaysProblem =
  | { readonly kind: 'backwards'; readonly from: string; readonly to: string }
  | { readonly kind: 'too-long'; readonly days: number }
  | { readonly kind: 'future' };

/** What is wrong with words that `datesOf` does not understand; null where nobody can say more. */
export function daysProblemOf(words: string): DaysProblem | null {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^tomorrow$|^next /.test(text)) return { kind: 'future' };
  const last = Number(/^last (\d{1,6}) days$/.exec(text)?.[1] ?? 0);
  if (last > MAX_HISTORY_DAYS) return { kind: 'too-long', days: last };
  const [from = '', to = '', ...more] = text.split(/ ?\.\. ?/);
  const [first, end] = [dayOf(from), dayOf(to)];
  if (first === null || end === null || more.length > 0) return null;
  return end < first ? { kind: 'backwards', from, to } : { kind: 'too-long', days: end - first + 1 };
}

/** Days are counted from 1 January 1970, so that adding is plain arithmetic and no clock change is in the way. */
function namedDays(text: string, today: number): readonly string[] | null {
  const monday = today - ((weekdayOf(today) + WEEK - 1) % WEEK);
  const first = firstOfMonth(today);
  switch (text) {
    case 'today':
      return range(today, today);
    case 'yesterday':
      return range(today - 1, today - 1);
    case 'this week':
      return range(monday, today);
    case 'last week':
      return range(monday - WEEK, monday - 1);
    case 'this month':
      return range(first, today);
    case 'last month':
      return range(firstOfMonth(first - 1), first - 1);
    default:
      return weekdayBefore(text, today) ?? lastDays(text, today);
  }
}

function weekdayBefore(text: string, today: number): readonly string[] | null {
  const weekday = WEEKDAYS.indexOf(text.replace(/^last /, ''));
  if (weekday === -1) return null;
  const back = (weekdayOf(today) - weekday + WEEK) % WEEK || WEEK;
  return range(today - back, today - back);
}

function lastDays(text: string, today: number): readonly string[] | null {
  const days = Number(/^last (\d{1,2}) days$/.exec(text)?.[1] ?? 0);
  return days < 1 || days > MAX_HISTORY_DAYS ? null : range(today - days + 1, today);
}

function writtenDays(text: string): readonly string[] | null {
  const [from = '', to = from, ...more] = text.split(/ ?\.\. ?/);
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null || more.length > 0 || last < first || last - first >= MAX_DAYS) return null;
  return range(first, last);
}

/** Null for what is no day of the calendar, such as 2026-02-30. */
function dayOf(date: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) || dateOf(ms / DAY_MS) !== date ? null : ms / DAY_MS;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => dateOf(from + index));
}

function weekdayOf(day: number): number {
  return new Date(day * DAY_MS).getUTCDay();
}

function firstOfMonth(day: number): number {
  return day - new Date(day * DAY_MS).getUTCDate() + 1;
}
