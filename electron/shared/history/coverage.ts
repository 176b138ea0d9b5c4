import type { CoverageDay, CoverageFloor, CoverageStretch, HistoryDay } from '../model.ts';
import type { StatusCounts } from './rewind.ts';

type RecordedDay = Pick<HistoryDay, 'startsAt' | 'endsAt' | 'agents'>;

/** The counts of a day from an instant on, until those of the next. */
export interface CountsFrom {
  readonly at: number;
  readonly counts: StatusCounts;
}

const MINUTE_MS = 60_000;

/**
 * How many agents were in which status at each full minute of a day; equal minutes are one. What lasts less than a
 * minute may not be in it.
 */
export function minuteCounts({ startsAt, endsAt, agents }: RecordedDay): CountsFrom[] {
  const minutes = Math.ceil((endsAt - startsAt) / MINUTE_MS);
  const minuteAt = (at: number): number => Math.min(minutes, Math.ceil((at - startsAt) / MINUTE_MS));
  const byStatus = new Map<string, Int32Array>();
  const noRecord = new Int32Array(minutes + 1);
  const unknown = new Int32Array(minutes + 1);
  for (const { intervals, knownUntil } of agents) {
    const known = minuteAt(knownUntil);
    addAgent(noRecord, 0, known);
    addAgent(unknown, known, minutes);
    for (const { primaryStatus, start, end } of intervals) {
      const inStatus = byStatus.get(primaryStatus) ?? new Int32Array(minutes + 1);
      byStatus.set(primaryStatus, inStatus);
      const [from, to] = [minuteAt(start), end === null ? known : minuteAt(end)];
      addAgent(inStatus, from, to);
      addAgent(noRecord, to, from);
    }
  }
  const all = [...byStatus.values(), noRecord, unknown];
  const steps: CountsFrom[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const isChanged = all.some((changes) => changes[minute] !== 0);
    for (const changes of all) changes[minute] = valueAt(changes, minute) + valueAt(changes, minute - 1);
    if (!isChanged && minute > 0) continue;
    const present = [...byStatus].map(([status, counts]) => [status, valueAt(counts, minute)] as const);
    const counts = {
      byStatus: Object.fromEntries(present.filter(([, count]) => count > 0)),
      noRecord: valueAt(noRecord, minute),
      unknown: valueAt(unknown, minute),
    };
    steps.push({ at: startsAt + minute * MINUTE_MS, counts });
  }
  return steps;
}

/** One agent more from one minute on, and one less from another. */
function addAgent(changes: Int32Array, from: number, to: number): void {
  changes[from] = valueAt(changes, from) + 1;
  changes[to] = valueAt(changes, to) - 1;
}

function valueAt(counts: Int32Array, minute: number): number {
  return counts[minute] ?? 0;
}

/** When fewer agents than the floor wants were in its status, of all agents of a request. */
export function coverageOf(day: HistoryDay, agents: number, floor: CoverageFloor): CoverageDay {
  const { date, startsAt, endsAt } = day;
  return {
    date,
    startsAt,
    endsAt,
    agentsRead: day.agents.length,
    agents,
    knownUntil: allKnownUntil(day),
    below: stretchesBelow(day, floor),
  };
}

/** A time, and how many agents were in a status throughout. */
export interface CountSpan {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * The times in which fewer agents than the floor wants were in its status, to the instant. What comes after the first
 * agent's last read is left out: that agent may have been in the status.
 */
export function stretchesBelow(day: RecordedDay, { status, fewerThan }: CoverageFloor): CoverageStretch[] {
  return countsBelow(countSpans(day, status), fewerThan);
}

/** The times in which the count was smaller than the floor; spans that follow each other are one. */
export function countsBelow(spans: readonly CountSpan[], fewerThan: number): CoverageStretch[] {
  const below: CoverageStretch[] = [];
  for (const { from, to, count } of spans) {
    if (count >= fewerThan) continue;
    const before = below.at(-1);
    if (before?.to !== from) below.push({ from, to, least: count });
    else below[below.length - 1] = { ...before, to, least: Math.min(before.least, count) };
  }
  return below;
}

/** How many agents were in a status, from the day's start until every agent is known. */
export function countSpans(day: RecordedDay, status: string): CountSpan[] {
  const until = allKnownUntil(day);
  const spans: CountSpan[] = [];
  let count = 0;
  let from = day.startsAt;
  const goTo = (to: number): void => {
    if (to > from) spans.push({ from, to, count });
    from = Math.max(from, to);
  };
  for (const [instant, by] of statusChanges(day, status)) {
    if (instant >= until) break;
    goTo(instant);
    count += by;
  }
  goTo(until);
  return spans;
}

/** By how many the agents in a status grow, in time order. */
export function statusChanges({ agents }: Pick<RecordedDay, 'agents'>, of: string): [number, number][] {
  const status = of.toUpperCase();
  const changes = new Map<number, number>();
  const add = (at: number, by: number): unknown => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { intervals } of agents) {
    for (const { primaryStatus, start, end } of intervals) {
      if (primaryStatus.toUpperCase() !== status) continue;
      add(start, 1);
      if (end !== null) add(end, -1);
    }
  }
  return [...changes].sort(([a], [b]) => a - b);
}

/** Until when every agent of the day is known. */
function allKnownUntil({ startsAt, agents }: RecordedDay): number {
  if (agents.length === 0) return startsAt;
  return agents.reduce((first, { knownUntil }) => Math.min(first, knownUntil), Infinity);
}
