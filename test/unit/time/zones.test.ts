import { describe, expect, it } from 'vitest';
import { isValidTimeZone } from '../../../electron/time/zone-name.ts';
import { timeZoneOffsetAt } from '../../../electron/time/zones.ts';

describe('isValidTimeZone', () => {
  it.each(['Asia/Kolkata', 'Asia/Calcutta', 'America/New_York', 'Pacific/Apia', 'UTC', 'Etc/GMT+5', 'europe/berlin'])(
    'accepts %s',
    (timeZone) => {
      expect(isValidTimeZone(timeZone)).toBe(true);
    },
  );

  it.each(['', ' ', 'Mars/X', '+05:30', '-0800', 'Asia/Kolkata ', 'Europe', 'GMT+5', '../UTC', 'Etc/Unknown'])(
    'refuses "%s"',
    (timeZone) => {
      expect(isValidTimeZone(timeZone)).toBe(false);
    },
  );

  it('accepts only zones that offsets can be worked out for', () => {
    for (const timeZone of [...Intl.supportedValuesOf('timeZone'), 'EST5EDT', 'GB', 'Zulu']) {
      expect(isValidTimeZone(timeZone), timeZone).toBe(true);
      expect(Number.isInteger(timeZoneOffsetAt(0, timeZone)), timeZone).toBe(true);
    }
  });
});

describe('timeZoneOffsetAt', () => {
  it.each([
    ['Asia/Kolkata', '2026-03-10T12:00:00Z', -330],
    ['America/New_York', '2026-01-15T12:00:00Z', 300],
    ['America/New_York', '2026-07-15T12:00:00Z', 240],
    ['Asia/Kathmandu', '2026-03-10T12:00:00Z', -345],
    ['Pacific/Apia', '2026-03-10T12:00:00Z', -780],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', -660],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', -630],
    ['UTC', '2026-03-10T12:00:00Z', 0],
    // 9 min 21 s ahead of UTC until 1911, rounded to the minute.
    ['Europe/Paris', '1900-01-01T00:00:00Z', -9],
    // 44 min 30 s behind UTC until 1972.
    ['Africa/Monrovia', '1960-01-01T00:00:00Z', 45],
  ])('%s at %s is %i', (timeZone, instant, expected) => {
    expect(timeZoneOffsetAt(Date.parse(instant), timeZone)).toBe(expected);
  });

  it('changes at the very second the clocks do', () => {
    const change = Date.parse('2026-03-08T07:00:00Z');
    expect(timeZoneOffsetAt(change - 1, 'America/New_York')).toBe(300);
    expect(timeZoneOffsetAt(change, 'America/New_York')).toBe(240);
  });

  it('throws for a zone that does not exist', () => {
    expect(() => timeZoneOffsetAt(0, 'Mars/X')).toThrow(RangeError);
  });
});
