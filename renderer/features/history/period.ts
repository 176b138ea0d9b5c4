import { datesOf } from '../../../electron/shared/history/day-words.ts';
import { historyTexts } from '../../../electron/shared/texts/history/history.ts';
import { addDays, dayLabel, daysInRange, rangeLabel, weekdayLabel } from './dates.ts';

const texts = historyTexts.periods;

/** The days that are shown. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** How far the next period and the one before begin; more days than this one has where today cuts it off. */
  readonly step: number;
  /** The words it was chosen by, which name other days tomorrow; null where it was chosen by dates. */
  readonly words: string | null;
}

const WEEK = 7;
/** Weeks are left by weeks, also this one, which has begun only. */
const STEPS: Readonly<Record<string, number>> = { 'this week': WEEK, 'last week': WEEK };

/** The period of dates that somebody chose. */
export function periodOf(from: string, to: string): Period {
  return { from, to, step: Math.max(1, daysInRange(from, to)), words: null };
}

/** The period that words mean today, or null where they mean none. */
export function periodOfWords(text: string, today: string): Period | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const dates = datesOf(words, today);
  const [from, to] = [dates?.[0], dates?.at(-1)];
  if (from === undefined || to === undefined) return null;
  const period = periodOf(from, to);
  return { ...period, words, step: STEPS[words] ?? period.step };
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

/** A quick choice: the words it stands for and how it is called. */
export interface QuickPeriod {
  readonly words: string;
  readonly label: string;
}

/** The quick choices: days and weeks by name, and the weekdays before yesterday with their dates. */
export function quickPeriods(today: string): readonly QuickPeriod[] {
  const named = (words: keyof typeof texts): QuickPeriod => ({ words, label: texts[words] });
  const weekdays = [2, 3, 4, 5, 6].map((back) => addDays(today, -back));
  return [
    named('today'),
    named('yesterday'),
    ...weekdays.map((date) => ({ words: date, label: weekdayLabel(date) })),
    named('this week'),
    named('last week'),
    named('last 7 days'),
    named('last 30 days'),
  ];
}

/** A period in words: the name it was chosen by, if it has one, and its dates. */
export function periodLabel({ from, to, words }: Period): string {
  const dates = from === to ? dayLabel(from) : rangeLabel(from, to);
  const name = Object.entries(texts).find(([each]) => each === words)?.[1];
  return name === undefined ? dates : `${name}, ${dates}`;
}
