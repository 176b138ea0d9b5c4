import {
  RULE_BOUNDS,
  STATUSES,
  type Rule,
  type RuleCondition,
  type RuleKind,
  type RuleScope,
  type StatusChoice,
} from '../../../electron/shared/model.ts';
import { alertPageTexts as texts } from '../../../electron/shared/texts/alert-page.ts';

/** The kinds that can be added; an agent's card makes the ones that wait for one change. */
export const NEW_KINDS = ['below', 'above', 'too-long', 'too-often', 'becomes', 'stale'] as const;

export type NumberField = keyof typeof texts.fields;

/** The numbers of each kind, in the order of its sentence. */
const FIELDS: Readonly<Record<RuleKind, readonly NumberField[]>> = {
  below: ['fewerThan', 'forMinutes'],
  above: ['moreThan', 'forMinutes'],
  'too-long': ['minutes', 'earlyMinutes'],
  'too-often': ['moreThan', 'hours'],
  becomes: [],
  'tell-me': [],
  'not-in': [],
  stale: ['forMinutes'],
  'mass-change': ['percent', 'withinSeconds'],
  flapping: ['changes', 'withinMinutes'],
};
/** Whether a kind has a status, and whether it may be any. */
const STATUS: Readonly<Partial<Record<RuleKind, 'one' | 'any'>>> = {
  above: 'one',
  'too-long': 'any',
  'too-often': 'one',
  becomes: 'any',
};
/** The number that a dry run suggests another value for. */
export const SUGGESTED: Readonly<Partial<Record<RuleKind, NumberField>>> = {
  below: 'fewerThan',
  above: 'moreThan',
  'too-long': 'minutes',
  'too-often': 'moreThan',
  'mass-change': 'percent',
  flapping: 'changes',
};

const AWAY: StatusChoice = { kind: 'status', status: 'AWAY' };
const FIRST: Readonly<Record<(typeof NEW_KINDS)[number], RuleCondition>> = {
  below: { kind: 'below', fewerThan: 3, forMinutes: 5 },
  above: { kind: 'above', status: AWAY, moreThan: 5, forMinutes: 5 },
  'too-long': { kind: 'too-long', status: AWAY, minutes: 30, earlyMinutes: 0 },
  'too-often': { kind: 'too-often', status: AWAY, moreThan: 5, hours: 8 },
  becomes: { kind: 'becomes', status: { kind: 'status', status: 'OFFLINE' } },
  stale: { kind: 'stale', forMinutes: 10 },
};

/** A new rule of a kind, with numbers to begin from. */
export function newRule(kind: (typeof NEW_KINDS)[number]): Omit<Rule, 'id'> & { readonly id: null } {
  return {
    id: null,
    isOn: true,
    scope: { kind: 'open-view' },
    condition: FIRST[kind],
    hours: null,
    remindMinutes: null,
    hasSound: true,
    saysRecovery: false,
  };
}

/** What is typed and chosen for a rule. */
export interface RuleForm {
  /** As typed, by field. */
  numbers: Partial<Record<NumberField, string>>;
  /** `status:AWAY` or `secondary:Lunch`; empty for any. */
  status: string;
  /** `open-view`, `everybody`, `view:…` or `queue:…`. */
  scope: string;
}

export function fieldsOf(kind: RuleKind): readonly NumberField[] {
  return FIELDS[kind];
}

export function statusOf(kind: RuleKind): 'one' | 'any' | null {
  return STATUS[kind] ?? null;
}

export function formOf({ condition, scope }: Pick<Rule, 'condition' | 'scope'>): RuleForm {
  const values: Readonly<Partial<Record<NumberField, number | null>>> & {
    readonly kind: RuleKind;
    readonly status?: StatusChoice | null;
  } = condition;
  const numbers = Object.fromEntries(FIELDS[condition.kind].map((field) => [field, String(values[field] ?? '')]));
  const { status = null } = values;
  return { numbers, status: status === null ? '' : choiceKey(status), scope: scopeKey(scope) };
}

/** What is wrong with a number as typed, in a sentence; empty when nothing is. */
export function numberProblem(field: NumberField, typed: string): string {
  const [least, most] = RULE_BOUNDS[field];
  const text = typed.trim();
  if (field === 'minutes' && text === '') return '';
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return '';
  return field === 'minutes' ? texts.betweenOrEmpty(least, most) : texts.between(least, most);
}

/** A condition with what is typed; the numbers have no problem. */
export function readCondition(condition: RuleCondition, { numbers, status }: RuleForm): RuleCondition {
  const { kind } = condition;
  const typed = FIELDS[kind].map((field) => {
    const text = (numbers[field] ?? '').trim();
    return [field, text === '' ? null : Number(text)];
  });
  const chosen = STATUS[kind] === undefined ? {} : { status: readChoice(status) };
  return { ...condition, ...Object.fromEntries(typed), ...chosen };
}

export function choiceKey(choice: StatusChoice): string {
  return choice.kind === 'status' ? `status:${choice.status}` : `secondary:${choice.name}`;
}

function readChoice(key: string): StatusChoice | null {
  if (key.startsWith('secondary:')) return { kind: 'secondary', name: key.slice('secondary:'.length) };
  const status = STATUSES.find((each) => key === `status:${each}`);
  return status === undefined ? null : { kind: 'status', status };
}

function scopeKey(scope: RuleScope): string {
  return 'id' in scope ? `${scope.kind}:${scope.id}` : scope.kind;
}

export function readScope(key: string): RuleScope {
  if (key === 'everybody' || key === 'open-view') return { kind: key };
  const kind = key.startsWith('view:') ? 'view' : 'queue';
  return { kind, id: key.slice(kind.length + 1) };
}
