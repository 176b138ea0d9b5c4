import { LEAST_COPIES, MOST_COPIES } from '../../../electron/shared/model.ts';

/** What is asked for. */
export const COPIES_HINT =
  'How many computers with Rollcall use this account, this one included. It holds for every connection of the account.';

/** What a number of copies may be, in words. */
export const COPIES_RANGE = `A whole number from ${LEAST_COPIES} to ${MOST_COPIES}.`;

/** The number of copies as it is typed; null while it is none. */
export function readCopies(text: string): number | null {
  const trimmed = text.trim();
  const copies = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && copies >= LEAST_COPIES && copies <= MOST_COPIES ? copies : null;
}
