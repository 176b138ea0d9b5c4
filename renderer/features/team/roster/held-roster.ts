import { useEventListener, useTimeoutFn } from '@vueuse/core';
import type { Agent, Status } from '../../../../electron/shared/model.ts';
import {
  countGroups,
  groupAgents,
  sortAgents,
  type GroupCount,
  type GroupName,
  type RosterGroup,
  type RosterQuery,
} from './roster.ts';
import { computed, nextTick, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';

/** The list on the screen, in its new order or held in its old one. */
export interface DisplayedRoster {
  readonly groups: readonly RosterGroup[];
  /** Ids of agents who are still listed although they have left the team. */
  readonly gone: ReadonlySet<string>;
}

/**
 * Keeps every agent in their old place with their new data, while the pointer or focus is in the list. An agent who has
 * left stays and is listed in `gone`, so nothing moves under the pointer. New agents wait.
 */
export function holdRoster({ groups }: DisplayedRoster, team: readonly Agent[]): DisplayedRoster {
  const byId = new Map(team.map((agent) => [agent.userId, agent]));
  const held = groups.map(({ name, agents }) => ({ name, agents: agents.map((old) => byId.get(old.userId) ?? old) }));
  const ids = groups.flatMap(({ agents }) => agents.map(({ userId }) => userId));
  return { groups: held, gone: new Set(ids.filter((userId) => !byId.has(userId))) };
}

/** Whether two lists show the same agents in the same places. */
export function isSameOrder(a: readonly RosterGroup[], b: readonly RosterGroup[]): boolean {
  return a.length === b.length && a.every((group, index) => isSameGroup(group, b[index]));
}

function isSameGroup(a: RosterGroup, b: RosterGroup | undefined): boolean {
  if (b?.name !== a.name || b.agents.length !== a.agents.length) return false;
  return a.agents.every(({ userId }, index) => userId === b.agents[index]?.userId);
}

/** The first agent in a status, its own group before any other; null without one. Skips agents who have left. */
export function firstOf({ groups, gone }: DisplayedRoster, status: Status): Agent | null {
  const own = groups.filter(({ name }) => name === status);
  const others = groups.filter(({ name }) => name !== status);
  const all = [...own, ...others].flatMap(({ agents }) => agents);
  return all.find((agent) => agent.status === status && !gone.has(agent.userId)) ?? null;
}

/** The list to display, and whether it waits for its new order. */
interface HeldRoster {
  readonly displayed: ComputedRef<DisplayedRoster>;
  /** How many agents belong to each group now, also while the lines wait. */
  readonly counts: ComputedRef<ReadonlyMap<GroupName, GroupCount>>;
  /** True while the list is held and its order is out of date. */
  readonly isBehind: ComputedRef<boolean>;
  /** Applies the new order now. */
  update(): void;
}

/**
 * Holds the order of the list while `isHeld` (somebody is about to use it): lines keep their places and only their data
 * changes. A search, filter or sort by the user takes effect at once.
 */
export function useHeldRoster(
  agents: Readonly<Ref<readonly Agent[]>>,
  query: Readonly<Ref<RosterQuery>>,
  needing: Readonly<Ref<readonly Agent[]>>,
  isHeld: Readonly<Ref<boolean>>,
): HeldRoster {
  const sorted = computed<readonly Agent[]>((before) => sortAgents(agents.value, query.value.sort, before));
  const arranged = computed(() => groupAgents(sorted.value, query.value, needing.value));
  const displayed = shallowRef<DisplayedRoster>({ groups: arranged.value, gone: new Set() });
  const update = (): void => void (displayed.value = { groups: arranged.value, gone: new Set() });

  watch([arranged, isHeld, query] as const, ([, held, wanted], [, , before]) => {
    if (held && wanted === before && displayed.value.groups.length > 0)
      displayed.value = holdRoster(displayed.value, agents.value);
    else update();
  });

  return {
    displayed: computed(() => displayed.value),
    counts: computed(() => countGroups(arranged.value, displayed.value.groups)),
    isBehind: computed(() => isHeld.value && !isSameOrder(displayed.value.groups, arranged.value)),
    update,
  };
}

/** As long a list waits after the pointer moved in it. Who rests there reads, and wants to read what is true. */
const HOLD_MS = 4_000;

/** Whether somebody is about to use the list, and the listeners (for `v-on`) that track it. */
interface ListHold {
  readonly isHeld: ComputedRef<boolean>;
  readonly listeners: Readonly<
    Record<'pointerenter' | 'pointermove' | 'pointerleave' | 'focusin' | 'focusout', (event: Event) => void>
  >;
}

/**
 * Holds a list for some seconds after the pointer moved in it, and while the keyboard is used in it. A click leaves the
 * focus where the pointer is, which holds no longer than the pointer.
 */
export function useListHold(): ListHold {
  const { isPending: isMoving, start: move, stop: leave } = useTimeoutFn(() => {}, HOLD_MS, { immediate: false });
  const hasFocus = ref(false);

  function onFocusin({ target }: Event): void {
    hasFocus.value = target instanceof Element && target.matches(':focus-visible');
  }

  function onFocusout(event: Event): void {
    void follow(event.currentTarget, event instanceof FocusEvent ? event.relatedTarget : null);
  }

  /** A focused line that is moved loses the focus for a moment; that does not count as leaving the list. */
  async function follow(box: EventTarget | null, next: EventTarget | null): Promise<void> {
    if (next === null) await nextTick();
    const has = next ?? (document.hasFocus() ? document.activeElement : null);
    if (!(has instanceof Node && box instanceof Node && box.contains(has))) hasFocus.value = false;
  }

  // A popover that hides hears no pointerleave.
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
  });

  return {
    isHeld: computed(() => isMoving.value || hasFocus.value),
    listeners: {
      pointerenter: () => move(),
      pointermove: () => move(),
      pointerleave: () => leave(),
      focusin: onFocusin,
      focusout: onFocusout,
    },
  };
}
