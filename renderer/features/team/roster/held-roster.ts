import type { Agent, Status } from '../../../../electron/shared/model.ts';
import { groupAgents, sortAgents, type RosterGroup, type RosterQuery } from './roster.ts';
import { computed, shallowRef, watch, nextTick, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue';

/** The list on the screen: in its new order, or held in the order of before. */
export interface DisplayedRoster {
  readonly groups: readonly RosterGroup[];
  /** Ids of those who stand there still, although they have left the team. */
  readonly gone: ReadonlySet<string>;
}

/**
 * The list in its old places with the agents' new data; used while pointer or focus is in it. An agent who has left
 * stays and is `gone`, so that nothing moves under the pointer; newcomers wait.
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

/** The first agent of a status who is there: in its own group before those who stand elsewhere; null without one. */
export function firstOf({ groups, gone }: DisplayedRoster, status: Status): Agent | null {
  const own = groups.filter(({ name }) => name === status);
  const others = groups.filter(({ name }) => name !== status);
  const all = [...own, ...others].flatMap(({ agents }) => agents);
  return all.find((agent) => agent.status === status && !gone.has(agent.userId)) ?? null;
}

/** The list to display, and whether it waits for its new order. */
interface HeldRoster {
  readonly displayed: ComputedRef<DisplayedRoster>;
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
    isBehind: computed(() => isHeld.value && !isSameOrder(displayed.value.groups, arranged.value)),
    update,
  };
}

/** Whether somebody is in the list, and the listeners (for `v-on`) that keep track of it. */
interface ListHold {
  readonly isHeld: ComputedRef<boolean>;
  readonly listeners: Readonly<
    Record<'pointerenter' | 'pointerleave' | 'focusin' | 'focusout', (event: Event) => void>
  >;
}

/** Holds a list while pointer or focus is in it. A hidden popover lets go, since no pointer leaves it then. */
export function useListHold(): ListHold {
  const hasPointer = ref(false);
  const hasFocus = ref(false);

  function onFocusout(event: Event): void {
    void follow(event.currentTarget, event instanceof FocusEvent ? event.relatedTarget : null);
  }

  /** A line with the focus that is drawn elsewhere loses it for a moment: nobody has left the list then. */
  async function follow(box: EventTarget | null, next: EventTarget | null): Promise<void> {
    if (next === null) await nextTick();
    const has = next ?? (document.hasFocus() ? document.activeElement : null);
    hasFocus.value = has instanceof Node && box instanceof Node && box.contains(has);
  }

  function onVisibility(): void {
    if (document.visibilityState === 'hidden') hasPointer.value = false;
  }
  document.addEventListener('visibilitychange', onVisibility);
  onScopeDispose(() => document.removeEventListener('visibilitychange', onVisibility));

  return {
    isHeld: computed(() => hasPointer.value || hasFocus.value),
    listeners: {
      pointerenter: () => (hasPointer.value = true),
      pointerleave: () => (hasPointer.value = false),
      focusin: () => (hasFocus.value = true),
      focusout: onFocusout,
    },
  };
}
