import { describe, expect, it } from 'vitest';
import { attentionOf, needingAttention } from '../../../electron/shared/attention.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type Limits,
  type SincePrecision,
  type Status,
} from '../../../electron/shared/model.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function agent(status: Status, forMs: number, patch: Partial<Agent> = {}, precision: SincePrecision = 'exact'): Agent {
  return fakeAgent({ userId: 'u-1', status, since: { at: NOW - forMs, precision, toleranceMs: 0 }, ...patch });
}

const called = (secondaryStatus: string): Partial<Agent> => ({ secondaryStatus });
const limits: Limits = {
  byStatus: { AWAY: 30, BUSY: 45 },
  secondary: [
    { name: 'Away (Idle)', minutes: 0 },
    { name: ' lunch ', minutes: 60 },
    { name: 'Training', minutes: null },
    { name: 'No-show', minutes: 0 },
    { name: 'WRAP_UP', minutes: 90 },
  ],
};

describe('attentionOf', () => {
  it.each<[string, Agent, number, string]>([
    ['AWAY at its limit', agent('AWAY', 30 * MINUTE_MS), 0, 'limit 30 min'],
    ['BUSY over its limit', agent('BUSY', 46 * MINUTE_MS), MINUTE_MS, 'limit 45 min'],
    ['a start that is "at least"', agent('BUSY', 46 * MINUTE_MS, {}, 'at-least'), MINUTE_MS, 'limit 45 min'],
    ['an observed start', agent('BUSY', 46 * MINUTE_MS, {}, 'observed'), MINUTE_MS, 'limit 45 min'],
    ['Away (Idle) at once', agent('AWAY', 0, called('Away (Idle)')), 0, 'idle'],
    ['Away (Idle) in other letters', agent('AWAY', 5_000, called('AWAY (IDLE) ')), 5_000, 'idle'],
    ['another one at once', agent('AWAY', 5_000, called('no-show')), 5_000, 'limit 0 min'],
    ['a secondary status over its own limit', agent('AWAY', 61 * MINUTE_MS, called('Lunch')), MINUTE_MS, 'limit 1 h'],
    [
      'a bucket by its own name',
      agent('OTHER', 2 * HOUR_MS, { rawStatus: 'WRAP_UP' }),
      30 * MINUTE_MS,
      'limit 1 h 30 min',
    ],
    ['AVAILABLE for a shift', agent('AVAILABLE', 10 * HOUR_MS), 0, 'longer than a shift'],
    ['AWAY for longer than a shift', agent('AWAY', 11 * HOUR_MS), 10.5 * HOUR_MS, 'longer than a shift'],
    [
      'what has no limit after a shift',
      agent('BUSY', 11 * HOUR_MS, called('Training')),
      HOUR_MS,
      'longer than a shift',
    ],
  ])('flags %s', (_, who, overMs, words) => {
    expect(attentionOf(who, limits, NOW)).toEqual({ overMs, words });
  });

  it.each<[string, Agent]>([
    ['AWAY just under its limit', agent('AWAY', 30 * MINUTE_MS - 1)],
    ['a secondary status under its own limit', agent('AWAY', 59 * MINUTE_MS, called('Lunch'))],
    ['what is allowed for as long as it takes', agent('BUSY', 9 * HOUR_MS, called('Training'))],
    ['AVAILABLE', agent('AVAILABLE', 10 * HOUR_MS - 1)],
    ['OFFLINE', agent('OFFLINE', 90 * HOUR_MS)],
    ['a bucket without a limit', agent('OTHER', 90 * HOUR_MS, { rawStatus: 'ELSE' })],
    ['a start that is not known', fakeAgent({ userId: 'u-1', status: 'AWAY', secondaryStatus: 'Away (Idle)' })],
    ['an instant that is called unknown', agent('AWAY', 90 * HOUR_MS, {}, 'unknown')],
    ['a start in the future', agent('AWAY', -5_000, called('Away (Idle)'))],
  ])('does not flag %s', (_, who) => {
    expect(attentionOf(who, limits, NOW)).toBeNull();
  });

  it('takes no limit for no limit', () => {
    const off: Limits = { byStatus: { AWAY: null, BUSY: null }, secondary: [] };
    expect(attentionOf(agent('AWAY', 9 * HOUR_MS), off, NOW)).toBeNull();
    expect(attentionOf(agent('AWAY', 9 * HOUR_MS, called('Away (Idle)')), off, NOW)).toBeNull();
  });
});

describe('needingAttention', () => {
  const team = [
    agent('AWAY', 31 * MINUTE_MS, { userId: 'a little over' }),
    agent('AVAILABLE', 5 * MINUTE_MS, { userId: 'fine' }),
    agent('BUSY', 95 * MINUTE_MS, { userId: 'far over' }),
    agent('BUSY', 43 * MINUTE_MS, { userId: 'soon' }),
    agent('AWAY', 20 * MINUTE_MS, { userId: 'later' }),
  ];
  const ids = (agents: readonly Agent[]) => agents.map(({ userId }) => userId);

  it('puts the furthest over their limit first and says when the next one follows', () => {
    const { agents, nextAt } = needingAttention(team, DEFAULT_LIMITS, NOW);
    expect([ids(agents), nextAt]).toEqual([['far over', 'a little over'], NOW + 2 * MINUTE_MS]);
  });

  it('answers the same until then, and another at that very instant', () => {
    const before = needingAttention(team, DEFAULT_LIMITS, NOW + 2 * MINUTE_MS - 1);
    const then = needingAttention(team, DEFAULT_LIMITS, NOW + 2 * MINUTE_MS);
    expect(ids(before.agents)).toEqual(['far over', 'a little over']);
    expect(ids(then.agents)).toEqual(['far over', 'a little over', 'soon']);
    expect(then.nextAt).toBe(NOW + 10 * MINUTE_MS);
  });

  it('waits for nobody in a team that cannot be over', () => {
    expect(needingAttention([agent('OFFLINE', HOUR_MS)], DEFAULT_LIMITS, NOW)).toEqual({ agents: [], nextAt: null });
  });
});
