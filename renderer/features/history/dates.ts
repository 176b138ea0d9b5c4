const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * A calendar day as the epoch milliseconds of its midnight in UTC; null when the text is not an existing `yyyy-mm-dd`.
 * Only a ruler for calendar arithmetic: it is no instant of the team's day.
 */
export function dayNumber(date: string): number | null {
  const match = DATE.exec(date);
  if (match === null) return null;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return isoDate(at) === date ? at : null;
}

/** The day `days` later (or earlier, when negative); a text that is no day comes back unchanged. */
export function addDays(date: string, days: number): string {
  const at = dayNumber(date);
  return at === null ? date : isoDate(at + days * DAY_MS);
}

/** How many days a range covers, both ends included; 0 when it is no range or runs backwards. */
export function daysInRange(from: string, to: string): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (start === null || end === null) return 0;
  return Math.max(0, (end - start) / DAY_MS + 1);
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
