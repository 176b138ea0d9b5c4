import type { EventName, Events } from '../../shared/contract/events.ts';
import { EVENT_CHANNEL } from '../../shared/ipc-bridge.ts';
import { withMissed, type MissedEvents } from './missed-events.ts';

/** The part of a page's webContents that events go through. */
export type LineContents = Pick<Electron.WebContents, 'send' | 'isDestroyed'>;

/** The way of events to one page. */
export interface PageLine {
  /** Sends now to a page in sight; for one out of sight it is kept, so that nothing runs there. */
  send<E extends EventName>(name: E, payload: Events[E]): void;
  /** Sends what was kept. To be called just before the page comes into sight, so that its first frame is right. */
  catchUp(): void;
}

/** Makes the way to a page. One that is gone is sent nothing. */
export function createPageLine(contents: LineContents, isInSight: () => boolean): PageLine {
  let missed: MissedEvents = [];

  function deliver<E extends EventName>(name: E, payload: Events[E]): void {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
  }

  function catchUp(): void {
    const kept = missed;
    missed = [];
    for (const { name, payload } of kept) deliver(name, payload);
  }

  return {
    send(name, payload) {
      missed = withMissed(missed, name, payload);
      if (isInSight()) catchUp();
    },
    catchUp,
  };
}
