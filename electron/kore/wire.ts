import { z } from 'zod';
import { parseApiTime } from '../time/api-time.ts';
import { cleanEmail, cleanId, cleanText, displayName, isRecord, readFlag } from './decode.ts';
import type { Status } from '../shared/model.ts';
import type { AvailabilityAnswer, DetailsRow, StatusRecord } from './types.ts';

/**
 * The two documents as lenient schemas: unknown fields are let through, a field of the wrong kind counts as absent,
 * and a bad row costs that row only. A schema fails only where nothing useful is left.
 */

const anything = z.unknown().optional();
const id = anything.transform(cleanId);
const text = anything.transform((value) => cleanText(value));
const email = anything.transform(cleanEmail);

/** One row of a bucket (document: Agents availability). A row that has only `_id` is known by that. */
const availabilityRow = z
  .object({
    userId: id,
    _id: id,
    firstName: anything,
    lastName: anything,
    emailId: email,
    customId: id,
    phoneNumber: text,
  })
  .transform((row, context) => {
    const userId = row.userId ?? row._id;
    if (userId === null) return nobody(context);
    return {
      userId,
      agentId: row._id,
      name: displayName(row.firstName, row.lastName, row.emailId, userId),
      customId: row.customId ?? undefined,
      email: row.emailId || null,
      phone: row.phoneNumber || null,
    };
  });

/** "-" is how the document writes an open end; absent, null and empty say the same. */
function isOpenEnd(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^\s*-?\s*$/.test(value));
}

/** One status of one agent (document: Agent Status Details). By hand, because a page holds thousands of them. */
function readRecord(raw: unknown): StatusRecord | null {
  if (!isRecord(raw)) return null;
  const primaryStatus = statusName(raw['primaryStatus']).toUpperCase();
  const start = parseApiTime(raw['startTime']);
  const isOpen = isOpenEnd(raw['endTime']);
  const end = isOpen ? null : parseApiTime(raw['endTime']);
  if (primaryStatus === '' || start === null || (end === null && !isOpen)) return null;
  if (end?.kind === start.kind && end.ms < start.ms) return null;
  return { primaryStatus, secondaryStatus: statusName(raw['secondaryStatus']) || primaryStatus, start, end };
}

/** A status as text; empty for "-", which is how the document writes that there is none. */
function statusName(value: unknown): string {
  const name = cleanText(value);
  return name === '-' ? '' : name;
}

const detailsRow = z
  .object({ userId: id, _id: id, firstName: anything, lastName: anything, email, customId: id, status: anything })
  .transform((row, context) => {
    const userId = row.userId ?? row._id;
    if (userId === null) return nobody(context);
    const name = displayName(row.firstName, row.lastName, row.email, userId);
    return { userId, name, customId: row.customId ?? undefined, email: row.email, status: row.status };
  });

function invalid(context: z.RefinementCtx, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}

function nobody(context: z.RefinementCtx): never {
  return invalid(context, 'names nobody');
}

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

/** A key that nobody sees names no status. */
function bucketOf(key: string): string {
  return cleanText(key).toUpperCase() || 'OTHER';
}

function readBucket(bucket: string, list: readonly unknown[]): Pick<AvailabilityWire, 'rows' | 'ignored'> {
  const rows = list.flatMap((raw) => {
    const row = availabilityRow.safeParse(raw);
    return row.success ? [{ ...row.data, bucket }] : [];
  });
  const isBucket = rows.length > 0 || DOCUMENTED_BUCKETS.some((status) => status === bucket);
  return { rows, ignored: isBucket ? list.length - rows.length : 0 };
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
const PAGE_ROWS_MAX = 1_000;

/** Reads a page of status details; null when `data` is no list or absurdly long. */
export function decodeDetails(body: unknown): DetailsPage | null {
  if (!isRecord(body) || !Array.isArray(body['data']) || body['data'].length > PAGE_ROWS_MAX) return null;
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

function readDetailsRow(raw: unknown, notUnderstood: string[]): DetailsRow | null {
  const parsed = detailsRow.safeParse(raw);
  if (!parsed.success) {
    notUnderstood.push(asItCame(isRecord(raw) ? { ...raw, status: undefined } : raw));
    return null;
  }
  const { status, ...agent } = parsed.data;
  const records: StatusRecord[] = [];
  for (const item of recordsOf(status)) {
    const record = readRecord(item);
    if (record === null) notUnderstood.push(`${agent.userId} ${asItCame(item)}`);
    else records.push(record);
  }
  return { ...agent, records };
}

/** No `status` means that there is none; one that is no list is a record that cannot be understood. */
function recordsOf(status: unknown): readonly unknown[] {
  return Array.isArray(status) ? status : isOpenEnd(status) ? [] : [status];
}

const TEXT_MAX = 500;

/** Says the same for what came twice, so that it counts once. */
function asItCame(raw: unknown): string {
  try {
    return JSON.stringify(raw).slice(0, TEXT_MAX);
  } catch {
    return 'nested too deep';
  }
}
