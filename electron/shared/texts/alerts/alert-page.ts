import type { AlertEvent, NoDataReason, RuleKind, RulePhase } from '../../alerts/alert-model.ts';
import { countText } from '../../format.ts';
import type { LedgerSource } from '../../alerts/ledger-model.ts';
import { WEEKDAYS, type Weekday } from '../../preference-model.ts';
import { plural, pluralForm } from '../plurals.ts';
import { settingsTexts } from '../settings.ts';

const minutes = (count: number): string => plural(count, 'minute');
const lasting = (count: number): string => (count === 0 ? '' : ` for ${minutes(count)}`);

/** `none`, `2 a day`, `0.4 a day`; once a month is not none. */
function timesADay(aDay: number): string {
  if (aDay === 0) return 'none';
  const rounded = Math.round(aDay * 10) / 10;
  return rounded === 0 ? 'less than 0.1 a day' : `${rounded} a day`;
}

/** The Alerts view: rules as sentences, their state, and the log. */
export const alertPageTexts = {
  title: 'Alerts',
  loading: 'Reading the rules…',
  rules: 'Rules',
  firing: (count: number) => `${countText(count)} firing`,
  find: 'Find a rule',
  noneFound: 'No rule matches.',
  none: 'There are no rules, so Rollcall notifies you of nothing. Add one to be told when the team needs you.',
  newer: (count: number) =>
    `${plural(count, 'more rule')} of a newer version of Rollcall ${pluralForm(count, { one: 'is', other: 'are' })} kept, and not evaluated here.`,
  jumpTo: 'Go to',
  add: 'Add a rule…',
  edit: 'Edit',
  editRule: (sentence: string) => `Edit: ${sentence}`,
  newRule: 'New rule',
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Delete',
  removed: (sentence: string) => `Deleted: ${sentence}.`,
  undo: 'Undo',

  /** What a rule watches for, as a sentence. */
  sentences: {
    below: (fewerThan: number, forMinutes: number) =>
      `${fewerThan === 1 ? 'Nobody' : `Fewer than ${plural(fewerThan, 'agent')}`} available${lasting(forMinutes)}`,
    above: (moreThan: number, status: string, forMinutes: number) =>
      `More than ${plural(moreThan, 'agent')} in ${status}${lasting(forMinutes)}`,
    tooLong: (status: string | null, limit: number | null, early: number) =>
      [
        status !== null
          ? `An agent is in ${status}`
          : limit === null
            ? 'An agent is in a status'
            : 'An agent is in any status but Offline',
        limit === null ? 'over its limit' : `for more than ${minutes(limit)}`,
        ...(early === 0 ? [] : [`or will be in ${minutes(early)}`]),
      ].join(' '),
    tooOften: (status: string, moreThan: number, hours: number) =>
      `An agent changes to ${status} more than ${plural(moreThan, 'time')} in ${plural(hours, 'hour')}`,
    becomes: (status: string | null) => (status === null ? 'Every change of status' : `An agent changes to ${status}`),
    tellMe: (name: string, status: string, until: string) => `Once: ${name} changes to ${status}, until ${until}`,
    notIn: (grace: number) =>
      grace === 0
        ? 'An agent who is usually here by now is not'
        : `An agent is not in ${minutes(grace)} after their usual time`,
    stale: (forMinutes: number) => `The team was not read${lasting(forMinutes)}`,
    massChange: (percent: number, seconds: number) =>
      `At least ${percent} % of agents go offline within ${plural(seconds, 'second')}`,
    flapping: (changes: number, within: number) =>
      `An agent changes status ${plural(changes, 'time')} within ${minutes(within)}, not counting contacts`,
  },
  inScope: (sentence: string, scope: string) => `${sentence}, ${scope}`,
  /** What a rule does besides, after its sentence. */
  options: {
    hours: (days: string, from: string, to: string, zone: string) => `${days} ${from} to ${to}, ${zone}`,
    everyDay: 'every day',
    days: (from: string, to: string) => `${from} to ${to}`,
    remind: (every: number) => `again every ${minutes(every)}`,
    recovery: 'says when it is over',
    silent: 'without sound',
  },
  scopes: {
    everybody: 'in the whole team',
    'open-view': 'in the open view',
    view: (name: string) => `in the view ${name}`,
    queue: (name: string) => `in the queue ${name}`,
    goneView: 'in a view that is gone',
    unknownQueue: 'in a queue',
  },
  somebody: 'an agent',

  phases: {
    off: 'off',
    normal: 'normal',
    pending: (duration: string | null) => (duration === null ? 'pending' : `pending, fires in ${duration}`),
    firing: (names: string, since: string) =>
      names === '' ? `firing since ${since}` : `firing since ${since}: ${names}`,
    recovering: (duration: string | null) => (duration === null ? 'recovering' : `recovering, over in ${duration}`),
    'no-data': (why: string) => (why === '' ? 'no data' : `no data: ${why}`),
  } satisfies Readonly<Record<RulePhase | 'off', unknown>>,
  /** Why nothing can be told. */
  noData: {
    'not-read': 'the team is not read',
    'not-understood': 'a list of the team could not be understood',
    'view-gone': 'its view is gone',
    'queue-gone': 'its queue is gone',
    'members-unknown': 'it is not known yet who is in it',
    'agent-gone': 'the agent is not in the team',
    'history-off': 'history is off for this connection',
    'too-few-days': 'fewer than ten days of history were read',
  } satisfies Readonly<Record<NoDataReason, string>>,
  names: (names: string, others: number) => {
    if (others === 0) return names;
    return names === '' ? plural(others, 'agent') : `${names} and ${countText(others)} more`;
  },

  /** What a kind of rule is called in a menu or filter. */
  kinds: {
    below: 'Too few available',
    above: 'Too many in a status',
    'too-long': 'Too long in a status',
    'too-often': 'Too often in a status',
    becomes: 'A change of status',
    'tell-me': 'Tell me once',
    'not-in': 'Not in yet',
    stale: 'Team not read',
    'mass-change': 'Many offline at once',
    flapping: 'Changing again and again',
  } satisfies Readonly<Record<RuleKind, string>>,

  fields: {
    fewerThan: 'Fewer agents than',
    forMinutes: 'For how many minutes',
    moreThan: 'More than',
    minutes: 'Limit in minutes',
    earlyMinutes: 'Minutes before the limit',
    hours: 'Within how many hours',
    graceMinutes: 'Minutes after the usual time',
    percent: 'Per cent of agents',
    withinSeconds: 'Within how many seconds',
    changes: 'Number of changes',
    withinMinutes: 'Within how many minutes',
  },
  fromSettings: 'as in Settings',
  agent: 'Agent',
  findAgent: 'Find an agent',
  noAgentFound: 'No agent matches.',
  expires: 'Until',
  expiry: {
    kept: (time: string) => `As it is: ${time}`,
    hour: 'An hour from now',
    shift: '8 hours from now',
    today: 'The end of today',
    week: 'A week from now',
  },
  chooseAgent: 'Choose an agent.',
  /** How a rule tells. */
  how: 'How it tells you',
  hasHours: 'Only in these hours',
  remind: 'Remind again after minutes',
  noReminder: 'no reminder',
  reminderOrEmpty: (least: number, most: number) =>
    `A whole number from ${countText(least)} to ${countText(most)}, or empty for no reminder.`,
  hasSound: 'With sound',
  saysRecovery: 'Say quietly when it is over',
  discard: {
    changes: 'Discard the changes to this rule?',
    newRule: 'Discard the new rule?',
    sentence: 'What was entered is not saved.',
    action: 'Discard',
  },
  status: 'Status',
  anyStatus: 'Any status',
  otherStatus: 'Another status…',
  otherStatusName: 'Name of the status',
  nameStatus: (most: number) => `Write the status as Kore.ai calls it, in at most ${countText(most)} characters.`,
  whose: 'Whose agents',
  whoseOptions: {
    everybody: 'Everybody',
    'open-view': 'The open view',
    view: (name: string) => `View: ${name}`,
    queue: (name: string) => `Queue: ${name}`,
    goneView: 'A view that is gone',
    unknownQueue: 'A queue whose name is not known',
  },
  earlyTooLong: 'Fewer minutes than the limit.',
  between: (least: number, most: number) => `A whole number from ${countText(least)} to ${countText(most)}.`,
  betweenOrEmpty: (least: number, most: number) =>
    `A whole number from ${countText(least)} to ${countText(most)}, or empty for the limit of the settings.`,

  preview: {
    title: 'On the last days',
    dayByDay: 'Day by day',
    openHistory: 'Open History',
    wanted: 'Wanted a day, at most',
    trying: 'Replaying the last days…',
    wrong: 'Complete the rule to see how often it would have notified you.',
    never: (days: number) => `It would not have notified you on the last ${plural(days, 'day')} read.`,
    notified: (times: number, onDays: number, days: number) =>
      `It would have notified you ${plural(times, 'time')}, on ${countText(onDays)} of the last ${plural(days, 'day')} read: ${timesADay(times / days)}.`,
    day: (day: string, times: string) => `${day}: ${times}`,
    others: (times: string, others: number) => (others === 0 ? times : `${times} and ${plural(others, 'time')} more`),
    suggestion: (field: string, value: number, aDay: number) =>
      `With “${field}” ${countText(value)}: ${timesADay(aDay)}.`,
    use: (value: number) => `Use ${countText(value)}`,
    noNumber: (field: string, wanted: number) => `No number for “${field}” gives at most ${wanted} a day.`,
    basis:
      'Replayed with a poll a minute, with hours and summaries as live, over status details, which agents report ' +
      'themselves. Live, a rule follows availability. Whoever has no record at a time, such as after a shift, is left out.',
  },
  drill: 'Drill',
  drillTitle: 'Sends the notification of this rule now, marked as a drill',

  below: {
    title: 'Below the floor',
    noRule: 'Add a rule “Too few available” to see here, day by day, when fewer agents than it wants were available.',
    rule: 'Rule',
    nothing: (why: string) => `Nothing is known of these days yet. ${why}`,
    /** Why days are not known, and what makes them known. */
    why: {
      historyOff: 'Status details of this connection are not saved, so days that were not counted live stay unknown.',
      queue: 'Queues are not counted live: a day is known once it is over and everybody was read in History.',
      notRead:
        'Live counts are kept of each view that was open once. Other days are known once everybody was read in History.',
    },
    never: 'never below',
    neverKnown: 'not below in what is known',
    below: (duration: string) => `${duration} below`,
    unknown: (days: number, dates: string, why: string) =>
      `Nothing is known of ${plural(days, 'day')} of the last two weeks: ${dates}. ${why}`,
    dates: (dates: string, others: number) => (others === 0 ? dates : `${dates} and ${countText(others)} more`),
    from: (from: string, to: string, least: number) => `${from} to ${to} (${countText(least)} available)`,
    /** Within one minute. */
    at: (at: string, duration: string, least: number) => `${at} for ${duration} (${countText(least)} available)`,
    allDays: (days: number) => `Show all ${countText(days)} days`,
    others: (times: string, others: number) => (others === 0 ? times : `${times} and ${plural(others, 'time')} more`),
    known: (known: string, hours: string) => `Known: ${known} of ${hours}.`,
    sources: { live: 'live', 'status-details': 'status details' } satisfies Readonly<Record<LedgerSource, string>>,
    basis: (zone: string) =>
      `Live is availability as it was polled, minute by minute. Status details, which agents report themselves, take its place once a day is over and everybody was read in History. Times of ${zone}.`,
    download: 'Download times below as CSV',
  },

  snooze: {
    label: 'Snooze',
    quarter: '15 min',
    hour: '1 h',
    until: (time: string) => `Snoozed until ${time}. All of it is in the log.`,
    resume: 'Resume',
  },

  quiet: {
    until: (time: string) => `Quiet hours until ${time}: nothing is delivered. All of it is in the log.`,
    change: 'Change',
  },

  muted: {
    title: 'Muted and snoozed',
    until: (time: string) => `until ${time}`,
    end: 'End',
    endOf: (name: string) => `End: ${name}`,
  },

  log: {
    title: 'Log',
    empty: 'Nothing was decided yet. What a rule tells you or holds back is written here, with the reason.',
    filter: 'Filter',
    noMatch: 'No entry matches.',
    latestOnly: (entries: number) => `Only the latest ${plural(entries, 'entry')} were looked through.`,
    filters: { rule: 'Rule', kind: 'Kind', agent: 'Agent', outcome: 'Outcome', day: 'Day' },
    all: {
      rule: 'All rules',
      kind: 'All kinds',
      agent: 'All agents',
      outcome: 'All outcomes',
      day: 'All days',
    },
    deletedRule: (kind: string) => `A rule that is gone: ${kind}`,
    delivered: 'Delivered',
    held: 'Held back',
    heldBack: (reason: string) => `Held back: ${reason}`,
    events: { fired: '', reminder: 'Reminder', recovered: 'Over' } satisfies Readonly<Record<AlertEvent, string>>,
    more: 'Show earlier',
    download: 'Download CSV',
    excuse: 'Excuse…',
    excuseEntry: (text: string) => `Excuse: ${text}`,
    excused: (note: string) => (note === '' ? 'Excused' : `Excused: ${note}`),
    note: 'Why is it excused?',
    takeBack: 'Not excused',
    takeBackEntry: (text: string) => `Not excused: ${text}`,
  },
};

const { weekdays } = settingsTexts.hours;

/** `Mon to Fri`, `Mon, Wed, Sat`, or `every day`. */
export function daysText(days: readonly Weekday[]): string {
  const { options } = alertPageTexts;
  if (days.length === WEEKDAYS.length) return options.everyDay;
  const names = days.map((day) => weekdays[day].short);
  const isRow = days.length > 2 && days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);
  return isRow ? options.days(names[0] ?? '', names.at(-1) ?? '') : names.join(', ');
}
