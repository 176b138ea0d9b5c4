import type { HistoryReport } from './history-model.ts';

/** What is to be said beside a history, a sentence each: what could not be understood, who was not found, who may be missing. */
export function historyNotes({ notUnderstood, notFound, fewerThanTeam }: HistoryNotesOf): string[] {
  const [entries, are] = notUnderstood === 1 ? ['entry', 'is'] : ['entries', 'are'];
  return [
    notUnderstood === 0
      ? ''
      : `${notUnderstood} ${entries} of Kore.ai's answer could not be understood and ${are} missing here, so times may be incomplete.`,
    notFound.length === 0 ? '' : `Nobody was found for ${notFound.join(', ')}.`,
    fewerThanTeam === null
      ? ''
      : `Status details name ${fewerThanTeam.read} agents and availability ${fewerThanTeam.team}, so some may be missing here.`,
  ].filter((note) => note !== '');
}

type HistoryNotesOf = Pick<HistoryReport, 'notUnderstood' | 'notFound' | 'fewerThanTeam'>;
