import { countText } from '../../format.ts';
import { plural } from '../plurals.ts';

/** What `rules` and `alerts` say. */
export const alertCommandTexts = {
  off: 'off',
  on: 'on',
  line: (sentence: string, phase: string, options: string) =>
    `${sentence}: ${phase}${options === '' ? '' : ` (${options})`}`,
  noneOn: 'No rule is on, so Rollcall notifies you of nothing.',
  notRunning: 'Rollcall does not run, so the states of the rules are not known.',
  ofApp:
    'The rules of a connection that is not saved are in the running Rollcall only: import the file in its window, under Alerts.',
  cannotRead: (file: string, reason: string) => `${file} cannot be read (${reason}).`,
  fileExists: (file: string) => `${file} exists already. Give another name, or - for stdout.`,
  notWritten: (file: string, reason: string) => `${file} could not be written (${reason}).`,
  written: (rules: number, file: string) => `${plural(rules, 'rule')} written to ${file}.`,
  added: (sentence: string) => `added: ${sentence}`,
  replaced: (before: string, after: string) =>
    before === after ? `replaced: ${after}` : `replaced: ${before} -> ${after}`,
  undoAdded: (added: number) =>
    `To undo that, delete ${added === 1 ? 'the added rule' : 'the added rules'} in the window, under Alerts.`,
  dry: 'Nothing was changed, because of --dry.',
  tried: (sentence: string, notified: number, days: number) =>
    `${sentence}: would ${notified === 0 ? 'never have notified' : `have notified ${plural(notified, 'time')}`} in ${plural(days, 'day')}`,
  triedDay: (day: string, notified: number, agentsRead: number) =>
    `  ${day}: ${plural(notified, 'time')}, ${plural(agentsRead, 'agent')} read`,
  cannotTry: (sentence: string, problem: string) => `${sentence}: ${problem}`,
  entry: { fired: '', reminder: 'reminder: ', recovered: 'over: ' },
  ofDemo: (text: string) => `Demo data: ${text}`,
  held: (reason: string) => `held back: ${reason}`,
  excused: (note: string) => (note === '' ? 'excused' : `excused: ${note}`),
  logLine: (time: string, text: string, notes: string) => `${time} ${text}${notes === '' ? '' : ` (${notes})`}`,
  watched: (time: string, text: string) => `${time} Alert: ${text}`,
  cut: (entries: number) => `Only the latest ${countText(entries)} are shown. The window exports all of them.`,
  noEntries: 'Nothing was decided in this time.',
  notADay: (words: string) =>
    `"${words}" is not a day. Write a date such as 2026-11-30, today, yesterday or a weekday.`,
};
