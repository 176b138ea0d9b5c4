import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { MAX_BANDS, type Agent, type AgentDay } from '../../../../electron/shared/model.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { afterVisible } from '../../../ui/useClock.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';

/** A day as it was answered, and for which state of the agent. */
interface Band {
  readonly day: AgentDay | null;
  readonly agent: Agent;
  readonly at: number;
}

/** A list that is scrolled asks once it rests. */
const REST_MS = 100;
const FRESH_MS = 60_000;
/** What was not read yet may come with any read of status details. */
const UNREAD_FRESH_MS = 15_000;
const MAX_KEPT = 1_000;

/** The days so far of the agents in the list, asked for as they come into view. */
export const useBandsStore = defineStore('bands', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const bands = shallowRef<ReadonlyMap<string, Band>>(new Map());
  let cancel = (): void => {};

  watch(
    () => connection.profile?.id,
    () => (bands.value = new Map()),
  );

  /** Asks for the days of these agents where nothing, or nothing new, is known of them. */
  function want(agents: readonly Agent[]): void {
    cancel();
    if (agents.some(isDue)) cancel = afterVisible(REST_MS, () => void load(agents.filter(isDue).slice(0, MAX_BANDS)));
  }

  function isDue(agent: Agent): boolean {
    const band = bands.value.get(agent.userId);
    if (band === undefined || band.agent !== agent) return true;
    return Date.now() - band.at >= (band.day === null ? UNREAD_FRESH_MS : FRESH_MS);
  }

  async function load(agents: readonly Agent[]): Promise<void> {
    const of = connection.profile?.id;
    const result = await bridge.invoke(
      'agent:bands',
      agents.map(({ userId }) => userId),
    );
    if (!result.ok || connection.profile?.id !== of) return;
    const next = new Map(bands.value);
    for (const agent of agents) {
      next.delete(agent.userId);
      next.set(agent.userId, { day: result.value[agent.userId] ?? null, agent, at: Date.now() });
    }
    for (const userId of [...next.keys()].slice(0, Math.max(0, next.size - MAX_KEPT))) next.delete(userId);
    bands.value = next;
  }

  return {
    /** The day of an agent; null where it was not read, undefined where nobody has asked. */
    dayOf: (userId: string): AgentDay | null | undefined => bands.value.get(userId)?.day,
    days: computed(() => [...bands.value.values()].map(({ day }) => day)),
    want,
  };
});
