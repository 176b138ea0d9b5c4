import type { HistoryReport } from '../../../electron/shared/model.ts';

/**
 * A report that was not whole with what was read afterwards, of its first missing day and all after it. Null where the
 * later answers have shown that the times are in another zone: then the earlier days have to be read again too.
 */
export function joinReports(before: HistoryReport, rest: HistoryReport): HistoryReport | null {
  if (before.apiTimes.zone !== rest.apiTimes.zone) return null;
  return {
    ...rest,
    from: before.from,
    notUnderstood: before.notUnderstood + rest.notUnderstood,
    fewerThanTeam: rest.fewerThanTeam ?? before.fewerThanTeam,
    days: [...before.days.filter(({ date }) => date < rest.from), ...rest.days],
  };
}
