import { PAGE_EVENTS } from '../../api/allow-lists.ts';
import type { EventSource, SenderId } from '../../api/types.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';
import { createPageLine, type LineContents, type PageLine } from './page-line.ts';

/** The part of a page's webContents that is used. */
export type PageContents = LineContents &
  Pick<Electron.WebContents, 'id' | 'on' | 'once' | 'focus' | 'forcefullyCrashRenderer'>;

/** All pages that are open. */
export interface Pages {
  /** Adds a page; `isInSight` says whether it can be seen now. The answer sends to it alone. */
  add(contents: PageContents, isInSight: () => boolean): PageLine;
  /** Tells every page, those out of sight once they are seen again. */
  tell<E extends EventName>(name: E, payload: Events[E]): void;
  /** Passes every event of the core on to every page; the answer ends it. */
  follow(events: EventSource): () => void;
  /** Called with the sender of each page that is gone. */
  onGone(listener: (sender: SenderId) => void): void;
}

/** Makes an empty list of pages. A page whose process has crashed counts as gone: nothing can be sent to it. */
export function createPages(): Pages {
  const open = new Map<number, PageLine>();
  const listeners: ((sender: SenderId) => void)[] = [];

  function forget(id: number): void {
    if (open.delete(id)) listeners.forEach((listener) => listener(senderOf({ id })));
  }

  function sendToAll<E extends EventName>(name: E, payload: Events[E]): void {
    for (const line of open.values()) line.send(name, payload);
  }

  return {
    add(contents, isInSight) {
      const { id } = contents;
      const line = createPageLine(contents, isInSight);
      open.set(id, line);
      contents.on('destroyed', () => forget(id));
      contents.on('render-process-gone', () => forget(id));
      return line;
    },
    tell: sendToAll,
    follow(events) {
      const unsubscribes = PAGE_EVENTS.map((name) => events.on(name, (payload) => sendToAll(name, payload)));
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
    onGone: (listener) => void listeners.push(listener),
  };
}

/** How the core knows a page. */
export function senderOf({ id }: Pick<PageContents, 'id'>): SenderId {
  return `window-${id}`;
}
