import { describe, expect, it } from 'vitest';
import { deliver } from '../../../../electron/alerts/delivery/deliver.ts';
import {
  NOTHING_DELIVERED,
  withSnoozed,
  type DeliveryState,
} from '../../../../electron/alerts/delivery/delivery-state.ts';
import type { DeliveryFacts } from '../../../../electron/alerts/delivery/held-reason.ts';
import { entryText } from '../../../../electron/alerts/delivery/notice-drafts.ts';
import { SILENCED_BY } from '../../../../electron/alerts/delivery/silence.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type HeldReason,
  type Rule,
  type RuleCondition,
} from '../../../../electron/shared/model.ts';
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
import type { ScopedTeam, TeamReading } from '../../../../electron/alerts/types.ts';

const NOBODY: RuleCondition = { kind: 'below', fewerThan: 1, forMinutes: 0 };
const TOO_LONG: RuleCondition = { kind: 'too-long', status: null, minutes: null, earlyMinutes: 0 };
const EVERY: RuleCondition = { kind: 'becomes', status: null };
const MASS: RuleCondition = { kind: 'mass-change', percent: 30, withinSeconds: 60 };
const STALE: RuleCondition = { kind: 'stale', forMinutes: 0 };
const FLAPPING: RuleCondition = { kind: 'flapping', changes: 2, withinMinutes: 10 };
const ABOVE: RuleCondition = {
  kind: 'above',
  status: { kind: 'status', status: 'AWAY' },
  moreThan: 0,
  forMinutes: 0,
};
const TOO_OFTEN: RuleCondition = {
  kind: 'too-often',
  status: { kind: 'status', status: 'AWAY' },
  moreThan: 0,
  hours: 1,
};

/** A scene whose decisions are delivered as they come. */
function delivering(rules: readonly Rule[], facts: Partial<DeliveryFacts> = {}) {
  const scene = createAlertScene(rules);
  let state: DeliveryState = NOTHING_DELIVERED;
  function at(minute: number, patch: Parameters<typeof scene.at>[1] = {}, now: Partial<DeliveryFacts> = {}) {
    scene.at(minute, patch);
    const given: DeliveryFacts = {
      at: START + minute * MINUTE_MS,
      mutes: [],
      snoozedUntil: null,
      snoozedRules: [],
      isQuiet: false,
      isLocked: false,
      isAlone: false,
      isInHours: () => true,
      isMasked: false,
      ...facts,
      ...now,
    };
    const delivery = deliver(scene.evaluation(), given, state);
    state = JSON.parse(JSON.stringify(delivery.state)) as DeliveryState;
    return delivery;
  }
  return {
    at,
    snooze: (ruleId: string) => void (state = withSnoozed(state, ruleId)),
    titles: (...args: Parameters<typeof at>) => at(...args).notices.map(({ title }) => title),
    held: (...args: Parameters<typeof at>) => at(...args).lines.map(({ kind, held }) => `${kind}: ${held ?? 'told'}`),
  };
}

describe('what silences what', () => {
  /** Ten who are available; then all of them are offline at once, so that everything fires that can. */
  const allGone = (rules: readonly RuleCondition[]) => {
    const delivery = delivering(rules.map((condition) => alertRule(condition)));
    delivery.at(0, { agents: teamOf(...many(10, 'AVAILABLE')), isBaseline: true });
    return delivery.held(1, { agents: teamOf(...many(10, 'OFFLINE')) });
  };

  const STATUS = { kind: 'status', status: 'AWAY' } as const;
  /** One of each kind, and by what it is silenced. */
  const TABLE: readonly (readonly [RuleCondition, readonly HeldReason[]])[] = [
    [NOBODY, ['stale', 'mass-change']],
    [ABOVE, []],
    [TOO_LONG, ['stale', 'mass-change']],
    [TOO_OFTEN, []],
    [EVERY, ['mass-change']],
    [{ kind: 'tell-me', userId: 'u-1', status: STATUS, expiresAt: START }, []],
    [{ kind: 'not-in', graceMinutes: 0 }, ['stale']],
    [STALE, []],
    [MASS, []],
    [FLAPPING, ['stale', 'mass-change']],
  ];
  const rows = TABLE.flatMap(([condition, by]) =>
    [STALE, MASS].map((silencer) => [silencer.kind, condition.kind, { silencer, condition, by }] as const),
  );

  it.each(rows)('%s and %s', (_, _kind, { silencer, condition, by }) => {
    const [active, rule] = [alertRule(silencer, { id: 'active' }), alertRule(condition, { id: 'rule' })];
    const subject = { phase: 'firing', since: START, until: null, saidAt: START } as const;
    const memory = { key: '', noData: null, instants: {} };
    const userId = ['below', 'above', 'stale', 'mass-change'].includes(condition.kind) ? null : 'u-1';
    const decision = {
      rule,
      event: 'fired',
      at: START,
      userId,
      who: null,
      isNews: true,
      fact: 'F',
      detail: '',
      scope: null,
    } as const;
    const state = {
      at: START,
      rules: {
        active: { ...memory, subjects: { '': subject } },
        rule: { ...memory, subjects: { [userId ?? '']: subject } },
      },
      cameOnline: {},
      changed: {},
    };
    const evaluation = {
      rules: [active, rule],
      state,
      decisions: [decision],
      firing: () => undefined,
      scopeOf: () => EVERYBODY_SCOPE,
      agents: teamOf(),
      limits: DEFAULT_LIMITS,
      nextAt: null,
      sameUntil: Infinity,
    };
    const given = {
      mutes: [],
      snoozedRules: [],
      snoozedUntil: null,
      isQuiet: false,
      isLocked: false,
      isAlone: false,
      isInHours: () => true,
      isMasked: false,
    };
    const { lines, notices } = deliver(evaluation, { at: START, ...given }, NOTHING_DELIVERED);
    const isSilenced = by.some((reason) => reason === silencer.kind);
    expect(lines.map(({ held }) => held)).toEqual([isSilenced ? silencer.kind : null]);
    expect(notices).toHaveLength(isSilenced ? 0 : 1);
    expect(SILENCED_BY[condition.kind]).toEqual(by);
  });

  it('a mass change silences that nobody is available, and each change', () => {
    expect(allGone([MASS, NOBODY])).toEqual(['below: mass-change', 'mass-change: told']);
    expect(allGone([NOBODY, MASS])).toEqual(['below: mass-change', 'mass-change: told']);
    expect(new Set(allGone([MASS, EVERY]))).toEqual(new Set(['becomes: mass-change', 'mass-change: told']));
    expect(allGone([NOBODY])).toEqual(['below: told']);
  });

  it.each<readonly [RuleCondition, HeldReason | 'told']>([
    [NOBODY, 'mass-change'],
    [TOO_LONG, 'mass-change'],
    [{ kind: 'flapping', changes: 1, withinMinutes: 10 }, 'mass-change'],
    [EVERY, 'mass-change'],
    [ABOVE, 'told'],
    [TOO_OFTEN, 'told'],
    [{ ...EVERY, kind: 'tell-me', userId: 'u-9', status: ABOVE.status, expiresAt: Infinity }, 'told'],
  ])('a mass change and %j: %s', (condition, expected) => {
    const away = () => teamOf(...many(8, 'OFFLINE'), agentIn('u-8', 'BUSY', 60), agentIn('u-9', 'AWAY'));
    const { at, held } = delivering([alertRule(MASS), alertRule(condition)]);
    at(-2, {
      agents: teamOf(...many(8, 'BUSY'), agentIn('u-8', 'AVAILABLE'), agentIn('u-9', 'BUSY')),
      isBaseline: true,
    });
    at(-1, { agents: teamOf(...many(8, 'BUSY'), agentIn('u-8', 'BUSY'), agentIn('u-9', 'AVAILABLE')) });
    const lines = held(0, { agents: away() }).filter((line) => line.startsWith(condition.kind));
    expect(
      lines.every((line) => line.endsWith(expected)),
      lines.join(),
    ).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });

  it.each<readonly [RuleCondition, boolean]>([
    [NOBODY, true],
    [TOO_LONG, true],
    [EVERY, false],
    [ABOVE, false],
    [TOO_OFTEN, false],
  ])('a team that was not read until a moment ago and %j: silenced %s', (condition, isSilenced) => {
    const { at, held } = delivering([alertRule(STALE), alertRule(condition)]);
    at(0, { agents: teamOf(agentIn('u-1', 'AVAILABLE')), isBaseline: true });
    at(1, { ...LOST, asOf: START });
    const lines = held(1.5, { agents: teamOf(agentIn('u-1', 'AWAY', 60)) });
    expect(lines).toContain(`${condition.kind}: ${isSilenced ? 'stale' : 'told'}`);
  });

  it('tells what was silenced once that is over, if it still goes on, and logs it once', () => {
    const { at, titles, held } = delivering([alertRule(MASS), alertRule(NOBODY)]);
    at(0, { agents: teamOf(...many(10, 'AVAILABLE')), isBaseline: true });
    at(1, { agents: teamOf(...many(10, 'OFFLINE')) });
    expect(held(1.5)).toEqual([]);
    expect(held(2.5)).toEqual([]);
    expect(titles(4)).toEqual(['Nobody is available']);
    expect(titles(5)).toEqual([]);
  });

  it('tells changes to another status than OFFLINE once a mass change is over, and no others', () => {
    const { at, titles, held } = delivering([alertRule(MASS), alertRule(EVERY)]);
    at(0, { agents: teamOf(...many(10, 'AVAILABLE')), isBaseline: true });
    const gone = (...others: readonly Agent[]) => ({ agents: teamOf(...many(8, 'OFFLINE'), ...others) });
    at(1, gone(...many(2, 'AVAILABLE', 8)));
    const changed = gone(agentIn('u-8', 'AWAY'), agentIn('u-9', 'BUSY'));
    expect(held(1.5, changed)).toEqual(['becomes: mass-change', 'becomes: mass-change']);
    expect(titles(2.5, gone(agentIn('u-8', 'AWAY'), agentIn('u-9', 'AVAILABLE')))).toEqual([]);
    expect([3, 4, 5, 20].flatMap((minute) => titles(minute))).toEqual(['Name u-8: AWAY', 'Name u-9: AVAILABLE']);
  });

  it('says nothing of what is over by then', () => {
    const { at, held } = delivering([alertRule(MASS), alertRule(NOBODY, { saysRecovery: true })]);
    at(0, { agents: teamOf(...many(10, 'AVAILABLE')), isBaseline: true });
    at(1, { agents: teamOf(...many(10, 'OFFLINE')) });
    at(1.5, { agents: teamOf(...many(10, 'AVAILABLE')) });
    expect([2, 3, 4, 5].flatMap((minute) => held(minute))).toEqual(['mass-change: not-wanted', 'below: not-told']);
  });

  it('who changes status again and again is told so, and not of each change', () => {
    const { at, held } = delivering([alertRule(FLAPPING), alertRule(EVERY)]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(held(1, { agents: teamOf(agentIn('u-1', 'AWAY')) })).toEqual(['becomes: told']);
    expect(held(4, { agents: teamOf(agentIn('u-1', 'BUSY')) })).toEqual(['becomes: cool-down', 'flapping: told']);
  });
});

describe('what the user wants', () => {
  const facts = {
    at: START,
    mutes: [],
    snoozedUntil: null,
    isQuiet: false,
    isLocked: false,
    isAlone: false,
    isInHours: () => true,
    isMasked: false,
  };
  const until = START + 60 * MINUTE_MS;
  const muted = { mutes: [{ userId: 'u-1', until }] };

  it.each<readonly [HeldReason, Partial<DeliveryFacts>]>([
    ['snoozed', { snoozedUntil: until, ...muted, isQuiet: true, isInHours: () => false }],
    ['snoozed', { snoozedRules: [{ ruleId: 'too-long', until }], ...muted }],
    ['muted', { ...muted, isQuiet: true, isInHours: () => false }],
    ['locked', { isLocked: true, isAlone: true, isInHours: () => false }],
    ['nobody-there', { isAlone: true, isInHours: () => false }],
    ['quiet-hours', { isQuiet: true, isInHours: () => false }],
    ['rule-hours', { isInHours: () => false }],
  ])('%s is the reason before all that follow', (reason, given) => {
    const { at, held, titles } = delivering([alertRule(TOO_LONG)]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(held(45, {}, { ...facts, at: START + 45 * MINUTE_MS, ...given })).toEqual([`too-long: ${reason}`]);
    expect(titles(46, {}, given)).toEqual([]);
    expect(titles(61)).toEqual(['Name u-1: BUSY 1 h 1 m, limit 45 min']);
  });

  it('hides names, asks for sound, and says that something is over only where it was told', () => {
    const rule = alertRule(TOO_LONG, { hasSound: true, saysRecovery: true });
    const { at } = delivering([rule]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(at(45, {}, { isMasked: true }).notices).toEqual([
      { id: 'too-long:u-1', title: 'N. u. 1.: BUSY 45 min, limit 45 min', body: '', userId: 'u-1' },
    ]);
    at(46, { agents: teamOf(agentIn('u-1', 'AVAILABLE', -46)) });
    expect(at(47).notices).toEqual([
      { id: 'too-long:u-1', title: 'Name u-1: no longer over the limit', body: '', userId: 'u-1', isSilent: true },
    ]);
  });

  it('logs that it is over though the rule does not say so, or nobody was told', () => {
    const { at, held } = delivering([alertRule(TOO_LONG), alertRule(NOBODY, { saysRecovery: true })]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true }, muted);
    at(45, {}, muted);
    at(46, { agents: teamOf(agentIn('u-1', 'AVAILABLE', -46)) });
    expect(held(47)).toEqual(['too-long: not-told', 'below: told']);
  });

  it('logs a reminder of what is held back once', () => {
    const { at, held } = delivering([alertRule(TOO_LONG, { remindMinutes: 4 })]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    const events = [45, 49, 53, 57].flatMap((minute) => at(minute, {}, muted).lines.map(({ event }) => event));
    expect(events).toEqual(['fired', 'reminder']);
    expect(held(61)).toEqual(['too-long: told']);
  });

  it('tells again after a snooze of its rule what was told before it and still goes on', () => {
    const scene = delivering([alertRule(TOO_LONG)]);
    scene.at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(scene.titles(45)).toHaveLength(1);
    scene.snooze('too-long');
    const snoozed = { snoozedRules: [{ ruleId: 'too-long', until: START + 61 * MINUTE_MS }] };
    expect([46, 50, 60].flatMap((minute) => scene.titles(minute, {}, snoozed))).toEqual([]);
    expect(scene.titles(61)).toEqual(['Name u-1: BUSY 1 h 1 m, limit 45 min']);
    expect(scene.titles(62)).toEqual([]);
  });

  it('is reminded of what was told, and not told of it anew, once a reminder is no longer held back', () => {
    const { at } = delivering([alertRule(TOO_LONG, { remindMinutes: 4 })]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    const events = [45, 49, 50].map((minute) =>
      at(minute, {}, minute === 49 ? muted : {}).lines.map(({ event, held }) => `${event} ${held ?? 'told'}`),
    );
    expect(events).toEqual([['fired told'], ['reminder muted'], ['reminder told']]);
  });

  it('logs what happened while nobody looked as a baseline', () => {
    const { at, held } = delivering([alertRule(EVERY)]);
    at(0, { agents: teamOf(...many(3, 'BUSY')), isBaseline: true });
    expect(held(1, { agents: teamOf(...many(3, 'AWAY')), isBaseline: true })).toEqual(['becomes: baseline']);
  });
});

describe('one event', () => {
  const AWAY = { kind: 'status', status: 'AWAY' } as const;
  const one = (...conditions: readonly RuleCondition[]) =>
    delivering(conditions.map((condition, index) => alertRule(condition, { id: `r-${index}` })));

  it('is told once though three rules say that an agent is in another status', () => {
    const tellMe = { kind: 'tell-me', userId: 'u-1', status: AWAY, expiresAt: Infinity } as const;
    const { at, held } = one(EVERY, { kind: 'becomes', status: AWAY }, tellMe);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(held(1, { agents: teamOf(agentIn('u-1', 'AWAY')) }).toSorted()).toEqual([
      'becomes: told-by-another',
      'becomes: told-by-another',
      'tell-me: told',
    ]);
    expect([2, 3, 6, 7, 20].flatMap((minute) => held(minute))).toEqual([]);
  });

  it('is told once though it was waited for while changes of the agent were held back', () => {
    const tellMe = { kind: 'tell-me', userId: 'u-1', status: AWAY, expiresAt: Infinity } as const;
    const { at, held } = one(EVERY, tellMe);
    at(0, { agents: teamOf(agentIn('u-1', 'AWAY')), isBaseline: true });
    at(1, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(held(2, { agents: teamOf(agentIn('u-1', 'AWAY')) })).toEqual(['becomes: told-by-another', 'tell-me: told']);
    expect([3, 7, 20].flatMap((minute) => held(minute))).toEqual([]);
  });

  it('has the sound of any rule that says it', () => {
    const quiet = alertRule(EVERY, { id: 'quiet' });
    const { at } = delivering([quiet, alertRule({ kind: 'becomes', status: AWAY }, { hasSound: true })]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(at(1, { agents: teamOf(agentIn('u-1', 'AWAY')) }).notices).not.toMatchObject([{ isSilent: true }]);
  });

  it('is told once though two rules have the same limit', () => {
    const { at, held } = one(TOO_LONG, { ...TOO_LONG, status: { kind: 'status', status: 'BUSY' }, minutes: 45 });
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(held(45)).toEqual(['too-long: told-by-another', 'too-long: told']);
    expect([46, 60, 90].flatMap((minute) => held(minute))).toEqual([]);
  });

  it('is told after a snooze of all that two rules say, once', () => {
    const { at, held } = one(NOBODY, NOBODY);
    at(0, { agents: teamOf(agentIn('u-1', 'AVAILABLE')), isBaseline: true });
    const nobody = { agents: teamOf(agentIn('u-1', 'BUSY')) };
    expect(held(1, nobody, { snoozedUntil: START + 5 * MINUTE_MS })).toEqual(['below: snoozed', 'below: snoozed']);
    expect([5, 6, 20].flatMap((minute) => held(minute))).toEqual(['below: told']);
  });

  it.each([
    ['switched off', (rules: Rule[]) => void (rules[0] = { ...rules[0]!, isOn: false })],
    ['removed', (rules: Rule[]) => void rules.shift()],
  ])('is not told again when the rule that told it is %s', (_, change) => {
    const rules = ['first', 'second'].map((id) => alertRule(NOBODY, { id, saysRecovery: true }));
    const { at, titles } = delivering(rules);
    at(0, { agents: teamOf(agentIn('u-1', 'AVAILABLE')), isBaseline: true });
    expect(titles(1, { agents: teamOf(agentIn('u-1', 'BUSY')) })).toEqual(['Nobody is available']);
    change(rules);
    expect([2, 3, 9, 12, 20].flatMap((minute) => titles(minute))).toEqual([]);
    const back = { agents: teamOf(agentIn('u-1', 'AVAILABLE')) };
    expect([21, 22].flatMap((minute) => titles(minute, back))).toEqual(['Enough agents are available again']);
  });

  it('is not told again by a rule with the same limit that finds it later', () => {
    const { at, held } = delivering([
      alertRule(TOO_LONG),
      alertRule({ ...TOO_LONG, minutes: 45 }, { id: 'later', scope: { kind: 'queue', id: 'q-1' } }),
    ]);
    const known = { scopeOf: () => EVERYBODY_SCOPE };
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    const unknown: Partial<TeamReading> = {
      scopeOf: ({ kind }) => (kind === 'queue' ? 'members-unknown' : EVERYBODY_SCOPE),
    };
    expect(held(45, unknown)).toEqual(['too-long: told']);
    expect([50, 60].flatMap((minute) => held(minute, known))).toEqual(['too-long: told-by-another']);
  });

  it('is told by the strongest of several limits, and the next one once that is over', () => {
    const below = (fewerThan: number): RuleCondition => ({ kind: 'below', fewerThan, forMinutes: 0 });
    const { at, titles } = one(below(3), below(1), below(2), { ...below(2), forMinutes: 3 } as RuleCondition);
    at(0, { agents: teamOf(...many(5, 'AVAILABLE')), isBaseline: true });
    expect(titles(1, { agents: teamOf(...many(5, 'BUSY')) })).toEqual(['Nobody is available']);
    expect([2, 3, 4, 5].flatMap((minute) => titles(minute))).toEqual([]);
    const two = { agents: teamOf(...many(2, 'AVAILABLE'), ...many(3, 'BUSY', 2)) };
    expect([6, 7.5].flatMap((minute) => titles(minute, two))).toEqual(['2 available, fewer than 3']);
  });

  it('is told of another agent, another queue, or a longer limit', () => {
    const { at, titles } = one(TOO_LONG, { ...TOO_LONG, minutes: 50 });
    at(0, { agents: teamOf(...many(2, 'BUSY')), isBaseline: true });
    expect(titles(45)).toHaveLength(2);
    expect(titles(50)).toHaveLength(2);
  });
});

describe('queues', () => {
  const QUEUES = ['Billing', 'Sales', 'Support', 'Cards', 'Loans', 'Fraud', 'Claims'];
  /** Agent u-0 serves the first queue, u-1 the second, and so on. */
  const scopeOf: TeamReading['scopeOf'] = (scope) => {
    if (scope.kind !== 'queue') return EVERYBODY_SCOPE;
    const isIn: ScopedTeam['isIn'] = ({ userId }) => Number(userId.slice(2)) % QUEUES.length === Number(scope.id);
    return { name: QUEUES[Number(scope.id)] ?? '', isIn, couldBeIn: isIn };
  };
  const ofQueue = (condition: RuleCondition, queue: number, patch: Partial<Rule> = {}): Rule =>
    alertRule(condition, { id: `${condition.kind}-${queue}`, scope: { kind: 'queue', id: String(queue) }, ...patch });

  it('are named by the notice, the line of the log and what says that it is over', () => {
    const { at } = delivering([ofQueue(NOBODY, 0, { saysRecovery: true })]);
    at(0, { agents: teamOf(...many(7, 'AVAILABLE')), isBaseline: true, scopeOf });
    const { notices, lines } = at(1, { agents: teamOf(...many(7, 'BUSY')), scopeOf });
    expect(notices).toMatchObject([
      { title: 'Billing: nobody is available', body: '0 available, 1 busy, 0 away, 0 offline.' },
    ]);
    expect(lines).toMatchObject([{ fact: 'Billing: nobody is available' }]);
    at(2, { agents: teamOf(...many(7, 'AVAILABLE')), scopeOf });
    expect(at(3, { scopeOf }).notices).toMatchObject([{ title: 'Billing: enough agents are available again' }]);
  });

  it('are named by a summary, which says a fact once', () => {
    const { at } = delivering(QUEUES.map((_, queue) => ofQueue(NOBODY, queue)));
    at(0, { agents: teamOf(...many(14, 'AVAILABLE')), isBaseline: true, scopeOf });
    const { notices, lines } = at(1, { agents: teamOf(...many(14, 'BUSY')), scopeOf });
    expect(notices).toMatchObject([{ title: 'Nobody is available in 7 queues: Billing, Sales and 5 more', body: '' }]);
    expect(lines.map(({ fact }) => fact)).toEqual([
      'Nobody is available in 7 queues: Billing, Sales and 5 more',
      ...QUEUES.map((queue) => `${queue}: nobody is available`),
    ]);
  });

  it('are not silenced by a mass change in another one', () => {
    const { at, held } = delivering([ofQueue(MASS, 0), ofQueue(NOBODY, 0), ofQueue(NOBODY, 1), ofQueue(EVERY, 1)]);
    at(0, { agents: teamOf(...many(70, 'AVAILABLE')), isBaseline: true, scopeOf });
    const agents = teamOf(...many(70, 'AVAILABLE').map(({ userId }) => agentIn(userId, statusAfter(userId))));
    const said = held(1, { agents, scopeOf });
    expect(said).toContain('below: mass-change');
    expect(said.filter((line) => line.startsWith('below'))).toHaveLength(2);
    expect(said).not.toContain('becomes: mass-change');
  });

  /** All of the first queue are offline, all of the second BUSY. */
  function statusAfter(userId: string): Agent['status'] {
    const queue = Number(userId.slice(2)) % QUEUES.length;
    return queue === 0 ? 'OFFLINE' : queue === 1 ? 'BUSY' : 'AVAILABLE';
  }

  it('a mass change silences for ten minutes at most, however long its window is', () => {
    const { at, titles } = delivering([
      alertRule({ kind: 'mass-change', percent: 30, withinSeconds: 3_600 }),
      alertRule(NOBODY),
    ]);
    at(0, { agents: teamOf(...many(10, 'AVAILABLE')), isBaseline: true });
    expect(titles(1, { agents: teamOf(...many(10, 'OFFLINE')) })).toEqual([
      '10 of 10 agents went offline in 3,600 seconds',
    ]);
    expect(at(10).nextAt).toBe(START + 11 * MINUTE_MS);
    expect(titles(11)).toEqual(['Nobody is available']);
  });
});

describe('what comes back', () => {
  const nobody = () => teamOf(...many(2, 'BUSY'));
  const somebody = () => teamOf(...many(2, 'AVAILABLE'));

  it('is told again after 5, 20 and 40 minutes, with how often it came', () => {
    const { at } = delivering([alertRule(NOBODY)]);
    at(-1, { agents: somebody(), isBaseline: true });
    const told = Array.from({ length: 60 }, (_, index) => index * 2).flatMap((minute) => {
      const agents = minute % 4 === 0 ? nobody() : somebody();
      return [minute, minute + 1].flatMap((each) =>
        at(each, { agents }).notices.map(({ body }) => [each, body.split('. ')[1] ?? '']),
      );
    });
    expect(told).toEqual([
      [0, ''],
      [5, ''],
      [25, '5 times in the last 20 minutes.'],
      [65, '10 times in the last 40 minutes.'],
      [105, '10 times in the last 40 minutes.'],
    ]);
  });

  it('is told when that time ends where it still goes on', () => {
    const { at, titles, held } = delivering([alertRule(NOBODY)]);
    at(0, { agents: somebody(), isBaseline: true });
    at(1, { agents: nobody() });
    at(2, { agents: somebody() });
    at(3);
    expect(held(4, { agents: nobody() })).toEqual(['below: cool-down']);
    expect(at(5).nextAt).toBe(START + 6 * MINUTE_MS);
    expect(titles(6)).toEqual(['Nobody is available']);
    expect(titles(7)).toEqual([]);
  });

  it('begins anew after an hour without it', () => {
    const { at, titles } = delivering([alertRule(NOBODY)]);
    at(0, { agents: somebody(), isBaseline: true });
    for (const minute of [1, 7, 30, 75]) {
      expect(titles(minute, { agents: nobody() })).toHaveLength(1);
      at(minute + 1, { agents: somebody() });
      at(minute + 2);
    }
    for (const minute of [140, 146]) {
      for (let quiet = minute - 3; quiet < minute; quiet += 1) at(quiet, { agents: somebody() });
      expect(titles(minute, { agents: nobody() })).toHaveLength(1);
    }
  });
});

describe('how much is told', () => {
  const changing = (count: number) => {
    const delivery = delivering([alertRule(EVERY), alertRule(NOBODY)]);
    delivery.at(0, { agents: teamOf(...many(count, 'AVAILABLE'), agentIn('u-x', 'AVAILABLE')), isBaseline: true });
    return delivery.at(1, { agents: teamOf(...many(count, 'AWAY'), agentIn('u-x', 'AVAILABLE')) });
  };

  it('three at once are told singly, four as one summary, and so are five hundred', () => {
    expect(changing(3).notices.map(({ id }) => id)).toEqual(['becomes:u-0', 'becomes:u-1', 'becomes:u-2']);
    const four = changing(4);
    expect(four.notices).toMatchObject([{ id: 'summary:team', title: '4 agents changed status', userId: null }]);
    expect(four.lines.map(({ userId, held }) => [userId, held])).toEqual([
      [null, null],
      ...['u-0', 'u-1', 'u-2', 'u-3'].map((userId) => [userId, 'summary']),
    ]);
    expect(changing(500).notices).toHaveLength(1);
  });

  it('a summary says first what is about the team', () => {
    const { at } = delivering([alertRule(EVERY), alertRule(NOBODY)]);
    at(0, { agents: teamOf(...many(4, 'AVAILABLE')), isBaseline: true });
    expect(at(1, { agents: teamOf(...many(4, 'AWAY')) }).notices).toMatchObject([
      { title: 'Nobody is available', body: '4 agents changed status.' },
    ]);
  });

  it('no more than six a minute, and the rest after it', () => {
    const { at, titles } = delivering([alertRule(EVERY)]);
    at(0, { agents: teamOf(...many(9, 'BUSY')), isBaseline: true });
    const said = [3, 6, 9].map((count, index) => {
      const agents = teamOf(...many(count, 'AWAY'), ...many(9 - count, 'BUSY', count));
      return titles(1 + index / 10, { agents }).length;
    });
    expect(said).toEqual([3, 3, 0]);
    expect(at(2).notices).toHaveLength(3);
    expect(at(5).notices).toEqual([]);
  });

  it('seven who come over a limit one after the other are told in two notifications of a minute, none of them lost', () => {
    const { at } = delivering([alertRule(TOO_LONG)]);
    const lunch = Array.from({ length: 7 }, (_, index) => agentIn(`u-${index}`, 'BUSY', 45 - index / 8));
    const told = Array.from({ length: 17 }, (_, index) => {
      const { notices } = at(index / 8, index === 0 ? { agents: teamOf(...lunch), isBaseline: true } : {});
      return notices.map(({ title }) => `${index / 8}: ${title}`);
    });
    expect(told.flat()).toEqual(['0: Name u-0: BUSY 45 min, limit 45 min', '1: 6 agents over a limit']);
  });

  it('who comes over a limit within a minute of another waits for the end of it, and no longer', () => {
    const { at } = delivering([alertRule(TOO_LONG)]);
    at(0, { agents: teamOf(agentIn('u-0', 'BUSY', 45), agentIn('u-1', 'BUSY', 44.5)), isBaseline: true });
    const { lines, nextAt } = at(0.5);
    expect(lines).toMatchObject([{ userId: 'u-1', held: 'grouped' }]);
    expect(nextAt).toBe(START + MINUTE_MS);
    expect(at(1).notices).toMatchObject([{ title: 'Name u-1: BUSY 45 min, limit 45 min' }]);
    expect(at(2)).toMatchObject({ notices: [], nextAt: null });
  });

  it('what is over and was too many in a minute is told in the next one', () => {
    const busy: RuleCondition = { kind: 'becomes', status: { kind: 'status', status: 'BUSY' } };
    const rules = [alertRule(TOO_LONG, { saysRecovery: true }), alertRule(busy)];
    const { at } = delivering(rules);
    at(44, { agents: teamOf(agentIn('u-0', 'BUSY'), ...many(6, 'AWAY', 1)), isBaseline: true });
    expect(at(45).notices).toHaveLength(1);
    at(46, { agents: teamOf(agentIn('u-0', 'AVAILABLE', -46), ...many(6, 'AWAY', 1)) });
    const changed = (count: number) =>
      teamOf(agentIn('u-0', 'AVAILABLE', -46), ...many(count, 'BUSY', 1), ...many(6 - count, 'AWAY', 1 + count));
    expect(at(46.4, { agents: changed(3) }).notices).toHaveLength(3);
    expect(at(46.5, { agents: changed(6) }).notices).toHaveLength(3);
    const full = at(47);
    expect(full).toMatchObject({ lines: [{ event: 'recovered', held: 'too-many' }], nextAt: START + 47.4 * MINUTE_MS });
    expect(at(47.4).notices.map(({ title }) => title)).toContain('Name u-0: no longer over the limit');
    expect(at(49).notices).toEqual([]);
  });

  it('changes of one agent after 5, 10, 20 and 30 minutes', () => {
    const { at, titles } = delivering([alertRule(EVERY)]);
    at(-1, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    const minutes = Array.from({ length: 120 }, (_, index) => index);
    const told = minutes.filter((minute) => {
      const agents = teamOf(agentIn('u-1', minute % 2 === 0 ? 'AWAY' : 'BUSY'));
      return titles(minute, { agents }).length > 0;
    });
    expect(told).toEqual([0, 5, 15, 35, 65, 95]);
  });

  it('changes in that time are told together after it, with how many there were', () => {
    const { at } = delivering([alertRule(EVERY)]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    at(1, { agents: teamOf(agentIn('u-1', 'AWAY')) });
    const held = at(1.5, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(held).toMatchObject({ notices: [], nextAt: START + 6 * MINUTE_MS });
    expect(at(2, { agents: teamOf(agentIn('u-1', 'AVAILABLE')) }).notices).toEqual([]);
    const late = at(6);
    expect(late.notices).toMatchObject([
      { title: 'Name u-1: AVAILABLE', body: 'Changed 2 times since the last notification.' },
    ]);
    expect(late.lines).toMatchObject([{ userId: 'u-1', held: null }]);
    expect(late.nextAt).toBeNull();
    expect(at(9).notices).toEqual([]);
  });

  it('a change after that time says how many were held back before it', () => {
    const { at, titles } = delivering([alertRule(EVERY)]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    at(1, { agents: teamOf(agentIn('u-1', 'AWAY')) });
    at(2, { agents: teamOf(agentIn('u-1', 'BUSY')) });
    expect(at(6, { agents: teamOf(agentIn('u-1', 'AVAILABLE')) }).notices).toMatchObject([
      { title: 'Name u-1: AVAILABLE', body: 'Changed 2 times since the last notification.' },
    ]);
    expect(titles(9)).toEqual([]);
  });

  it.each<readonly [string, Agent, RuleCondition]>([
    ['who has gone on since, while nobody looked', agentIn('u-1', 'BUSY', -4), EVERY],
    [
      'whose secondary status is another one since',
      agentIn('u-1', 'AWAY', -2, { secondaryStatus: 'Break' }),
      { kind: 'becomes', status: { kind: 'secondary', name: 'Lunch' } },
    ],
  ])('a change of somebody %s is not told late as if it were so', (_, now, condition) => {
    const { at, titles } = delivering([alertRule(condition)]);
    const lunch = (since: number) => inLunch('u-1', -since);
    at(-1, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    expect(titles(0, { agents: teamOf(lunch(0)) })).toHaveLength(1);
    at(1, { agents: teamOf(agentIn('u-1', 'BUSY', -1)) });
    expect(titles(2, { agents: teamOf(lunch(2)) })).toEqual([]);
    expect(titles(4, { agents: teamOf(now), isBaseline: true })).toEqual([]);
    expect([5, 6, 20].flatMap((minute) => titles(minute))).toEqual([]);
  });

  it('an agent who changes with each poll of an hour is told four times at most', () => {
    const flapping: RuleCondition = { kind: 'flapping', changes: 6, withinMinutes: 10 };
    const { at } = delivering([alertRule(flapping), alertRule(EVERY)]);
    at(0, { agents: teamOf(agentIn('u-1', 'BUSY')), isBaseline: true });
    const told = Array.from({ length: 240 }, (_, index) =>
      at((index + 1) / 4, { agents: teamOf(agentIn('u-1', index % 2 === 0 ? 'AWAY' : 'BUSY')) }),
    ).flatMap(({ notices }) => notices);
    expect(told.length).toBeLessThanOrEqual(4);
  });
});

it.each([
  ['Ana', 'Lunch 31 min, limit 30 min'],
  ['Ü'.repeat(200), 'Lunch 31 min, limit 30 min'],
  ['👩‍💻'.repeat(60), 'Lunch 31 min, limit 30 min'],
  ['عبد الرحمن'.repeat(20), 'Lunch 31 min, limit 30 min'],
  ['Ana', 'Ü'.repeat(200)],
])('the text of %s fits with “Demo” in front, and its fact stays as far as it fits', (name, fact) => {
  const text = entryText({ name }, fact, false);
  expect(Buffer.byteLength(`Demo: ${text}`)).toBeLessThan(240);
  expect(text.isWellFormed()).toBe(true);
  expect(text.startsWith(name.slice(0, 2))).toBe(true);
  expect(text.endsWith(fact) || text.endsWith('…')).toBe(true);
  if (fact.length < 100) expect(text.split(': ')[1]).toBe(fact);
});

it('a long view, queue or status leaves room for the fact about it', () => {
  const name = 'Ü'.repeat(100);
  const isIn = (): boolean => true;
  const agents = teamOf(agentIn('u-1', 'AWAY', 60, { name, secondaryStatus: name }));
  const { titles } = delivering([
    alertRule(NOBODY),
    alertRule({ kind: 'above', status: { kind: 'secondary', name }, moreThan: 0, forMinutes: 0 }),
    alertRule({ ...TOO_LONG, minutes: 30 }),
  ]);
  const told = titles(60, { agents, scopeOf: () => ({ name, isIn, couldBeIn: isIn }) });
  expect(told.map((title) => title.split('…').at(-1))).toEqual([
    ': nobody is available',
    ', more than 0',
    ' 2 h, limit 30 min',
  ]);
});
