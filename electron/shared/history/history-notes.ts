import type { HistoryDayState, HistoryOverview } from './history-model.ts';
import { historyTexts } from '../texts/history/history.ts';
import { teamTexts } from '../texts/team/team.ts';

const texts = historyTexts.notes;

/** Says which of the requested agents were not found; null where all were. */
export function notFoundNote(notFound: readonly string[]): string | null {
  return notFound.length === 0 ? null : texts.notFound(notFound.join(', '));
}

/**
 * The notes beside a history, a sentence each: what was not understood, who was not found, who may be missing, which day
 * may begin too late, and whether the zone of the times is in doubt.
 */
export function historyNotes({
  notUnderstood,
  notFound,
  fewerThanTeam,
  apiTimes: { decidedBy },
  isNarrowedNow,
  days,
}: Pick<HistoryOverview, 'notUnderstood' | 'notFound' | 'fewerThanTeam' | 'apiTimes' | 'isNarrowedNow'> & {
  readonly days: readonly Pick<HistoryDayState, 'date' | 'mayBeginLater'>[];
}): string[] {
  const notes: string[] = [];
  if (decidedBy === 'none-fits') notes.push(teamTexts.details.noZoneFits);
  if (isNarrowedNow === true) notes.push(texts.narrowedNow);
  if (notUnderstood > 0) notes.push(texts.notUnderstood(notUnderstood));
  const missing = notFoundNote(notFound);
  if (missing !== null) notes.push(missing);
  if (fewerThanTeam !== null) notes.push(texts.fewerThanTeam(fewerThanTeam.read, fewerThanTeam.team));
  const late = days.filter(({ mayBeginLater }) => mayBeginLater).map(({ date }) => date);
  if (late.length > 0) notes.push(texts.mayBeginLater(late.join(', ')));
  return notes;
}
