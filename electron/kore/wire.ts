import { z } from 'zod';
import { parseApiTime } from './api-time.ts';
import { isRecord } from './decode.ts';
import { cleanEmail, cleanId, cleanText, displayName } from './text.ts';
import type { AvailabilityRow, DetailsRow, StatusRecord } from './types.ts';

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

/** The rows of an availability answer and how many were dropped because they name nobody. */
export interface AvailabilityWire {
  readonly rows: readonly AvailabilityRow[];
  readonly ignored: number;
}

const DOCUMENTED_BUCKETS = ['AVAILABLE', 'BUSY', 'OFFLINE', 'AWAY'];

/**
 * Reads an availability answer. Bucket names are trimmed and upper-cased; lists beyond the four documented ones are
 * buckets too if they name anybody. Null when none of the four is a list: that is no availability answer.
 */
export function decodeAvailability(body: unknown): AvailabilityWire | null {
  if (!isRecord(body)) return null;
  const buckets = Object.entries(body).flatMap(([key, list]) =>
    Array.isArray(list) ? [{ bucket: cleanText(key).toUpperCase(), list: list as readonly unknown[] }] : [],
  );
  if (!buckets.some(({ bucket }) => DOCUMENTED_BUCKETS.includes(bucket))) return null;
  const read = buckets.map(readBucket);
  return { rows: read.flatMap(({ rows }) => rows), ignored: read.reduce((sum, { ignored }) => sum + ignored, 0) };
}

function readBucket({ bucket, list }: { bucket: string; list: readonly unknown[] }): AvailabilityWire {
  const rows = list.flatMap((raw) => {
    const row = availabilityRow.safeParse(raw);
    return row.success ? [{ ...row.data, bucket }] : [];
  });
  const isBucket = rows.length > 0 || DOCUMENTED_BUCKETS.includes(bucket);
  return { rows, ignored: isBucket ? list.length - rows.length : 0 };
}

/** One page of status details. */
export interface DetailsPage {
  readonly rows: readonly DetailsRow[];
  /** Rows and records dropped because they could not be read. */
  readonly ignored: number;
  /** Rows as sent, also the dropped ones: what `offset` counts. */
  readonly rawCount: number;
  /** Only the boolean true means that there is more. */
  readonly hasMore: boolean;
}

/** The document's maximum is 50; a page beyond this is not this API. */
const PAGE_ROWS_MAX = 1_000;

/** Reads a page of status details; null when `data` is no list or absurdly long. */
export function decodeDetails(body: unknown): DetailsPage | null {
  if (!isRecord(body) || !Array.isArray(body['data']) || body['data'].length > PAGE_ROWS_MAX) return null;
  const data = body['data'] as readonly unknown[];
  const read = data.map(readDetailsRow);
  return {
    rows: read.flatMap(({ row }) => row),
    ignored: read.reduce((sum, { ignored }) => sum + ignored, 0),
    rawCount: data.length,
    hasMore: body['hasMore'] === true,
  };
}

function readDetailsRow(raw: unknown): { readonly row: readonly DetailsRow[]; readonly ignored: number } {
  const parsed = detailsRow.safeParse(raw);
  if (!parsed.success) return { row: [], ignored: 1 };
  const { status, ...agent } = parsed.data;
  const list = Array.isArray(status) ? (status as readonly unknown[]) : [];
  const records = list.flatMap((item) => readRecord(item) ?? []);
  return { row: [{ ...agent, records }], ignored: list.length - records.length };
}
