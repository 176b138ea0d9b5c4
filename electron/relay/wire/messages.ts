import type { KeyObject } from 'node:crypto';
import { MAX_BODY_BYTES, MAX_PARTS, sealed } from './envelope.ts';
import { packed } from './packing.ts';
import { withPositions } from './positions.ts';
import { topicOf, type Place, type PlaceOfView } from './topics.ts';
import type { Contents, Stamp } from './types.ts';

/** A message as it is published. */
export interface SealedMessage {
  readonly topic: string;
  readonly bytes: Buffer;
}

/** What a content is about; a snapshot and a day are cut into parts, each with a topic of its own. */
export type Subject =
  | Exclude<Place, { readonly part: number }>
  | (PlaceOfView & { readonly kind: 'snapshot' })
  | (PlaceOfView & { readonly kind: 'day'; readonly date: string });

/**
 * Packs a content, cuts it into messages and signs them. Null where it is too large: a change for one message, after which
 * the publisher says a snapshot instead, and a snapshot or day for `MAX_PARTS`.
 */
export function messagesOf<S extends Subject>(
  site: string,
  subject: S,
  content: Contents[S['kind']],
  stamp: Stamp,
  key: KeyObject,
): readonly SealedMessage[] | null {
  const body = packed('agents' in content ? withPositions(content) : content);
  const parts = Math.ceil(body.length / MAX_BODY_BYTES);
  if (parts > (isCut(subject) ? MAX_PARTS : 1)) return null;
  return Array.from({ length: parts }, (_, part) => {
    const topic = topicOf(site, isCut(subject) ? { ...subject, part } : subject);
    const slice = body.subarray(part * MAX_BODY_BYTES, (part + 1) * MAX_BODY_BYTES);
    return { topic, bytes: sealed(topic, stamp, parts, slice, key) };
  });
}

function isCut(subject: Subject): subject is Extract<Subject, { readonly kind: 'snapshot' | 'day' }> {
  return subject.kind === 'snapshot' || subject.kind === 'day';
}
