import { checkRequest } from '../../../history/request.ts';
import { shortDuration } from '../../../shared/format.ts';
import { datesOf, daysProblemOf } from '../../../shared/history/day-words.ts';
import { withinHours } from '../../../shared/history/hours.ts';
import { MAX_HISTORY_DAYS, type ApiTimes, type HistoryDay } from '../../../shared/model.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { historyTexts } from '../../../shared/texts/history/history.ts';
import { commandTexts } from '../../../shared/texts/terminal/terminal-commands.ts';
import {
  dayBounds,
  datesBetween,
  daysFrom,
  instantsOf,
  offsetText,
  timeZoneOffsetAt,
  todayIn,
} from '../../../time/days.ts';
import { isValidTimeZone } from '../../../time/local-zone.ts';
import type { HistoryInvocation } from '../../invocation.ts';
import { printable } from '../../target-arguments.ts';

/** Which time a command line means. */
export interface HistoryPeriod {
  readonly dates: readonly string[];
  readonly timeZone: string;
  /** The instant of --at, of 24:00 the last one of the day; null without it. */
  readonly at: number | null;
  /** The hours of each day; null for all of them. */
  readonly between: HistoryInvocation['between'];
  /** What is to be said about that instant or these hours; null where nothing is. */
  readonly note: string | null;
  /** A day as far as it is within the hours of --between. */
  readonly hoursOf: <T extends Pick<HistoryDay, 'date' | 'startsAt' | 'endsAt' | 'agents'>>(day: T) => T;
}

const texts = commandTexts.history;
const MIDNIGHT = '24:00';
const MINUTE_MS = 60_000;

/**
 * The days and hours of a command line as of `now` (epoch milliseconds), in the zone of --zone, else in the team's;
 * `invalid-input` says what is wrong with them, before any call.
 */
export function periodOf(
  invocation: Pick<HistoryInvocation, 'from' | 'to' | 'between' | 'question' | 'timeZone'>,
  source: { readonly timeZone: string; readonly apiTimes: ApiTimes },
  now: number,
): Result<HistoryPeriod> {
  const timeZone = invocation.timeZone ?? source.timeZone;
  const today = isValidTimeZone(timeZone) ? todayIn(timeZone, now) : '1970-01-01';
  const dates = datesFrom(invocation, today);
  if (!dates.ok) return dates;
  const request = { dates: dates.value, who: { kind: 'everybody' }, timeZone, apiTimes: null } as const;
  const checked = checkRequest(request, source, now);
  if (!checked.ok) return checked;
  const hours = checkHours(invocation.between, dates.value, timeZone);
  if (!hours.ok) return hours;
  const period = { dates: dates.value, timeZone, between: invocation.between, at: null, ...hours.value };
  if (invocation.question.kind !== 'at') return ok(period);
  return atTime(period, invocation.question, now);
}

function datesFrom({ from, to }: Pick<HistoryInvocation, 'from' | 'to'>, today: string): Result<readonly string[]> {
  const [begin, end] = [datesOf(plainWords(from), today), datesOf(plainWords(to), today)];
  const [first, last] = [begin?.[0], end?.at(-1)];
  if (first === undefined || last === undefined) {
    return fail('invalid-input', { message: notDays(first === undefined ? from : to, today) });
  }
  const days = daysFrom(first, last) + 1;
  if (days < 1) return fail('invalid-input', { message: historyTexts.query.backwards(first, last) });
  if (days > MAX_HISTORY_DAYS) {
    return fail('invalid-input', { message: historyTexts.query.tooLong(days, MAX_HISTORY_DAYS) });
  }
  return ok(datesBetween(first, last));
}

function notDays(words: string, today: string): string {
  const problem = daysProblemOf(plainWords(words));
  switch (problem?.kind) {
    case 'backwards':
      return historyTexts.query.backwards(problem.from, problem.to);
    case 'too-long':
      return historyTexts.query.tooLong(problem.days, MAX_HISTORY_DAYS);
    case 'future':
      return historyTexts.query.future(`"${printable(words)}"`, today);
    case undefined:
      return texts.notADay(printable(words));
  }
}

/** `last-7-days` is `last 7 days`. */
function plainWords(words: string): string {
  return /^[a-z]/i.test(words.trim()) ? words.replaceAll('-', ' ') : words;
}

type Instant = Extract<HistoryInvocation['question'], { kind: 'at' }>;

function atTime(period: HistoryPeriod, { time, offset }: Instant, now: number): Result<HistoryPeriod> {
  const { dates, timeZone } = period;
  const [date = '', ...others] = dates;
  if (others.length > 0) return fail('invalid-input', { message: texts.oneDay });
  // The end of a day is no part of it: its last instant is.
  const instants = time === MIDNIGHT ? [dayBounds(date, timeZone).endsAt - 1] : instantsOf(date, time, timeZone);
  const [at, second] =
    offset === null ? instants : instants.filter((each) => each === Date.parse(`${date}T${time}${offset}`));
  if (instants.length > 0 && at === undefined) {
    return fail('invalid-input', { message: texts.otherOffset(`${time}${offset}`, date, timeZone) });
  }
  if (at === undefined) return fail('invalid-input', { message: texts.noSuchTime(time, date, timeZone) });
  if (at > now) return fail('invalid-input', { message: texts.notReached(time) });
  if (second === undefined) return ok({ ...period, at });
  const other = `${time}${offsetText(timeZoneOffsetAt(second, timeZone))}`;
  return ok({ ...period, at, note: texts.timeTwice(time, date, timeZone, other) });
}

/** Refuses hours that begin or end at a time that one of the days does not have. */
function checkHours(
  between: HistoryInvocation['between'],
  dates: readonly string[],
  timeZone: string,
): Result<Pick<HistoryPeriod, 'hoursOf' | 'note'>> {
  if (between === null) return ok({ note: null, hoursOf: (day) => day });
  const notes: string[] = [];
  const bounds = new Map<string, { readonly from: number; readonly to: number }>();
  for (const date of dates) {
    const from = instantsOf(date, between.from, timeZone)[0];
    const to =
      between.to === MIDNIGHT ? dayBounds(date, timeZone).endsAt : instantsOf(date, between.to, timeZone).at(-1);
    if (from === undefined || to === undefined) {
      const time = from === undefined ? between.from : between.to;
      return fail('invalid-input', { message: texts.noSuchTime(time, date, timeZone) });
    }
    bounds.set(date, { from, to });
    if (to - from !== timeOfDay(between.to) - timeOfDay(between.from)) {
      notes.push(texts.hoursChanged({ ...between, date, zone: timeZone, length: shortDuration(to - from) }));
    }
  }
  return ok({
    note: notes.length === 0 ? null : notes.join(' '),
    hoursOf(day) {
      const hours = bounds.get(day.date);
      return hours === undefined ? day : withinHours(day, hours.from, hours.to);
    },
  });
}

/** How far a time is into a day without a clock change, in milliseconds. */
function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}
