import {
  ACCOUNT_CALLS_PER_MINUTE,
  MIN_COPIES,
  MAX_COPIES,
  type RateLimitReport,
} from '../../../electron/shared/model.ts';
import { clockMinute, clockTime, intervalText } from '../../ui/time-text.ts';
import { countText } from '../../../electron/shared/format.ts';
import { plural } from '../../../electron/shared/texts/plurals.ts';

/** What the rate limit of an account allows and what is used of it, in plain sentences. */
export function rateLimitText({ perMinute, usedLastMinute, perHour, usedLastHour }: RateLimitReport): string {
  const minute = plural(perMinute, 'request');
  const used = `${countText(usedLastMinute)} in the last minute, ${countText(usedLastHour)} in the last hour`;
  return (
    `Rollcall may make ${minute} a minute and ${countText(perHour)} an hour to this account; ${used}. ` +
    `Kore.ai allows ${ACCOUNT_CALLS_PER_MINUTE} a minute, shared with everybody who uses this account.`
  );
}

/** How often the team is read because of it. */
export function paceText({ intervalMs }: RateLimitReport): string {
  return `At present the team is read every ${intervalText(intervalMs)}.`;
}

/** Why it is less than it could be; null when it is not. */
export function slowdownText({ blockedUntil, slowedSince }: RateLimitReport, now: number): string | null {
  const slowed =
    slowedSince === null
      ? null
      : `Slowed down: the account's limit was reached at ${clockMinute(slowedSince, now)}. It eases by itself.`;
  if (blockedUntil === null) return slowed;
  const wait = `The limit of the account is reached; nothing is asked before ${clockTime(blockedUntil, now)}.`;
  return slowed === null ? wait : `${wait} ${slowed}`;
}

/** What is asked for. */
export const COPIES_HINT =
  'How many computers with Rollcall use this account, this one included. It holds for every connection of the account.';

/** What a number of copies may be, in words. */
export const COPIES_RANGE = `A whole number from ${MIN_COPIES} to ${MAX_COPIES}.`;

/** The number of copies as it is typed; null while it is none. */
export function readCopies(text: string): number | null {
  const trimmed = text.trim();
  const copies = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && copies >= MIN_COPIES && copies <= MAX_COPIES ? copies : null;
}
