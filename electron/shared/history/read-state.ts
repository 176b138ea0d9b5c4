import type { DayRead, HistoryDayState } from './history-model.ts';
import { historyTexts } from '../texts/history/history.ts';

const texts = historyTexts.partial;
const DAY_MS = 86_400_000;
/** What was read of today so lately is about now. */
const RECENT_MS = 60_000;

/** Whether what is known until then is known until about now. */
export function isRecent(knownUntil: number, now: number): boolean {
  return knownUntil >= now - RECENT_MS;
}

/** How much of a day of some agents is known. A day that was read while it lasted is known in part once it is over. */
export function dayRead(day: Omit<HistoryDayState, 'date'>, agents: number, now: number): DayRead {
  if (day.agentsRead === 0) return 'none';
  return day.agentsRead < agents || isReadEarly(day, now) ? 'part' : 'complete';
}

/** Whether a day that is over was last read while it lasted. */
export function isReadEarly({ readAt, endsAt, agentsRead }: Omit<HistoryDayState, 'date'>, now: number): boolean {
  return agentsRead > 0 && readAt !== null && readAt < endsAt && now >= endsAt;
}

/** Which dates were not read completely, in a sentence each; none where all were. */
export function unreadSentences(dates: readonly string[], readOf: (date: string) => DayRead): string[] {
  const datesOf = (read: DayRead): readonly string[] => dates.filter((date) => readOf(date) === read);
  const [partly, unread] = [datesOf('part'), datesOf('none')];
  return [
    ...(partly.length > 0 ? [texts.partOf(datesText(partly))] : []),
    ...(unread.length > 0 ? [texts.nothingOf(datesText(unread))] : []),
  ];
}

/** `2026-03-10 to 2026-03-12, 2026-03-14`: days in between may have been read before. */
function datesText(dates: readonly string[]): string {
  const runs: string[][] = [];
  for (const date of dates) {
    const run = runs.at(-1);
    if (run !== undefined && isNextDay(run.at(-1) ?? '', date)) run.push(date);
    else runs.push([date]);
  }
  return runs
    .map((run) => [run[0] ?? '', run.at(-1) ?? ''] as const)
    .map(([first, last]) => (first === last ? first : texts.dates(first, last)))
    .join(', ');
}

function isNextDay(before: string, date: string): boolean {
  return Date.parse(`${date}T00:00:00Z`) - Date.parse(`${before}T00:00:00Z`) === DAY_MS;
}
