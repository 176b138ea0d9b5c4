import { csvCell, zonedTime } from '../../history/out/csv.ts';
import type { AlertEntry } from '../../shared/model.ts';

const BOM = '\uFEFF';
const END = '\r\n';

/** A file of the log, in the order given; times are on the team's clock, with their offset. Demo data is marked. */
export function alertLogCsv(
  entries: readonly AlertEntry[],
  { timeZone, isDemo }: { readonly timeZone: string; readonly isDemo: boolean },
): string {
  const lines = entries.map(({ at, ruleId, kind, event, userId, text, held, excused }) => {
    const outcome = held === null ? 'delivered' : 'held';
    const time = zonedTime(at, timeZone);
    const cells = [
      time,
      ruleId,
      kind,
      event,
      userId ?? '',
      text,
      outcome,
      held ?? '',
      excused ?? '',
      ...(isDemo ? ['demo'] : []),
    ];
    return cells.map(csvCell).join(',') + END;
  });
  return `${BOM}at,rule,kind,event,user_id,text,outcome,reason,excused${isDemo ? ',source' : ''}${END}${lines.join('')}`;
}
