import { setImmediate } from 'node:timers/promises';
import { dayBounds, type DayBounds } from '../../time/days.ts';
import { requestedDays, type RequestedDay } from '../requested-days.ts';
import type { HistoryKey, HistoryRepository, SavedDay } from './history-repository.ts';

/** One of the team's days as far as it was read. */
export interface DayState extends DayBounds {
  readonly date: string;
  /** What has to be requested for it. */
  readonly parts: readonly PartState[];
}

interface PartState {
  readonly part: RequestedDay;
  /** Null where nothing of it is saved. */
  readonly saved: SavedDay | null;
  /** When each agent with a row was read. */
  readonly readAt: ReadonlyMap<string, number>;
}

/** Where the cache of one account is. */
export interface CacheOf {
  readonly repository: HistoryRepository;
  readonly key: HistoryKey;
}

/** What is saved of some days, as of `now` (epoch milliseconds by the server's clock). Other work may run between days. */
export async function dayStates(
  cache: CacheOf,
  dates: readonly string[],
  timeZone: string,
  now: number,
): Promise<readonly DayState[]> {
  const states: DayState[] = [];
  for (const date of dates) {
    states.push(dayState(cache, date, timeZone, now));
    await setImmediate();
  }
  return states;
}

/** What is saved of one day. */
export function dayState({ repository, key }: CacheOf, date: string, timeZone: string, now: number): DayState {
  const parts = requestedDays([date], timeZone, now).map((part): PartState => {
    const saved = repository.day(key, part);
    return { part, saved, readAt: saved === null ? new Map<string, number>() : repository.readsOf(saved.id) };
  });
  return { date, ...dayBounds(date, timeZone), parts };
}

/** When an agent's day was read; null where it was not, or not all of it. */
export function readAtOf({ parts }: Pick<DayState, 'parts'>, userId: string): number | null {
  let first = Infinity;
  for (const { saved, readAt } of parts) {
    const row = readAt.get(userId) ?? null;
    // A list that is no proof knows only those whom it named.
    const complete = saved?.isProof === true ? saved.completeAt : null;
    if (row === null && complete === null) return null;
    first = Math.min(first, Math.max(row ?? -Infinity, complete ?? -Infinity));
  }
  return first === Infinity ? null : first;
}

/** Whether nothing of an agent's day can be new: it was read once it was over. */
export function isFinal({ endsAt }: DayBounds, readAt: number | null): boolean {
  return readAt !== null && readAt >= endsAt;
}

/** When a list of everybody was read to its end; null where it was not for each part. */
export function completeAtOf({ parts }: Pick<DayState, 'parts'>): number | null {
  const times = parts.map(({ saved }) => saved?.completeAt ?? null);
  return times.includes(null) ? null : Math.min(...times.map((time) => time ?? 0));
}
