import { expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Health } from '../../../electron/shared/model.ts';
import { countAttention } from '../../../electron/alerts/attention.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const RULES = { limits: DEFAULT_LIMITS, offHours: null };
const MINUTE_MS = 60_000;
const since = (minutes: number) => ({ at: NOW - minutes * MINUTE_MS, precision: 'exact', toleranceMs: 0 }) as const;
const team = [
  fakeAgent({ userId: 'u-1', status: 'AWAY', since: since(29) }),
  fakeAgent({ userId: 'u-2', status: 'BUSY', since: since(50) }),
];
const facts = (state: Health['state'], asOf: number | null = NOW) => ({
  asOf,
  health: { state, since: 0, nextAt: null, message: '' },
});

it('counts who is over a limit now and says when the next one is', () => {
  expect(countAttention(team, facts('live'), RULES, NOW)).toEqual({ count: 1, nextAt: NOW + MINUTE_MS });
  expect(countAttention(team, facts('live'), RULES, NOW + MINUTE_MS)).toEqual({
    count: 2,
    nextAt: null,
  });
});

it('counts by the server’s clock, and says when the next one is by this computer’s', () => {
  const clockOffsetMs = 10 * MINUTE_MS;
  const onOurs = (ms: number): number => ms - clockOffsetMs;
  const count = (ms: number) => countAttention(team, { ...facts('live'), clockOffsetMs }, RULES, onOurs(ms));
  expect(count(NOW)).toEqual({ count: 1, nextAt: onOurs(NOW + MINUTE_MS) });
  const still = { ...facts('offline', onOurs(NOW)), clockOffsetMs };
  expect(countAttention(team, still, RULES, onOurs(NOW + 60 * MINUTE_MS))).toEqual({ count: 1, nextAt: null });
});

it('stands still with a team that is not live', () => {
  const later = NOW + 60 * MINUTE_MS;
  expect(countAttention(team, facts('offline'), RULES, later)).toEqual({ count: 1, nextAt: null });
  expect(countAttention([], facts('starting', null), RULES, later)).toEqual({ count: 0, nextAt: null });
});
