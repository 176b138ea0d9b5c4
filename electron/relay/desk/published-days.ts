import type { DetailsAnswer, DetailsPart, DetailsRow, StatusRecord } from '../../kore/types.ts';
import type { ConnectionMemory } from '../../shared/model.ts';
import { parseApiTime } from '../../time/api-time.ts';
import type { DayContent, PublishedRow } from '../wire/types.ts';

/** What a publisher knows of the server whose times it passes on. */
export function learnedFrom({ apiTimes, memory }: DayContent): Pick<ConnectionMemory, 'apiTimes' | 'recordsListedBy'> {
  const set = apiTimes === 'utc' ? 'UTC' : apiTimes === 'request' ? apiTimes : null;
  return { apiTimes: set ?? memory.apiTimes, recordsListedBy: memory.recordsListedBy };
}

/**
 * What several views have of one day, as an answer of status details: a page for each time at which some were read, the
 * oldest first. Unless all of it was read it has a rest, so that nobody is said to have no record.
 */
export function detailsOf(days: readonly DayContent[]): {
  readonly pages: readonly DetailsPart[];
  readonly answer: DetailsAnswer;
} {
  const latest = new Map<string, PublishedRow>();
  for (const row of days.flatMap(({ rows }) => rows)) {
    const known = latest.get(row.userId);
    if (known === undefined || known.readAt < row.readAt) latest.set(row.userId, row);
  }
  const notUnderstood: string[] = [];
  const pages: DetailsPart[] = [];
  const groups = Map.groupBy(latest.values(), ({ readAt }) => readAt);
  for (const receivedAt of [...groups.keys()].toSorted((a, b) => a - b)) {
    const odd: string[] = [];
    const rows = (groups.get(receivedAt) ?? []).map((row) => detailsRow(row, odd));
    const received = rows.length + (pages.at(-1)?.received ?? 0);
    pages.push({ rows, notUnderstood: odd, receivedAt, received, pages: 1 });
    notUnderstood.push(...odd);
  }
  const rows = pages.flatMap((page) => page.rows);
  const isComplete = days.length > 0 && days.every((day) => day.isComplete);
  const known = new Set(latest.keys());
  return {
    pages,
    answer: {
      ...{ rows, notUnderstood, stopped: null, isEndSaid: isComplete },
      receivedAt: pages[0]?.receivedAt ?? 0,
      ...(!isComplete && { rest: { received: rows.length, pages: 1, first: new Set<string>(), known } }),
    },
  };
}

function detailsRow({ userId, name, records }: PublishedRow, notUnderstood: string[]): DetailsRow {
  const read = records.flatMap((record) => {
    const understood = statusRecord(record);
    if (understood === null) notUnderstood.push(`${userId} ${JSON.stringify(record)}`);
    return understood ?? [];
  });
  return { userId, name, email: '', records: read };
}

function statusRecord([
  primaryStatus,
  secondaryStatus,
  from,
  to,
]: PublishedRow['records'][number]): StatusRecord | null {
  const start = parseApiTime(from);
  const end = to === null ? null : parseApiTime(to);
  return start === null || (end === null && to !== null) ? null : { primaryStatus, secondaryStatus, start, end };
}
