import type { Rule, RuleCondition } from './alert-model.ts';
import type { DemoSceneName } from '../demo-scene.ts';
import type { NotifyChoice } from '../preference-model.ts';

const RULE_DEFAULTS: Omit<Rule, 'id' | 'condition'> = {
  isOn: true,
  scope: { kind: 'open-view' },
  hours: null,
  remindMinutes: null,
  hasSound: true,
  saysRecovery: false,
};

/** Their ids are part of the ids of notices, so they are short and never change. */
const CONDITIONS: readonly (readonly [id: string, condition: RuleCondition])[] = [
  ['nobody', { kind: 'below', fewerThan: 1, forMinutes: 0 }],
  ['too-long', { kind: 'too-long', status: null, minutes: null, earlyMinutes: 0 }],
  ['stale', { kind: 'stale', forMinutes: 5 }],
  ['mass-change', { kind: 'mass-change', percent: 30, withinSeconds: 60 }],
  ['flapping', { kind: 'flapping', changes: 6, withinMinutes: 10 }],
  ['every-change', { kind: 'becomes', status: null }],
];

/** What the demo's scene of that name needs besides. */
const FLOOR: Rule = {
  ...RULE_DEFAULTS,
  id: 'floor',
  condition: { kind: 'below', fewerThan: 3, forMinutes: 0 },
};

/** The rule that gives a notice for each change of status. */
const EVERY_CHANGE = 'every-change';

/** The rules of a connection that has none yet, by what the user chose to be notified of. Nothing is on before that. */
export function defaultRules(choice: NotifyChoice | null): readonly Rule[] {
  const hasAny = choice !== null && choice !== 'nothing';
  return CONDITIONS.map(([id, condition]) => {
    const isOn = hasAny && (id !== EVERY_CHANGE || choice === 'every-change');
    return { ...RULE_DEFAULTS, id, isOn, condition };
  });
}

/** The rules of a demo that plays a scene: those that it makes fire are on, unless the user wants nothing. */
export function sceneRules(scene: DemoSceneName, choice: NotifyChoice | null): readonly Rule[] {
  const rules = defaultRules(choice ?? 'team-needs-me');
  return scene === 'below' ? [...rules, { ...FLOOR, isOn: choice !== 'nothing' }] : rules;
}

/** Rules after the user has chosen what to be notified of. Rules of their own stay as they are, unless it is nothing. */
export function withChoice(rules: readonly Rule[], choice: NotifyChoice | null): readonly Rule[] {
  const chosen = new Map(defaultRules(choice).map(({ id, isOn }) => [id, isOn]));
  return rules.map((rule) => ({ ...rule, isOn: choice !== 'nothing' && (chosen.get(rule.id) ?? rule.isOn) }));
}
