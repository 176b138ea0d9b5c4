import { countText, DAY_MS } from '../format.ts';

// Texts are English whatever the system's language is; another language brings its own rules here.
const rules = new Intl.PluralRules('en');

/** A text for each plural form of the language; `other` where a form has none of its own. */
type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** The form for a number: `pluralForm(3, { one: 'was', other: 'were' })` is `were`. */
export function pluralForm(count: number, forms: PluralForms): string {
  return forms[rules.select(count)] ?? forms.other;
}

const NOUNS = {
  agent: { one: 'agent', other: 'agents' },
  alert: { one: 'alert', other: 'alerts' },
  byte: { one: 'byte', other: 'bytes' },
  call: { one: 'call', other: 'calls' },
  change: { one: 'change', other: 'changes' },
  character: { one: 'character', other: 'characters' },
  day: { one: 'day', other: 'days' },
  desk: { one: 'desk', other: 'desks' },
  'earlier alert': { one: 'earlier alert', other: 'earlier alerts' },
  'earlier change': { one: 'earlier change', other: 'earlier changes' },
  entry: { one: 'entry', other: 'entries' },
  field: { one: 'field', other: 'fields' },
  hour: { one: 'hour', other: 'hours' },
  message: { one: 'message', other: 'messages' },
  minute: { one: 'minute', other: 'minutes' },
  'more kind': { one: 'more kind', other: 'more kinds' },
  'more view': { one: 'more view', other: 'more views' },
  'more rule': { one: 'more rule', other: 'more rules' },
  'other key': { one: 'other key', other: 'other keys' },
  queue: { one: 'queue', other: 'queues' },
  record: { one: 'record', other: 'records' },
  request: { one: 'request', other: 'requests' },
  row: { one: 'row', other: 'rows' },
  rule: { one: 'rule', other: 'rules' },
  publisher: { one: 'publisher', other: 'publishers' },
  second: { one: 'second', other: 'seconds' },
  start: { one: 'start', other: 'starts' },
  status: { one: 'status', other: 'statuses' },
  team: { one: 'team', other: 'teams' },
  time: { one: 'time', other: 'times' },
  view: { one: 'view', other: 'views' },
} as const satisfies Readonly<Record<string, PluralForms>>;

/** What the texts count. */
export type Noun = keyof typeof NOUNS;

/** A number with its noun: `7 changes`, `1 change`, `1,200 agents`. */
export function plural(count: number, noun: Noun): string {
  return `${countText(count)} ${pluralForm(count, NOUNS[noun])}`;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * `1 hour 5 minutes`, for a screen reader or a sentence; the two largest units. Days count from two on: a day of the
 * history has 24 hours, or 23, or 25.
 */
export function wordDuration(durationMs: number): string {
  const total = Math.max(0, durationMs);
  const days = total < 2 * DAY_MS ? 0 : Math.floor(total / DAY_MS);
  const parts = [
    unit(days, 'day'),
    unit(Math.floor((total - days * DAY_MS) / HOUR_MS), 'hour'),
    unit(Math.floor((total % HOUR_MS) / MINUTE_MS), 'minute'),
    unit(Math.floor((total % MINUTE_MS) / SECOND_MS), 'second'),
  ].filter((part) => part !== '');
  return parts.slice(0, 2).join(' ') || '0 seconds';
}

/** `3 minutes`, of a time that is only estimated: in seconds up to a minute and a half, then in minutes or hours. */
export function aboutDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.ceil(durationMs / SECOND_MS));
  if (seconds < 90) return plural(seconds < 10 ? seconds : Math.ceil(seconds / 10) * 10, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? plural(minutes, 'minute') : plural(Math.round(minutes / 60), 'hour');
}

/** `about 7 calls`, or `at most 70 calls` where fewer may do. */
export function callsText({
  calls,
  isAtMost = false,
}: {
  readonly calls: number;
  readonly isAtMost?: boolean;
}): string {
  return `${isAtMost ? 'at most' : 'about'} ${plural(calls, 'call')}`;
}

function unit(count: number, name: Noun): string {
  return count === 0 ? '' : plural(count, name);
}
