/** When the team works, and what follows from it. */

/** As `Temporal` counts them: Monday is 1. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The same hours on some days of the week, in the team's zone. */
export interface WorkingHours {
  /** The days the hours begin on; at least one. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`; earlier than `from` it is on the next day. Never the same as `from`. */
  readonly to: string;
}

/** `00:00` to `23:59`. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** One stretch outside working hours, epoch milliseconds: the present one, or the next while the team works. */
export interface OffHours {
  readonly from: number;
  /** When the hours begin again. */
  readonly until: number;
}

/** Whether these are hours of the week: days once each, and two times of day that differ. */
export function areWorkingHours({ days, from, to }: WorkingHours): boolean {
  const isDays = days.length > 0 && new Set(days).size === days.length;
  return isDays && TIME_OF_DAY.test(from) && TIME_OF_DAY.test(to) && from !== to;
}
