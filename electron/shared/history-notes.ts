import { countText, plural } from './count-text.ts';
import { NO_ZONE_FITS } from './zone-words.ts';
import type { HistoryReport } from './history-model.ts';

/** Says who was asked for and not found; null where everybody was. */
export function notFoundNote(notFound: readonly string[]): string | null {
  return notFound.length === 0 ? null : `Nobody was found for ${notFound.join(', ')}.`;
}

/**
 * What is to be said beside a history, a sentence each: what was not understood, who was not found, who may be missing,
 * where a day may begin, and whether times are where they belong.
 */
export function historyNotes({
  notUnderstood,
  notFound,
  fewerThanTeam,
  apiTimes: { decidedBy },
  days,
}: Pick<HistoryReport, 'notUnderstood' | 'notFound' | 'fewerThanTeam' | 'apiTimes' | 'days'>): string[] {
  const notes: string[] = [];
  if (decidedBy === 'none-fits') notes.push(NO_ZONE_FITS);
  if (notUnderstood > 0) {
    const [entries, were, are] = notUnderstood === 1 ? ['entry', 'was', 'is'] : ['entries', 'were', 'are'];
    notes.push(
      `${countText(notUnderstood)} ${entries} of Kore.ai's answer ${were} not understood and ${are} missing here.`,
    );
  }
  const missing = notFoundNote(notFound);
  if (missing !== null) notes.push(missing);
  if (fewerThanTeam !== null) {
    const { read, team } = fewerThanTeam;
    notes.push(
      `Status details name ${plural(read, 'agent')} and availability ${countText(team)}: some may be missing here.`,
    );
  }
  const late = days.filter(({ mayBeginLater }) => mayBeginLater).map(({ date }) => date);
  if (late.length > 0) {
    notes.push(
      `${late.join(', ')} may begin later here than it did: Kore.ai lists records under the day they begin, and the day before was not read.`,
    );
  }
  return notes;
}
