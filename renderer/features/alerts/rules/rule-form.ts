import {
  MAX_LIMIT_NAME_CHARACTERS,
  RULE_BOUNDS,
  STATUSES,
  type RuleCondition,
  type RuleDraft,
  type RuleKind,
  type RuleScope,
  type StatusChoice,
} from '../../../../electron/shared/model.ts';
import { alertPageTexts as texts } from '../../../../electron/shared/texts/alerts/alert-page.ts';
import { hoursDraft, readHours, type HoursDraft } from '../../../ui/hours/hours-form.ts';
import { hasScope } from '../../../../electron/shared/alerts/rule-words.ts';

const HOUR_MS = 3_600_000;

export type NumberField = keyof typeof texts.fields;
/** How long a rule that waits for one change waits; `kept` is as it was. */
export type Expiry = keyof typeof texts.expiry;

/** The numbers of each kind, in the order of its sentence. */
const FIELDS: Readonly<Record<RuleKind, readonly NumberField[]>> = {
  below: ['fewerThan', 'forMinutes'],
  above: ['moreThan', 'forMinutes'],
  'too-long': ['minutes', 'earlyMinutes'],
  'too-often': ['moreThan', 'hours'],
  becomes: [],
  'tell-me': [],
  'not-in': ['graceMinutes'],
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
  'tell-me': 'one',
};
/** What has an end: other kinds say something once, so there is nothing to be reminded of. */
const LASTING: ReadonlySet<RuleKind> = new Set([
  'below',
  'above',
  'too-long',
  'too-often',
  'not-in',
  'stale',
  'mass-change',
  'flapping',
]);
/** Chosen in place of a status: its name is typed. */
export const OTHER_STATUS = 'other';
const AWAY: StatusChoice = { kind: 'status', status: 'AWAY' };
const FIRST: Readonly<Record<RuleKind, RuleCondition>> = {
  below: { kind: 'below', fewerThan: 3, forMinutes: 5 },
  above: { kind: 'above', status: AWAY, moreThan: 5, forMinutes: 5 },
  'too-long': { kind: 'too-long', status: AWAY, minutes: 30, earlyMinutes: 0 },
  'too-often': { kind: 'too-often', status: AWAY, moreThan: 5, hours: 8 },
  becomes: { kind: 'becomes', status: { kind: 'status', status: 'OFFLINE' } },
  'tell-me': { kind: 'tell-me', userId: '', status: { kind: 'status', status: 'AVAILABLE' }, expiresAt: 0 },
  'not-in': { kind: 'not-in', graceMinutes: 15 },
  stale: { kind: 'stale', forMinutes: 10 },
  'mass-change': { kind: 'mass-change', percent: 30, withinSeconds: 60 },
  flapping: { kind: 'flapping', changes: 6, withinMinutes: 10 },
};

/** A new rule of a kind, with numbers to begin from. */
export function newRule(kind: RuleKind): RuleDraft {
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
  /** `status:AWAY` or `secondary:Lunch`; empty for any, `OTHER_STATUS` for the one that is typed. */
  status: string;
  /** As typed: a status that nobody is in at present. */
  otherStatus: string;
  /** `open-view`, `everybody`, `view:…` or `queue:…`. */
  scope: string;
  /** Of a rule that waits for one agent; empty for nobody yet. */
  userId: string;
  expiry: Expiry;
  hours: HoursDraft;
  /** As typed. */
  remind: string;
  hasSound: boolean;
  saysRecovery: boolean;
}

export function fieldsOf(kind: RuleKind): readonly NumberField[] {
  return FIELDS[kind];
}

export function statusOf(kind: RuleKind): 'one' | 'any' | null {
  return STATUS[kind] ?? null;
}

export function isLasting(kind: RuleKind): boolean {
  return LASTING.has(kind);
}

export function formOf({ id, condition, scope, hours, remindMinutes, hasSound, saysRecovery }: RuleDraft): RuleForm {
  const values: Readonly<Partial<Record<NumberField, number | null>>> & {
    readonly kind: RuleKind;
    readonly status?: StatusChoice | null;
  } = condition;
  const numbers = Object.fromEntries(FIELDS[condition.kind].map((field) => [field, String(values[field] ?? '')]));
  const { status = null } = values;
  return {
    numbers,
    status: status === null ? '' : choiceKey(status),
    otherStatus: '',
    scope: scopeKey(scope),
    userId: condition.kind === 'tell-me' ? condition.userId : '',
    expiry: id === null ? 'today' : 'kept',
    hours: hoursDraft(hours),
    remind: remindMinutes === null ? '' : String(remindMinutes),
    hasSound,
    saysRecovery,
  };
}

/** What is wrong with a number as typed, in a sentence; empty when nothing is. */
export function numberProblem(field: NumberField, numbers: RuleForm['numbers']): string {
  const [least, most] = RULE_BOUNDS[field];
  const typed = numbers[field] ?? '';
  if (field === 'minutes' && typed.trim() === '') return '';
  if (isWithin(typed, least, most)) {
    const minutes = numbers.minutes?.trim() ?? '';
    const isEarly = field === 'earlyMinutes' && minutes !== '' && Number(typed) >= Number(minutes);
    return isEarly ? texts.earlyTooLong : '';
  }
  return field === 'minutes' ? texts.betweenOrEmpty(least, most) : texts.between(least, most);
}

export function reminderProblem(typed: string): string {
  const [least, most] = RULE_BOUNDS.remindMinutes;
  return typed.trim() === '' || isWithin(typed, least, most) ? '' : texts.reminderOrEmpty(least, most);
}

/** What is wrong with the name of a status as typed, in a sentence; empty when nothing is. */
export function otherStatusProblem({ status, otherStatus }: Pick<RuleForm, 'status' | 'otherStatus'>): string {
  const { length } = otherStatus.trim();
  const isWrong = status === OTHER_STATUS && (length === 0 || length > MAX_LIMIT_NAME_CHARACTERS);
  return isWrong ? texts.nameStatus(MAX_LIMIT_NAME_CHARACTERS) : '';
}

function isWithin(typed: string, least: number, most: number): boolean {
  const text = typed.trim();
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most;
}

/** What the ends of rules that wait are counted from: now, and the end of the team's day. */
interface Ends {
  readonly now: number;
  readonly dayEndsAt: number;
}

/** The rule as far as its sentence can say it: what is wrong or missing stays as it was. */
export function spokenRule(rule: RuleDraft, form: RuleForm, ends: Ends): RuleDraft {
  const read = readRule(rule, form, ends);
  if (read !== null || rule.condition.kind !== 'tell-me') return read ?? rule;
  return { ...rule, condition: readCondition(rule.condition, form, ends) };
}

/** The rule as entered; null while something of it is wrong. */
export function readRule(rule: RuleDraft, form: RuleForm, ends: Ends): RuleDraft | null {
  const { kind } = rule.condition;
  const { hours } = readHours(form.hours);
  const isWrong = FIELDS[kind].some((field) => numberProblem(field, form.numbers) !== '');
  if (isWrong || hours === undefined || reminderProblem(form.remind) !== '') return null;
  if (kind === 'tell-me' && form.userId === '') return null;
  if (otherStatusProblem(form) !== '') return null;
  const remind = form.remind.trim();
  return {
    ...rule,
    scope: hasScope(kind) ? readScope(form.scope) : rule.scope,
    condition: readCondition(rule.condition, form, ends),
    hours,
    remindMinutes: remind === '' ? null : Number(remind),
    hasSound: form.hasSound,
    saysRecovery: form.saysRecovery,
  };
}

function readCondition(condition: RuleCondition, form: RuleForm, ends: Ends): RuleCondition {
  const { kind } = condition;
  const typed = FIELDS[kind].map((field) => {
    const text = (form.numbers[field] ?? '').trim();
    return [field, text === '' ? null : Number(text)];
  });
  const status = form.status === OTHER_STATUS ? `secondary:${form.otherStatus.trim()}` : form.status;
  const chosen = STATUS[kind] === undefined ? {} : { status: readChoice(status) };
  const waiting =
    condition.kind === 'tell-me'
      ? { userId: form.userId, expiresAt: expiresAt(form.expiry, condition.expiresAt, ends) }
      : {};
  return { ...condition, ...Object.fromEntries(typed), ...chosen, ...waiting };
}

function expiresAt(expiry: Expiry, kept: number, { now, dayEndsAt }: Ends): number {
  switch (expiry) {
    case 'kept':
      return kept;
    case 'hour':
      return now + HOUR_MS;
    case 'shift':
      return now + 8 * HOUR_MS;
    case 'today':
      return dayEndsAt;
    case 'week':
      return now + 7 * 24 * HOUR_MS;
  }
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

function readScope(key: string): RuleScope {
  if (key === 'everybody' || key === 'open-view') return { kind: key };
  const kind = key.startsWith('view:') ? 'view' : 'queue';
  return { kind, id: key.slice(kind.length + 1) };
}

/** Every kind, as the menu of new rules lists them. */
export const NEW_KINDS = Object.keys(FIRST) as readonly RuleKind[];
