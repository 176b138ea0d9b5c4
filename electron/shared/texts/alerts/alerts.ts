import { countText } from '../../format.ts';
import { plural } from '../plurals.ts';

/** The texts of notifications, and of the question which of them to show. */
export const alertTexts = {
  title: 'Notifications',
  demoData: 'Demo data',
  dismiss: (title: string) => `Dismiss: ${title}`,

  change: {
    title: (name: string, status: string) => `${name}: ${status}`,
    /** Where changes of a few minutes are told together. */
    times: (times: string) => `Changed ${times} since the last notification.`,
    was: (status: string) => `Was ${status}.`,
    wasFor: (status: string, duration: string) => `Was ${status} for ${duration}.`,
    wasForAtLeast: (status: string, duration: string) => `Was ${status} for at least ${duration}.`,
    wasForInAssumedZone: (status: string, duration: string) => `Was ${status} for ${duration} (assumed zone).`,
  },
  summary: {
    title: (count: number) => `${plural(count, 'agent')} changed status`,
    body: (counts: string) => `Now ${counts}.`,
  },
  nobodyAvailable: {
    title: 'Nobody is available',
    ofTeam: (counts: string) => `The team: ${counts}.`,
    ofScope: (counts: string) => `${counts}.`,
  },
  facts: {
    below: (available: number, fewerThan: number) => `${available} available, fewer than ${fewerThan}`,
    above: (status: string, count: number, moreThan: number) => `${count} in ${status}, more than ${moreThan}`,
    tooLong: (status: string, lasted: string, limit: string) => `${status} ${lasted}, limit ${limit}`,
    atLeast: (duration: string) => `at least ${duration}`,
    tooOften: (status: string, times: string, hours: number, moreThan: number) =>
      `${status} ${times} in ${hours} h, more than ${moreThan}`,
    massChange: (offline: number, of: number, within: string) => `${offline} of ${of} agents went offline in ${within}`,
    flapping: (changes: string, minutes: number) => `${changes} of status in ${minutes} min, not counting contacts`,
    notIn: (time: string) => `not in yet, usually by ${time}`,
    unseen: (agents: string) => `${agents} changed status while the team was not read`,
    /** What is so in several views or queues. */
    inScopes: (fact: string, scopes: string, names: string) => `${fact} in ${scopes}: ${names}`,
    andMore: (names: string, more: number) => `${names} and ${more} more`,
    /** What came back while it was not told again. */
    again: (times: string, duration: string) => `${times} in the last ${duration}.`,
    severalOver: (agents: string, fact: string) => `${agents}: ${fact}`,
    /** How many agents a rule is about. */
    several: {
      below: (agents: string) => agents,
      above: (agents: string) => agents,
      'too-long': (agents: string) => `${agents} over a limit`,
      'too-often': (agents: string) => `${agents} in a status too often`,
      becomes: (agents: string) => `${agents} changed status`,
      'tell-me': (agents: string) => `${agents} you waited for`,
      'not-in': (agents: string) => `${agents} not in yet`,
      stale: (agents: string) => agents,
      'mass-change': (agents: string) => agents,
      flapping: (agents: string) => `${agents} changing status again and again`,
    },
    recovered: {
      below: 'Enough agents are available again',
      above: 'No longer too many in the status',
      'too-long': 'no longer over the limit',
      'too-often': 'no longer in the status too often',
      becomes: 'changed status',
      'tell-me': 'changed status',
      'not-in': 'is in',
      stale: 'Rollcall reads the team again',
      'mass-change': 'No more agents go offline at once',
      flapping: 'no longer changes status again and again',
    },
  },
  tooManyRules: (max: number) => `A connection has at most ${max} rules. Remove one first.`,
  dryRun: {
    tooFewDays: 'For this rule at least eleven days must have been read: ten say what is usual.',
    queueGone: 'The queue of this rule is not there any more. Choose another one.',
    noOffline:
      'No agent has a record of being offline on the days that were read, so past days cannot tell how often this rule would notify you.',
    nothingRead: 'No day of these agents was read yet. Open the history and read some days first.',
    cannot: {
      stale: 'History does not say when the team could not be read.',
      'tell-me': 'This rule waits for one change, so there is nothing to replay.',
    },
  },
  drill: {
    title: (fact: string) => `Drill: ${fact}`,
    body: 'This is only a drill; nothing has happened.',
    facts: {
      below: 'too few are available',
      above: 'too many are in a status',
      'too-long': 'an agent is over a limit',
      'too-often': 'an agent is in a status too often',
      becomes: 'an agent changes status',
      'tell-me': 'an agent changes status',
      'not-in': 'an agent is not in',
      stale: 'the team cannot be read',
      'mass-change': 'many agents go offline at once',
      flapping: 'an agent changes status again and again',
    },
    shown:
      'The system says that it showed the notification. If you see none, “do not disturb” or a focus may hide it: no program is told of that.',
    notShownByBrowser:
      'Check the notification settings of this browser and computer. Until then notifications appear inside the page.',
    'in-page': 'It was shown inside the page, because the system may not show it.',
    failed: (advice: string) => `The system did not show it. ${advice}`,
    unknown: 'Nothing said within 5 seconds that it was shown. Check the notification settings of this computer.',
    held: (reason: string) => `A real one would be held back now: ${reason}.`,
  },
  held: {
    'mass-change': 'many agents went offline at once',
    stale: 'the team was not read',
    summary: 'it is part of a summary',
    muted: 'the agent is muted',
    snoozed: 'notifications are snoozed',
    'quiet-hours': 'these are quiet hours',
    locked: 'the screen was locked',
    'nobody-there': 'no page was open to show it',
    failed: 'the system did not show it',
    'rule-hours': 'it is outside the hours of the rule',
    'cool-down': 'the same was told a short time ago',
    'too-many': 'there were too many in a minute',
    grouped: 'agents of one minute are told together',
    baseline: 'it happened while the team was not read',
    'told-by-another': 'another rule said it',
    'not-wanted': 'the rule does not say when it is over',
    'not-told': 'nobody was told that it began',
  },
  /** The card about a time in which nobody was told anything. */
  digest: {
    label: 'What happened meanwhile',
    heldUntilNow: 'Held back until now.',
    causes: {
      'quiet-hours': (from: string, to: string) => `Quiet hours ${from}–${to}`,
      locked: (from: string, to: string) => `Screen locked ${from}–${to}`,
      'nobody-there': (from: string, to: string) => `No page open ${from}–${to}`,
      'not-read': (from: string, to: string) => `Not watched ${from}–${to}`,
    },
    /** `goingOn` is how many of the listed ones still go on. */
    alerts: (count: number, goingOn: number) =>
      `${plural(count, 'alert')}${goingOn === 0 ? '' : `, ${countText(goingOn)} still going on`}`,
    says: (when: string, what: string) => `${when}: ${what}`,
    nothingKnown: 'nothing is known',
    /** `since` is `midnight` where the gap began on an earlier day. */
    changes: ({ changes, since, noRecord, isZoneAssumed }: ChangeCounts) => {
      const changed = changes === 0 ? 'no change' : plural(changes, 'change');
      const silent = noRecord === 0 ? '' : `, ${countText(noRecord)} without a record`;
      const zone = isZoneAssumed ? ' (assumed zone)' : '';
      return `${changed} of self-reported status${since === null ? '' : ` since ${since}`}${silent}${zone}`;
    },
    midnight: 'midnight',
    midnightIn: (zone: string) => `midnight in ${zone}`,
    /** For a screen reader, which does not say arrows. */
    change: ({ time, name, from, to }: { time: string; name: string; from: string; to: string }) =>
      `${time}, ${name}, from ${from} to ${to}`,
    noStatus: 'no record',
    list: 'Alerts and changes',
    goingOn: 'Still going on',
    earlierAlerts: (count: number) => `${plural(count, 'earlier alert')}: more in Alerts.`,
    before: (midnight: string) => `What happened before ${midnight} is in the history of that day.`,
    earlier: (count: number) => `${plural(count, 'earlier change')}: more in History.`,
    more: (count: number) => `${countText(count)} more`,
    noRecord: 'No record:',
    openAlerts: 'Alerts',
    openHistory: 'History',
    dismiss: 'Dismiss',
  },
  actions: { snooze: 'Snooze 15 min', open: 'Open', mute: 'Mute today' },
  cannotRead: 'Rollcall can no longer read the team',
  problems: { settings: 'Settings', storage: 'Saved data', timeZone: 'Time zone' },
  test: { title: 'Rollcall notifications work', body: 'A change in your team will look like this.' },

  question: 'When should Rollcall notify you?',
  quietHours: {
    label: 'Quiet hours',
    hint: 'Nothing is delivered then. A digest says afterwards what happened, and one notification what still goes on.',
  },
  rules: 'Rules…',
  offUntilChosen: 'Rules are off until you choose when to be notified.',
  changeLater: 'You can change this in Settings.',
  choices: {
    'every-change': {
      label: 'Every change in my team',
      hint: 'Each change of status. More than three at once become one summary. Includes the next choice.',
    },
    'team-needs-me': {
      label: 'Only when the team needs me',
      hint: 'When nobody is available, an agent is over a limit or keeps changing status, many go offline at once, or the team cannot be read.',
    },
    /** The second one where a desk has counts only. */
    'counts-only': {
      label: 'When the team is not up to date',
      hint: 'This desk has counts and no agents, so it can tell of nothing else.',
    },
    nothing: { label: 'Nothing', hint: 'Rollcall stays silent. The counts are always visible.' },
  },
  blocked:
    'This browser blocks notifications from Rollcall, so they appear inside the page. Allow them in the browser settings for this site.',
  unsupported: 'This browser cannot show notifications, so they appear inside the page.',
  sendTest: 'Send a test',
  testSent: 'Sent. If nothing appeared, check the notification settings of this computer.',
};

interface ChangeCounts {
  readonly changes: number;
  readonly since: string | null;
  readonly noRecord: number;
  readonly isZoneAssumed: boolean;
}
