import type { HistoryQuery, HistoryReport } from '../../electron/shared/model.ts';
/** Whom a made-up history is about. */
export interface FakePerson {
  readonly userId: string;
  readonly name: string;
}
/** A report in which every fifth person has no record, and the second one a status the documents do not name. */
export declare function fakeHistory(
  { from, to }: Pick<HistoryQuery, 'from' | 'to'>,
  people: readonly FakePerson[],
  timeZone: string,
  takenAt: number,
): HistoryReport;
