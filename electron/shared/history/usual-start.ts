/** Fewer days say nothing about what is usual. */
export const MIN_USUAL_DAYS = 10;

/** One read day of one agent. */
export interface StartOfDay {
  /** 1 is Monday. */
  readonly weekday: number;
  /** Of the day, by the wall clock, at which the first record began; null for a day without one. */
  readonly minute: number | null;
}

/**
 * The minute by which an agent has a record on most days. Null where fewer than ten days were read, where most of them
 * have no record, and on a weekday on which the agent never had one.
 */
export function usualStart(days: readonly StartOfDay[], weekday: number): number | null {
  if (days.length < MIN_USUAL_DAYS) return null;
  const sameDay = days.filter((day) => day.weekday === weekday);
  if (sameDay.length > 0 && sameDay.every(({ minute }) => minute === null)) return null;
  const minutes = days.map(({ minute }) => minute ?? Infinity).sort((a, b) => a - b);
  const usual = minutes[Math.floor(minutes.length / 2)] ?? Infinity;
  return usual === Infinity ? null : usual;
}
