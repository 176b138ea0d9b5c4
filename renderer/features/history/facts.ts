import type { HistoryOverview } from '../../../electron/shared/model.ts';
import { historyNotes } from '../../../electron/shared/history/history-notes.ts';
import { historyTexts } from '../../../electron/shared/texts/history/history.ts';
import { historyFileTexts } from '../../../electron/shared/texts/history/history-files.ts';
import { dateInZone, dayLabel, hourAndMinute, shortDayLabel } from './dates.ts';
import { lackOf } from './known.ts';

const texts = historyFileTexts.facts;

/** Dates in words: `Thu 19 Nov 2026`, or the first and the last. */
export function datesText(dates: readonly string[]): string {
  const [from = '', to = from] = [dates[0], dates.at(-1)];
  return from === to ? dayLabel(from) : historyTexts.loading.days(dayLabel(from), dayLabel(to));
}

/**
 * When the oldest of what is known of some days was read, in the team's zone; null where nothing was read. A day that was
 * read after its end cannot be out of date, so it counts only where all were.
 */
export function readTime({ days, timeZone }: HistoryOverview, dates: readonly string[]): string | null {
  const read = days.filter(({ date, readAt }) => dates.includes(date) && readAt !== null);
  const open = read.filter(({ readAt, endsAt }) => readAt !== null && readAt < endsAt);
  const reads = (open.length > 0 ? open : read).flatMap(({ readAt }) => readAt ?? []);
  if (reads.length === 0) return null;
  const at = Math.min(...reads);
  const date = dateInZone(at, timeZone);
  const minute = hourAndMinute(at, timeZone);
  return date === dates.at(-1) ? minute : `${shortDayLabel(date)} ${minute}`;
}

/**
 * What a file that people read says of itself, a sentence each: source, zone, as-of, what is missing. It is read without
 * the window, by people in other zones.
 */
export function fileFacts(overview: HistoryOverview, dates: readonly string[], isDemo: boolean): string[] {
  const asOf = readTime(overview, dates);
  const lack = lackOf(overview, dates);
  const isAssumed = overview.apiTimes.decidedBy === 'assumed';
  return [
    ...(isDemo ? [texts.demo] : []),
    texts.source,
    texts.zone(overview.timeZone),
    ...(isAssumed ? [texts.assumedZone] : []),
    ...(asOf === null ? [] : [texts.asOf(asOf)]),
    ...(lack.length === 0 ? [] : [texts.partial(lack.join(' '))]),
    ...historyNotes(overview),
  ];
}
