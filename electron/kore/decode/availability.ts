import { CHANNELS, type Channel, type ChannelSlots, type Status } from '../../shared/model.ts';
import type { AvailabilityAnswer, AvailabilityRow } from '../types.ts';
import { isRecord } from './json.ts';
import { cleanEmail, cleanId, cleanText, displayName, readFlag, userIdOf } from './values.ts';

/** What an availability answer says, and what of it could not be understood. */
export type DecodedAvailability = Pick<AvailabilityAnswer, 'rows' | 'ignored' | 'unread'>;

const DOCUMENTED_BUCKETS = ['AVAILABLE', 'BUSY', 'OFFLINE', 'AWAY'] as const;

/**
 * Reads an availability answer. Bucket names are trimmed and upper-cased; lists beyond the four documented ones are
 * buckets too if they name anybody. Null when none of the four is a list: that is no availability answer.
 */
export function decodeAvailability(body: unknown): DecodedAvailability | null {
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

function readBucket(bucket: string, list: readonly unknown[]): Pick<DecodedAvailability, 'rows' | 'ignored'> {
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
