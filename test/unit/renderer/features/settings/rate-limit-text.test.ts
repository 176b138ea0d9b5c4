import { describe, expect, it } from 'vitest';
import type { RateLimitReport } from '../../../../../electron/shared/model.ts';
import {
  copiesHint,
  rateLimitText,
  readCopies,
  slowdownText,
} from '../../../../../renderer/features/settings/rate-limit-text.ts';
import { clockMinute, clockTime } from '../../../../../renderer/ui/time-text.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const REPORT: RateLimitReport = {
  copies: 1,
  perMinute: 20,
  usedLastMinute: 4,
  perHour: 1_500,
  usedLastHour: 118,
  blockedUntil: null,
  freeAt: null,
  slowedSince: null,
  intervalMs: 30_000,
};

describe('the rate limit in words', () => {
  it('says what is allowed, what is used and who shares it', () => {
    expect(rateLimitText(REPORT)).toBe(
      'Rollcall may make 20 requests a minute and 1,500 an hour to this account. It made 4 in the last minute and 118 in the last hour. Kore.ai allows 60 a minute, shared with everybody who uses this account.',
    );
    expect(rateLimitText({ ...REPORT, perMinute: 1 })).toMatch(/^Rollcall may make 1 request a minute/);
  });

  it('says what interval follows from the number of copies', () => {
    const hint =
      'How many computers with Rollcall use this account, this one included. It applies to every connection to the account.';
    expect(copiesHint(null)).toBe(hint);
    expect(copiesHint({ ...REPORT, intervalMs: 94_737 })).toBe(`${hint} At present the team is read every 95 s.`);
  });

  it('says since when and until when it is slower', () => {
    const [since, until] = [NOW - 60_000, NOW + 42_000];
    expect(slowdownText(REPORT, NOW)).toBeNull();
    expect(slowdownText({ ...REPORT, slowedSince: since }, NOW)).toBe(
      `Slowed down, because the request limit of the account was reached at ${clockMinute(since, NOW)}. This ends by itself.`,
    );
    expect(slowdownText({ ...REPORT, slowedSince: since, blockedUntil: until }, NOW)).toMatch(
      new RegExp(
        `^The request limit of the account is reached. Rollcall waits until ${clockTime(until, NOW)}. Slowed down`,
      ),
    );
  });
});

it.each([
  ['1', 1],
  [' 30 ', 30],
  ['50', 50],
  ['007', 7],
  ['0', null],
  ['51', null],
  ['1000', null],
  ['-1', null],
  ['1.5', null],
  ['1e1', null],
  ['many', null],
  ['', null],
])('"%s" is %s', (text, copies) => expect(readCopies(text)).toBe(copies));
