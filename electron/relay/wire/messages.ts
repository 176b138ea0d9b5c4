import type { KeyObject } from 'node:crypto';
import { MAX_BODY_BYTES, MAX_PARTS, sealed } from './envelope.ts';
import { packed } from './packing.ts';
import { withPositions } from './positions.ts';
import { topicOf, type Place, type PlaceOfView } from './topics.ts';
import type { Outgoing, Stamp } from './types.ts';

/** A message as it is published. */
export interface SealedMessage {
  readonly topic: string;
  readonly bytes: Buffer;
}

/**
 * Over WebSockets, Mosquitto 2 passes 4,116 bytes at a time: messages that fit in one after the other, but of a larger one
 * as much every tenth of a second. 400 of them are left for the header, the topic and what MQTT and WebSockets add.
 */
const PART_BYTES = 3_700;

/** What a content is about; a snapshot and a day are cut into parts, each with a topic of its own. */
export type Subject =
  | Exclude<Place, { readonly part: number }>
  | (PlaceOfView & { readonly kind: 'snapshot' })
  | (PlaceOfView & { readonly kind: 'day'; readonly date: string });

/**
 * Packs a content, cuts it into messages and signs them. Null where it is too large: a change for one message, after which
 * the publisher says a snapshot instead, and a snapshot or day for `MAX_PARTS`. Larger content has larger parts, not more.
 */
export function messagesOf<S extends Subject>(
  site: string,
  subject: S,
  content: Outgoing[S['kind']],
  stamp: Stamp,
  key: KeyObject,
): readonly SealedMessage[] | null {
  const body = packed('agents' in content ? withPositions(content) : content);
  const size = isCut(subject) ? Math.max(PART_BYTES, Math.ceil(body.length / MAX_PARTS)) : body.length;
  if (size > MAX_BODY_BYTES) return null;
  const parts = Math.ceil(body.length / size);
  return Array.from({ length: parts }, (_, part) => {
    const topic = topicOf(site, isCut(subject) ? { ...subject, part } : subject);
    const slice = body.subarray(part * size, (part + 1) * size);
    return { topic, bytes: sealed(topic, stamp, parts, slice, key) };
  });
}

function isCut(subject: Subject): subject is Extract<Subject, { readonly kind: 'snapshot' | 'day' }> {
  return subject.kind === 'snapshot' || subject.kind === 'day';
}
