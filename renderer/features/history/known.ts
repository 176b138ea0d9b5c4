import type { DayRead, HistoryDayState, HistoryOverview } from '../../../electron/shared/model.ts';
import { dayRead, isReadEarly } from '../../../electron/shared/history/read-state.ts';
import { historyTexts } from '../../../electron/shared/texts/history/history.ts';
import { aboutDuration, callsText } from '../../../electron/shared/texts/plurals.ts';
import { hourAndMinute } from './dates.ts';

const texts = historyTexts.partial;

/** How much of a day is known. */
export function readOf(day: HistoryDayState, { agents, takenAt }: HistoryOverview): DayRead {
  return dayRead(day, agents.length, takenAt);
}

/** What the days of a request lack, in a sentence each; none where they are known completely. */
export function lackOf(overview: HistoryOverview, dates: readonly string[]): string[] {
  const days = overview.days.filter(({ date }) => dates.includes(date));
  const complete = days.filter((day) => readOf(day, overview) === 'complete').length;
  if (complete === days.length) return [];
  const [day, ...others] = days;
  if (day === undefined || others.length > 0) return [texts.days(complete, days.length)];
  const { agents, takenAt, timeZone } = overview;
  const read = day.agentsRead < agents.length ? [texts.agents(day.agentsRead, agents.length)] : [];
  const early = isReadEarly(day, takenAt) ? [texts.until(hourAndMinute(day.readAt ?? 0, timeZone))] : [];
  return [...read, ...early];
}

/** What reading the rest takes, in a sentence; empty where nothing of the request is left. */
export function costOf({ missing, days, notPublished }: HistoryOverview): string {
  if (missing === null || missing.agentDays === 0) return '';
  if (notPublished !== undefined) return notPublished;
  const isAll = days.every(({ agentsRead }) => agentsRead === 0);
  return (isAll ? texts.costOfAll : texts.cost)(callsText(missing), aboutDuration(missing.ms));
}
