import type { DemoAgent } from './agents.ts';
import { mix } from './random.ts';
import type { Live } from './world.ts';

/** The channels of the document. */
type Channel = 'voice' | 'liveChat' | 'messaging' | 'email' | 'voiceMail';

/** One channel of the availability document. */
interface Capacity {
  readonly isEnabled: boolean;
  readonly totalCapacity: number;
  readonly usedCapacity: number;
  readonly availableCapacity: number;
}

/** How many contacts at once; a channel that is missing is not enabled. */
const PHONE: Readonly<Partial<Record<Channel, number>>> = { voice: 1 };
const PHONE_AND_MAIL: typeof PHONE = { voice: 1, voiceMail: 1 };
const DIGITAL: typeof PHONE = { liveChat: 2, messaging: 1, email: 1 };

/** For how long as many contacts of a digital agent go on. */
const STEADY_MS = 240_000;

/** Three of ten write instead of talking. */
export function isDigital({ index }: DemoAgent): boolean {
  return [2, 5, 9].includes(index % 10);
}

/**
 * The capacity of an agent, consistent with their status: whom routing says BUSY while they say AVAILABLE has no slot
 * left, who is AVAILABLE has one at least, and nobody else has a contact.
 */
export function channelCapacity(
  agent: DemoAgent,
  { status, hasContact }: Live,
  now: number,
): Record<Channel, Capacity> {
  const totals = isDigital(agent) ? DIGITAL : agent.index % 5 === 0 ? PHONE_AND_MAIL : PHONE;
  const slots = Object.values(totals).reduce((sum, total) => sum + total, 0);
  const someUsed =
    isDigital(agent) && status === 'AVAILABLE' ? mix(agent.index, Math.floor(now / STEADY_MS)) % slots : 0;
  let left = hasContact ? slots : someUsed;
  const capacityOf = (channel: Channel): Capacity => {
    const totalCapacity = totals[channel] ?? 0;
    const usedCapacity = Math.min(left, totalCapacity);
    left -= usedCapacity;
    const availableCapacity = totalCapacity - usedCapacity;
    return { isEnabled: totalCapacity > 0, totalCapacity, usedCapacity, availableCapacity };
  };
  return {
    voice: capacityOf('voice'),
    liveChat: capacityOf('liveChat'),
    messaging: capacityOf('messaging'),
    email: capacityOf('email'),
    voiceMail: capacityOf('voiceMail'),
  };
}
