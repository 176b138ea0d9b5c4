import {
  ACCOUNT_CALLS_PER_MINUTE,
  MIN_COPIES,
  MAX_COPIES,
  type RateLimitReport,
} from '../../../electron/shared/model.ts';
import { clockMinute, clockTime, intervalText } from '../../ui/time-text.ts';
import { settingsTexts } from '../../../electron/shared/texts/settings.ts';

const texts = settingsTexts.rateLimit;

/** How many requests the account's rate limit allows and how many are used. */
export function rateLimitText({ perMinute, usedLastMinute, perHour, usedLastHour }: RateLimitReport): string {
  return texts.use(perMinute, perHour, usedLastMinute, usedLastHour, ACCOUNT_CALLS_PER_MINUTE);
}

/** Why Rollcall makes fewer requests than the account allows; null when it does not. */
export function slowdownText({ blockedUntil, slowedSince }: RateLimitReport, now: number): string | null {
  const sentences = [
    ...(blockedUntil === null ? [] : [texts.blocked(clockTime(blockedUntil, now))]),
    ...(slowedSince === null ? [] : [texts.slowed(clockMinute(slowedSince, now))]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** What the number of copies means, with the poll interval that follows from it once that is known. */
export function copiesHint(report: RateLimitReport | null): string {
  if (report === null) return texts.copiesHint;
  return `${texts.copiesHint} ${texts.interval(intervalText(report.intervalMs))}`;
}

/** How many copies may be entered. */
export const COPIES_RANGE = texts.copiesRange(MIN_COPIES, MAX_COPIES);

/** Reads a typed number of copies; null while it is invalid. */
export function readCopies(text: string): number | null {
  const trimmed = text.trim();
  const copies = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && copies >= MIN_COPIES && copies <= MAX_COPIES ? copies : null;
}
