import {
  ACCOUNT_CALLS_PER_MINUTE,
  MIN_COPIES,
  MAX_COPIES,
  type RateLimitReport,
} from '../../../electron/shared/model.ts';
import { clockMinute, clockTime, intervalText } from '../../ui/time-text.ts';
import { settingsTexts } from '../../../electron/shared/texts/settings.ts';

const texts = settingsTexts.rateLimit;

/** What the rate limit of an account allows and what of it is used. */
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

/** What the number of copies means, with the interval that follows from it once the core has said it. */
export function copiesHint(report: RateLimitReport | null): string {
  if (report === null) return texts.copiesHint;
  return `${texts.copiesHint} ${texts.interval(intervalText(report.intervalMs))}`;
}

/** The numbers of copies that are allowed. */
export const COPIES_RANGE = texts.copiesRange(MIN_COPIES, MAX_COPIES);

/** The number of copies as it is typed; null while it is none. */
export function readCopies(text: string): number | null {
  const trimmed = text.trim();
  const copies = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && copies >= MIN_COPIES && copies <= MAX_COPIES ? copies : null;
}
