import { describe, expect, it } from 'vitest';
import type { Since } from '../../../../../../electron/shared/model.ts';
import { sinceOrigin, sinceSentence, sinceText } from '../../../../../../renderer/features/team/roster/since.ts';

const MINUTE_MS = 60_000;
const AT = new Date(2026, 10, 20, 13, 41, 5).getTime();
const since = (precision: Since['precision'], toleranceMs = 0): Since => ({ at: AT, precision, toleranceMs });
const UNKNOWN: Since = { at: null, precision: 'unknown', toleranceMs: 0 };

describe('sinceText', () => {
  it.each([
    [since('exact'), AT + 12 * MINUTE_MS + 4_000, '', '12:04'],
    [since('exact'), AT + 72 * MINUTE_MS + 40_000, '', '1:12:40'],
    [since('exact'), AT + (24 * 60 * MINUTE_MS - 1_000), '', '23:59:59'],
    [since('exact'), AT + 24 * 60 * MINUTE_MS, '', '1 d 0 h'],
    [since('observed', 15_000), AT + (139 * 60 + 32) * MINUTE_MS, '±15 s', '5 d 19 h'],
    [since('exact'), AT - 3_000, '', '0:00'],
    [since('observed', 15_000), AT + 221_000, '±15 s', '3:41'],
    [since('observed', 150_000), AT + 221_000, '±3 min', '3:41'],
    [since('observed', 7_200_000), AT + 221_000, '±2 h', '3:41'],
    [since('observed', 0), AT + 221_000, '', '3:41'],
    [since('at-least'), AT, '', '–'],
    [since('at-least'), AT + 999, '', '–'],
    [since('at-least'), AT + 1_000, '≥', '1 s'],
    [since('at-least'), AT + 45_000, '≥', '45 s'],
    [since('at-least'), AT + 7 * MINUTE_MS + 59_000, '≥', '7 min'],
    [since('at-least'), AT + 80 * MINUTE_MS, '≥', '1 h 20 m'],
    [since('at-least'), AT + 67 * 60 * MINUTE_MS, '≥', '2 d 19 h'],
    [since('assumed'), AT + 12 * MINUTE_MS + 4_000, 'assumed zone', '12:04'],
    [UNKNOWN, AT, '', '–'],
  ])('case %#', (value, now, qualifier, duration) => {
    expect(sinceText(value, now)).toEqual({ qualifier, duration });
  });
});

describe('sinceOrigin', () => {
  it.each([
    [since('exact'), 'since 13:41, from status history'],
    [since('observed', 15_000), 'changed between 13:40:50 and 13:41:20'],
    [since('at-least'), 'since 13:41 or earlier, at least 7 minutes'],
    [since('assumed'), 'since 13:41, from status history, assumed zone'],
    [UNKNOWN, 'time in this status is not known yet'],
  ])('case %#', (value, origin) => {
    expect(sinceOrigin(value, AT + 7.5 * MINUTE_MS)).toBe(origin);
  });

  it('claims no least time while that would be less than a minute', () => {
    expect(sinceOrigin(since('at-least'), AT + MINUTE_MS - 1)).toBe('since 13:41 or earlier');
  });

  it('names the day when it is another one', () => {
    expect(sinceOrigin(since('exact'), AT + 24 * 60 * MINUTE_MS)).toBe('since 20 Nov, 13:41, from status history');
  });
});

describe('sinceSentence', () => {
  it.each([
    [since('exact'), 'for 7 minutes, since 13:41, from status history'],
    [since('observed', 15_000), 'for about 7 minutes, changed between 13:40:50 and 13:41:20'],
    [since('at-least'), 'since 13:41 or earlier, at least 7 minutes'],
    [since('assumed'), 'for 7 minutes, since 13:41, from status history, assumed zone'],
    [UNKNOWN, 'time in this status is not known yet'],
  ])('case %#', (value, sentence) => {
    expect(sinceSentence(value, AT + 7.5 * MINUTE_MS)).toBe(sentence);
  });

  it('stays the same within a minute, so that a screen reader is not talked over', () => {
    const said = new Set(
      [1, 20, 40, 59].map((second) => sinceSentence(since('exact'), AT + MINUTE_MS + second * 1_000)),
    );
    expect([...said]).toEqual(['for 1 minute, since 13:41, from status history']);
  });
});
