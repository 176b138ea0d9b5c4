import { mapInChunks } from '../../history/chunks.ts';
import { gapOfAgent } from '../../history/gaps.ts';
import { cutDay, tidySpans, type StatusSpan } from '../../history/intervals.ts';
import type { TodayRead } from '../../history/read/today.ts';
import type { Agent, AgentCard, AgentDay, StatusInterval, StatusTotal } from '../../shared/model.ts';
import type { DayBounds } from '../../time/days.ts';

/** What is known of an agent's day so far. */
type KnownDay = Pick<AgentCard, 'changes' | 'totals'> & { readonly day: AgentDay };

/** Each agent's day so far, from reads of status details that were made for another reason. In memory only. */
export interface AgentDays {
  /** Keeps what a read says of these agents, unless it is dropped meanwhile. */
  take(read: TodayRead, of: TakenRead): Promise<void>;
  /** The day of an agent so far; null where it was not read. */
  day(userId: string): AgentDay | null;
  /** The same with what follows from it. */
  get(agent: Agent): KnownDay | null;
  /** Another connection. */
  forget(): void;
}

/** Whom a read is about. */
interface TakenRead {
  readonly userIds: Iterable<string>;
  /** Who was on an earlier page of the same read, which may have other records of them. */
  readonly known: ReadonlySet<string> | undefined;
  readonly signal: AbortSignal;
}

interface ReadSpans {
  readonly spans: readonly StatusSpan[];
  readonly readAt: number;
}

/** Some 20 MB. Beyond it the agent who was read longest ago is as good as not read. */
const MAX_SPANS = 200_000;
/** As many changes as a person reads; the history has the others. */
const MAX_CHANGES = 50;
const NO_DAY: DayBounds = { startsAt: 0, endsAt: 0 };

/**
 * Creates them with nothing known.
 * @param now epoch milliseconds by the server's clock
 */
export function createAgentDays(now: () => number, maxSpans = MAX_SPANS): AgentDays {
  let bounds = NO_DAY;
  /** By user id, who was read longest ago first. */
  const known = new Map<string, ReadSpans>();
  let spanCount = 0;

  function remove(userId: string): void {
    spanCount -= known.get(userId)?.spans.length ?? 0;
    known.delete(userId);
  }

  function forget(): void {
    known.clear();
    spanCount = 0;
  }

  function spansOf(userId: string): ReadSpans | null {
    return now() < bounds.endsAt ? (known.get(userId) ?? null) : null;
  }

  function dayOf({ spans, readAt }: ReadSpans): AgentDay {
    return { ...bounds, readAt, intervals: cutDay(spans, bounds, readAt).intervals };
  }

  return {
    async take(read, { userIds, known: onEarlierPages, signal }) {
      const { startsAt, endsAt, takenAt: readAt } = read;
      const ofRead = [...userIds].filter((userId) => read.isRead(userId));
      const each = await mapInChunks(ofRead, (userId) => [userId, read.spansOf(userId)] as const);
      if (signal.aborted) return;
      // Of another day, or in a zone that was found to be wrong.
      if (startsAt !== bounds.startsAt || endsAt !== bounds.endsAt || read.zoneChange === 'other') forget();
      bounds = { startsAt, endsAt };
      for (const [userId, spans] of each) {
        const before = onEarlierPages?.has(userId) === true ? (known.get(userId)?.spans ?? []) : [];
        const all = before.length === 0 ? spans : tidySpans([...before, ...spans]);
        remove(userId);
        known.set(userId, { spans: all, readAt });
        spanCount += all.length;
      }
      for (const userId of known.keys()) {
        if (spanCount <= maxSpans) break;
        remove(userId);
      }
    },
    day(userId) {
      const read = spansOf(userId);
      return read && dayOf(read);
    },
    get(agent) {
      const read = spansOf(agent.userId);
      if (read === null) return null;
      const day = dayOf(read);
      const { changes } = gapOfAgent(agent, read.spans, { from: bounds.startsAt, to: read.readAt });
      const latest = changes.slice(-MAX_CHANGES).reverse();
      return {
        day,
        changes: latest.map(({ at, fromStatus, toStatus }) => ({ at, fromStatus, toStatus })),
        totals: totalsOf(day.intervals),
      };
    },
    forget,
  };
}

/** How long each secondary status was, whatever the case it is written in; the longest first. */
function totalsOf(intervals: readonly StatusInterval[]): readonly StatusTotal[] {
  const totals = new Map<string, StatusTotal>();
  for (const { primaryStatus, secondaryStatus, durationMs } of intervals) {
    const key = JSON.stringify([primaryStatus, secondaryStatus.toUpperCase()]);
    const before = totals.get(key) ?? { primaryStatus, secondaryStatus, totalMs: 0 };
    totals.set(key, { ...before, totalMs: before.totalMs + durationMs });
  }
  return [...totals.values()].sort((a, b) => b.totalMs - a.totalMs);
}
