import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Agent } from '../../electron/shared/model.ts';
import {
  arrangeRoster,
  holdRoster,
  isSameOrder,
  sortRoster,
  type RosterItem,
  type RosterQuery,
  type SortedAgents,
} from '../team/roster.ts';

/** The lines to show, and whether they wait for their new order. */
export interface HeldRoster {
  readonly items: ComputedRef<readonly RosterItem[]>;
  /** True while the list is held and its lines stand elsewhere than they would. */
  readonly isBehind: ComputedRef<boolean>;
  /** Puts the lines in order now. */
  update(): void;
}

/**
 * The arranged list, except that nothing jumps while `isHeld` (pointer or focus in the list): then lines keep
 * their places and only their data changes. What the user asks for (search, filter, sort) counts at once.
 */
export function useHeldRoster(
  agents: Readonly<Ref<readonly Agent[]>>,
  query: Readonly<Ref<RosterQuery>>,
  needing: Readonly<Ref<readonly Agent[]>>,
  isHeld: Readonly<Ref<boolean>>,
): HeldRoster {
  const sorted = computed<SortedAgents>((before) => sortRoster(agents.value, query.value, before));
  const arranged = computed(() => arrangeRoster(sorted.value.agents, query.value, needing.value));
  const shown = shallowRef<readonly RosterItem[]>(arranged.value);
  const update = (): void => void (shown.value = arranged.value);

  watch([arranged, isHeld, query] as const, ([, held, wanted], [, , before]) => {
    if (held && wanted === before && shown.value.length > 0) shown.value = holdRoster(shown.value, agents.value);
    else update();
  });

  return {
    items: computed(() => shown.value),
    isBehind: computed(() => isHeld.value && !isSameOrder(shown.value, arranged.value)),
    update,
  };
}
