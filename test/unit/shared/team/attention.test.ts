import { describe, expect, it } from 'vitest';
import { attentionOf, needingAttention } from '../../../../electron/shared/team/attention.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type Limits,
  type SincePrecision,
  type Status,
} from '../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function agent(status: Status, forMs: number, patch: Partial<Agent> = {}, precision: SincePrecision = 'exact'): Agent {
  return fakeAgent({ userId: 'u-1', status, since: { at: NOW - forMs, precision, toleranceMs: 0 }, ...patch });
}

const called = (secondaryStatus: string): Partial<Agent> => ({ secondaryStatus });
const limited: Limits = {
  byStatus: { AWAY: 30, BUSY: 45 },
  secondary: [
    { name: 'Away (Idle)', minutes: 0 },
    { name: ' lunch ', minutes: 60 },
    { name: 'Training', minutes: null },
    { name: 'No-show', minutes: 0 },
    { name: 'WRAP_UP', minutes: 90 },
  ],
};

const rules = { limits: limited, offHours: null };

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
      'limit 1 h 30 m',
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
    expect(attentionOf(who, rules, NOW)).toEqual({ overMs, words });
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
    expect(attentionOf(who, rules, NOW)).toBeNull();
  });

  it('counts a start in an assumed zone from what was seen live', () => {
    const assumed = (seenAt: number): Agent =>
      fakeAgent({
        userId: 'u-1',
        status: 'AWAY',
        since: { at: NOW - 5 * HOUR_MS, precision: 'assumed', toleranceMs: 0, seenAt },
      });
    expect(attentionOf(assumed(NOW - 29 * MINUTE_MS), rules, NOW)).toBeNull();
    expect(attentionOf(assumed(NOW - 31 * MINUTE_MS), rules, NOW)?.overMs).toBe(MINUTE_MS);
  });

  it('takes no limit for no limit', () => {
    const off: Limits = { byStatus: { AWAY: null, BUSY: null }, secondary: [] };
    expect(attentionOf(agent('AWAY', 9 * HOUR_MS), { limits: off, offHours: null }, NOW)).toBeNull();
    expect(
      attentionOf(agent('AWAY', 9 * HOUR_MS, called('Away (Idle)')), { limits: off, offHours: null }, NOW),
    ).toBeNull();
  });
});

const DEFAULTS = { limits: DEFAULT_LIMITS, offHours: null };

describe('needingAttention', () => {
  const team = [
    agent('AWAY', 31 * MINUTE_MS, { userId: 'a little over' }),
    agent('AVAILABLE', 5 * MINUTE_MS, { userId: 'fine' }),
    agent('BUSY', 95 * MINUTE_MS, { userId: 'far over' }),
    agent('BUSY', 43 * MINUTE_MS, { userId: 'soon' }),
    agent('AWAY', 20 * MINUTE_MS, { userId: 'later' }),
  ];

  it('puts the furthest over their limit first and says when the next one follows', () => {
    const { agents, nextAt } = needingAttention(team, DEFAULTS, NOW);
    expect([ids(agents), nextAt]).toEqual([['far over', 'a little over'], NOW + 2 * MINUTE_MS]);
  });

  it('answers the same until then, and another at that very instant', () => {
    const before = needingAttention(team, DEFAULTS, NOW + 2 * MINUTE_MS - 1);
    const then = needingAttention(team, DEFAULTS, NOW + 2 * MINUTE_MS);
    expect(ids(before.agents)).toEqual(['far over', 'a little over']);
    expect(ids(then.agents)).toEqual(['far over', 'a little over', 'soon']);
    expect(then.nextAt).toBe(NOW + 10 * MINUTE_MS);
  });

  it('says when another reason follows for somebody who needs it already', () => {
    const shiftAt = NOW + 10 * HOUR_MS - 95 * MINUTE_MS;
    const long = agent('BUSY', 95 * MINUTE_MS);
    expect(needingAttention([long], DEFAULTS, NOW).nextAt).toBe(shiftAt);
    const words = [shiftAt - 1, shiftAt].map((now) => attentionOf(long, DEFAULTS, now)?.words);
    expect(words).toEqual(['limit 45 min', 'longer than a shift']);
    expect(needingAttention([long], DEFAULTS, shiftAt).nextAt).toBeNull();
  });

  it('waits for nobody in a team that cannot be over', () => {
    expect(needingAttention([agent('OFFLINE', HOUR_MS)], DEFAULTS, NOW)).toEqual({ agents: [], nextAt: null });
  });
});

describe('outside of working hours', () => {
  /** From an hour ago until in two hours. */
  const offHours = { from: NOW - HOUR_MS, until: NOW + 2 * HOUR_MS };
  const off = { limits: limited, offHours };
  const words = 'available outside hours';

  it.each<[string, Agent, number, string]>([
    ['who stayed on', agent('AVAILABLE', 3 * HOUR_MS), 55 * MINUTE_MS, words],
    ['who came five minutes ago', agent('AVAILABLE', 5 * MINUTE_MS), 0, words],
    ['who was there when first seen', agent('AVAILABLE', 6 * MINUTE_MS, {}, 'at-least'), MINUTE_MS, words],
    [
      'who has been there for days too',
      agent('AVAILABLE', 32 * HOUR_MS),
      22 * HOUR_MS,
      `longer than a shift, ${words}`,
    ],
    [
      'who is over another limit too',
      agent('AVAILABLE', 61 * MINUTE_MS, called('Lunch')),
      55 * MINUTE_MS,
      `limit 1 h, ${words}`,
    ],
  ])('flags %s', (_, who, overMs, expected) => {
    expect(attentionOf(who, off, NOW)).toEqual({ overMs, words: expected });
  });

  it.each<[string, Agent]>([
    ['who came a moment ago', agent('AVAILABLE', 5 * MINUTE_MS - 1)],
    ['who is still in a conversation', agent('BUSY', 30 * MINUTE_MS)],
    ['who is away', agent('AWAY', 20 * MINUTE_MS)],
    ['who has gone', agent('OFFLINE', 20 * MINUTE_MS)],
    ['who nobody knows since when', agent('AVAILABLE', HOUR_MS, {}, 'unknown')],
  ])('does not flag %s', (_, who) => {
    expect(attentionOf(who, off, NOW)).toBeNull();
  });

  it('flags nobody five minutes into it, nor when the hours have begun', () => {
    const who = agent('AVAILABLE', 3 * HOUR_MS);
    const flag = (now: number) => attentionOf(who, off, now)?.words ?? null;
    const { from, until } = offHours;
    expect([flag(from), flag(from + 5 * MINUTE_MS - 1), flag(from + 5 * MINUTE_MS)]).toEqual([null, null, words]);
    expect([flag(until - 1), flag(until)]).toEqual([words, null]);
  });

  it('says when the next one follows, and when the hours let somebody off', () => {
    const late = agent('AVAILABLE', 2 * MINUTE_MS, { userId: 'late' });
    const stayed = agent('AVAILABLE', 3 * HOUR_MS, { userId: 'stayed' });
    const both = needingAttention([late, stayed], off, NOW);
    expect([ids(both.agents), both.nextAt]).toEqual([['stayed'], NOW + 3 * MINUTE_MS]);
    const then = needingAttention([late, stayed], off, NOW + 3 * MINUTE_MS);
    expect([ids(then.agents), then.nextAt]).toEqual([['stayed', 'late'], offHours.until]);
    expect(needingAttention([late, stayed], off, offHours.until).agents).toEqual([]);
  });

  it('waits for hours that have not begun', () => {
    const next = { limits: limited, offHours: { from: NOW + HOUR_MS, until: NOW + 9 * HOUR_MS } };
    const { agents, nextAt } = needingAttention([agent('AVAILABLE', HOUR_MS)], next, NOW);
    expect([agents, nextAt]).toEqual([[], NOW + HOUR_MS + 5 * MINUTE_MS]);
  });

  it('flags nobody in hours shorter than the grace', () => {
    const short = { limits: limited, offHours: { from: NOW - 4 * MINUTE_MS, until: NOW + MINUTE_MS } };
    expect(attentionOf(agent('AVAILABLE', HOUR_MS), short, NOW + MINUTE_MS - 1)).toBeNull();
  });
});

function ids(agents: readonly Agent[]): string[] {
  return agents.map(({ userId }) => userId);
}
