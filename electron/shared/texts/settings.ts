import { countText } from '../format.ts';
import { ACCURACY_TOLERANCE_MS } from '../model.ts';
import { plural } from './plurals.ts';

/** The texts of Settings, and what the core says of the settings file and the time zone. */
export const settingsTexts = {
  title: 'Settings',
  loading: 'Reading the settings',

  masking: {
    title: 'Screen sharing',
    label: 'Hide names',
    hint: 'Names become initials in every window, in notifications and in the terminal; counts stay. The key M does the same.',
  },
  pace: {
    title: 'Pace',
    legend: 'How often Rollcall reads the team',
    hint: '60 requests a minute are shared by every tool of the account, so a slower pace leaves more for the others.',
    options: {
      standard: { label: 'Standard', hint: 'Every 15 s while visible, every 30 s in the background.' },
      relaxed: { label: 'Relaxed', hint: 'Every 30 s while visible, every 60 s in the background.' },
      sparing: { label: 'Sparing', hint: 'Every 60 s while visible, every 2 min in the background.' },
    },
  },
  theme: {
    title: 'Appearance',
    legend: 'Theme',
    options: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
  },

  accuracy: {
    title: 'Accuracy',
    notEnough:
      'Not enough is known yet. Live counts are compared with status details on finished days that Rollcall was running on and that were read in History for everybody.',
    line: (status: string, percent: string) => `${status}: right in ${percent} % of minutes.`,
    difference: (time: string, showed: number, was: number) =>
      `${time} showed ${countText(showed)}, was ${countText(was)}`,
    basis: (minutes: number, days: number, from: string, to: string) =>
      `${plural(minutes, 'minute')} of ${plural(days, 'day')} ${days === 1 ? `(${from})` : `(${from} to ${to})`} compared: ` +
      'availability, by which Kore.ai routes, as it was polled, with what agents reported about themselves. ' +
      `A count is right where they reported it within ${ACCURACY_TOLERANCE_MS / 1_000} s of the poll.`,
    skipped: (minutes: number) => `${plural(minutes, 'minute')} more left out: the two may speak of different agents.`,
  },
  rateLimit: {
    title: 'Requests',
    use: (minute: number, hour: number, usedMinute: number, usedHour: number, ofAccount: number) =>
      `Rollcall may make ${plural(minute, 'request')} a minute and ${countText(hour)} an hour to this account. ` +
      `It made ${countText(usedMinute)} in the last minute and ${countText(usedHour)} in the last hour. ` +
      `Kore.ai allows ${ofAccount} a minute, shared with everybody who uses this account.`,
    slowed: (time: string) =>
      `Slowed down, because the request limit of the account was reached at ${time}. This ends by itself.`,
    blocked: (time: string) => `The request limit of the account is reached. Rollcall waits until ${time}.`,
    copies: 'Copies sharing this account',
    copiesHint:
      'How many computers with Rollcall use this account, this one included. It applies to every connection to the account.',
    interval: (interval: string) => `At present the team is read every ${interval}.`,
    copiesRange: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
  },

  limits: {
    title: 'Limits',
    hint: 'Agents who exceed a limit need attention and come first in the list. Leave a field empty for no limit; 0 means at once.',
    label: (status: string) => `Limit for ${status}, minutes`,
    thisStatus: 'this status',
    secondary: 'Limits for secondary statuses',
    name: 'Secondary status',
    remove: (status: string) => `Remove the limit for ${status}`,
    add: 'Add a secondary status',
    none: 'none',
    minutes: 'min',
    range: (min: number, max: number) => `Whole minutes from ${min} to ${max}, or nothing for no limit.`,
    noName: 'Enter the name of the status as Kore.ai shows it.',
    twice: (name: string) => `“${name}” has a limit already.`,
  },

  hours: {
    title: 'Working hours',
    label: 'Flag who is available outside working hours',
    hint: 'Agents who are Available for more than 5 minutes outside working hours need attention, because many of them forgot to log out.',
    days: 'Days',
    weekdays: {
      1: { name: 'Monday', short: 'Mon' },
      2: { name: 'Tuesday', short: 'Tue' },
      3: { name: 'Wednesday', short: 'Wed' },
      4: { name: 'Thursday', short: 'Thu' },
      5: { name: 'Friday', short: 'Fri' },
      6: { name: 'Saturday', short: 'Sat' },
      7: { name: 'Sunday', short: 'Sun' },
    },
    from: 'From',
    to: 'To',
    zone: (zone: string) => `In the time of ${zone}.`,
    thisComputer: 'this computer',
    nextDay: 'The hours end on the next day.',
    noDay: 'Choose at least one day.',
    noTime: 'Enter a complete time, for example 08:00.',
    sameTime: 'The hours cannot begin and end at the same time.',
  },

  desktop: {
    title: 'Desktop',
    numberInIcon: 'Show a number in the tray icon',
    besideIcon: 'Number beside the icon',
    inIcon: 'Number in the icon',
    metricHint: 'Shown while the team is live. The tooltip has all counts.',
    metrics: {
      available: 'Available',
      'available/total': 'Available of all',
      away: 'Away',
      none: 'No number',
    },
    shortcut: 'Shortcut',
    shortcutHint: 'Opens and hides Rollcall from any program.',
    noShortcut: 'None',
    startAtLogin: 'Start at login',
  },

  time: {
    title: 'Time',
    zone: 'Team time zone',
    zoneHint: (zone: string) => `Days of the history begin at midnight there. If empty: ${zone}.`,
    ofThisComputer: 'the zone of this computer',
    noZone: (name: string) => `“${name}” is not a time zone. Choose one such as Europe/Berlin.`,
    apiTimes: 'Zone of the times that Kore.ai sends',
    apiTimesHint: 'The API sends times without a zone. Change this only if the history is off by whole hours.',
    apiTimesOptions: {
      auto: { label: 'Find out', hint: 'Rollcall compares what it reads with the clock and remembers the answer.' },
      request: { label: 'Team time', hint: 'The times are in the zone that Rollcall sends.' },
      utc: { label: 'UTC', hint: 'The times are in UTC, whatever Rollcall sends.' },
    },
  },

  data: {
    title: 'Saved data',
    hint: (days: number, historyDays: number) =>
      `For the next start and for the trend, Rollcall saves on this computer the last team, the counts of each minute, the names of queues and skills, and the user IDs of their members, for ${plural(days, 'day')}, and the status history that was read for ${plural(historyDays, 'day')}. It saves no phone numbers, e-mail or IP addresses, and nothing of the demo.`,
    history: (connection: string) => `Save the status history of ${connection}`,
    historyHint: 'Without it, history is read anew each time Rollcall runs, and nothing of it stays on this computer.',
    historyConfirm: (connection: string) => ({
      title: 'Save no status history?',
      sentence: `The saved status history of ${connection} is deleted from this computer, and none is saved from now on. Nothing changes in Kore.ai.`,
      action: 'Delete and switch off',
    }),
    deleteAll: 'Delete everything…',
    deleted: 'Deleted.',
    confirm: {
      title: 'Delete saved data?',
      sentence:
        'Of all connections, the last teams, the trend, the status history, the names of queues and skills and the user IDs of their members are deleted, and so are copies of damaged databases. Connections and settings stay, and nothing changes in Kore.ai.',
      action: 'Delete',
    },
  },

  about: {
    title: 'About',
    version: {
      desktop: (version: string, platform: string) => `Rollcall ${version}, desktop app on ${platform}. MIT licence.`,
      browser: (version: string, platform: string) => `Rollcall ${version}, browser tab on ${platform}. MIT licence.`,
      terminal: (version: string, platform: string) => `Rollcall ${version}, terminal on ${platform}. MIT licence.`,
    },
    privacy: (isDesk: boolean) =>
      `Rollcall only reads: it never changes an agent's status. Connections, views and preferences are saved on this computer, secrets in its keychain. No phone numbers are saved, and nothing about your team is sent to anyone${isDesk ? '' : ' but Kore.ai'}.`,
    dataFolder: 'Data folder',
    showData: 'Show data folder',
    showLog: 'Show log',
    licences: 'Licences',
    project: 'Project page',
  },

  update: {
    current: 'Rollcall is up to date.',
    idle: 'Rollcall looks for updates every few hours.',
    checking: 'Looking for an update…',
    downloading: (version: string) => `Downloading ${version}…`,
    ready: (version: string) => `${version} is ready. It is installed when Rollcall quits.`,
    check: 'Check for updates',
    restart: (version: string) => `Restart to update to ${version}`,
  },
};
