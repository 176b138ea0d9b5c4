import { rewind } from '../../shared/history/rewind.ts';
import type {
  AgentTotals,
  CoverageDay,
  CoverageFloor,
  DayRead,
  HistoryAgent,
  HistoryDay,
  HistoryOverview,
  HistoryPerson,
  StatusInterval,
} from '../../shared/model.ts';

// Instants are ISO 8601 in UTC, durations milliseconds.

/** What a file of the history says of itself. */
export interface FileHead {
  readonly isDemo: boolean;
  readonly dates: readonly string[];
  readonly timeZone: string;
  /** The hours of each day that it has (`10:00`); null for all of them. */
  readonly between?: { readonly from: string; readonly to: string } | null;
  readonly overview: Pick<HistoryOverview, 'apiTimes' | 'days' | 'notUnderstood' | 'notFound' | 'fewerThanTeam'>;
  /** Why it is not complete, and how many agents were read; null when it is complete. */
  readonly partial: null | { readonly reason: string; readonly agentsRead: number };
}

/** What users' programs read since 0.1.0. */
const PRINTED = { complete: 'whole', part: 'part', none: 'none' } as const;

/** The JSON of intervals, of the JSON of each day: a month of a large team takes too long at once. */
export function historyJson(history: FileHead, days: readonly string[]): string {
  const { notUnderstood, notFound, fewerThanTeam } = history.overview;
  const head = JSON.stringify({ ...headOf(history), notUnderstood, notFound, fewerThanTeam });
  return `${head.slice(0, -1)},"days":[${days.join(',')}]}`;
}

/** The JSON of one day in it. */
export function dayJson({ date, read, mayBeginLater, agents }: HistoryDay): string {
  return JSON.stringify({
    date,
    read: PRINTED[read],
    mayBeginLater: mayBeginLater === true,
    agents: agents.map(agentJson),
  });
}

/** Of `--totals`. */
export function totalsJson(history: FileHead, rows: readonly AgentTotals[]): string {
  return JSON.stringify({
    ...headOf(history),
    agents: rows.map(({ totals, noRecordMs, daysNotRead, ...person }) => ({
      ...personJson(person),
      totalsMs: sums(totals, ({ primaryStatus }) => primaryStatus),
      secondaryMs: sums(totals, ({ primaryStatus, secondaryStatus }) => `${primaryStatus}/${secondaryStatus}`),
      noRecordMs,
      daysNotRead,
    })),
  });
}

/** Of `--at`; a null status is no record. Whoever was read before that instant is in `unknown`. */
export function instantJson(
  history: FileHead & { readonly at: number | null; readonly people: readonly HistoryPerson[] },
  day: HistoryDay,
): string {
  const { at, people, timeZone } = history;
  const { counts, groups, noRecord, unknown } = rewind(day, at ?? 0);
  const read = new Set(day.agents.map(({ userId }) => userId));
  const notKnown = [...unknown, ...people.filter(({ userId }) => !read.has(userId))];
  const { demo, source, asOf, partial, apiTimes } = headOf(history);
  return JSON.stringify({
    demo,
    source,
    asOf,
    at: iso(at ?? 0),
    timeZone,
    apiTimes,
    partial,
    counts: { ...counts.byStatus, noRecord: counts.noRecord, unknown: notKnown.length },
    agents: [
      ...groups.flatMap(({ primaryStatus, secondary }) =>
        secondary.flatMap(({ secondaryStatus, agents }) =>
          agents.map(({ agent, since }) => ({
            ...personJson(agent),
            status: primaryStatus,
            secondaryStatus,
            since: iso(since),
          })),
        ),
      ),
      ...noRecord.map((agent) => ({ ...personJson(agent), status: null, secondaryStatus: null, since: null })),
    ],
    unknown: notKnown.map(personJson),
  });
}

/** Of `--below`. */
export function coverageJson(
  history: FileHead & { readonly readOf: (date: string) => DayRead },
  days: readonly CoverageDay[],
  floor: CoverageFloor,
): string {
  return JSON.stringify({
    ...headOf(history),
    below: floor.fewerThan,
    status: floor.status,
    days: days.map(({ date, agentsRead, agents, knownUntil, below }) => ({
      date,
      read: PRINTED[history.readOf(date)],
      agentsRead,
      agents,
      knownUntil: iso(knownUntil),
      belowMs: below.reduce((sum, { from, to }) => sum + to - from, 0),
      stretches: below.map(({ from, to, least }) => ({ from: iso(from), to: iso(to), least })),
    })),
  });
}

function headOf({ isDemo, dates, timeZone, between = null, overview: { apiTimes, days }, partial }: FileHead) {
  const source = 'self-reported';
  const reads = days.flatMap(({ readAt }) => readAt ?? []);
  // The same until something is read again.
  const asOf = reads.length === 0 ? null : iso(reads.reduce((first, at) => Math.min(first, at)));
  return { demo: isDemo, source, asOf, from: dates[0], to: dates.at(-1), between, timeZone, apiTimes, partial };
}

function personJson({ userId, name, addition }: HistoryPerson): object {
  return { userId, name, nameAddition: addition };
}

function sums(totals: AgentTotals['totals'], keyOf: (total: AgentTotals['totals'][number]) => string): object {
  const all = new Map<string, number>();
  for (const total of totals) all.set(keyOf(total), (all.get(keyOf(total)) ?? 0) + total.totalMs);
  return Object.fromEntries(all);
}

function agentJson({ email, intervals, totalsMs, noRecordMs, knownUntil, ...person }: HistoryAgent): object {
  return {
    ...personJson(person),
    email,
    intervals: intervals.map(intervalJson),
    totalsMs,
    noRecordMs,
    knownUntil: iso(knownUntil),
  };
}

function intervalJson(interval: StatusInterval): object {
  const { primaryStatus, secondaryStatus, start, startedAt, end, durationMs, clippedStart, clippedEnd } = interval;
  return {
    primaryStatus,
    secondaryStatus,
    start: iso(start),
    startedAt: startedAt === undefined ? undefined : iso(startedAt),
    end: end === null ? null : iso(end),
    durationMs,
    clippedStart,
    clippedEnd,
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
