import { storeToRefs } from 'pinia';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { timesOverLimit } from '../../../../../electron/shared/history/over-limit.ts';
import type { HistoryAgent, HistoryDay, Status } from '../../../../../electron/shared/model.ts';
import { useBridge } from '../../../../bridge/bridge-key.ts';
import { useSettingsStore } from '../../../settings/settings-store.ts';
import { useTeamStore } from '../../../team/team-store.ts';
import type { Span } from '../band/band.ts';
import { groupByQueue, groupByStatus, linesOf, sortAgents, type Line, type QueueMembers } from './rows.ts';
import { useTimelineStore } from '../timeline-store.ts';

/** What decides which rows are shown and in which order. */
interface RowParts {
  readonly day: () => HistoryDay;
  /** The day's agents that match the search. */
  readonly agents: () => readonly HistoryAgent[];
  /** The shown part of the day. */
  readonly span: () => Span;
  /** The minute at which the agents are grouped by status. */
  readonly at: () => number;
  readonly status: () => Status;
}

/** The rows of the timeline. */
interface Rows {
  readonly lines: ComputedRef<readonly Line[]>;
  /** The agents of the lines; who serves several queues may be in it more than once. */
  readonly agents: ComputedRef<readonly HistoryAgent[]>;
  /** How many of the agents were over a limit in the shown time; null while nobody asks. */
  readonly overLimit: ComputedRef<number | null>;
  /** Whether there are queues to group by, and not too many. */
  readonly hasQueues: ComputedRef<boolean>;
}

/** Filters, sorts and groups the rows as the user has chosen. */
export function useRows({ day, agents, span, at, status }: RowParts): Rows {
  const store = useTimelineStore();
  const { sort, grouping, isAttentionOnly, picked, isComparing } = storeToRefs(store);
  const settings = useSettingsStore();
  const { queues, hasQueues } = useQueueMembers(() => grouping.value === 'queue');

  const overLimit = computed(
    () => new Map(day().agents.map((agent) => [agent, timesOverLimit(agent.intervals, settings.limits)])),
  );
  const needing = computed(() => {
    const { start, end } = span();
    const isOver = (agent: HistoryAgent): boolean =>
      (overLimit.value.get(agent) ?? []).some(({ from, to }) => from < end && to > start);
    return isAttentionOnly.value ? wanted.value.filter(isOver) : null;
  });
  const wanted = computed(() =>
    isComparing.value ? day().agents.filter(({ userId }) => picked.value.has(userId)) : agents(),
  );
  const sorted = computed(() => sortAgents(needing.value ?? wanted.value, sort.value, status()));
  const groups = computed(() => {
    if (grouping.value === 'status') return groupByStatus(sorted.value, at());
    if (grouping.value === 'queue' && queues.value !== null) return groupByQueue(sorted.value, queues.value);
    return [{ key: '', label: '', agents: sorted.value }];
  });

  return {
    lines: computed(() => linesOf(groups.value)),
    agents: computed(() => groups.value.flatMap((group) => group.agents)),
    overLimit: computed(() => needing.value?.length ?? null),
    hasQueues,
  };
}

/** A page of more headings nobody reads, and each is a question to the core. */
const MAX_QUEUES = 100;

/** Who serves which queue, asked while it is wanted; null until it is answered. */
function useQueueMembers(isWanted: () => boolean): {
  readonly queues: ComputedRef<readonly QueueMembers[] | null>;
  readonly hasQueues: ComputedRef<boolean>;
} {
  const bridge = useBridge();
  const team = useTeamStore();
  const queues = shallowRef<readonly QueueMembers[] | null>(null);
  const known = computed(() => team.snapshot?.queues ?? []);

  let latest = 0;

  async function load(): Promise<void> {
    const mine = (latest += 1);
    const answers = await Promise.all(
      known.value.map(async ({ id, name }) => {
        const result = await bridge.invoke('queue:agents', id);
        return result.ok ? [{ id, name, userIds: new Set(result.value) }] : [];
      }),
    );
    if (mine === latest) queues.value = answers.flat();
  }

  watch(
    () => (isWanted() ? known.value.map(({ id, asOf }) => `${id} ${asOf}`).join(' ') : null),
    (wanted) => {
      if (wanted !== null) void load();
    },
    { immediate: true },
  );
  return {
    queues: computed(() => queues.value),
    hasQueues: computed(() => known.value.length > 0 && known.value.length <= MAX_QUEUES),
  };
}
