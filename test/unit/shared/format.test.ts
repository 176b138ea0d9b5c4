import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { clockDate, clockDay, clockMinute, clockSecond, clockDuration } from '../../../electron/shared/format.ts';
import { wordDuration } from '../../../electron/shared/texts/plurals.ts';

const AT = Date.UTC(2026, 10, 19, 14, 2, 11);

describe('an instant', () => {
  it('is written in a zone, with 24 hours', () => {
    expect([clockMinute(AT, 'UTC'), clockSecond(AT, 'UTC'), clockDay(AT, 'UTC')]).toEqual([
      '14:02',
      '14:02:11',
      '19 Nov',
    ]);
    expect(clockDate(AT, 'UTC')).toBe('Thu 19 Nov 2026');
    expect(clockMinute(AT, 'America/Los_Angeles')).toBe('06:02');
    expect(clockSecond(Date.UTC(2026, 10, 19), 'UTC')).toBe('00:00:00');
  });

  it('is written in the zone of this computer without one', () => {
    const local = new Date(2026, 2, 2, 14, 3, 10).getTime();
    expect([clockSecond(local), clockDay(local)]).toEqual(['14:03:10', '2 Mar']);
  });
});

/** What a process of another language writes. */
async function writtenIn(locale: string): Promise<readonly string[]> {
  const [format, plurals] = ['format.ts', 'texts/plurals.ts'].map((file) =>
    JSON.stringify(new URL(`../../../electron/shared/${file}`, import.meta.url)),
  );
  const script = `
    import { clockDay, clockMinute, clockSecond, countText } from ${format};
    import { plural, wordDuration } from ${plurals};
    const at = ${AT};
    const own = new Date(2026, 2, 2, 14, 34).getTime();
    console.log([Intl.DateTimeFormat().resolvedOptions().locale, clockMinute(own), clockSecond(at, 'UTC'), clockDay(at, 'UTC'),
      countText(1167), plural(1, 'agent'), wordDuration(125_000)].join('|'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, LC_ALL: locale },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  return stdout.trim().split('|');
}

it.each(['en_US.UTF-8', 'fa_IR.UTF-8', 'ar_EG.UTF-8', 'th_TH.UTF-8'])(
  'clocks and digits are the same where the system speaks %s',
  async (locale) => {
    const [spoken, ...written] = await writtenIn(locale);
    expect(spoken).toMatch(locale.slice(0, 2));
    expect(written).toEqual(['14:34', '14:02:11', '19 Nov', '1,167', '1 agent', '2 minutes 5 seconds']);
  },
);

it.each(['xx-INVALID', 'C', ''])(
  'D22 they are the same where the system names no language that exists: %j',
  async (locale) => {
    const [, ...written] = await writtenIn(locale);
    expect(written).toEqual(['14:34', '14:02:11', '19 Nov', '1,167', '1 agent', '2 minutes 5 seconds']);
  },
);

describe('clockDuration', () => {
  it.each([
    [-1, '0:00'],
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [116_224_000, '32:17:04'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(clockDuration(ms)).toBe(text);
  });
});

describe('wordDuration', () => {
  it.each([
    [-5, '0 seconds'],
    [1_000, '1 second'],
    [61_000, '1 minute 1 second'],
    [3_600_000, '1 hour'],
    [3_661_000, '1 hour 1 minute'],
    [7_200_000 + 5_000, '2 hours 5 seconds'],
    [86_400_000, '24 hours'],
    [2 * 86_400_000 + 60_000, '2 days 1 minute'],
    [(5 * 24 + 19) * 3_600_000 + 32 * 60_000, '5 days 19 hours'],
  ])('reads %i ms as "%s"', (ms, text) => {
    expect(wordDuration(ms)).toBe(text);
  });
});
