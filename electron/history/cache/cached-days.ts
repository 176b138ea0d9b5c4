import { setImmediate } from 'node:timers/promises';
import type { HistoryAgent, HistoryPerson } from '../../shared/model.ts';
import { mapInChunks } from '../chunks.ts';
import { cutDay, tidySpans, type DayRecord, type StatusSpan } from '../intervals.ts';
import type { ApiZone } from '../zone/zone-facts.ts';
import { readAtOf, type CacheOf, type DayState } from './day-states.ts';
import type { SavedRow } from './history-repository.ts';
import { unpackSpans } from './packed-records.ts';

/** A row with the offset of its request, which its zoneless times may be in. */
export interface OffsetRow {
  readonly row: SavedRow;
  readonly timeZoneOffset: number;
}

/** The rows of a day by agent; of each part of the day one. */
export type RowsOfDay = ReadonlyMap<string, readonly OffsetRow[]>;

/** So many rows take about a millisecond. */
const ROWS_AT_ONCE = 250;
/** Calls so close to each other are taken for one read. */
const ONE_READ_MS = 60_000;

/** Loads a day, in parts so that other work is not held up. */
export async function loadDay({ repository }: CacheOf, { parts }: DayState): Promise<RowsOfDay> {
  const rows = new Map<string, OffsetRow[]>();
  for (const { part, saved } of parts) {
    for (let place = 0; saved !== null;) {
      const some = repository.rows(saved.id, place, ROWS_AT_ONCE);
      for (const row of some) {
        const ofAgent = rows.get(row.userId) ?? [];
        ofAgent.push({ row, timeZoneOffset: part.timeZoneOffset });
        rows.set(row.userId, ofAgent);
      }
      const last = some.at(-1);
      if (last === undefined || some.length < ROWS_AT_ONCE) break;
      place = last.place;
      await setImmediate();
    }
  }
  return rows;
}

/** The rows of one agent's day. */
export function loadAgentDay({ repository }: CacheOf, { parts }: DayState, userId: string): readonly OffsetRow[] {
  return parts.flatMap(({ part: { timeZoneOffset }, saved }) => {
    const row = saved === null ? null : repository.row(saved.id, userId);
    return row === null ? [] : { row, timeZoneOffset };
  });
}

/**
 * Cuts the rows of an agent's day, and of the day before, to that day; null where it was not read. An open record is
 * known until it was read: it stays open only while the day lasts, and goes on to midnight only where it was read after
 * that. The rows may come in any order.
 * @param now epoch milliseconds by the server's clock
 */
export function recordOfDay(
  day: DayState,
  userId: string,
  rows: readonly OffsetRow[],
  { zone, now }: { readonly zone: ApiZone; readonly now: number },
): DayRecord | null {
  const readAt = readAtOf(day, userId);
  if (readAt === null) return null;
  const until = Math.min(day.endsAt, readAt);
  // The day before may have been read moments earlier, in the same read: all of it is as of then.
  const isOneRead = (at: number): boolean => now < day.endsAt && at < until && until - at <= ONE_READ_MS;
  const knownUntil = rows.reduce(
    (first, { row }) => (isOneRead(row.readAt) ? Math.min(first, row.readAt) : first),
    until,
  );
  const spans = rows.flatMap(({ row, timeZoneOffset }) => {
    const staysOpen = row.readAt >= knownUntil && now < day.endsAt;
    return unpackSpans(row, zone, timeZoneOffset).map((span): StatusSpan =>
      span.end === null && !staysOpen ? { ...span, openUntil: row.readAt } : span,
    );
  });
  return cutDay(tidySpans(spans), day, knownUntil);
}

/** The agents of a day who were read, in the order of `people`. */
export async function agentsOfDay(
  day: DayState,
  people: readonly (HistoryPerson & Pick<HistoryAgent, 'email'>)[],
  rowsOf: (userId: string) => readonly OffsetRow[],
  reading: { readonly zone: ApiZone; readonly now: number },
): Promise<HistoryAgent[]> {
  const agents = await mapInChunks(people, (person): HistoryAgent | null => {
    const record = recordOfDay(day, person.userId, rowsOf(person.userId), reading);
    return record && { ...person, ...record };
  });
  return agents.filter((agent) => agent !== null);
}
