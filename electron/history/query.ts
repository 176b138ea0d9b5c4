import { fail, ok, type Result } from '../shared/result.ts';
import type { ApiTimes, HistoryQuery } from '../shared/model.ts';
import { historyTexts } from '../shared/texts/history.ts';
import { datesBetween, daysFrom, isValidDate, todayIn } from '../time/days.ts';
import { isValidTimeZone } from '../time/local-zone.ts';

const texts = historyTexts.query;

/** A query that can be read: every date of it in order, and the connection's settings filled in. */
export interface CheckedQuery {
  readonly dates: readonly string[];
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
  readonly agents: readonly string[];
}

/** A month of a large team takes many minutes of calls. */
const MAX_DAYS = 31;

/**
 * Checks a history query against the calendar of its zone at `now` (epoch milliseconds). Fails as `invalid-input` with
 * the `field` it is about (`timeZone`, `from`, `to`, `agents`): an unknown zone, a date that does not exist or has not
 * begun, a range that is backwards or longer than 31 days, an empty e-mail.
 */
export function checkQuery(
  { from, to, ...query }: HistoryQuery,
  source: Pick<CheckedQuery, 'timeZone' | 'apiTimes'>,
  now: number,
): Result<CheckedQuery> {
  const timeZone = query.timeZone ?? source.timeZone;
  if (!isValidTimeZone(timeZone)) return invalid('timeZone', texts.zone(quoted(timeZone)));
  const today = todayIn(timeZone, now);
  const fromProblem = dateProblem(from, today);
  if (fromProblem !== null) return invalid('from', fromProblem);
  const toProblem = dateProblem(to, today) ?? rangeProblem(from, to);
  if (toProblem !== null) return invalid('to', toProblem);
  const apiTimes = query.apiTimes ?? source.apiTimes;
  const agents = [...new Set(query.agents.map((email) => email.trim()))];
  if (agents.includes('')) return invalid('agents', texts.emptyAgent);
  return ok({ dates: datesBetween(from, to), timeZone, apiTimes, agents });
}

function dateProblem(date: string, today: string): string | null {
  if (!isValidDate(date)) return texts.date(quoted(date), today);
  if (daysFrom(today, date) > 0) return texts.future(date, today);
  return null;
}

function rangeProblem(from: string, to: string): string | null {
  const days = daysFrom(from, to) + 1;
  if (days < 1) return texts.backwards(from, to);
  if (days > MAX_DAYS) return texts.tooLong(days, MAX_DAYS);
  return null;
}

function invalid(field: keyof HistoryQuery, message: string): Result<never> {
  return fail('invalid-input', { field, message });
}

/** A given text, short enough for a sentence and without control characters. */
function quoted(text: string): string {
  return text.replace(/\p{C}/gu, '').slice(0, 60);
}
