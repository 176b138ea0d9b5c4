import { REFUSALS } from './answers.ts';
import type { Answer } from './answers.ts';
import { isObject, isStrings } from './json.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Applied to agents (document: "Default is 50, Maximum is 50"). */
const MOST_AGENTS = 50;
/** No zone is further from UTC. */
const FURTHEST_OFFSET = 14 * 60;

/** One page of status details, as asked for. */
export interface DetailsQuery {
  readonly limit: number;
  /** Agents to skip. */
  readonly offset: number;
  /** Lower-case e-mails; null means everybody. */
  readonly emails: ReadonlySet<string> | null;
  /** Epoch milliseconds: `from <= t < to`, whole days of the requested offset. */
  readonly from: number;
  readonly to: number;
  /** Minutes with the sign of getTimezoneOffset: India -330, New York 300 in winter. */
  readonly timeZoneOffset: number;
}

/**
 * Reads query string and body of the document "Agent Status Details" v1: `date`, or `startDate` with `endDate` (both
 * included), never both forms; `timeZoneOffSet` is required; `agents` may be a list or, as the document types it, one.
 *
 * @returns the query, or the refusal to send
 */
export function detailsQueryOf(search: URLSearchParams, body: unknown): DetailsQuery | Answer {
  const limit = countOf(search.get('limit') ?? String(MOST_AGENTS));
  const offset = countOf(search.get('offset') ?? '0');
  const filter = isObject(body) ? body['filter'] : undefined;
  const dateFilter = isObject(filter) ? filter['dateFilter'] : undefined;
  if (limit === undefined || limit === 0 || offset === undefined) return REFUSALS.badArguments;
  if (!isObject(filter) || !isObject(dateFilter)) return REFUSALS.badArguments;
  const { date, startDate, endDate, timeZoneOffSet: timeZoneOffset } = dateFilter;
  if (date !== undefined && (startDate !== undefined || endDate !== undefined)) return REFUSALS.twoPeriods;
  const first = midnightOf(date ?? startDate);
  const last = midnightOf(date ?? endDate);
  const emails = emailsOf(filter['agents']);
  if (first === undefined || last === undefined || last < first || emails === undefined) return REFUSALS.badArguments;
  if (!isOffset(timeZoneOffset)) return REFUSALS.badArguments;
  const shift = timeZoneOffset * MINUTE_MS;
  const period = { from: first + shift, to: last + DAY_MS + shift, timeZoneOffset };
  return { limit: Math.min(limit, MOST_AGENTS), offset, emails, ...period };
}

function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** `yyyy-mm-dd` as if it were UTC; undefined when it is no day of the calendar. */
function midnightOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const midnight = new Date(`${value}T00:00:00Z`);
  const isReal = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
  return isReal ? midnight.getTime() : undefined;
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= FURTHEST_OFFSET;
}

function emailsOf(agents: unknown): ReadonlySet<string> | null | undefined {
  const list = typeof agents === 'string' ? [agents] : (agents ?? []);
  if (!isStrings(list)) return undefined;
  return list.length === 0 ? null : new Set(list.map((email) => email.toLowerCase()));
}
