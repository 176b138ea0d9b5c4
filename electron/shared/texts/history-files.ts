import { plural } from './plurals.ts';

/** The texts of what leaves the history: files, the picture, the printed day and the handover card. */
export const historyFileTexts = {
  menu: {
    'intervals.csv': 'Intervals as CSV',
    'totals.csv': 'Totals as CSV',
    'coverage.csv': 'Coverage as CSV',
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
    partial: (sentences: string) => `Partial: ${sentences}`,
    hours: (from: string, to: string) => `${from} to ${to}`,
    rows: (first: number, last: number, of: number) => `Agents ${first} to ${last} of ${of}.`,
    agents: (count: number) => `${plural(count, 'agent')}.`,
    floor: (count: number) => `Red: fewer than ${count} available.`,
    hidden: (statuses: string) => `Faint: ${statuses}.`,
  },
};
