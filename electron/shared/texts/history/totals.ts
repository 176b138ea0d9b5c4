import { countText } from '../../format.ts';
import { plural } from '../plurals.ts';

/** The texts of the history's totals: per agent, of the team, and of other days beside them. */
export const totalsTexts = {
  options: 'How the totals are shown',
  details: { label: 'Columns', status: 'Statuses', secondary: 'Secondary statuses' },
  shares: 'Per cent of the recorded time.',
  overLimitNote: 'Time over limit is part of the times before it.',
  caption: (period: string) => `Totals per agent, ${period}`,
  captionWithout: (period: string, unread: number) =>
    `Totals per agent, ${period}, without ${plural(unread, 'day')} not read`,
  sortBy: (column: string) => `Sort by ${column}`,
  overLimit: 'Over limit',
  notRead: 'Not read',
  notReadYet: 'Not read.',
  /** Of how many days of an agent, or of agents and days, nothing is known. */
  daysOf: (days: number, of: number) => `${countText(days)} of ${plural(of, 'day')}`,
  share: (percent: string) => `${percent} %`,
  openSheet: (agent: string) => `${agent}, day by day`,
  withoutRow: (agents: number) => `${plural(agents, 'agent')} not read`,
  compare: {
    button: 'Compare with other days',
    caption: (who: string, day: string) => `${who}: ${day} and other days`,
    team: (agents: number) => `All ${plural(agents, 'agent')} together`,
    days: 'Days',
    day: 'The day',
    before: 'The day before',
    week: 'Week to date',
    sameWeekday: (weeks: number) => (weeks === 1 ? 'A week before' : `${countText(weeks)} weeks before`),
    unread: (read: number, of: number) => `${countText(read)} of ${plural(of, 'day')} of agents read.`,
    inPart: (days: string) => `${days}, in part`,
    read: 'Read',
    readOf: (days: string) => `Read ${days}`,
  },
};
