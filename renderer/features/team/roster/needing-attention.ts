import {
  attentionOf,
  needingAttention,
  type AttentionRules,
  type NeedingAttention,
} from '../../../../electron/shared/attention.ts';
import type { Agent } from '../../../../electron/shared/model.ts';
import { placeOf, replacements, type Replacement } from './sorted-agents.ts';
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useSettingsStore } from '../../settings/settings-store.ts';
import { useTeamTime } from './useTeamTime.ts';

/** Who of a team needs attention, and what that was computed from. */
export interface KnownNeeding extends NeedingAttention {
  readonly team: readonly Agent[];
  readonly rules: AttentionRules;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * `needingAttention`, which asks only those who changed since `before` where that is enough. `nextAt` may then be too
 * early, never too late: it may be that of an agent as they were.
 */
export function followNeeding(
  before: KnownNeeding | undefined,
  team: readonly Agent[],
  rules: AttentionRules,
  at: number,
): KnownNeeding {
  const isAlike = before !== undefined && before.rules === rules && before.at === at;
  const known = isAlike ? withChanged(before, team) : null;
  return { ...(known ?? needingAttention(team, rules, at)), team, rules, at };
}

/** Null when only the whole team gives the order. */
function withChanged(
  { team, rules, at, agents, nextAt }: KnownNeeding,
  next: readonly Agent[],
): NeedingAttention | null {
  const changes = replacements(team, next);
  if (changes === null) return null;
  let inOrder: readonly Agent[] | null = agents;
  for (const change of changes) inOrder = inOrder === null ? null : withOne(inOrder, change, rules, at);
  if (inOrder === null) return null;
  const changed = needingAttention(
    changes.map((change) => change.next),
    rules,
    at,
  );
  const soonest = Math.min(nextAt ?? Infinity, changed.nextAt ?? Infinity);
  return { agents: inOrder, nextAt: soonest === Infinity ? null : soonest };
}

/** The very same list where it is: nothing has to be arranged again for it. Null where the order of the team decides. */
function withOne(
  agents: readonly Agent[],
  { old, next }: Replacement,
  rules: AttentionRules,
  at: number,
): readonly Agent[] | null {
  const overMs = (agent: Agent): number | null => attentionOf(agent, rules, at)?.overMs ?? null;
  const [was, is] = [agents.indexOf(old), overMs(next)];
  if (was === -1 && is === null) return agents;
  if (was !== -1 && is === overMs(old)) return agents.with(was, next);
  const others = was === -1 ? agents : agents.toSpliced(was, 1);
  if (is === null) return others;
  const place = placeOf(next, others, 0, (a, b) => (overMs(b) ?? 0) - (overMs(a) ?? 0));
  const neighbour = others[place - 1];
  return neighbour !== undefined && overMs(neighbour) === is ? null : others.toSpliced(place, 0, next);
}

/**
 * Who of a team needs attention, the furthest over their limit first. The team is gone through when it changes and
 * when a limit is reached, not each second: between two limits the answer is the same.
 */
export function useNeedingAttention(agents: Readonly<Ref<readonly Agent[]>>): ComputedRef<readonly Agent[]> {
  const settings = useSettingsStore();
  const now = useTeamTime();
  const at = shallowRef(now.value);
  const needing = computed<KnownNeeding>((before) => followNeeding(before, agents.value, settings.rules, at.value));
  watch(now, (time) => {
    const { nextAt } = needing.value;
    if (time < at.value || (nextAt !== null && time >= nextAt)) at.value = time;
  });
  return computed(() => needing.value.agents);
}
