import { plural, pluralForm, wordDuration } from '../plurals.ts';

/** The board on a wall. */
export const boardTexts = {
  title: 'Board',
  demo: 'Demo data',
  asOf: (time: string) => `as of ${time}`,
  notLive: 'Not live',
  /** Where nothing was counted yet. */
  noCounts: 'No counts yet',
  lastCounts: (time: string, ageMs: number) =>
    `These are the counts of ${time}${ageMs > 0 ? `, ${wordDuration(ageMs)} ago` : ''}.`,
  loading: 'Reading the team.',
  notConnected: 'Rollcall is not connected to a team.',
  /** To people who cannot do anything about it. */
  onWall: (problem: string) => `${problem} If this stays so, tell whoever runs this board.`,
  noAnswer: 'Rollcall does not answer. The board goes on by itself once it does.',
  overdue: 'No newer counts have come.',
  more: (count: number) =>
    `${plural(count, 'more view')} ${pluralForm(count, { one: 'does', other: 'do' })} not fit on this screen.`,
  uncounted: (names: readonly string[]) => `Not counted at present: ${names.join(', ')}.`,
  fullScreen: 'Full screen (F)',
};
