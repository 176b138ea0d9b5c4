import type { DemoAgent } from './agents.ts';
import { isObject, isStrings, REFUSALS, type Answer } from './answers.ts';
import { mix } from './random.ts';
import type { Segment } from './roster.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Applied to agents (document: "Default is 50, Maximum is 50"). */
const PAGE_MAX = 50;
/** No zone is further from UTC. */
const OFFSET_MAX_MINUTES = 14 * 60;
/** How long the demo remembers; older days have no records, which also bounds the work of one call. */
const REMEMBERED_MS = 62 * DAY_MS;

/** One status of the document: zoneless wall times of the requested offset, "-" while open. */
interface StatusRow {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly duration: string;
}

/**
 * The document "Agent Status Details" v1: a page of agents with what they were in when. As in its sample, segments are
 * not clipped to the period, an agent without any has no `status` key, and the last page says `hasMore: false`.
 */
export function createStatusDetails(world: World): (search: URLSearchParams, body: unknown, now: number) => Answer {
  return (search, body, now) => {
    const query = detailsQueryOf(search, body);
    if ('status' in query) return query;
    const { limit, offset, emails } = query;
    const wanted = emails ? world.agents.filter(({ email }) => email && emails.has(email.toLowerCase())) : world.agents;
    const data = wanted.slice(offset, offset + limit).map((agent) => rowOf(world, agent, query, now));
    return { status: 200, body: JSON.stringify({ hasMore: offset + limit < wanted.length, limit, offset, data }) };
  };
}

function rowOf(world: World, agent: DemoAgent, query: DetailsQuery, now: number): object {
  const { userId, firstName, lastName, email, customId } = agent;
  // Records that have begun by now are known, later ones are not.
  const to = Math.min(query.to, now + 1);
  const from = Math.max(query.from, now - REMEMBERED_MS);
  const segments = from < to ? world.segmentsOf(agent, from, to) : [];
  const status = segments.map((segment) => statusRow(segment, agent.index, query.timeZoneOffset, now));
  return { userId, firstName, lastName, email, customId, ...(status.length > 0 && { status }) };
}

function statusRow(segment: Segment, agentIndex: number, timeZoneOffset: number, now: number): StatusRow {
  const { primaryStatus, secondaryStatus, startsAt, endsAt } = segment;
  const startTime = wallTime(startsAt, timeZoneOffset);
  if (endsAt > now) return { primaryStatus, secondaryStatus, startTime, endTime: '-', duration: '-' };
  const endTime = wallTime(endsAt, timeZoneOffset);
  const seconds = (endsAt - startsAt) / 1_000 - lostSecond(agentIndex, startsAt);
  return { primaryStatus, secondaryStatus, startTime, endTime, duration: durationText(seconds) };
}

/** Kore's own sample says 55 s where its times are 56 s apart, because it cuts off fractions; here one in five does. */
function lostSecond(agentIndex: number, startsAt: number): number {
  return mix(agentIndex, Math.floor(startsAt / 1_000)) % 5 === 0 ? 1 : 0;
}

/** `yyyy-mm-ddTHH:MM:SS` on the clock of the offset. */
function wallTime(instant: number, timeZoneOffset: number): string {
  return new Date(instant - timeZoneOffset * MINUTE_MS).toISOString().slice(0, 19);
}

/** `HH:MM:SS`, with as many digits of hours as it takes: `32:17:04`, `143:00:12`. */
function durationText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** What one request asks for. */
interface DetailsQuery {
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
  const limit = countOf(search.get('limit') ?? String(PAGE_MAX));
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
  return { limit: Math.min(limit, PAGE_MAX), offset, emails, ...period };
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
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= OFFSET_MAX_MINUTES;
}

function emailsOf(agents: unknown): ReadonlySet<string> | null | undefined {
  const list = typeof agents === 'string' ? [agents] : (agents ?? []);
  if (!isStrings(list)) return undefined;
  return list.length === 0 ? null : new Set(list.map((email) => email.toLowerCase()));
}
