import { statusAt } from '../../../../../electron/shared/history/rewind.ts';
import { STATUSES, type HistoryAgent, type Status } from '../../../../../electron/shared/model.ts';
import { historyTexts } from '../../../../../electron/shared/texts/history/history.ts';
import { timelineTexts } from '../../../../../electron/shared/texts/history/timeline.ts';
import { statusKind, statusLabel } from '../../../../ui/status-label.ts';

/** By what the rows are sorted; the last two are of the status whose totals are shown. */
export const SORTS = ['name', 'first', 'longest', 'total'] as const;
export type Sort = (typeof SORTS)[number];

export const GROUPINGS = ['none', 'status', 'queue'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Rows with something in common, under a heading; without one where nothing is grouped. */
export interface RowGroup {
  readonly key: string;
  readonly label: string;
  readonly agents: readonly HistoryAgent[];
}

/** A queue and who serves it. */
export interface QueueMembers {
  readonly id: string;
  readonly name: string;
  readonly userIds: ReadonlySet<string>;
}

/** A line of the timeline: a heading, or the row of an agent, numbered without the headings. */
export type Line =
  | { readonly kind: 'heading'; readonly key: string; readonly label: string; readonly count: number }
  | { readonly kind: 'agent'; readonly key: string; readonly agent: HistoryAgent; readonly row: number };

/** Sorts the agents, who come by name. Who has none of it comes last; equals stay by name. */
export function sortAgents(agents: readonly HistoryAgent[], sort: Sort, status: Status): readonly HistoryAgent[] {
  if (sort === 'name') return agents;
  const valueOf = (agent: HistoryAgent): number =>
    sort === 'first' ? -(agent.intervals[0]?.start ?? Infinity) : timeIn(agent, sort, status);
  const values = new Map(agents.map((agent) => [agent, valueOf(agent)]));
  // -Infinity twice has no difference.
  const compare = (a: number, b: number): number => (a === b ? 0 : b - a);
  return agents.toSorted((a, b) => compare(values.get(a) ?? 0, values.get(b) ?? 0));
}

/** How long an agent was in a status: the longest time at once, or all together. */
export function timeIn(agent: HistoryAgent, sort: Sort, status: Status): number {
  if (sort !== 'longest') {
    const totals = Object.entries(agent.totalsMs).filter(([primary]) => statusKind(primary) === status);
    return totals.reduce((sum, [, ms]) => sum + ms, 0);
  }
  return agent.intervals.reduce(
    (longest, { primaryStatus, durationMs }) =>
      durationMs > longest && statusKind(primaryStatus) === status ? durationMs : longest,
    0,
  );
}

/** Groups the agents by their status at an instant, in the order of the statuses. */
export function groupByStatus(agents: readonly HistoryAgent[], at: number): RowGroup[] {
  const label = (kind: Status | 'no-record' | 'unknown'): string => {
    if (kind === 'no-record') return historyTexts.noRecord;
    return kind === 'unknown' ? timelineTexts.rewind.unknown : statusLabel(kind);
  };
  const kindOf = (agent: HistoryAgent): Status | 'no-record' | 'unknown' => {
    const found = statusAt(agent, at);
    return typeof found === 'string' ? found : statusKind(found.primaryStatus);
  };
  const groups = Map.groupBy(agents, kindOf);
  return [...STATUSES, 'no-record' as const, 'unknown' as const].flatMap((kind) => {
    const members = groups.get(kind) ?? [];
    return members.length === 0 ? [] : [{ key: kind, label: label(kind), agents: members }];
  });
}

/** Groups the agents by the queues they serve; who serves several is in each, and who serves none comes last. */
export function groupByQueue(agents: readonly HistoryAgent[], queues: readonly QueueMembers[]): RowGroup[] {
  const groups = queues.map(({ id, name, userIds }) => ({
    key: id,
    label: name,
    agents: agents.filter(({ userId }) => userIds.has(userId)),
  }));
  const others = agents.filter(({ userId }) => !queues.some(({ userIds }) => userIds.has(userId)));
  return [...groups, { key: ' none', label: timelineTexts.order.noQueue, agents: others }].filter(
    (group) => group.agents.length > 0,
  );
}

/** The lines of all groups from top to bottom. */
export function linesOf(groups: readonly RowGroup[]): Line[] {
  let row = 0;
  const seen = new Set<string>();
  return groups.flatMap(({ key, label, agents }): Line[] => {
    const heading: Line[] = label === '' ? [] : [{ kind: 'heading', key, label, count: agents.length }];
    const lines = agents.map((agent): Line => {
      // An agent of several queues has several rows.
      const line = {
        kind: 'agent',
        key: seen.has(agent.userId) ? `${key} ${agent.userId}` : agent.userId,
        agent,
        row,
      } as const;
      seen.add(agent.userId);
      row += 1;
      return line;
    });
    return [...heading, ...lines];
  });
}
