import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Agent, AgentCard } from '../../../../electron/shared/model.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import { useTeamStore } from '../team-store.ts';

const MAX_KEPT = 50;

/** Whose card is open, and the cards that were read. */
export const useCardStore = defineStore('card', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const team = useTeamStore();
  const userId = ref<string | null>(null);
  const cards = shallowRef<ReadonlyMap<string, AgentCard>>(new Map());
  /** As the agent was in the team last. */
  const agent = shallowRef<Agent | null>(null);
  const isGone = ref(false);

  function open(next: string): void {
    const found = team.agents.find((each) => each.userId === next);
    if (found === undefined) return;
    userId.value = next;
    agent.value = found;
    isGone.value = false;
    void load(next);
  }

  function close(): void {
    userId.value = null;
    agent.value = null;
  }

  async function load(id: string): Promise<void> {
    const of = connection.profile?.id;
    const result = await bridge.invoke('agent:get', id);
    if (!result.ok || connection.profile?.id !== of) return;
    const next = new Map(cards.value);
    next.delete(id);
    next.set(id, result.value);
    for (const old of [...next.keys()].slice(0, Math.max(0, next.size - MAX_KEPT))) next.delete(old);
    cards.value = next;
  }

  // Status details may have been read, the agent may have changed: both come with a revision.
  watch(
    () => team.snapshot?.revision,
    () => {
      const id = userId.value;
      if (id === null) return;
      const found = team.agents.find((each) => each.userId === id);
      isGone.value = found === undefined;
      if (found === undefined) return;
      agent.value = found;
      void load(id);
    },
  );
  // Another list.
  watch([() => connection.profile?.id, () => team.snapshot?.view?.id], ([id], [before]) => {
    close();
    if (id !== before) cards.value = new Map();
  });

  return {
    /** Whose card is open; null when none is. */
    userId: computed(() => userId.value),
    agent: computed(() => agent.value),
    /** Whether the agent has left the list meanwhile. */
    isGone: computed(() => isGone.value),
    /** What else is known; null until it was read. */
    card: computed(() => (userId.value === null ? null : (cards.value.get(userId.value) ?? null))),
    open,
    close,
  };
});
