import { addDays, daysInRange } from './dates.ts';

/** The days that are shown. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** How far the next period and the one before begin; more days than this one has where today cuts it off. */
  readonly step: number;
  /** The words it was chosen by, which name other days tomorrow; null where it was chosen by dates. */
  readonly words: string | null;
}

/** The period of dates that somebody chose. */
export function periodOf(from: string, to: string, words: string | null = null): Period {
  return { from, to, step: Math.max(1, daysInRange(from, to)), words };
}

/** The period of the same length `times` periods later, or earlier when negative; it ends today at the latest. */
export function stepped({ from, step }: Period, times: number, today: string): Period {
  const next = addDays(from, times * step);
  const to = addDays(next, step - 1);
  return { from: next, to: to > today ? today : to, step, words: null };
}

/** Every date of a period, the first first. */
export function datesIn({ from, to }: Pick<Period, 'from' | 'to'>): readonly string[] {
  return Array.from({ length: daysInRange(from, to) }, (_, index) => addDays(from, index));
}
