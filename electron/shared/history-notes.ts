import { countText, plural } from './count-text.ts';
import type { HistoryReport } from './history-model.ts';

/** What is to be said beside a history, a sentence each: what was not understood, who was not found, who may be missing. */
export function historyNotes({
  notUnderstood,
  notFound,
  fewerThanTeam,
}: Pick<HistoryReport, 'notUnderstood' | 'notFound' | 'fewerThanTeam'>): string[] {
  const notes: string[] = [];
  if (notUnderstood > 0) {
    const [entries, were, are] = notUnderstood === 1 ? ['entry', 'was', 'is'] : ['entries', 'were', 'are'];
    notes.push(
      `${countText(notUnderstood)} ${entries} of Kore.ai's answer ${were} not understood and ${are} missing here.`,
    );
  }
  if (notFound.length > 0) notes.push(`Nobody was found for ${notFound.join(', ')}.`);
  if (fewerThanTeam !== null) {
    const { read, team } = fewerThanTeam;
    notes.push(
      `Status details name ${plural(read, 'agent')} and availability ${countText(team)}: some may be missing here.`,
    );
  }
  return notes;
}
