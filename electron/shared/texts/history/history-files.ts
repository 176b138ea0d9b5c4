import { countText } from '../../format.ts';
import { plural } from '../plurals.ts';

/** The texts of what leaves the history: files, the picture, the printed day and the handover card. */
export const historyFileTexts = {
  menu: {
    'intervals.csv': 'Intervals as CSV',
    'totals.csv': 'Totals as CSV',
    coverage: (floor: number) => `Times with fewer than ${floor} available as CSV`,
    'intervals.json': 'Intervals as JSON',
    'totals.json': 'Totals as JSON',
  },
  picture: 'Timeline as picture',
  print: 'Print…',
  handover: 'Handover card…',
  notDrawn: 'The picture could not be made.',

  /** What every file that people read says of itself. */
  facts: {
    source: 'Source: self-reported status, from Kore.ai status details.',
    demo: 'Demo data, no real agents.',
    zone: (zone: string) => `Times in ${zone}.`,
    asOf: (time: string) => `As of ${time}.`,
    assumedZone: 'It is assumed that Kore.ai writes its times in this zone.',
    partial: (sentences: string) => `Partial: ${sentences}`,
    hours: (from: string, to: string) => `${from} to ${to}`,
    onlyHours: (from: string, to: string) => `${from} to ${to} only.`,
    rows: (first: number, last: number, of: number) => `Agents ${first} to ${last} of ${of}.`,
    agents: (count: number) => `${plural(count, 'agent')}.`,
    floor: (count: number) => `Red: fewer than ${count} available.`,
    hidden: (statuses: string) => `Faint: ${statuses}.`,
  },

  /** What is handed over to the next shift. */
  card: {
    title: 'Handover card',
    label: 'Text of the card',
    format: 'Format',
    formats: { txt: 'Text', md: 'Markdown' },
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'It could not be copied. Mark the text and copy it by keyboard.',
    save: 'Save as file',
    close: 'Close',
    making: 'Making the card…',
    heading: (who: string, day: string) => `Handover: ${who}, ${day}`,
    now: 'Now',
    notLive: 'The live team is not known.',
    partOf: (count: number, of: number) => `Of ${count} of the ${of} agents: the others are not in the open view.`,
    asOf: (time: string) => `Team as of ${time}.`,
    notFresh: (time: string) => `Team as of ${time}, not up to date.`,
    totals: 'Totals of the team',
    noTotals: 'Nothing was recorded, as far as it was read.',
    total: (status: string, duration: string) => `${status} ${duration}`,
    away: 'Away',
    nobody: 'Nobody.',
    long: 'Also over the limit',
    today: 'Over a limit on this day',
    since: (time: string) => `since ${time}`,
    inStatus: (name: string, status: string, details: string) =>
      `${name}: ${[status, details].filter(Boolean).join(', ')}`,
    isLong: 'List everybody',
    isMasked: 'Initials instead of names',
    overFor: (name: string, status: string, duration: string) => `${name}: ${status}, ${duration} over`,
    more: (count: number) => `and ${countText(count)} more`,
    uncovered: (floor: number) => `Fewer than ${floor} available`,
    never: 'Never.',
    forAll: (duration: string) => `${duration} in all.`,
    stretch: (from: string, to: string, duration: string, least: number) =>
      `${from} to ${to}, ${duration}, least ${least}`,
    knownUntil: (time: string) => `Known until ${time}.`,
    unread: 'Not read',
    nothingUnread: 'Everything was read.',
  },
};
