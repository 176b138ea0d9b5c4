import { countText } from './format.ts';
import { plural } from './texts/plurals.ts';
import type { HistoryReport, ApiTimesVerdict } from './history-model.ts';

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

/** What is said where the times of status details fit neither zone they may be in. */
export const NO_ZONE_FITS =
  'Kore.ai’s times fit neither UTC nor the team’s zone, so nobody knows where they belong. Check the team’s time zone in Settings.';

/** Why times were read in a zone. */
export const ZONE_DECIDED_BY: Readonly<Record<ApiTimesVerdict['decidedBy'], string>> = {
  setting: 'setting',
  evidence: 'evidence',
  assumed: 'assumed zone',
  'none-fits': 'no zone fits',
  'no-difference': 'both zones are the same',
};

/** What is said above a history whose times are read in a zone that nobody knows to be right. */
export const ASSUMED_ZONE =
  'Assumed zone: it is not known yet in which zone Kore.ai writes its times. They are shown as if it were the team’s; Settings can say which it is.';
