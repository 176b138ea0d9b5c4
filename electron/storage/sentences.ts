import type { OpenedFile } from './open-file.ts';

const KEPT = 'The last team and the trend';
const UNTIL_CLOSED = `${KEPT} are kept in memory until Rollcall is closed.`;

/** What a person is told about the database: what happened, and what that means for what they see. */
export const PROBLEMS = {
  noSqlite: `Rollcall has no database here, so ${KEPT.toLowerCase()} are not kept.`,
  newer: (used: string) =>
    `The database rollcall.db was written by a newer version of Rollcall and is left alone. This version keeps its own in ${used}.`,
  failing: (reason: string) =>
    `The database of Rollcall cannot be written at the moment (${reason}). ${KEPT} are not kept meanwhile.`,
  notDeleted: (reason: string) =>
    `Not everything could be deleted (${reason}). Close other windows and commands of Rollcall and try again.`,
  newerNotDeleted:
    'What this version kept is deleted. What a newer version of Rollcall kept in rollcall.db is not; delete it there.',
  /** Null for a file that was opened as it should be. */
  of(opened: OpenedFile): string | null {
    switch (opened.kind) {
      case 'open':
        return opened.setAsideAs === null ? null : damaged(opened.setAsideAs);
      case 'newer':
        return `A database of a newer version is in the way. ${UNTIL_CLOSED}`;
      case 'locked':
        return `Another program holds the database of Rollcall. ${UNTIL_CLOSED}`;
      case 'unusable':
        return `The database of Rollcall cannot be used (${opened.reason}). ${UNTIL_CLOSED}`;
    }
  },
} as const;

function damaged(setAsideAs: string): string {
  return `The database of Rollcall was damaged. It was kept as ${setAsideAs}, and a new one was begun: the trend starts afresh.`;
}
