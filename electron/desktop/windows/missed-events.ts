import type { EventName, Events } from '../../shared/contract/events.ts';
import { composeDeltas } from '../../shared/delta.ts';

type AnyEvent = { readonly [E in EventName]: { readonly name: E; readonly payload: Events[E] } }[EventName];

/** What a page out of sight has not been told, oldest first. */
export type MissedEvents = readonly AnyEvent[];

/** Makes one of two events of the same name. */
type Join<E extends EventName> = (before: Events[E], next: Events[E]) => Events[E];

/** What is told whole each time: only the last one still counts. */
const last = <T>(_before: T, next: T): T => next;

/** Null: each one is told. */
const JOINS: { readonly [E in EventName]: Join<E> | null } = {
  'team:changed': composeDeltas,
  'connection:changed': last,
  'view:changed': last,
  'connections:changed': last,
  'settings:changed': last,
  'info:changed': last,
  'hours:changed': last,
  'gap:changed': last,
  'desktop:changed': last,
  'history:progress': last,
  'notice:raised': null,
  'view:requested': last,
};

/** Of those that are each told, the newest; the page shows three notices, too. */
const MOST_OF_A_NAME = 3;

/**
 * Adds an event to what was missed, after all others, and takes an earlier one of its name into it: the page is told
 * in the order in which things happened last. Keeps one of each name, and three notices.
 */
export function withMissed<E extends EventName>(missed: MissedEvents, name: E, payload: Events[E]): MissedEvents {
  const join: Join<E> | null = JOINS[name];
  const earlier = missed.filter((event) => event.name === name);
  const [oldest] = earlier;
  if (oldest === undefined || (join === null && earlier.length < MOST_OF_A_NAME)) {
    return [...missed, { name, payload } as AnyEvent];
  }
  const joined = join === null ? payload : join(oldest.payload as Events[E], payload);
  return [...missed.filter((event) => event !== oldest), { name, payload: joined } as AnyEvent];
}
