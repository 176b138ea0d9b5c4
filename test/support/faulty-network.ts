import type { connectBroker } from '../../electron/relay/broker/session.ts';
import type { Clock } from '../../electron/shared/clock.ts';
import type { Random } from './seeded-random.ts';

/** A network that may lose what a broker sends. */
export interface FaultyNetwork {
  readonly connect: typeof connectBroker;
  /** From now on everything arrives, once and in order. */
  heal(): void;
}

/** How often a message is lost, cut, or comes late and so out of order, or twice. */
const LOST = 0.1;
const CUT = 0.15;
const LATE = 0.3;
const TWICE = 0.4;
/** A message may come as much later. */
const MAX_LATE_MS = 20_000;

/** Delivers what `connect` hears with faults, the same ones for the same random numbers. */
export function createFaultyNetwork({
  connect,
  clock,
  random,
}: {
  readonly connect: typeof connectBroker;
  readonly clock: Pick<Clock, 'after'>;
  readonly random: Random;
}): FaultyNetwork {
  let isHealed = false;
  return {
    connect(parts) {
      const { onMessage } = parts;
      return connect({
        ...parts,
        onMessage(message) {
          const luck = isHealed ? 1 : random();
          if (luck < LOST) return;
          if (luck < CUT) {
            const length = Math.floor(random() * message.bytes.length);
            return onMessage({ ...message, bytes: message.bytes.subarray(0, length) });
          }
          if (luck >= LATE) onMessage(message);
          if (luck < TWICE) clock.after(random() * MAX_LATE_MS, () => onMessage(message));
        },
      });
    },
    heal() {
      isHealed = true;
    },
  };
}
