import { countText } from '../format.ts';
import { plural, pluralForm } from './plurals.ts';

/** The texts of the history: its view, what a report says of itself, and why a query is refused. */
export const historyTexts = {
  title: 'History',
  toolbar: {
    tabs: 'Show as',
    timeline: 'Timeline',
    totals: 'Totals',
    period: 'Period',
    day: 'Day',
    range: 'Range',
    openWindow: 'Open in a window',
    reload: 'Read again',
  },
  picker: {
    day: 'Day',
    whichDay: 'Which day',
    previous: 'Previous day',
    next: 'Next day',
    today: 'Today',
    range: 'Range of days',
    first: 'First day',
    last: 'Last day',
    show: 'Show',
    notInOrder: 'The first day must not be after the last.',
    tooMany: (max: number, days: number) => `At most ${plural(max, 'day')}; this is ${countText(days)}.`,
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
    agents: (days: string, agents: number) => `Reading ${days}, ${plural(agents, 'agent')} read`,
    dayOf: (day: string, number: number, of: number, agents: number) =>
      `Reading ${day}, day ${number} of ${of}, ${plural(agents, 'agent')} read`,
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
    notComplete: (agents: number, reason: string) =>
      `Not complete: ${plural(agents, 'agent')} ${pluralForm(agents, { one: 'was', other: 'were' })} read. ${reason}`,
    readRest: 'Read the rest',
    partOf: (dates: string) => `Only part of ${dates} was read.`,
    nothingOf: (dates: string) => `Nothing was read of ${dates}.`,
    dates: (first: string, last: string) => `${first} to ${last}`,
  },
  empty: {
    unread: 'This day was not read',
    day: 'No status was recorded on this day',
    days: 'No status was recorded on these days',
    dayInPart: 'No status was recorded on this day, as far as it was read',
    daysInPart: 'No status was recorded on these days, as far as it was read',
    period: (period: string, zone: string) => `${period}, in the time of ${zone}.`,
    read: 'Read it',
  },
  noMatch: {
    title: 'Nobody found',
    sentence: (search: string) => `No name or e-mail on this day contains “${search}”.`,
    onlyAgent: 'There is no row of this agent in the answer for this day.',
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
    row: (agent: string, totals: string) => `${agent}: ${totals}`,
    now: 'now',
    times: (from: string, to: string) => `${from} – ${to}`,
    timesInZone: (from: string, to: string, zone: string) => `${from} – ${to} in ${zone}`,
    clippedBoth: (start: string) => `${start} and into the next day`,
    clippedSince: (time: string) => `continues from the day before (since ${time})`,
    clippedStart: 'continues from the day before',
    clippedEnd: 'continues into the next day',
  },
  footer: {
    legend: 'Legend',
    source: 'Self-reported status',
    teamTime: (zone: string) => `Team time ${zone}`,
    teamTimeAndYours: (zone: string, yours: string) => `Team time ${zone}, yours ${yours}`,
    apiTimesUtc: (why: string) => `API times read as UTC (${why})`,
    apiTimesTeam: (why: string) => `API times read as team time (${why})`,
    asOf: (time: string) => `as of ${time}`,
    asOfIn: (time: string, zone: string) => `as of ${time} in ${zone}`,
  },
  /** Why times were read in a zone. */
  zoneDecidedBy: {
    setting: 'setting',
    evidence: 'evidence',
    assumed: 'assumed zone',
    'none-fits': 'no zone fits',
    'no-difference': 'both zones are the same',
  },

  notes: {
    assumedZone:
      'Assumed zone: it is not known yet in which zone Kore.ai writes its times. Until then they are read as team time. You can choose the zone in Settings.',
    notUnderstood: (entries: number) =>
      pluralForm(entries, {
        one: `${countText(entries)} entry of Kore.ai's answer was not understood and is missing here.`,
        other: `${countText(entries)} entries of Kore.ai's answer were not understood and are missing here.`,
      }),
    notFound: (emails: string) => `Nobody was found for ${emails}.`,
    fewerThanTeam: (read: number, team: number) =>
      `Status details name ${plural(read, 'agent')} and availability ${countText(team)}: some may be missing here.`,
    mayBeginLater: (dates: string) =>
      `The beginning of ${dates} may be missing: Kore.ai lists records under the day they begin, and the day before was not read.`,
  },
  gap: {
    notEveryAgent: 'Status details did not name every agent. Open History to see who is missing.',
    notUnderstood: "A part of Kore.ai's answer was not understood. Open History to see how much.",
    inParts:
      'The status details of a large team, or of an account that several copies share, are read in parts. Open History to see what happened.',
  },
  query: {
    zone: (zone: string) => `"${zone}" is not a time zone. Write one such as Europe/Berlin.`,
    emptyAgent: 'One of the e-mails is empty. Name each agent by e-mail.',
    date: (date: string, example: string) =>
      `"${date}" is not a date. Write it as year-month-day, for example ${example}.`,
    future: (date: string, today: string) => `${date} lies in the future. The latest day is today, ${today}.`,
    backwards: (from: string, to: string) => `The last day, ${to}, lies before the first, ${from}.`,
    tooLong: (days: number, max: number) => `${days} days are too many for one read. Choose at most ${max}.`,
  },
};
