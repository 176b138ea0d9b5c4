import type { StatusCounts } from '../../../../../electron/shared/history/rewind.ts';
import { STATUSES, type HistoryDay, type Status } from '../../../../../electron/shared/model.ts';
import { timelineTexts } from '../../../../../electron/shared/texts/history/timeline.ts';
import { dateInZone, hourAndMinute, shortDayLabel } from '../../dates.ts';
import { statusKind, statusLabel } from '../../../../ui/status-label.ts';

const texts = timelineTexts.rewind;

/** How many agents were in each drawn status; names that the API documents do not list count as OTHER. */
export function countsByKind(counts: StatusCounts): Readonly<Record<Status, number>> {
  const byKind: Record<Status, number> = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0 };
  for (const [primary, count] of Object.entries(counts.byStatus)) byKind[statusKind(primary)] += count;
  return byKind;
}

/** `12 available, 3 busy, 4 no record`; only what there is. */
export function countsText(counts: StatusCounts): string {
  const byKind = countsByKind(counts);
  const parts = STATUSES.filter((status) => byKind[status] > 0).map((status) =>
    texts.count(byKind[status], statusLabel(status)),
  );
  if (counts.noRecord > 0) parts.push(texts.noRecord(counts.noRecord));
  if (counts.unknown > 0) parts.push(texts.notKnown(counts.unknown));
  return parts.join(', ');
}

/** When a status began: `13:40`, or `Wed 18 Nov, 22:15` before the day. */
export function sinceText(since: number, day: Pick<HistoryDay, 'startsAt'>, timeZone: string): string {
  const time = hourAndMinute(since, timeZone);
  return since < day.startsAt ? texts.onDay(shortDayLabel(dateInZone(since, timeZone)), time) : time;
}
