import { AUDIENCES } from '../../shared/model.ts';
import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { BrokerMessage, BrokerSession } from '../broker/session.ts';
import { opened } from '../wire/envelope.ts';
import { dayTopics, placeOf, topicOf, type PlaceOfView } from '../wire/topics.ts';

import type { Outlet } from './outlet.ts';

/** Finds what an earlier publisher has left at the broker, so that it is cleared or replaced. */
export interface Leftovers {
  /** Asks the broker; what it has comes as messages. */
  look(session: BrokerSession): Promise<void>;
  take(message: BrokerMessage): void;
}

/** What leftovers are found with. */
export interface LeftoversParts {
  readonly clock: Clock;
  readonly site: string;
  readonly keys: readonly KeyObject[];
  readonly out: Outlet;
  /** Days that may no longer be published. */
  readonly expired: () => readonly string[];
  /** Whether a view is still published to an audience. */
  readonly isPublished: (of: PlaceOfView) => boolean;
  readonly session: () => BrokerSession | null;
}

/** Any one level of a topic. */
const ANY = '+';
/** By then a broker has sent what it has retained. */
const RETAINED_MS = 5_000;

export function createLeftovers({ clock, site, keys, out, isPublished, expired, session }: LeftoversParts): Leftovers {
  /** The first part of each content says how many there are; the others would be megabytes. */
  function firstParts(): readonly string[] {
    const of = { view: ANY, part: 0 };
    return AUDIENCES.flatMap((audience) => [
      topicOf(site, { kind: 'snapshot', audience, ...of }),
      topicOf(site, { kind: 'catchup', audience, view: ANY }),
      topicOf(site, { kind: 'views', audience }),
      ...expired().map((date) => topicOf(site, { kind: 'day', audience, date, ...of })),
    ]);
  }

  return {
    async look(to) {
      const topics = firstParts();
      await to.subscribe(topics);
      // Otherwise all that is published from now on would come back.
      clock.after(RETAINED_MS, () => void to.unsubscribe(topics));
    },
    take({ topic, bytes, isRetained }) {
      const place = placeOf(site, topic);
      if (place === null || bytes.length === 0 || !isRetained) return;
      out.found(topic);
      if (place.kind !== 'snapshot' && place.kind !== 'day') return;
      const message = opened(topic, bytes, keys);
      const parts = 'header' in message ? message.header.parts : 1;
      for (let part = 1; part < parts; part += 1) out.found(topicOf(site, { ...place, part }));
      if (place.kind === 'day' || isPublished(place)) return;
      // Its days are in as many topics: which ones, only the broker knows.
      void session()?.subscribe([dayTopics(site, place)]);
    },
  };
}
