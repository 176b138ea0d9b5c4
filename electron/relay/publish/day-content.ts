import { loadDay, type OffsetRow } from '../../history/cache/cached-days.ts';
import { dayState, readAtOf } from '../../history/cache/day-states.ts';
import { unpackRecords } from '../../history/cache/packed-records.ts';
import type { TeamPerson } from '../../history/people.ts';
import type { HistorySource } from '../../history/scene.ts';
import type { ApiTime } from '../../time/api-time.ts';
import { dayOffset } from '../../time/days.ts';
import type { DayContent, PublishedRow } from '../wire/types.ts';

/** One agent's day as it was saved: the records of a large team would take tens of megabytes. */
export interface AgentDay extends Omit<PublishedRow, 'records'> {
  readonly saved: readonly OffsetRow[];
}

/** A day of everybody as far as it was read, from which those of the views are cut. */
export interface ReadDay {
  readonly content: Omit<DayContent, 'rows' | 'isComplete'>;
  readonly agents: readonly AgentDay[];
  /** The present team without those who have saved rows; null where the day of one was not read. */
  readonly others: ReadonlyMap<string, AgentDay | null>;
}

/** What was saved of a day, with the names that were saved with it. Null where nobody was read. */
export async function readDay(
  source: HistorySource,
  date: string,
  team: readonly TeamPerson[],
  now: number,
): Promise<ReadDay | null> {
  const { repository, key, timeZone, apiTimes, memory } = source;
  const day = dayState(source, date, timeZone, now);
  const saved = await loadDay(source, day);
  const names = new Map(repository.agents(key).map(({ userId, name }) => [userId, name]));
  const agents = [...saved].map(([userId, parts]): AgentDay => {
    const readAt = Math.min(...parts.map(({ row }) => row.readAt));
    return { userId, name: names.get(userId) ?? userId, readAt, saved: parts };
  });
  const others = new Map(
    team
      .filter(({ userId }) => !saved.has(userId))
      .map(({ userId, name }) => {
        const readAt = readAtOf(day, userId);
        return [userId, readAt === null ? null : { userId, name, readAt, saved: [] }];
      }),
  );
  if (agents.length === 0 && ![...others.values()].some((agent) => agent !== null)) return null;
  const { apiTimes: learnedTimes, recordsListedBy } = memory;
  const content = {
    ...{ date, timeZoneOffset: dayOffset(date, timeZone), apiTimes },
    memory: { apiTimes: learnedTimes, recordsListedBy },
  };
  return { content, agents, others };
}

/** The records of an agent's day, as Kore.ai sent them. */
export function recordsOf(parts: readonly OffsetRow[]): PublishedRow['records'] {
  // Where clocks go back, a record may be in both of the days that were requested.
  const records = new Map<string, PublishedRow['records'][number]>();
  for (const { row } of parts) {
    for (const { primaryStatus, secondaryStatus, start, end } of unpackRecords(row)) {
      const record = [primaryStatus, secondaryStatus, textOf(start), end === null ? null : textOf(end)] as const;
      records.set(record.join('\n'), record);
    }
  }
  return [...records.values()];
}

/** A time as Kore.ai writes it: without a zone, unless it came with one. */
function textOf({ kind, ms }: ApiTime): string {
  const text = new Date(ms).toISOString().replace('.000Z', 'Z');
  return kind === 'wall' ? text.slice(0, -1) : text;
}
