import { csvCell, zonedTime } from '../../history/out/csv.ts';
import type { AlertEntry } from '../../shared/model.ts';

const BOM = '\uFEFF';
const END = '\r\n';

/** A file of the log, in the order given; times are on the team's clock, with their offset. */
export function alertLogCsv(entries: readonly AlertEntry[], timeZone: string): string {
  const lines = entries.map(({ at, ruleId, kind, event, userId, text, held, excused }) => {
    const state = held === null ? 'delivered' : 'held';
    const time = zonedTime(at, timeZone);
    const cells = [time, ruleId, kind, event, userId ?? '', text, state, held ?? '', excused ?? ''];
    return cells.map(csvCell).join(',') + END;
  });
  return `${BOM}at,rule,kind,event,user_id,text,state,reason,excused${END}${lines.join('')}`;
}
