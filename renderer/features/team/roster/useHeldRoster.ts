import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { Agent } from '../../../../electron/shared/model.ts';
import { holdRoster, isSameOrder, showRoster, type ShownRoster } from './held-roster.ts';
import { arrangeRoster, sortedFor, type Roster, type RosterQuery } from './roster.ts';
import { sortAgents, type SortedAgents } from './sorted-agents.ts';

/** The list to show, and whether it waits for its new order. */
export interface HeldRoster {
  readonly shown: ComputedRef<ShownRoster>;
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
  const sorted = computed<SortedAgents>((before) => sortAgents(agents.value, sortedFor(query.value.sort), before));
  const arranged = computed<Roster>((before) => arrangeRoster(sorted.value, query.value, needing.value, before));
  const shown = shallowRef(showRoster(arranged.value));
  const update = (): void => void (shown.value = showRoster(arranged.value));

  watch([arranged, isHeld, query] as const, ([, held, wanted], [, , before]) => {
    if (held && wanted === before && shown.value.groups.length > 0) shown.value = holdRoster(shown.value, agents.value);
    else update();
  });

  return {
    shown: computed(() => shown.value),
    isBehind: computed(() => isHeld.value && !isSameOrder(shown.value.groups, arranged.value.groups)),
    update,
  };
}
