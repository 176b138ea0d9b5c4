import { STATUSES, type HistoryAgent, type HistoryDay, type StatusInterval } from '../model.ts';

/** What tells an agent's status at an instant. */
export type RecordedAgent = Pick<HistoryAgent, 'intervals' | 'knownUntil'>;

/** How many agents were in which primary status. */
export interface StatusCounts {
  /** Only statuses that somebody was in. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly noRecord: number;
  /** Agents who were last read before that. */
  readonly unknown: number;
}

/** A team at one instant of a day. Each agent is in one group, in `noRecord` or in `unknown`. */
export interface Rewind {
  readonly at: number;
  readonly counts: StatusCounts;
  /** In the order of the API documents, then what they do not list by name. */
  readonly groups: readonly StatusGroup[];
  readonly noRecord: readonly HistoryAgent[];
  readonly unknown: readonly HistoryAgent[];
}

interface StatusGroup {
  readonly primaryStatus: string;
  /** By name. */
  readonly secondary: readonly SecondaryGroup[];
}

interface SecondaryGroup {
  readonly secondaryStatus: string;
  /** In the order of the day. */
  readonly agents: readonly AgentSince[];
}

interface AgentSince {
  readonly agent: HistoryAgent;
  /** When the status began, which may be on an earlier day. */
  readonly since: number;
}

interface InOneStatus extends SecondaryGroup {
  readonly agents: AgentSince[];
}

const { compare } = new Intl.Collator('en');

/** An agent's interval at an instant of the day; an interval begins with its start and ends before its end. */
export function statusAt(
  { intervals, knownUntil }: RecordedAgent,
  at: number,
): StatusInterval | 'no-record' | 'unknown' {
  if (at >= knownUntil) return 'unknown';
  const last = intervals[countStartedBy(intervals, at) - 1];
  return last !== undefined && (last.end === null || at < last.end) ? last : 'no-record';
}

/** When the status of an interval began, which may be on an earlier day. */
export function sinceOf({ startedAt, start }: StatusInterval): number {
  return startedAt ?? start;
}

/** Who was in which status at an instant of a day. Outside of the day nothing is known. */
export function rewind({ agents, startsAt }: Pick<HistoryDay, 'agents' | 'startsAt'>, at: number): Rewind {
  const groups = new Map<string, Map<string, InOneStatus>>();
  const byStatus: Record<string, number> = {};
  const noRecord: HistoryAgent[] = [];
  const unknown: HistoryAgent[] = [];
  for (const agent of agents) {
    const found = at < startsAt ? 'unknown' : statusAt(agent, at);
    if (found === 'unknown') unknown.push(agent);
    else if (found === 'no-record') noRecord.push(agent);
    else {
      const { primaryStatus, secondaryStatus } = found;
      byStatus[primaryStatus] = (byStatus[primaryStatus] ?? 0) + 1;
      const group = groups.get(primaryStatus) ?? new Map<string, InOneStatus>();
      groups.set(primaryStatus, group);
      const same = group.get(secondaryStatus) ?? inAnyCase(group, secondaryStatus);
      same.agents.push({ agent, since: sinceOf(found) });
    }
  }
  return {
    at,
    counts: { byStatus, noRecord: noRecord.length, unknown: unknown.length },
    groups: [...groups]
      .sort(([a], [b]) => compareStatuses(a, b))
      .map(([primaryStatus, secondary]) => ({
        primaryStatus,
        secondary: [...new Set(secondary.values())].sort((a, b) => compare(a.secondaryStatus, b.secondaryStatus)),
      })),
    noRecord,
    unknown,
  };
}

/** Each spelling of a status leads to the same group: folding the case for every agent would take half of the time. */
function inAnyCase(group: Map<string, InOneStatus>, secondaryStatus: string): InOneStatus {
  const folded = secondaryStatus.toUpperCase();
  const same = group.get(folded) ?? { secondaryStatus, agents: [] };
  group.set(folded, same).set(secondaryStatus, same);
  return same;
}

/** The statuses of the API documents in their order, then the others by name. */
function compareStatuses(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || compare(a, b);
}

function placeOf(status: string): number {
  const place = (STATUSES as readonly string[]).indexOf(status);
  return place === -1 ? STATUSES.length : place;
}

/** How many of some intervals in order have started. A search by halves: a crosshair asks for each agent of a large team. */
function countStartedBy(intervals: readonly StatusInterval[], at: number): number {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const interval = intervals[middle];
    if (interval !== undefined && interval.start <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
