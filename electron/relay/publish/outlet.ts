import type { KeyObject } from 'node:crypto';
import type { BrokerSession } from '../broker/session.ts';
import { MAX_PARTS } from '../wire/envelope.ts';
import { messagesOf, type Subject } from '../wire/messages.ts';
import { placeOf, topicOf, type Place } from '../wire/topics.ts';
import type { Outgoing, Stamp } from '../wire/types.ts';

/** Where everything that is published goes out. */
export interface Outlet {
  /** Signs a content and publishes it, retained unless it is a delta; `lost` where the broker may not have all of it. */
  say<S extends Subject>(subject: S, content: Outgoing[S['kind']]): Promise<'said' | 'lost' | 'too-large'>;
  /** The broker has retained this, as far as anybody knows. */
  found(topic: string): void;
  /** Clears what is retained and fits. */
  clear(isGone: (place: Place) => boolean): Promise<void>;
}

/** What an outlet is made of. */
export interface OutletParts {
  readonly site: string;
  readonly key: KeyObject;
  readonly stamp: () => Stamp;
  readonly session: () => BrokerSession | null;
}

const NOTHING = new Uint8Array();

export function createOutlet({ site, key, stamp, session }: OutletParts): Outlet {
  const retained = new Set<string>();

  async function clearTopic(topic: string): Promise<void> {
    if (!retained.has(topic)) return;
    if ((await session()?.publish(topic, NOTHING, true)) === true) retained.delete(topic);
  }

  async function clear(isGone: (place: Place) => boolean): Promise<void> {
    for (const topic of [...retained]) {
      const place = placeOf(site, topic);
      if (place !== null && isGone(place)) await clearTopic(topic);
    }
  }

  return {
    async say(subject, content) {
      const messages = messagesOf(site, subject, content, stamp(), key);
      if (messages === null) return 'too-large';
      const to = session();
      if (to === null) return 'lost';
      const isRetained = subject.kind !== 'delta';
      const sent = messages.map(({ topic, bytes }) => {
        if (isRetained) retained.add(topic);
        return to.publish(topic, bytes, isRetained);
      });
      if ((await Promise.all(sent)).includes(false)) return 'lost';
      // A shorter snapshot leaves parts of the longer one behind.
      if (subject.kind === 'snapshot' || subject.kind === 'day') {
        for (let part = messages.length; part < MAX_PARTS; part += 1)
          await clearTopic(topicOf(site, { ...subject, part }));
      }
      return 'said';
    },
    found: (topic) => void retained.add(topic),
    clear,
  };
}
