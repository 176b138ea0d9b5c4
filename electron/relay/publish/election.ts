import { comparePublishers } from '../wire/replica.ts';
import type { PublisherMessage, Stamp } from '../wire/types.ts';

/** Another publisher as it was last heard. */
interface Heard extends Pick<Stamp, 'epoch' | 'publisher'>, Pick<PublisherMessage, 'state' | 'paceMs'> {
  /** By this computer's clock: those of two publishers may be hours apart. */
  readonly at: number;
  /** A retained message may be of long ago. */
  readonly isRetained: boolean;
}

/** Who of several publishers is live: the later epoch, and of one epoch the higher id. */
export interface Election {
  hear(stamp: Stamp, message: PublisherMessage, now: number, isRetained?: boolean): void;
  /** Whether a live one was heard itself, and not only what a broker had retained of it. */
  isHeard(now: number): boolean;
  /** Whether a live one is heard that wins against `own`; null stands for a publisher that has no epoch. */
  isBeaten(own: Pick<Stamp, 'epoch' | 'publisher'> | null, now: number): boolean;
  /** An epoch that wins against all that were ever heard, also after a clock was set back. */
  nextEpoch(now: number): number;
}

/** A will says that a connection is lost, which may be back in a moment. */
const GONE_MS = 5_000;

/** @param publisher the own id: what was said under it, an earlier run has said */
export function createElection(publisher: string): Election {
  const others = new Map<string, Heard>();
  let highest = 0;

  function isAlive({ state, paceMs, at }: Heard, now: number): boolean {
    const ageMs = now - at;
    return state !== 'standby' && ageMs < (state === 'gone' ? GONE_MS : 2 * paceMs);
  }

  return {
    hear({ epoch, publisher: id }, { state, paceMs }, now, isRetained = false) {
      highest = Math.max(highest, epoch);
      if (id === publisher) return;
      const before = others.get(id);
      // Somebody who was not live when the connection was lost needs no time to come back.
      if (state === 'gone' && before?.state !== 'live') others.delete(id);
      else others.set(id, { epoch, publisher: id, state, paceMs, at: now, isRetained });
    },
    isHeard: (now) => [...others.values()].some((other) => !other.isRetained && isAlive(other, now)),
    isBeaten(own, now) {
      for (const [id, other] of others) {
        // The clock was set back: from here on its time counts anew.
        if (other.at > now) others.set(id, { ...other, at: now });
        const isHigher = own === null || comparePublishers({ ...NO_STAMP, ...other }, { ...NO_STAMP, ...own }) > 0;
        if (isHigher && isAlive({ ...other, at: Math.min(other.at, now) }, now)) return true;
      }
      return false;
    },
    nextEpoch(now) {
      highest = Math.max(now, highest + 1);
      return highest;
    },
  };
}

const NO_STAMP = { revision: 0, asOf: 0, sentAt: 0 };
