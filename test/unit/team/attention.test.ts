import { expect, it } from 'vitest';
import { type Agent, type Health, type TeamSnapshot } from '../../../electron/shared/model.ts';
import { createAttentionCount } from '../../../electron/team/attention.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { DEFAULT_RULES, fakeAgent } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE_MS = 60_000;
const SHIFT_MS = 600 * MINUTE_MS;
const since = (minutes: number) => ({ at: NOW - minutes * MINUTE_MS, precision: 'exact', toleranceMs: 0 }) as const;
const team = new Map<string, Agent>([
  ['u-1', fakeAgent({ userId: 'u-1', status: 'AWAY', since: since(29) })],
  ['u-2', fakeAgent({ userId: 'u-2', status: 'BUSY', since: since(50) })],
]);
const facts = (state: Health['state'], asOf: number | null = NOW): Pick<TeamSnapshot, 'asOf' | 'health'> => ({
  asOf,
  health: { state, since: 0, nextAt: null, message: '' },
});

function counter(start = NOW) {
  const clock = createFakeClock(start);
  const count = createAttentionCount(clock);
  return { clock, count };
}

it('counts who is over a limit now and says when the next one is', () => {
  const { clock, count } = counter();
  const first = { attention: 1, countedAt: NOW, refreshAt: NOW + MINUTE_MS };
  expect(count(team, facts('live'), DEFAULT_RULES)).toEqual(first);
  clock.jump(MINUTE_MS - 1);
  expect(count(team, facts('live'), DEFAULT_RULES)).toEqual(first);
  clock.jump(1);
  expect(count(team, facts('live'), DEFAULT_RULES)).toEqual({
    attention: 2,
    countedAt: NOW + MINUTE_MS,
    refreshAt: NOW + SHIFT_MS - 50 * MINUTE_MS,
  });
  clock.jump(-1);
  expect(count(team, facts('live'), DEFAULT_RULES)).toEqual({ ...first, countedAt: NOW + MINUTE_MS - 1 });
});

it('counts anew by other limits and other hours', () => {
  const { count } = counter();
  const attention = (rules: typeof DEFAULT_RULES) => count(team, facts('live'), rules).attention;
  const limits = { byStatus: { AWAY: null, BUSY: null }, secondary: [] };
  expect([attention(DEFAULT_RULES), attention({ ...DEFAULT_RULES, limits })]).toEqual([1, 0]);
  const available = new Map([['u-3', fakeAgent({ userId: 'u-3', status: 'AVAILABLE', since: since(60) })]]);
  const offHours = { from: NOW - 10 * MINUTE_MS, until: NOW + MINUTE_MS };
  expect(count(available, facts('live'), DEFAULT_RULES).attention).toBe(0);
  expect(count(available, facts('live'), { ...DEFAULT_RULES, offHours })).toEqual({
    attention: 1,
    countedAt: NOW,
    refreshAt: offHours.until,
  });
});

it('counts by the server’s clock, and says when the next one is by this computer’s', () => {
  const clockOffsetMs = 10 * MINUTE_MS;
  const onOurs = (ms: number): number => ms - clockOffsetMs;
  const { clock, count } = counter(onOurs(NOW));
  const live = { ...facts('live'), clockOffsetMs };
  expect(count(team, live, DEFAULT_RULES)).toEqual({
    attention: 1,
    countedAt: NOW,
    refreshAt: onOurs(NOW + MINUTE_MS),
  });
  clock.jump(60 * MINUTE_MS);
  const still = { ...facts('offline', onOurs(NOW)), clockOffsetMs };
  expect(count(team, still, DEFAULT_RULES)).toEqual({ attention: 1, countedAt: NOW, refreshAt: null });
});

it('stands still with a team that is not live', () => {
  const { clock, count } = counter();
  clock.jump(60 * MINUTE_MS);
  expect(count(team, facts('offline'), DEFAULT_RULES)).toEqual({ attention: 1, countedAt: NOW, refreshAt: null });
  expect(count(new Map(), facts('starting', null), DEFAULT_RULES)).toEqual({
    attention: 0,
    countedAt: clock.now(),
    refreshAt: null,
  });
});
