import { totalsTexts } from '../../../../electron/shared/texts/history/totals.ts';
import { addDays, dayNumber, rangeLabel, shortDayLabel } from '../dates.ts';

const texts = totalsTexts.compare;

const WEEK = 7;
const WEEKS = [1, 2, 3, 4];

/** Some days that stand beside a day. */
interface DayWindow {
  /** What it is to the day. */
  readonly label: string;
  readonly dates: readonly string[];
  readonly datesLabel: string;
}

/** A day, the day before, its week so far, and the same weekday of the last four weeks. Always as many. */
export function windowsBeside(date: string): readonly DayWindow[] {
  const day = (label: string, of: string): DayWindow => ({ label, dates: [of], datesLabel: shortDayLabel(of) });
  // From Monday on; 1 January 1970 was a Thursday.
  const sinceMonday = ((dayNumber(date) ?? 0) / 86_400_000 + 3) % WEEK;
  const monday = addDays(date, -sinceMonday);
  return [
    day(texts.day, date),
    day(texts.before, addDays(date, -1)),
    {
      label: texts.week,
      dates: Array.from({ length: sinceMonday + 1 }, (_, index) => addDays(monday, index)),
      datesLabel: rangeLabel(monday, date),
    },
    ...WEEKS.map((weeks) => day(texts.sameWeekday(weeks), addDays(date, -WEEK * weeks))),
  ];
}
