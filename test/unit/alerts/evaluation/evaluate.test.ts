import { describe, expect, it } from 'vitest';
import type { UsualDay } from '../../../../electron/history/usual-starts.ts';
import { ruleState } from '../../../../electron/alerts/evaluation/phases.ts';
import type { Agent, RuleCondition, StatusChoice } from '../../../../electron/shared/model.ts';
import {
  agentIn,
  alertRule,
  createAlertScene,
  EVERYBODY_SCOPE,
  inLunch,
  LOST,
  many,
  MINUTE_MS,
  START,
  teamOf,
} from '../../../support/alert-scene.ts';
import type { TeamReading } from '../../../../electron/alerts/types.ts';

const LUNCH: StatusChoice = { kind: 'secondary', name: 'Lunch' };
const AWAY: StatusChoice = { kind: 'status', status: 'AWAY' };

/** A scene of one rule that has seen a team before. */
function watching(condition: RuleCondition, agents: readonly Agent[], patch: Parameters<typeof alertRule>[1] = {}) {
  const rule = alertRule(condition, patch);
  const scene = createAlertScene([rule]);
  const first = scene.says(0, { agents: teamOf(...agents), isBaseline: true });
  return { ...scene, first, phase: () => ruleState(rule.id, scene.state().rules[rule.id]) };
}

describe('a rule about fewer than some available', () => {
  const TWO: RuleCondition = { kind: 'below', fewerThan: 2, forMinutes: 3 };
  const both = [agentIn('u-1', 'AVAILABLE'), agentIn('u-2', 'AVAILABLE')];
  const one = teamOf(agentIn('u-1', 'AVAILABLE'), agentIn('u-2', 'BUSY'));

  it('is pending, fires after its dwell, says it once, recovers and says that', () => {
    const { says, phase, minutesToNext } = watching(TWO, both);
    expect(says(1, { agents: one })).toEqual([]);
    expect(phase()).toEqual({
      ruleId: 'below',
      phase: 'pending',
      since: START + MINUTE_MS,
      until: START + 4 * MINUTE_MS,
      userIds: [],
      noData: null,
    });
    expect(minutesToNext()).toBe(4);
    expect(says(4)).toEqual(['fired team: 1 available, fewer than 2']);
    expect(says(5)).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'firing', since: START + 4 * MINUTE_MS, until: null });
    expect(says(6, { agents: teamOf(...both) })).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'recovering', until: START + 7 * MINUTE_MS });
    expect(says(7)).toEqual(['recovered team: Enough agents are available again']);
    expect(phase()).toMatchObject({ phase: 'normal', since: null });
  });

  it('does not fire for less than its dwell, and says nothing of a moment in which it is over', () => {
    const { says } = watching(TWO, both);
    says(1, { agents: one });
    expect(says(3, { agents: teamOf(...both) })).toEqual([]);
    says(4, { agents: one });
    expect(says(6)).toEqual([]);
    expect(says(7)).toHaveLength(1);
    says(8, { agents: teamOf(...both) });
    expect(says(8.5, { agents: one })).toEqual([]);
    expect(says(20)).toEqual([]);
  });

  it('says at once that nobody is available, with the counts, but not of an empty team', () => {
    const nobody: RuleCondition = { kind: 'below', fewerThan: 1, forMinutes: 0 };
    const { at, says } = watching(nobody, both);
    expect(at(1, { agents: teamOf(agentIn('u-1', 'BUSY')) })).toMatchObject([
      { fact: 'Nobody is available', detail: 'The team: 0 available, 1 busy, 0 away, 0 offline.', userId: null },
    ]);
    expect(watching(nobody, []).says(1)).toEqual([]);
    expect(says(2, { agents: teamOf() })).toEqual([]);
  });

  it('does not say that it is over where nobody is left in the team', () => {
    const { first, says } = watching({ kind: 'below', fewerThan: 1, forMinutes: 0 }, many(2, 'BUSY'), {
      remindMinutes: 2,
    });
    expect(first).toEqual(['fired team: Nobody is available']);
    expect([1, 2, 5].flatMap((minute) => says(minute, { agents: teamOf() }))).toEqual([]);
    const back = { agents: teamOf(...many(2, 'AVAILABLE')) };
    expect([6, 7].flatMap((minute) => says(minute, back))).toEqual([
      'recovered team: Enough agents are available again',
    ]);
  });

  it('says nothing of a view that only has others, and counts one that only has those', () => {
    const nobody: RuleCondition = { kind: 'below', fewerThan: 1, forMinutes: 0 };
    const only = (wanted: Agent['status']) => () => ({
      ...EVERYBODY_SCOPE,
      isIn: ({ status }: Agent) => status === wanted,
    });
    const team = teamOf(agentIn('u-1', 'BUSY'), agentIn('u-2', 'AWAY'));
    expect(watching(nobody, both).says(1, { agents: team, scopeOf: only('AWAY') })).toEqual([]);
    expect(watching(nobody, both).says(1, { agents: team, scopeOf: only('AVAILABLE') })).toHaveLength(1);
  });

  it('is pending from the baseline on when it holds already', () => {
    const { first, says } = watching(TWO, [...one.values()]);
    expect(first).toEqual([]);
    expect(says(3)).toEqual(['fired team: 1 available, fewer than 2']);
  });

  it('is not known where AVAILABLE could not be read, or who is in its view', () => {
    const { says, phase } = watching(TWO, both);
    expect(says(1, { agents: one, unread: ['AVAILABLE'] })).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'no-data', since: START + MINUTE_MS, noData: 'not-understood' });
    says(2, { scopeOf: () => 'members-unknown' });
    expect(phase()).toMatchObject({ phase: 'no-data', since: START + MINUTE_MS, noData: 'members-unknown' });
    says(3);
    expect(phase()).toMatchObject({ phase: 'pending', since: START + 3 * MINUTE_MS });
  });

  it('is not told by an answer from before a sleep, which is all there is when the computer wakes', () => {
    const { says, phase } = watching({ ...TWO, forMinutes: 0 }, both);
    expect(says(480, { agents: one, asOf: START })).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'no-data' });
    expect(says(481)).toHaveLength(1);
  });

  it('begins anew after a time in which nothing was read, and after a sleep', () => {
    const { says } = watching(TWO, both);
    says(1, { agents: one });
    expect(says(4, LOST)).toEqual([]);
    expect(says(5)).toEqual([]);
    expect(says(7)).toEqual([]);
    expect(says(600)).toEqual([]);
    expect(says(602)).toEqual([]);
    expect(says(603)).toHaveLength(1);
  });

  it('goes on after a gap that is shorter than its dwell, whose time does not count', () => {
    const { says } = watching(TWO, both);
    says(1, { agents: one });
    says(2);
    expect(says(2.5, LOST)).toEqual([]);
    expect(says(3)).toEqual([]);
    expect(says(4.9)).toEqual([]);
    expect(says(5)).toHaveLength(1);
  });

  it('is not put off for ever by gaps, sleeps and small steps of the clock back', () => {
    const { says } = watching({ ...TWO, forMinutes: 5 }, both);
    const minutes = [1, 2, 2.9, 3.9, 4.9, 4.8, 5.8, 6.8, 7.8];
    const said = minutes.map((minute, index) => says(minute, { agents: one, isBaseline: index % 3 === 2 }));
    expect(said.flat()).toHaveLength(1);
  });

  it('reminds as often as it was asked to', () => {
    const { says } = watching({ ...TWO, forMinutes: 0 }, [...one.values()], { remindMinutes: 10 });
    expect([5, 10, 15, 20].map((minute) => says(minute).map((text) => text.split(' ')[0]))).toEqual([
      [],
      ['reminder'],
      [],
      ['reminder'],
    ]);
  });
});

describe('a rule about too many in a status', () => {
  it.each([
    ['a status', AWAY, agentIn('u-3', 'AWAY')],
    ['a secondary status', { kind: 'secondary', name: ' lunch' }, inLunch('u-3')],
  ] as const)('counts %s', (_, status, third) => {
    const condition: RuleCondition = { kind: 'above', status, moreThan: 2, forMinutes: 1 };
    const { says } = watching(condition, [inLunch('u-1'), inLunch('u-2')]);
    says(1, { agents: teamOf(inLunch('u-1'), inLunch('u-2'), third) });
    expect(says(2)).toHaveLength(1);
  });

  it('is not known where that status could not be read', () => {
    const condition: RuleCondition = { kind: 'above', status: AWAY, moreThan: 0, forMinutes: 0 };
    const { says } = watching(condition, []);
    expect(says(1, { agents: teamOf(agentIn('u-1', 'AWAY')), unread: ['AWAY'] })).toEqual([]);
    expect(says(2, { unread: ['BUSY'] })).toEqual(['fired team: 1 in AWAY, more than 0']);
  });
});

describe('a rule about too long in a status', () => {
  const LIMITS: RuleCondition = { kind: 'too-long', status: null, minutes: null, earlyMinutes: 0 };

  it('fires when the limit of the settings is reached, without a poll, and tells when that will be', () => {
    const { says, minutesToNext } = watching(LIMITS, [inLunch('u-1', 28)]);
    expect(minutesToNext()).toBe(2);
    expect(says(2)).toEqual(['fired u-1: Lunch 30 min, limit 30 min']);
    expect(says(3, { agents: teamOf(agentIn('u-1', 'AVAILABLE')) })).toEqual([]);
    expect(says(4)).toEqual(['recovered u-1: no longer over the limit']);
  });

  it('has a limit of its own, some minutes before it, and for its status alone', () => {
    const early: RuleCondition = { kind: 'too-long', status: LUNCH, minutes: 20, earlyMinutes: 5 };
    const { says } = watching(early, [inLunch('u-1', 14), agentIn('u-2', 'AWAY', 60)]);
    expect(says(1)).toEqual(['fired u-1: Lunch 15 min, limit 20 min']);
  });

  it('is not told as soon as a status begins, where the limit of the settings is no longer than the time before it', () => {
    const early: RuleCondition = { kind: 'too-long', status: LUNCH, minutes: null, earlyMinutes: 30 };
    const { first, says } = watching(early, [inLunch('u-1', 0)]);
    expect(first).toEqual([]);
    expect([says(29), says(30)]).toEqual([[], ['fired u-1: Lunch 30 min, limit 30 min']]);
  });

  it('with a limit of its own is about any status but OFFLINE', () => {
    const any: RuleCondition = { kind: 'too-long', status: null, minutes: 20, earlyMinutes: 0 };
    const { says } = watching(any, [agentIn('u-1', 'OFFLINE', 60), agentIn('u-2', 'AVAILABLE', 19)]);
    expect(says(1)).toEqual(['fired u-2: AVAILABLE 20 min, limit 20 min']);
  });

  it('follows the clock of the server', () => {
    const { says } = watching(LIMITS, [inLunch('u-1', 28)]);
    expect(says(1, { clockOffsetMs: MINUTE_MS })).toHaveLength(1);
  });

  it('counts what is certain, and waits for who has just come online', () => {
    const unknown = { at: null, precision: 'unknown', toleranceMs: 0 } as const;
    expect(watching(LIMITS, [{ ...inLunch('u-1'), since: unknown }]).first).toEqual([]);
    const { says } = watching(LIMITS, [agentIn('u-1', 'OFFLINE')]);
    expect(says(1, { agents: teamOf(inLunch('u-1', 90)) })).toEqual([]);
    expect(says(3)).toEqual(['fired u-1: Lunch 1 h 33 m, limit 30 min']);
  });

  it('keeps an agent firing whose list could not be understood', () => {
    const { says } = watching(LIMITS, [inLunch('u-1', 60)]);
    says(1, { agents: teamOf(), unread: ['AWAY'] });
    expect(says(5, { agents: teamOf(), unread: ['AWAY'] })).toEqual([]);
    expect(says(6, { agents: teamOf(inLunch('u-1', 60)) })).toEqual([]);
  });

  it('reminds of nobody whose list could not be understood, and has other rules looked at in time', () => {
    const { says, evaluation } = watching(LIMITS, [inLunch('u-1', 60)], { remindMinutes: 5 });
    expect([1, 6, 7].flatMap((minute) => says(minute, { agents: teamOf(), unread: ['AWAY'] }))).toEqual([]);
    expect(evaluation().nextAt).toBeNull();
  });

  it('goes on after a gap until it is known to be over', () => {
    const { says } = watching(LIMITS, [inLunch('u-1', 60)]);
    const atLeast = {
      ...inLunch('u-1'),
      since: { at: START + MINUTE_MS, precision: 'at-least', toleranceMs: 0 },
    } as const;
    expect(says(1, { agents: teamOf(atLeast), isBaseline: true })).toEqual([]);
    expect(says(5)).toEqual([]);
    expect(says(6, { agents: teamOf(inLunch('u-1', 60)) })).toEqual([]);
    expect(says(7, { agents: teamOf(atLeast), isBaseline: true })).toEqual([]);
    says(8, { agents: teamOf(inLunch('u-1', -7)) });
    expect(says(9)).toEqual(['recovered u-1: no longer over the limit']);
  });

  it('says nothing after a gap before it is certain again that the limit is over', () => {
    const { at, says, evaluation } = watching(LIMITS, [inLunch('u-1', 60)], { remindMinutes: 5 });
    const since = { at: START + MINUTE_MS, precision: 'at-least', toleranceMs: 0 } as const;
    at(1, { agents: teamOf({ ...inLunch('u-1'), since }), isBaseline: true });
    expect([6, 30].flatMap((minute) => says(minute))).toEqual([]);
    expect(evaluation().firing('too-long', 'u-1')).toBeUndefined();
    expect(evaluation().nextAt).toBe(START + 31 * MINUTE_MS);
    expect(says(31)).toEqual(['reminder u-1: Lunch at least 30 min, limit 30 min']);
    expect(evaluation().firing('too-long', 'u-1')).toMatchObject({ fact: 'Lunch at least 30 min, limit 30 min' });
  });

  it('never has the minutes of a limit without one', () => {
    const { says } = watching(LIMITS, [agentIn('u-1', 'AVAILABLE', 900), agentIn('u-2', 'BUSY', 44)]);
    expect(says(1)).toEqual(['fired u-2: BUSY 45 min, limit 45 min']);
  });
});

describe('rules that count what an agent does', () => {
  const turns = [inLunch('u-1'), agentIn('u-1', 'AVAILABLE')];

  it('say who was put into a status too often, by what was seen', () => {
    const { says } = watching({ kind: 'too-often', status: LUNCH, moreThan: 2, hours: 1 }, [agentIn('u-1', 'BUSY')]);
    const said = Array.from({ length: 6 }, (_, index) => says(1 + index * 5, { agents: teamOf(turns[index % 2]!) }));
    expect(said.flat()).toEqual(['fired u-1: Lunch 3 times in 1 h, more than 2']);
  });

  it('say who changes status again and again, once', () => {
    const { says } = watching({ kind: 'flapping', changes: 4, withinMinutes: 10 }, [agentIn('u-1', 'BUSY')]);
    const said = Array.from({ length: 40 }, (_, index) => says(1 + index, { agents: teamOf(turns[index % 2]!) }));
    expect(said.flat()).toEqual(['fired u-1: 4 changes of status in 10 min, not counting contacts']);
    expect(says(49)).toEqual([]);
    expect(says(50)).toEqual(['recovered u-1: no longer changes status again and again']);
  });

  it('do not count that contacts begin and end', () => {
    const { says } = watching({ kind: 'flapping', changes: 4, withinMinutes: 10 }, [agentIn('u-1', 'BUSY')]);
    const contacts = [agentIn('u-1', 'AVAILABLE'), agentIn('u-1', 'BUSY')];
    const said = Array.from({ length: 40 }, (_, index) => says(1 + index, { agents: teamOf(contacts[index % 2]!) }));
    expect(said.flat()).toEqual([]);
  });

  it('are over only well below the limit, so that who stays at the limit is told of once', () => {
    const { says } = watching({ kind: 'flapping', changes: 4, withinMinutes: 10 }, [agentIn('u-1', 'BUSY')]);
    // A change each three minutes: three or four of them in ten minutes.
    const said = Array.from({ length: 60 }, (_, index) =>
      says(1 + index, { agents: teamOf(turns[Math.floor(index / 3) % 2]!) }),
    );
    expect(said.flat()).toHaveLength(1);
    expect([64, 66, 68, 70].flatMap((minute) => says(minute))).toHaveLength(1);
  });

  it('do not count what happened while nobody looked', () => {
    const { says } = watching({ kind: 'flapping', changes: 2, withinMinutes: 10 }, [agentIn('u-1', 'BUSY')]);
    const said = Array.from({ length: 6 }, (_, index) =>
      says(1 + index, { agents: teamOf(turns[index % 2]!), isBaseline: true }),
    );
    expect(said.flat()).toEqual([]);
  });
});

describe('a rule about many who go offline at once', () => {
  const MASS: RuleCondition = { kind: 'mass-change', percent: 30, withinSeconds: 60 };

  it('fires at its share of those who were online', () => {
    const { says } = watching(MASS, many(10, 'AVAILABLE'));
    expect(says(1, { agents: teamOf(...many(2, 'OFFLINE'), ...many(8, 'BUSY', 2)) })).toEqual([]);
    expect(says(1.5, { agents: teamOf(...many(3, 'OFFLINE'), ...many(7, 'BUSY', 3)) })).toEqual([
      'fired team: 3 of 10 agents went offline in 60 seconds',
    ]);
  });

  it('does not take two of four, a slow end of the day, or an answer that was not understood for it', () => {
    expect(
      watching(MASS, many(4, 'BUSY')).says(1, { agents: teamOf(...many(2, 'OFFLINE'), ...many(2, 'BUSY', 2)) }),
    ).toEqual([]);
    const { says } = watching(MASS, many(10, 'BUSY'));
    const slow = Array.from({ length: 10 }, (_, index) =>
      says(1 + index, { agents: teamOf(...many(index, 'OFFLINE'), ...many(10 - index, 'BUSY', index)) }),
    );
    expect(slow.flat()).toEqual([]);
    const partial = watching(MASS, many(10, 'BUSY'));
    expect(partial.says(1, { agents: teamOf(...many(10, 'OFFLINE')), unread: ['BUSY'] })).toEqual([]);
  });
});

describe('a rule about a team that is not read', () => {
  const STALE: RuleCondition = { kind: 'stale', forMinutes: 5 };

  it('fires after its time and says when it is over', () => {
    const { at, says } = watching(STALE, many(2, 'BUSY'));
    expect(says(1, { ...LOST, asOf: START })).toEqual([]);
    expect(at(6, { ...LOST, asOf: START })).toMatchObject([
      { fact: 'Rollcall can no longer read the team', detail: 'There is no network.' },
    ]);
    says(7);
    expect(says(8)).toEqual(['recovered team: Rollcall reads the team again']);
  });

  it.each(['unauthorized', 'keychain'] as const)('fires at once when it is %s, which does not mend itself', (state) => {
    const { says } = watching(STALE, many(2, 'BUSY'));
    says(1, { ...LOST, asOf: START });
    const health = { state, since: START, nextAt: START, message: '' };
    expect(says(2, { health, asOf: START })).toEqual(['fired team: Rollcall can no longer read the team']);
  });

  it('fires also where nobody knows who is in the view it belongs to', () => {
    const { says } = watching({ ...STALE, forMinutes: 0 }, many(2, 'BUSY'));
    expect(says(1, { ...LOST, scopeOf: () => 'view-gone' })).toHaveLength(1);
  });

  it.each(['paused', 'starting'] as const)('does not fire while it is %s', (state) => {
    const { says } = watching({ ...STALE, forMinutes: 0 }, many(2, 'BUSY'));
    expect(says(9, { health: { state, since: START, nextAt: null, message: '' } })).toEqual([]);
  });

  it('does not fire before there was an answer, and not at once after a sleep', () => {
    const { says } = watching(STALE, many(2, 'BUSY'));
    expect(says(9, { ...LOST, asOf: null })).toEqual([]);
    expect(says(600, { ...LOST, asOf: START })).toEqual([]);
    expect(says(605, { ...LOST, asOf: START })).toHaveLength(1);
  });
});

describe('a rule about changes', () => {
  const EVERY: RuleCondition = { kind: 'becomes', status: null };

  it('tells each change with what was before', () => {
    const { at } = watching(EVERY, [agentIn('u-1', 'AVAILABLE', 11)]);
    expect(at(1, { agents: teamOf(inLunch('u-1')) })).toMatchObject([
      { userId: 'u-1', fact: 'AWAY (Lunch)', detail: 'Was AVAILABLE for 12 minutes.', isNews: true },
    ]);
    expect(at(2)).toEqual([]);
  });

  it('tells a change into its status alone, also when the secondary status is known late', () => {
    const { says } = watching({ kind: 'becomes', status: LUNCH }, [agentIn('u-1', 'BUSY'), agentIn('u-2', 'BUSY')]);
    expect(says(1, { agents: teamOf(agentIn('u-1', 'AWAY'), agentIn('u-2', 'AVAILABLE')) })).toEqual([]);
    expect(says(2, { agents: teamOf(inLunch('u-1'), agentIn('u-2', 'AVAILABLE')) })).toEqual([
      'fired u-1: AWAY (Lunch)',
    ]);
    const known = watching({ kind: 'becomes', status: LUNCH }, [agentIn('u-1', 'AWAY')]);
    expect(known.says(1, { agents: teamOf(inLunch('u-1')) })).toEqual([]);
  });

  it('tells who comes into its view and who leaves it', () => {
    const scopeOf = () => ({ ...EVERYBODY_SCOPE, isIn: ({ status }: Agent) => status === 'AWAY' });
    const { says } = watching(EVERY, [agentIn('u-1', 'AWAY'), agentIn('u-2', 'BUSY'), agentIn('u-3', 'BUSY')]);
    const agents = teamOf(agentIn('u-1', 'BUSY'), agentIn('u-2', 'AWAY'), agentIn('u-3', 'AVAILABLE'));
    expect(says(1, { agents, scopeOf })).toEqual(['fired u-1: BUSY', 'fired u-2: AWAY']);
  });

  it('has one line, and no news, about what happened while nobody looked', () => {
    const { at } = watching(EVERY, many(3, 'BUSY'));
    expect(at(1, { agents: teamOf(...many(3, 'AWAY')), isBaseline: true })).toMatchObject([
      { userId: null, isNews: false, fact: '3 agents changed status while the team was not read' },
    ]);
  });
});

describe('waiting for an agent', () => {
  const wait: RuleCondition = { kind: 'tell-me', userId: 'u-1', status: AWAY, expiresAt: START + 30 * MINUTE_MS };

  it('tells it once, also of a change in a gap', () => {
    const { at, says } = watching(wait, [agentIn('u-1', 'BUSY')]);
    expect(at(1, { agents: teamOf(inLunch('u-1')), isBaseline: true })).toMatchObject([
      { userId: 'u-1', isNews: true },
    ]);
    says(2, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(says(3, { agents: teamOf(agentIn('u-1', 'AWAY')) })).toEqual([]);
  });

  it('says that the agent is not in the team', () => {
    const { says, phase } = watching(wait, [agentIn('u-2', 'BUSY')]);
    expect(phase()).toMatchObject({ phase: 'no-data', noData: 'agent-gone' });
    says(1, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(says(2, { agents: teamOf(agentIn('u-1', 'AWAY')) })).toEqual(['fired u-1: AWAY']);
  });

  it('tells who comes into the team in that status, but not who was only in a list that was not understood', () => {
    const away = { agents: teamOf(agentIn('u-1', 'AWAY'), agentIn('u-2', 'BUSY')) };
    const came = watching(wait, [agentIn('u-2', 'BUSY')]);
    expect(came.says(1, away)).toEqual(['fired u-1: AWAY']);
    const hidden = watching(wait, [agentIn('u-1', 'AWAY'), agentIn('u-2', 'BUSY')]);
    hidden.says(1, { agents: teamOf(agentIn('u-2', 'BUSY')), unread: ['AWAY'] });
    expect(hidden.says(2, away)).toEqual([]);
  });

  it('waits for a change, and not for longer than it should', () => {
    const { first, says } = watching(wait, [agentIn('u-1', 'AWAY')]);
    expect(first).toEqual([]);
    says(1, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(says(30, { agents: teamOf(agentIn('u-1', 'AWAY')) })).toEqual([]);
  });
});

describe('a rule about who is not in', () => {
  const NOT_IN: RuleCondition = { kind: 'not-in', graceMinutes: 15 };
  const DAY_STARTS = START - 540 * MINUTE_MS;
  /** Ana usually has a record by 9:05, five minutes after the start of the scene. */
  const usual = (soFar: UsualDay['soFar'] = () => null, startsAt = DAY_STARTS) => {
    const person = { person: { userId: 'u-1', name: 'Ana' }, minute: 545, at: startsAt + 545 * MINUTE_MS };
    return (): UsualDay => ({ startsAt, people: new Map([['u-1', person]]), soFar });
  };
  const out = agentIn('u-1', 'OFFLINE', 900);

  it('fires after the grace about who was OFFLINE all day, and is over when they come', () => {
    const { says, minutesToNext } = watching(NOT_IN, [out]);
    says(1, { usual: usual() });
    expect(minutesToNext()).toBe(20);
    expect(says(20, { usual: usual() })).toEqual(['fired u-1: not in yet, usually by 9:05']);
    expect(says(21, { usual: usual(), agents: teamOf(agentIn('u-1', 'AVAILABLE', -21)) })).toEqual([]);
    expect(says(22, { usual: usual() })).toEqual(['recovered u-1: is in']);
  });

  it('names who is not in the team at all, by what was read of the day after they should have come', () => {
    const knownUntil = (minute: number) => usual(() => ({ hasRecord: false, knownUntil: START + minute * MINUTE_MS }));
    const { at, says } = watching(NOT_IN, []);
    expect(says(21, { usual: knownUntil(19) })).toEqual([]);
    expect(at(22, { usual: knownUntil(21) })).toMatchObject([{ userId: 'u-1', who: { name: 'Ana' } }]);
  });

  it.each<readonly [string, Agent, UsualDay['soFar']]>([
    ['has a record of today', out, () => ({ hasRecord: true, knownUntil: START })],
    ['was there today and has gone', agentIn('u-1', 'OFFLINE', 10), () => null],
    ['may have been there before the first answer', agentIn('u-1', 'OFFLINE', -5), () => null],
    ['is there', agentIn('u-1', 'BUSY', 10), () => null],
  ])('says nothing of an agent who %s', (_, agent, soFar) => {
    expect(watching(NOT_IN, [agent]).says(30, { usual: usual(soFar) })).toEqual([]);
  });

  it('says nothing of who is not in the scope, and does not take midnight for coming in', () => {
    const nobody = () => ({ ...EVERYBODY_SCOPE, couldBeIn: () => false });
    expect(watching(NOT_IN, [out]).says(30, { usual: usual(), scopeOf: nobody })).toEqual([]);
    const { says, phase } = watching(NOT_IN, [out], { saysRecovery: true });
    expect(says(20, { usual: usual() })).toHaveLength(1);
    const tomorrow = { usual: usual(() => null, DAY_STARTS + 1_440 * MINUTE_MS), isBaseline: true };
    expect([900, 902, 904].flatMap((minute) => says(minute, tomorrow))).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'normal' });
    expect(says(1_460, tomorrow)).toHaveLength(1);
  });

  it.each(['history-off', 'too-few-days', 'not-read'] as const)('has no data where it is %s', (noData) => {
    const { says, phase } = watching(NOT_IN, [out]);
    expect(says(30, { usual: () => noData })).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'no-data', noData });
  });
});

describe('a rule about the open view', () => {
  const viewOf = (name: string, ...userIds: readonly string[]): Partial<TeamReading> => {
    const isIn = ({ userId }: Agent): boolean => userIds.includes(userId);
    return { scopeOf: () => ({ name, viewId: name, isIn, couldBeIn: isIn }) };
  };
  const open = { scope: { kind: 'open-view' } } as const;

  it('begins anew with another view, of which nothing is over', () => {
    const { says, phase } = watching({ kind: 'below', fewerThan: 1, forMinutes: 5 }, many(3, 'BUSY'), open);
    says(0, viewOf('A', 'u-0'));
    expect(says(4, viewOf('B', 'u-1'))).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'pending', until: START + 9 * MINUTE_MS });
    expect(says(9, viewOf('B', 'u-1'))).toEqual(['fired team: Nobody is available']);
    expect(says(10, viewOf('A', 'u-0'))).toEqual([]);
    expect(says(15, viewOf('A', 'u-0'))).toEqual(['fired team: Nobody is available']);
    const agents = teamOf(...many(2, 'BUSY'), agentIn('u-2', 'AVAILABLE'));
    expect([16, 18].flatMap((minute) => says(minute, { agents, ...viewOf('C', 'u-2') }))).toEqual([]);
  });

  it('goes on about agents who are in the other view too', () => {
    const agents = [inLunch('u-0', 29), inLunch('u-1', 29)];
    const { says, phase } = watching({ kind: 'too-long', status: LUNCH, minutes: 30, earlyMinutes: 0 }, agents, open);
    says(0, viewOf('A', 'u-0', 'u-1'));
    expect(says(1, viewOf('A', 'u-0', 'u-1'))).toHaveLength(2);
    expect([2, 3, 4].flatMap((minute) => says(minute, viewOf('B', 'u-0')))).toEqual([]);
    expect(phase()).toMatchObject({ phase: 'firing', userIds: ['u-0'] });
  });
});

describe('odd circumstances', () => {
  it('a rule that is off, or was changed, begins anew', () => {
    const rule = alertRule({ kind: 'below', fewerThan: 1, forMinutes: 0 });
    const agents = teamOf(agentIn('u-1', 'BUSY'));
    expect(createAlertScene([{ ...rule, isOn: false }]).says(0, { agents })).toEqual([]);
    const scene = createAlertScene([rule]);
    expect(scene.says(0, { agents })).toHaveLength(1);
    expect(scene.says(1)).toEqual([]);
  });

  it('a clock that was set back neither fires at once nor repeats what was said', () => {
    const { says } = watching({ kind: 'below', fewerThan: 1, forMinutes: 3 }, [agentIn('u-1', 'BUSY')]);
    says(2);
    expect(says(-60)).toEqual([]);
    expect(says(-58)).toEqual([]);
    expect(says(-57)).toHaveLength(1);
    expect(says(-120)).toEqual([]);
  });
});
