import { expect, it } from 'vitest';
import { usualStart, type StartOfDay } from '../../../../electron/shared/history/usual-start.ts';

const MONDAY = 1;
const SATURDAY = 6;
/** Two weeks from a Monday on, without records at weekends. */
const twoWeeks = (minutes: readonly number[]): StartOfDay[] =>
  Array.from({ length: 14 }, (_, day) => {
    const weekday = (day % 7) + 1;
    return { weekday, minute: weekday >= SATURDAY ? null : (minutes[day % minutes.length] ?? 0) };
  });

it('is a time by which an agent has a record on most days, days off included', () => {
  expect(usualStart(twoWeeks([540]), MONDAY)).toBe(540);
  // Of fourteen days, eight have a record by 9:10 and six do not.
  expect(usualStart(twoWeeks([540, 545, 550, 555, 560]), MONDAY)).toBe(555);
});

it('is nothing on a weekday on which the agent never had a record', () => {
  expect(usualStart(twoWeeks([540]), SATURDAY)).toBeNull();
});

it('is nothing before ten days were read, or where most days have no record', () => {
  const daily: StartOfDay[] = Array.from({ length: 10 }, (_, day) => ({ weekday: (day % 7) + 1, minute: 480 }));
  expect(usualStart(daily, MONDAY)).toBe(480);
  expect(usualStart(daily.slice(1), MONDAY)).toBeNull();
  const seldom = daily.map((day, index) => (index < 6 ? { ...day, minute: null } : day));
  expect(usualStart(seldom, MONDAY)).toBeNull();
});
