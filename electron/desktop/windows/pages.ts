import { PAGE_EVENTS } from '../../api/allow-lists.ts';
import type { EventSource, SenderId } from '../../api/types.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';
import { composeDeltas } from '../../shared/team/delta.ts';
import { EVENT_CHANNEL } from '../../shared/contract/ipc-bridge.ts';

/** The events of one page. */
export interface PageEvents {
  /** Sends now to a visible page; for a hidden one the event waits, so that nothing runs there. */
  send<E extends EventName>(name: E, payload: Events[E]): void;
  /** Sends what waits. To be called just before the page becomes visible, so that its first frame is right. */
  catchUp(): void;
}

/** All pages that are open. */
export interface Pages {
  /** Adds a page; the answer sends to it alone. */
  add(contents: Electron.WebContents, isVisible: () => boolean): PageEvents;
  /** Sends to every page, to hidden ones once they are visible again. */
  send<E extends EventName>(name: E, payload: Events[E]): void;
  /** Passes the events of the app on to every page, but for notices; the answer ends it. */
  follow(events: EventSource): () => void;
}

/**
 * Makes an empty list of pages; `onGone` hears of each page that is gone. One whose process has crashed counts as gone:
 * nothing can be sent to it.
 */
export function createPages(onGone: (sender: SenderId) => void): Pages {
  const open = new Map<number, PageEvents>();

  function forget(id: number): void {
    if (open.delete(id)) onGone(senderOf({ id }));
  }

  function send<E extends EventName>(name: E, payload: Events[E]): void {
    for (const page of open.values()) page.send(name, payload);
  }

  return {
    add(contents, isVisible) {
      const { id } = contents;
      const page = createPageEvents(contents, isVisible);
      open.set(id, page);
      contents.on('destroyed', () => forget(id));
      contents.on('render-process-gone', () => forget(id));
      return page;
    },
    send,
    follow(events) {
      const unsubscribes = PAGE_EVENTS.desktop.map((name) => events.on(name, (payload) => send(name, payload)));
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
  };
}

/** How the router knows a page. */
export function senderOf({ id }: Pick<Electron.WebContents, 'id'>): SenderId {
  return `window-${id}`;
}

/** Sends nothing once the page is gone. */
function createPageEvents(contents: Electron.WebContents, isVisible: () => boolean): PageEvents {
  let missed: MissedEvents = [];

  function catchUp(): void {
    const toSend = missed;
    missed = [];
    for (const { name, payload } of toSend) {
      if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
    }
  }

  return {
    send(name, payload) {
      missed = withMissed(missed, name, payload);
      if (isVisible()) catchUp();
    },
    catchUp,
  };
}

type AnyEvent = { readonly [E in EventName]: { readonly name: E; readonly payload: Events[E] } }[EventName];

/** What a hidden page has not been sent, oldest first. */
export type MissedEvents = readonly AnyEvent[];

/** Makes one of two events of the same name. */
type Join<E extends EventName> = (before: Events[E], next: Events[E]) => Events[E];

/** For events that carry the complete state: only the last one still counts. */
const last = <T>(_before: T, next: T): T => next;

/** Null: each one is sent. */
const JOINS: { readonly [E in EventName]: Join<E> | null } = {
  'team:changed': composeDeltas,
  'connection:changed': last,
  'view:changed': last,
  'directory:changed': last,
  'connections:changed': last,
  'settings:changed': last,
  'info:changed': last,
  'hours:changed': last,
  'desktop:changed': last,
  'history:progress': last,
  'history:changed': last,
  'alerts:changed': last,
  'digest:changed': last,
  'notice:raised': null,
  'view:requested': last,
};

/** Of events that are each sent, the newest; the page shows three notices, too. */
const MAX_OF_A_NAME = 3;

/**
 * Adds an event to what was missed, after all others, and takes an earlier one of its name into it: the page gets them
 * in the order in which things happened last. Holds one of each name, and three notices.
 */
export function withMissed<E extends EventName>(missed: MissedEvents, name: E, payload: Events[E]): MissedEvents {
  const join: Join<E> | null = JOINS[name];
  const earlier = missed.filter((event) => event.name === name);
  const [oldest] = earlier;
  if (oldest === undefined || (join === null && earlier.length < MAX_OF_A_NAME)) {
    return [...missed, { name, payload } as AnyEvent];
  }
  const joined = join === null ? payload : join(oldest.payload as Events[E], payload);
  return [...missed.filter((event) => event !== oldest), { name, payload: joined } as AnyEvent];
}
