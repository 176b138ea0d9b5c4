import type { EventSource, SenderId } from '../door/types.ts';
import type { EventName, Events } from '../shared/contract.ts';
import { EVENT_NAMES } from '../shared/contract-names.ts';
import { EVENT_CHANNEL } from '../shared/ipc-transport.ts';

/** The part of a page's webContents that is used. */
export type PageContents = Pick<
  Electron.WebContents,
  'id' | 'on' | 'once' | 'send' | 'focus' | 'forcefullyCrashRenderer' | 'isDestroyed'
>;

/** All pages that are open. */
export interface Pages {
  add(contents: PageContents): void;
  /** Tells every page. */
  tell<E extends EventName>(name: E, payload: Events[E]): void;
  /** Passes every event of the core on to every page; the answer ends it. */
  follow(events: EventSource): () => void;
  /** Called with the sender of each page that is gone. */
  onGone(listener: (sender: SenderId) => void): void;
}

/** Makes an empty list of pages. A page whose process has crashed counts as gone: nothing can be sent to it. */
export function createPages(): Pages {
  const open = new Map<number, PageContents>();
  const listeners: ((sender: SenderId) => void)[] = [];

  function forget(id: number): void {
    if (open.delete(id)) listeners.forEach((listener) => listener(senderOf({ id })));
  }

  function sendToAll<E extends EventName>(name: E, payload: Events[E]): void {
    for (const contents of open.values()) sendTo(contents, name, payload);
  }

  return {
    add(contents) {
      const { id } = contents;
      open.set(id, contents);
      contents.on('destroyed', () => forget(id));
      contents.on('render-process-gone', () => forget(id));
    },
    tell: sendToAll,
    follow(events) {
      const unsubscribes = EVENT_NAMES.map((name) => events.on(name, (payload) => sendToAll(name, payload)));
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
    onGone: (listener) => void listeners.push(listener),
  };
}

/** Sends one event to one page, unless it is gone. */
export function sendTo<E extends EventName>(
  contents: Pick<PageContents, 'send' | 'isDestroyed'>,
  name: E,
  payload: Events[E],
): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
}

/** How the core knows a page. */
export function senderOf({ id }: Pick<PageContents, 'id'>): SenderId {
  return `window-${id}`;
}
