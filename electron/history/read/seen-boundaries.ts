import type { DetailsRow } from '../../kore/types.ts';
import type { Agent } from '../../shared/model.ts';
import type { ApiTime } from '../../time/api-time.ts';
import type { SeenBoundary } from '../zone/zone-evidence.ts';

/** One read of the records of a day. */
export interface ReadOfDay {
  readonly rows: readonly DetailsRow[];
  /** The date and the offset of the request. */
  readonly date: string;
  readonly timeZoneOffset: number;
  /** When it was begun and when it was answered, epoch milliseconds by the server's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Remembers how far the records of each agent went when they were read last, of one server and for one run. */
export interface SeenRecords {
  /** Boundaries that must lie between the former read and this one. This read then becomes the former one. */
  compare(read: ReadOfDay, agents: ReadonlyMap<string, Agent>): readonly SeenBoundary[];
}

interface LastSeen {
  readonly sentAt: number;
  /** As it was written; null where the agent had no record. */
  readonly newest: number | null;
}

/** Remembers nothing yet. It holds the agents of one day: another day's records are another list. */
export function createSeenRecords(): SeenRecords {
  let day = '';
  const seen = new Map<string, LastSeen>();
  return {
    compare(read, agents) {
      const { rows, date, timeZoneOffset, sentAt } = read;
      if (day !== `${date} ${timeZoneOffset}`) seen.clear();
      day = `${date} ${timeZoneOffset}`;
      return rows.flatMap((row) => {
        const newest = newestOf(row);
        const before = seen.get(row.userId);
        seen.set(row.userId, { sentAt, newest: newest?.ms ?? null });
        if (newest === null || (before !== undefined && newest.ms <= (before.newest ?? -Infinity))) return [];
        const live = liveBoundary(row, agents.get(row.userId), read);
        const between = before === undefined ? null : newBoundary(row, newest, before, read);
        return [between, live].filter((boundary) => boundary !== null);
      });
    },
  };
}

function newBoundary({ userId }: DetailsRow, at: ApiTime, before: LastSeen, read: ReadOfDay): SeenBoundary {
  const { timeZoneOffset, receivedAt: to } = read;
  // An agent without a record may have one that this server lists under another day.
  return { userId, at, timeZoneOffset, from: before.sentAt, to, isNew: before.newest !== null };
}

/** Where a change was seen live and the open record is of that status. */
function liveBoundary(
  { userId, records }: DetailsRow,
  agent: Agent | undefined,
  { timeZoneOffset }: ReadOfDay,
): SeenBoundary | null {
  const last = records.findLast(({ end }) => end === null);
  if (last?.start.kind !== 'wall' || agent?.since.precision !== 'observed' || agent.since.at === null) return null;
  if (last.primaryStatus !== agent.rawStatus) return null;
  const { at, toleranceMs } = agent.since;
  return { userId, at: last.start, timeZoneOffset, from: at - toleranceMs, to: at + toleranceMs, isNew: false };
}

/** The latest start or end without a zone of its own. */
function newestOf({ records }: DetailsRow): ApiTime | null {
  let newest: ApiTime | null = null;
  for (const { start, end } of records) {
    for (const time of end === null ? [start] : [start, end]) {
      if (time.kind === 'wall' && time.ms > (newest?.ms ?? -Infinity)) newest = time;
    }
  }
  return newest;
}
