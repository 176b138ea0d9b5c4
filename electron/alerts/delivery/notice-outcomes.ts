import type { Clock } from '../../shared/clock.ts';
import type { NoticeOutcome } from '../../shared/model.ts';

/** Notices whose outcome may still come. */
const MAX_REMEMBERED = 50;
/** A system answers at once; a page may have to be woken. */
const OUTCOME_WAIT_MS = 5_000;

/** What surfaces say of notices they were to show. */
export interface NoticeOutcomes {
  /** Remembers which entry of the log a notice has. */
  remember(noticeId: string, entryId: number | undefined): void;
  /** What becomes of a notice that is about to be shown; null where nobody says so in time. */
  of(noticeId: string): Promise<NoticeOutcome | null>;
  /** Takes an outcome; the entry of a notice that was not shown, the first time, else null. */
  take(noticeId: string, outcome: NoticeOutcome): number | null;
}

/** Creates them for no notice. */
export function createNoticeOutcomes(clock: Clock): NoticeOutcomes {
  const entryOf = new Map<string, number>();
  const waiting = new Map<string, (outcome: NoticeOutcome) => void>();
  return {
    remember(noticeId, entryId) {
      if (entryId === undefined) return;
      entryOf.delete(noticeId);
      entryOf.set(noticeId, entryId);
      const [oldest] = entryOf.keys();
      if (entryOf.size > MAX_REMEMBERED && oldest !== undefined) entryOf.delete(oldest);
    },
    of: (noticeId) =>
      new Promise((resolve) => {
        const end = (outcome: NoticeOutcome | null): void => {
          waiting.delete(noticeId);
          cancel();
          resolve(outcome);
        };
        const cancel = clock.after(OUTCOME_WAIT_MS, () => end(null));
        waiting.set(noticeId, end);
      }),
    take(noticeId, outcome) {
      waiting.get(noticeId)?.(outcome);
      const entryId = entryOf.get(noticeId);
      if (outcome.kind !== 'failed' || entryId === undefined) return null;
      entryOf.delete(noticeId);
      return entryId;
    },
  };
}
