import { parseApiTime } from '../../time/api-time.ts';
import type { DetailsRow, StatusRecord } from '../types.ts';
import { isRecord } from './json.ts';
import { cleanEmail, cleanId, cleanText, displayName, readFlag, userIdOf } from './values.ts';

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
