import type { Notice } from '../../shared/model.ts';
import { namesSomebody, withNotice } from '../../shared/notices.ts';

/** Notices that wait until somebody looks. */
export interface UntoldNotices {
  /** Adds one; `onTold` is called when it is told, and never for one that a newer one replaced or pushed out. */
  add(notice: Notice, onTold: () => void): void;
  /** Tells all that wait, oldest first. */
  tell(send: (notice: Notice) => void): void;
  /** Names are hidden from now on: forgets those that name somebody. */
  hideNames(): void;
}

interface Untold {
  readonly notice: Notice;
  readonly onTold: () => void;
}

/** Makes an empty list. */
export function createUntoldNotices(): UntoldNotices {
  let untold: readonly Untold[] = [];
  return {
    add: (notice, onTold) => void (untold = withNotice(untold, { notice, onTold })),
    tell(send) {
      const waiting = untold;
      untold = [];
      for (const { notice, onTold } of waiting) {
        send(notice);
        onTold();
      }
    },
    hideNames: () => void (untold = untold.filter(({ notice }) => !namesSomebody(notice))),
  };
}
