import { CHANNELS, type Agent } from './team-model.ts';

/** Whether an agent could take a contact on some channel, as far as the answer says: without slots in it, they could. */
export function hasFreeSlot({ freeSlots }: Pick<Agent, 'freeSlots'>): boolean {
  return freeSlots === undefined || CHANNELS.some((channel) => (freeSlots[channel]?.free ?? 0) > 0);
}
