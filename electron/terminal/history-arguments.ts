import { API_TIMES } from '../shared/model.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import type { HistoryInvocation, HistoryQuestion } from './invocation.ts';
import type { CommandLine, Values } from './options.ts';
import { integer, isOneOf, parseTarget, parseTeam, UsageError } from './target-arguments.ts';

const texts = terminalTexts.usage;

/** As many agents as a team may want at least. */
const MAX_BELOW = 100_000;
const TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;
const MIDNIGHT = '24:00';

/** Understands the command line of `history`. */
export function parseHistory({ values, words }: CommandLine<'history'>): HistoryInvocation {
  const { 'api-times': apiTimes } = values;
  if (apiTimes !== undefined && !isOneOf(API_TIMES, apiTimes)) throw new UsageError(texts.apiTimes);
  const target = parseTarget(values, true);
  const question = parseQuestion(values);
  const between = parseBetween(values.between);
  const format = parseFormat(values);
  if (question.kind === 'at' && between !== null) throw new UsageError(texts.atOrBetween);
  if (question.kind === 'at' && format === 'csv') throw new UsageError(texts.noCsvOfInstant);
  return {
    command: 'history',
    target,
    ...parseDays(values, words),
    between,
    question,
    timeZone: values.zone ?? null,
    team: parseTeam(values, target),
    apiTimes: apiTimes ?? null,
    format,
    isOffline: values.offline ?? false,
    isMasked: values.mask ?? false,
  };
}

/** Words beside the options are days too: `last tuesday`, with spaces or hyphens, quoted or not. */
function parseDays(
  { date, from, to }: Values<'history'>,
  words: readonly string[],
): Pick<HistoryInvocation, 'from' | 'to'> {
  const named = words.length === 0 ? date : words.join(' ');
  if (words.length > 0 && date !== undefined) throw new UsageError(texts.daysOnce);
  if (named !== undefined && (from ?? to) !== undefined) throw new UsageError(texts.dateOrRange);
  if ((from === undefined) !== (to === undefined)) throw new UsageError(texts.halfRange);
  return { from: named ?? from ?? 'today', to: named ?? to ?? 'today' };
}

function parseQuestion({ at, totals = false, below, coverage }: Values<'history'>): HistoryQuestion {
  if (below !== undefined && coverage !== undefined) throw new UsageError(texts.oneQuestion);
  const floor = below ?? coverage;
  if ([at !== undefined, totals, floor !== undefined].filter(Boolean).length > 1) {
    throw new UsageError(texts.oneQuestion);
  }
  if (at !== undefined) return parseAt(at);
  const agents = integer(floor, below === undefined ? '--coverage' : '--below', 1, MAX_BELOW);
  if (agents !== null) return { kind: 'below', agents };
  return { kind: totals ? 'totals' : 'intervals' };
}

/** `2:30+01:00` is the hour of that offset, where clocks show it twice. */
function parseAt(text: string): HistoryQuestion {
  const [, time = text, offset = null] = /^(.+?)([+-]\d{2}:\d{2}|Z)$/i.exec(text) ?? [];
  return { kind: 'at', time: time === MIDNIGHT && offset === null ? time : parseTime(time, '--at'), offset };
}

function parseBetween(text: string | undefined): HistoryInvocation['between'] {
  if (text === undefined) return null;
  const [from = '', to = '', ...more] = text.split('-').map((time) => time.trim());
  if (more.length > 0) throw new UsageError(texts.between);
  const hours = { from: parseTime(from, '--between'), to: to === MIDNIGHT ? to : parseTime(to, '--between') };
  if (hours.to <= hours.from) throw new UsageError(texts.between);
  return hours;
}

/** `9:05` becomes `09:05`. */
function parseTime(text: string, option: '--at' | '--between'): string {
  if (!TIME.test(text)) throw new UsageError(option === '--at' ? texts.time : texts.between);
  return text.padStart(MIDNIGHT.length, '0');
}

function parseFormat({ json = false, csv = false }: Values<'history'>): HistoryInvocation['format'] {
  if (json && csv) throw new UsageError(texts.csvOrJson);
  return csv ? 'csv' : json ? 'json' : 'text';
}
