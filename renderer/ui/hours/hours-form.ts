import { TIME_OF_DAY, WEEKDAYS, type Weekday, type WorkingHours } from '../../../electron/shared/model.ts';
import { settingsTexts } from '../../../electron/shared/texts/settings.ts';

const texts = settingsTexts.hours;

/** Working hours as entered. */
export interface HoursDraft {
  isOn: boolean;
  days: Weekday[];
  from: string;
  to: string;
}

/** What is wrong with each field of a draft; empty where nothing is. */
interface HoursNotes {
  readonly days: string;
  readonly from: string;
  readonly to: string;
}

/** The hours to save (null for none) and the notes; `hours` is undefined while a field is wrong. */
interface ReadHours {
  readonly hours: WorkingHours | null | undefined;
  readonly notes: HoursNotes;
}

/** The hours of a first draft. */
const DEFAULT_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
const NOTHING_WRONG: HoursNotes = { days: '', from: '', to: '' };

/** The hours as they stand in the fields, or the first ones where there are none. */
export function hoursDraft(hours: WorkingHours | null, first = DEFAULT_HOURS): HoursDraft {
  const { days, from, to } = hours ?? first;
  return { isOn: hours !== null, days: [...days], from, to };
}

/** Reads a draft: the hours, or what is wrong with it. */
export function readHours({ isOn, days, ...typed }: HoursDraft): ReadHours {
  if (!isOn) return { hours: null, notes: NOTHING_WRONG };
  const [from, to] = [timeOf(typed.from), timeOf(typed.to)];
  const notes = {
    days: days.length === 0 ? texts.noDay : '',
    from: TIME_OF_DAY.test(from) ? '' : texts.noTime,
    to: TIME_OF_DAY.test(to) ? sameNote(from, to) : texts.noTime,
  };
  const isGood = Object.values(notes).every((note) => note === '');
  // In the order of the week, not of the clicks.
  const inOrder = WEEKDAYS.filter((day) => days.includes(day));
  return { hours: isGood ? { days: inOrder, from, to } : undefined, notes };
}

/**
 * `08:00` for `8:00` and `8.00`. The browser's time field could show a 12-hour clock, unlike the rest of the window.
 */
function timeOf(typed: string): string {
  return typed
    .trim()
    .replace(/^(\d{1,2})[.:](\d\d)$/, (_, hour: string, minute) => `${hour.padStart(2, '0')}:${minute}`);
}

function sameNote(from: string, to: string): string {
  return from === to ? texts.sameTime : '';
}
