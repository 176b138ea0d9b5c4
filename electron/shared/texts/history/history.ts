import { countText } from '../../format.ts';
import { plural, pluralForm } from '../plurals.ts';

/** The texts of the history: its view, what a report says of itself, and why a query is refused. */
export const historyTexts = {
  title: 'History',
  toolbar: {
    tabs: 'Show as',
    timeline: 'Timeline',
    totals: 'Totals',
    openWindow: 'Open in a window',
    reload: 'Read again',
    reloadAll: (calls: string, duration: string) => `Read again: ${calls}, ${duration}`,
    options: 'Options',
    fewerOptions: 'Fewer options',
  },
  /** Names of periods, by the words that stand for them. */
  periods: {
    today: 'Today',
    yesterday: 'Yesterday',
    'this week': 'This week',
    'last week': 'Last week',
    'last 7 days': 'Last 7 days',
    'last 30 days': 'Last 30 days',
  },
  picker: {
    label: 'Days',
    chosen: (period: string) => `Days: ${period}`,
    menu: 'Which days',
    previous: { day: 'Previous day', days: (days: number) => `Previous ${plural(days, 'day')}` },
    next: { day: 'Next day', days: (days: number) => `Next ${plural(days, 'day')}` },
    other: 'Other days…',
    words: 'In words',
    wordsHint: 'For example yesterday, last Tuesday, last 14 days, this month',
    first: 'First day',
    last: 'Last day',
    cancel: 'Cancel',
    show: 'Show',
    notUnderstood: (words: string) => `“${words}” names no days.`,
    tooOld: 'The first day must not be before 1970.',
    incomplete: 'Enter a first and a last day.',
    future: 'The last day must not be after today.',
    notInOrder: 'The first day must not be after the last.',
    tooMany: (max: number, days: number) => `At most ${plural(max, 'day')}; this is ${countText(days)}.`,
  },
  who: {
    chosen: (who: string) => `History of: ${who}`,
    menu: 'Whose history',
    openView: (name: string) => `Open view: ${name}`,
    everybody: 'Everybody',
    other: 'Queues and agents…',
    cancel: 'Cancel',
    show: 'Show',
    nobody: 'Choose at least one queue or agent.',
    both: 'With queues and agents, the chosen agents are shown who serve one of the queues.',
    queues: (count: number) => plural(count, 'queue'),
    agents: (count: number) => plural(count, 'agent'),
  },
  export: {
    button: 'Export…',
    menu: 'Export',
    failed: (reason: string) => `Nothing was exported. ${reason}`,
  },
  find: {
    label: 'Find agents',
    showEverybody: 'Show everybody',
    placeholder: (total: number) => `Find in ${plural(total, 'agent')}`,
    found: (count: number, total: number) => `${countText(count)} of ${plural(total, 'agent')}`,
    day: 'Day of the range',
    dayRead: {
      complete: (day: string) => day,
      part: (day: string) => `${day}, in part`,
      none: (day: string) => `${day}, not read`,
    },
    allDays: (days: number) => `All ${plural(days, 'day')}`,
    allDaysWithout: (days: number, unread: number) => `All ${plural(days, 'day')}, ${countText(unread)} not read`,
  },
  loading: {
    label: 'Reading the history',
    days: (from: string, to: string) => `${from} – ${to}`,
    start: (days: string) => `Reading ${days}`,
    agents: (days: string, agents: number) => `Reading ${days}: ${plural(agents, 'agent')} read`,
    agentsOf: (days: string, read: number, agents: number) =>
      `Reading ${days}: ${countText(read)} of ${plural(agents, 'agent')} read`,
    dayOf: (day: string, number: number, of: number) => `${day}, day ${number} of ${of}`,
    rest: (duration: string) => `about ${duration} left`,
    waiting: (time: string) => `Waiting for the request limit of the account, continues in ${time}`,
    cancel: 'Cancel',
  },
  failure: {
    title: 'The history could not be read',
    cancelled: 'Reading was stopped',
    needsScope: (message: string, scope: string) => `${message} The history needs the scope “${scope}”.`,
    connect: 'Connect',
    tryAgain: 'Try again',
  },
  partial: {
    agents: (read: number, of: number) => `${countText(read)} of ${plural(of, 'agent')} read.`,
    days: (read: number, of: number) => `${countText(read)} of ${plural(of, 'day')} read completely.`,
    cost: (calls: string, duration: string) => `Reading the rest takes ${calls}, ${duration}.`,
    costOfAll: (calls: string, duration: string) => `Reading takes ${calls}, ${duration}.`,
    readRest: 'Read the rest',
    partOf: (dates: string) => `Only part of ${dates} was read.`,
    nothingOf: (dates: string) => `Nothing was read of ${dates}.`,
    dates: (first: string, last: string) => `${first} to ${last}`,
    until: (time: string) => `Read at ${time}, before the day was over.`,
  },
  empty: {
    unread: 'Not read yet',
    nobody: 'Nobody to show',
    day: 'No status was recorded on this day',
    days: 'No status was recorded on these days',
    dayInPart: 'No status was recorded on this day, as far as it was read',
    daysInPart: 'No status was recorded on these days, as far as it was read',
    period: (period: string, zone: string) => `${period}, in the time of ${zone}.`,
    read: 'Read',
  },
  noMatch: {
    title: 'Nobody found',
    sentence: (search: string) => `No name contains “${search}”.`,
    action: 'Show everybody',
  },

  agent: 'Agent',
  agents: (count: number) => plural(count, 'agent'),
  noRecord: 'No record',
  totals: {
    caption: (period: string) => `Totals per status and agent, ${period}`,
    captionWithout: (period: string, unread: number) =>
      `Totals per status and agent, ${period}, without ${plural(unread, 'day')} not read`,
    status: (status: string, duration: string) => `${status} ${duration}`,
    noRecord: (duration: string) => `no record ${duration}`,
    nothing: 'no record',
  },
  timeline: {
    label: 'Status of each agent over the day',
    labelIn: (zone: string) => `Status of each agent over the day, in ${zone}`,
    timesIn: (zone: string) => `times in ${zone}`,
    axis: 'Status over the day',
    totalOf: 'Total of',
    ofDay: (status: string) => `${status}, day`,
    row: (agent: string, totals: string) => `${agent}: ${totals}`,
    now: 'now',
    stillSo: 'still so when last read',
    times: (from: string, to: string) => `${from} – ${to}`,
    timesInZone: (from: string, to: string, zone: string) => `${from} – ${to} in ${zone}`,
    clippedBoth: (start: string) => `${start} and into the next day`,
    clippedSince: (time: string) => `continues from the day before (since ${time})`,
    clippedStart: 'continues from the day before',
    clippedEnd: 'continues into the next day',
  },
  footer: {
    legend: 'Legend',
    source: 'self-reported, from Kore.ai status details',
    zones: 'Time zones',
    teamTime: (zone: string) => `Team time ${zone}`,
    teamTimeAndYours: (zone: string, yours: string) => `Team time ${zone}, yours ${yours}`,
    apiTimesUtc: (why: string) => `API times read as UTC (${why})`,
    apiTimesTeam: (why: string) => `API times read as team time (${why})`,
    asOf: (time: string) => `As of ${time}`,
    asOfIn: (time: string, zone: string) => `As of ${time} in ${zone}`,
    notRead: 'Not read yet',
  },
  /** Why times were read in a zone. */
  zoneDecidedBy: {
    setting: 'setting',
    evidence: 'evidence',
    assumed: 'assumed zone',
    'none-fits': 'no zone fits',
    'no-difference': 'both zones are the same',
  },
  /** The same in a sentence. */
  zoneReasons: {
    setting: 'The zone of Kore.ai’s times is chosen in Settings.',
    evidence: 'Kore.ai’s times fit what Rollcall saw and its clock in this zone only.',
    assumed:
      'Nothing that was read so far tells in which zone Kore.ai writes its times, so they are read as team time.',
    'none-fits': 'Kore.ai’s times fit neither UTC nor the team’s time zone.',
    'no-difference': 'The team is in the zone of UTC, so its times are the same in both.',
  },
  chooseZone: 'Choose the zone',

  notes: {
    assumedZone:
      'Assumed zone: it is not known yet in which zone Kore.ai writes its times. Until then they are read as team time.',
    notUnderstood: (entries: number) =>
      pluralForm(entries, {
        one: `${countText(entries)} entry of Kore.ai's answer was not understood and is missing here.`,
        other: `${countText(entries)} entries of Kore.ai's answer were not understood and are missing here.`,
      }),
    narrowedNow:
      'This view selects by status, and the publisher says only who is in it now: it is the history of these agents.',
    notFound: (emails: string) => `Nobody was found for ${emails}.`,
    fewerThanTeam: (read: number, team: number) =>
      `Status details name ${plural(read, 'agent')} and availability ${countText(team)}: some may be missing here.`,
    mayBeginLater: (dates: string) =>
      `The beginning of ${dates} may be missing: Kore.ai may list records under the day they begin, and the day before was not read.`,
  },
  notSaved:
    'What was read could not be saved on this computer, and the history shows only what is saved. Settings say what is the matter.',
  gap: {
    notEveryAgent: 'Status details did not name every agent. Open History to see who is missing.',
    notUnderstood: "A part of Kore.ai's answer was not understood. Open History to see how much.",
    inParts:
      'The status details of a large team, or of an account that several copies share, are read in parts, and a desk gets them some minutes later. Open History to see what happened.',
  },
  query: {
    zone: (zone: string) => `"${zone}" is not a time zone. Write one such as Europe/Berlin.`,
    emptyAgent: 'One of the e-mails is empty. Name each agent by e-mail.',
    date: (date: string, example: string) =>
      `"${date}" is not a date. Write it as year-month-day, for example ${example}.`,
    tooOld: (date: string, first: string) =>
      `Kore.ai has no status history as old as ${date}. Choose days from ${first} on.`,
    future: (date: string, today: string) => `${date} lies in the future. The latest day is today, ${today}.`,
    backwards: (from: string, to: string) => `The last day, ${to}, lies before the first, ${from}.`,
    tooLong: (days: number, max: number) => `${days} days are too many for one read. Choose at most ${max}.`,
    viewGone: 'This view is not there any more. Choose another one.',
    membersUnknown:
      'Who serves these queues or has these skills is not known yet. Wait until it was read, or choose everybody.',
  },
};
