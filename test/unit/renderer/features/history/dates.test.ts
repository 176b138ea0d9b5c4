import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, daysInRange } from '../../../../../renderer/features/history/dates.ts';

describe('calendar days', () => {
  it('steps over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
  });

  it('refuses what is no day', () => {
    expect(dayNumber('2026-02-29')).toBeNull();
    expect(dayNumber('26-2-2')).toBeNull();
    expect(addDays('soon', 1)).toBe('soon');
  });

  it('counts both ends of a range, and none of a reversed one', () => {
    expect(daysInRange('2026-11-01', '2026-11-30')).toBe(30);
    expect(daysInRange('2026-11-19', '2026-11-19')).toBe(1);
    expect(daysInRange('2026-11-20', '2026-11-19')).toBe(0);
    expect(daysInRange('', '2026-11-19')).toBe(0);
  });
});
