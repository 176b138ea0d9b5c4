import { fail, ok, type Result } from '../shared/result.ts';
import { MAX_HISTORY_DAYS, type ApiTimes, type HistoryRequest, type HistoryWho } from '../shared/model.ts';
import { historyTexts } from '../shared/texts/history/history.ts';
import { daysFrom, isValidDate, todayIn } from '../time/days.ts';
import { isValidTimeZone } from '../time/local-zone.ts';

const texts = historyTexts.query;
/** No time of the API lies before it, see `api-time.ts`. */
export const FIRST_DATE = '1970-01-01';

/** A request that can be answered, with the connection's settings filled in. */
export interface CheckedRequest {
  readonly dates: readonly string[];
  readonly who: HistoryWho;
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
}

/**
 * Checks a history request against the calendar of its zone at `now` (epoch milliseconds). Fails as `invalid-input` with
 * the `field` it is about (`timeZone`, `dates`, `agents`): an unknown zone, a date that does not exist, has not begun or
 * lies before 1970, dates that are not in order or more than 31, an empty id.
 */
export function checkRequest(
  { dates, who, ...request }: HistoryRequest,
  source: Pick<CheckedRequest, 'timeZone' | 'apiTimes'>,
  now: number,
): Result<CheckedRequest> {
  const timeZone = request.timeZone ?? source.timeZone;
  if (!isValidTimeZone(timeZone)) return invalid('timeZone', texts.zone(quoted(timeZone)));
  const today = todayIn(timeZone, now);
  for (const [index, date] of dates.entries()) {
    const problem = dateProblem(date, today) ?? orderProblem(dates[index - 1], date);
    if (problem !== null) return invalid('dates', problem);
  }
  if (dates.length === 0) return invalid('dates', texts.date('', today));
  if (dates.length > MAX_HISTORY_DAYS) return invalid('dates', texts.tooLong(dates.length, MAX_HISTORY_DAYS));
  if (who.kind === 'filter' && who.filter.agentIds.some((id) => id.trim() === '')) {
    return invalid('agents', texts.emptyAgent);
  }
  return ok({ dates, who, timeZone, apiTimes: request.apiTimes ?? source.apiTimes });
}

function dateProblem(date: string, today: string): string | null {
  if (!isValidDate(date)) return texts.date(quoted(date), today);
  if (daysFrom(date, FIRST_DATE) > 0) return texts.tooOld(date, FIRST_DATE);
  if (daysFrom(today, date) > 0) return texts.future(date, today);
  return null;
}

function orderProblem(before: string | undefined, date: string): string | null {
  return before !== undefined && before >= date ? texts.backwards(before, date) : null;
}

function invalid(field: string, message: string): Result<never> {
  return fail('invalid-input', { field, message });
}

/** A given text, short enough for a sentence and without control characters. */
function quoted(text: string): string {
  return text.replace(/\p{C}/gu, '').slice(0, 60);
}
