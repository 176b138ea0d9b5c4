import type { Notice } from '../../shared/model.ts';
import { namesSomebody, withNotice } from '../../shared/alerts/notices.ts';

/** Notices that wait until the page is visible. */
export interface NoticeQueue {
  /** Adds one; `onShown` is called when it is sent, and never for one that a newer one replaced or pushed out. */
  add(notice: Notice, onShown: () => void): void;
  /** Sends all that wait, oldest first. */
  flush(send: (notice: Notice) => void): void;
  /** Names are hidden from now on: forgets those that name somebody. */
  hideNames(): void;
}

interface Waiting {
  readonly notice: Notice;
  readonly onShown: () => void;
}

/** Makes an empty queue. */
export function createNoticeQueue(): NoticeQueue {
  let waiting: readonly Waiting[] = [];
  return {
    add: (notice, onShown) => void (waiting = withNotice(waiting, { notice, onShown })),
    flush(send) {
      const due = waiting;
      waiting = [];
      for (const { notice, onShown } of due) {
        send(notice);
        onShown();
      }
    },
    hideNames: () => void (waiting = waiting.filter(({ notice }) => !namesSomebody(notice))),
  };
}
