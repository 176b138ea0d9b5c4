import { json, refusedId, REPLIES, type Reply } from './replies.ts';
import type { KoreAgent, KoreHabits, KoreRecord } from './types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const PAGE_MAX = 50;

type Fields = Readonly<Record<string, unknown>>;

/** The document "Agents availability": at least four buckets; different filters combine with AND. */
export function availabilityReply(team: readonly KoreAgent[], body: unknown, badIds: ReadonlySet<string>): Reply {
  const { queueIds, skillIds, agentIds } = fields(body);
  const [queues, skills, ids] = [texts(queueIds), texts(skillIds), texts(agentIds)];
  const bad = [...queues, ...skills, ...ids].find((id) => badIds.has(id));
  if (bad !== undefined) return refusedId(bad);
  const isRequested = ({ id, queueIds: own = [], skillIds: skilled = [] }: KoreAgent): boolean =>
    (queues.length === 0 || own.some((queue) => queues.includes(queue))) &&
    (skills.length === 0 || skilled.some((skill) => skills.includes(skill))) &&
    (ids.length === 0 || ids.includes(`a-${id}`));
  const buckets: Record<string, unknown[]> = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
  for (const agent of team.filter(isRequested)) (buckets[agent.bucket] ??= []).push(availabilityRow(agent));
  return json(buckets);
}

function availabilityRow({ id, firstName, lastName }: KoreAgent): unknown {
  const ids = { _id: `a-${id}`, userId: `u-${id}` };
  return { ...ids, firstName, lastName, emailId: emailOf(id), customId: id, phoneNumber: '5550100' };
}

/** An agent's e-mail, the same in both documents. */
function emailOf(id: string): string {
  return `${id}@team.example`;
}

/**
 * The document "Agent Status Details" v1: one `date` of the sent offset, or `startDate` and `endDate`; records that
 * overlap it, not clipped, in the wall time of that offset; pages of `limit` agents from agent number `offset`. What
 * the document leaves open is in `habits`.
 */
export function statusDetailsReply(
  team: readonly KoreAgent[],
  query: URLSearchParams,
  body: unknown,
  habits: KoreHabits,
): Reply {
  const { dateFilter, agents } = fields(fields(body)['filter']);
  const { date, startDate = date, endDate = date, timeZoneOffSet } = fields(dateFilter);
  if (typeof startDate !== 'string' || typeof endDate !== 'string' || typeof timeZoneOffSet !== 'number') {
    return REPLIES.badArguments;
  }
  const dayOffset = habits.day === 'requested' ? timeZoneOffSet : habits.day;
  const from = Date.parse(`${startDate}T00:00:00Z`) + dayOffset * MINUTE_MS;
  const to = Date.parse(`${endDate}T00:00:00Z`) + dayOffset * MINUTE_MS + DAY_MS;
  const isListed = ({ start, end }: KoreRecord): boolean =>
    start < to && (habits.lists === 'start' ? start >= from : (end ?? Infinity) > from);
  const list = (records: readonly KoreRecord[]): readonly KoreRecord[] => {
    const listed = records.filter(isListed);
    return habits.lists === 'cut' ? listed.map((record) => cut(record, from, to)) : listed;
  };
  const writtenOffset = habits.writes === 'request' ? timeZoneOffSet : habits.writes;
  const limit = Math.min(PAGE_MAX, Number(query.get('limit') ?? PAGE_MAX));
  const offset = Number(query.get('offset') ?? 0);
  const emails = texts(agents);
  const requested = team.filter(({ id }) => emails.length === 0 || emails.includes(emailOf(id)));
  const data = requested.slice(offset, offset + limit).map((agent) => detailsRow(agent, list, writtenOffset));
  return json({ hasMore: offset + limit < requested.length, limit, offset, data });
}

function detailsRow(
  { id, firstName, lastName, records = [] }: KoreAgent,
  list: (records: readonly KoreRecord[]) => readonly KoreRecord[],
  offset: number,
) {
  const listed = list(records);
  const agent = { userId: `u-${id}`, firstName, lastName, email: emailOf(id) };
  // The document's own sample has agents without `status`: nothing happened to them in that time.
  return listed.length === 0 ? agent : { ...agent, status: listed.map((record) => wireRecord(record, offset)) };
}

function cut(record: KoreRecord, from: number, to: number): KoreRecord {
  const { start, end } = record;
  return { ...record, start: Math.max(start, from), end: end === null ? null : Math.min(end, to) };
}

function wireRecord({ primary, secondary, start, end }: KoreRecord, offset: number): unknown {
  const wall = (instant: number): string => new Date(instant - offset * MINUTE_MS).toISOString().slice(0, 19);
  return {
    primaryStatus: primary,
    secondaryStatus: secondary,
    startTime: wall(start),
    endTime: end === null ? '-' : wall(end),
    duration: end === null ? '-' : durationText(end - start),
  };
}

/** `32:17:04`: hours may exceed a day. */
function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
