import { CHANNELS, type Channel, type ChannelSlots, type Status } from '../shared/model.ts';
import { parseApiTime } from '../time/api-time.ts';
import { cleanEmail, cleanId, cleanText, displayName, isRecord, readFlag } from './decode.ts';
import type { AvailabilityAnswer, AvailabilityRow, DetailsRow, StatusRecord } from './types.ts';

// The two documents, read leniently: unknown fields are ignored, a field of the wrong kind counts as absent, and a bad
// row costs that row only. Field by field rather than with a schema library, because an answer may hold 10,000 agents or
// thousands of records, and every field has to be cleaned anyway.

/** What an availability answer says, and what of it could not be understood. */
export type AvailabilityWire = Pick<AvailabilityAnswer, 'rows' | 'ignored' | 'unread'>;

const DOCUMENTED_BUCKETS = ['AVAILABLE', 'BUSY', 'OFFLINE', 'AWAY'] as const;

/**
 * Reads an availability answer. Bucket names are trimmed and upper-cased; lists beyond the four documented ones are
 * buckets too if they name anybody. Null when none of the four is a list: that is no availability answer.
 */
export function decodeAvailability(body: unknown): AvailabilityWire | null {
  if (!isRecord(body)) return null;
  const entries = Object.entries(body).map(([key, list]) => ({ bucket: bucketOf(key), list }));
  const listsOf = (status: Status): readonly unknown[] =>
    entries.filter(({ bucket }) => bucket === status).map(({ list }) => list);
  if (!DOCUMENTED_BUCKETS.some((status) => listsOf(status).some(Array.isArray))) return null;
  const unread = DOCUMENTED_BUCKETS.filter((status) => !listsOf(status).every(Array.isArray));
  const read = entries.flatMap(({ bucket, list }) => (Array.isArray(list) ? [readBucket(bucket, list)] : []));
  const ignored = read.reduce((sum, bucket) => sum + bucket.ignored, unread.length);
  return { rows: read.flatMap(({ rows }) => rows), ignored, unread };
}

/** A key without anything visible names no status. */
function bucketOf(key: string): string {
  return cleanText(key).toUpperCase() || 'OTHER';
}

function isDocumented(bucket: string): boolean {
  return DOCUMENTED_BUCKETS.some((status) => status === bucket);
}

function readBucket(bucket: string, list: readonly unknown[]): Pick<AvailabilityWire, 'rows' | 'ignored'> {
  const rows = list.flatMap((raw) => readAvailabilityRow(raw, bucket) ?? []);
  return { rows, ignored: rows.length > 0 || isDocumented(bucket) ? list.length - rows.length : 0 };
}

/** A row that was read while its answer was decoded. A class, because no JSON makes an object of one. */
class ReadRow {
  readonly userId: string;
  readonly row: AvailabilityRow;

  constructor(row: AvailabilityRow) {
    this.userId = row.userId;
    this.row = row;
  }
}

/** For `decodeRows`: makes of the rows of a documented bucket what `decodeAvailability` takes as well. */
export function availabilityReader(key: string): (raw: Readonly<Record<string, unknown>>) => unknown {
  const bucket = bucketOf(key);
  if (!isDocumented(bucket)) return (raw) => raw;
  return (raw) => {
    const row = readAvailabilityRow(raw, bucket);
    return row === null ? raw : new ReadRow(row);
  };
}

/** Document: Agents availability. */
function readAvailabilityRow(raw: unknown, bucket: string): AvailabilityRow | null {
  if (raw instanceof ReadRow) return raw.row;
  if (!isRecord(raw)) return null;
  const userId = userIdOf(raw);
  if (userId === null) return null;
  const email = cleanEmail(raw['emailId']);
  return {
    userId,
    agentId: cleanId(raw['_id']),
    name: displayName(raw['firstName'], raw['lastName'], email, userId),
    customId: cleanId(raw['customId']) ?? undefined,
    email: email || null,
    phone: cleanText(raw['phoneNumber']) || null,
    freeSlots: readSlots(raw['channelCapacity'], raw['isDigitalEnabled']),
    bucket,
  };
}

/** A row that has only `_id` is known by that. */
function userIdOf(row: Readonly<Record<string, unknown>>): string | null {
  return cleanId(row['userId']) ?? cleanId(row['_id']);
}

const DIGITAL: readonly Channel[] = ['liveChat', 'messaging', 'email'];
const MAX_SLOTS = 10_000;

/**
 * The slots of each channel that is enabled; a channel without numbers is left out. No channels at all are said of an
 * agent only where each of them is switched off.
 */
function readSlots(capacity: unknown, isDigitalEnabled: unknown): AvailabilityRow['freeSlots'] {
  if (!isRecord(capacity)) return undefined;
  const isDigitalOff = readFlag(isDigitalEnabled) === false;
  const slots: Partial<Record<Channel, ChannelSlots>> = {};
  let isUnderstood = false;
  for (const channel of CHANNELS) {
    const raw = capacity[channel];
    if (!isRecord(raw)) continue;
    const isOff = readFlag(raw['isEnabled']) === false || (isDigitalOff && DIGITAL.includes(channel));
    const read = isOff ? null : readChannel(raw);
    if (read !== null) slots[channel] = read;
    isUnderstood ||= isOff || read !== null;
  }
  return isUnderstood ? slots : undefined;
}

/** Any two of the three numbers give the third. */
function readChannel(raw: Readonly<Record<string, unknown>>): ChannelSlots | null {
  const [total, used, available] = ['totalCapacity', 'usedCapacity', 'availableCapacity'].map((key) =>
    readCount(raw[key]),
  );
  const free = available ?? (typeof total === 'number' && typeof used === 'number' ? Math.max(0, total - used) : null);
  if (free === null) return null;
  return { free, total: Math.max(free, total ?? free + (used ?? 0)) };
}

function readCount(value: unknown): number | null {
  const count = typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && count >= 0 && count <= MAX_SLOTS ? Math.floor(count) : null;
}

/** One page of status details. */
export interface DetailsPage {
  readonly rows: readonly DetailsRow[];
  /** Rows and records that could not be understood, as they came. */
  readonly notUnderstood: readonly string[];
  /** Rows as sent, also the dropped ones: what `offset` counts. */
  readonly rawCount: number;
  /** Null when the answer does not say so in a way that can be read. */
  readonly hasMore: boolean | null;
  /** The most rows a page has, as the answer says; null when it does not. */
  readonly limit: number | null;
}

/** The document's maximum is 50; a page beyond this is not this API. */
const MAX_PAGE_ROWS = 1_000;

/** Reads a page of status details; null when `data` is no list or absurdly long. */
export function decodeDetails(body: unknown): DetailsPage | null {
  if (!isRecord(body) || !Array.isArray(body['data']) || body['data'].length > MAX_PAGE_ROWS) return null;
  const data = body['data'] as readonly unknown[];
  const limit = Number(body['limit']);
  const notUnderstood: string[] = [];
  return {
    rows: data.flatMap((raw) => readDetailsRow(raw, notUnderstood) ?? []),
    notUnderstood,
    rawCount: data.length,
    hasMore: readFlag(body['hasMore']),
    limit: Number.isInteger(limit) && limit > 0 ? limit : null,
  };
}

/** Document: Agent Status Details. */
function readDetailsRow(raw: unknown, notUnderstood: string[]): DetailsRow | null {
  const userId = isRecord(raw) ? userIdOf(raw) : null;
  if (!isRecord(raw) || userId === null) {
    notUnderstood.push(asItCame(isRecord(raw) ? { ...raw, status: undefined } : raw));
    return null;
  }
  const email = cleanEmail(raw['email']);
  const records: StatusRecord[] = [];
  for (const item of recordsOf(raw['status'])) {
    const record = readRecord(item);
    if (record === null) notUnderstood.push(`${userId} ${asItCame(item)}`);
    else records.push(record);
  }
  const name = displayName(raw['firstName'], raw['lastName'], email, userId);
  return { userId, name, customId: cleanId(raw['customId']) ?? undefined, email, records };
}

/** No `status` means no records; a status that is no list is a record that cannot be understood. */
function recordsOf(status: unknown): readonly unknown[] {
  return Array.isArray(status) ? status : isOpenEnd(status) ? [] : [status];
}

function readRecord(raw: unknown): StatusRecord | null {
  if (!isRecord(raw)) return null;
  const primaryStatus = statusName(raw['primaryStatus']).toUpperCase();
  const start = parseApiTime(raw['startTime']);
  const end = parseApiTime(raw['endTime']);
  if (primaryStatus === '' || start === null || (end === null && !isOpenEnd(raw['endTime']))) return null;
  if (end?.kind === start.kind && end.ms < start.ms) return null;
  return { primaryStatus, secondaryStatus: statusName(raw['secondaryStatus']) || primaryStatus, start, end };
}

/** The document writes "-" for no status. */
function statusName(value: unknown): string {
  const name = cleanText(value);
  return name === '-' ? '' : name;
}

/** The document writes "-" for an open end; absent, null and empty mean the same. */
function isOpenEnd(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^\s*-?\s*$/.test(value));
}

const MAX_TEXT = 500;

/** The same text for what came twice, so that it counts once. */
function asItCame(raw: unknown): string {
  try {
    return JSON.stringify(raw).slice(0, MAX_TEXT);
  } catch {
    return 'nested too deep';
  }
}
