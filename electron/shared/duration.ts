import { plural } from './count-text.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `m:ss` under an hour, `h:mm:ss` from then on, `0:00` for nothing or less. For columns of tabular numerals. */
export function clockDuration(durationMs: number): string {
  const total = Math.max(0, Math.floor(durationMs / SECOND_MS));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** `h:mm` for totals, where seconds are noise. */
export function hoursAndMinutes(durationMs: number): string {
  const minutes = Math.max(0, Math.round(durationMs / MINUTE_MS));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * `1 hour 5 minutes`, for a screen reader or a sentence; the two largest units. Days count from two on: a day of the
 * history has 24 hours, or 23, or 25.
 */
export function wordDuration(durationMs: number): string {
  const total = Math.max(0, durationMs);
  const days = total < 2 * DAY_MS ? 0 : Math.floor(total / DAY_MS);
  const parts = [
    unit(days, 'day'),
    unit(Math.floor((total - days * DAY_MS) / HOUR_MS), 'hour'),
    unit(Math.floor((total % HOUR_MS) / MINUTE_MS), 'minute'),
    unit(Math.floor((total % MINUTE_MS) / SECOND_MS), 'second'),
  ].filter((part) => part !== '');
  return parts.slice(0, 2).join(' ') || '0 seconds';
}

function unit(count: number, name: string): string {
  return count === 0 ? '' : plural(count, name);
}
