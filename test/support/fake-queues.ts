import { countAgents } from '../../electron/shared/team/counts.ts';
import { hasFreeSlot } from '../../electron/shared/team/free-slots.ts';
import type { Agent, QueueState } from '../../electron/shared/model.ts';

const NAMES = ['Billing', 'Claims', 'Orders and deliveries', 'Retention', 'Technical support'];
const MINUTE_MS = 60_000;

/** Who serves the n-th queue of a team: every ninth agent from there on, the same in every queue of that remainder. */
export function servingQueue(agents: readonly Agent[], index: number): readonly Agent[] {
  return agents.filter((_, place) => place % 9 === index % 9);
}

/** A queue as the core counts it from those who serve it. */
export function fakeQueue(
  patch: Partial<QueueState> & Pick<QueueState, 'id'>,
  serving: readonly Agent[] = [],
): QueueState {
  const ready = serving.filter((agent) => agent.status === 'AVAILABLE' && hasFreeSlot(agent));
  return {
    name: patch.id,
    counts: countAgents(serving),
    ready: ready.length,
    soleCover: ready.length === 1 ? (ready[0]?.userId ?? null) : null,
    freeSlots: null,
    left: [],
    asOf: 0,
    ...patch,
  };
}

/** Several queues of a team, the ids as in FAKE_DIRECTORY. */
export function fakeQueues(agents: readonly Agent[], count: number, now: number): QueueState[] {
  return Array.from({ length: count }, (_, index) => {
    const name = NAMES[index % NAMES.length] ?? '';
    const round = Math.floor(index / NAMES.length);
    return fakeQueue(
      {
        id: `qu-${index}`,
        name: round === 0 ? name : `${name} ${round + 1}`,
        asOf: now - 20 * MINUTE_MS,
        ...(index % 5 === 3 && { left: agents.slice(0, 1).map(({ userId }) => userId) }),
        ...(index % 5 === 0 && { freeSlots: { voice: 1, liveChat: 4 } }),
      },
      servingQueue(agents, index),
    );
  });
}
