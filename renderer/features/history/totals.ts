import { STATUSES, type HistoryAgent, type Status } from '../../../electron/shared/model.ts';
import { historyTexts } from '../../../electron/shared/texts/history/history.ts';
import { shortDuration } from '../../../electron/shared/format.ts';
import { statusKind, statusLabel } from '../../ui/status-label.ts';

const texts = historyTexts.totals;

/** One agent's milliseconds per status, and without a record. */
export interface TotalsRow {
  readonly userId: string;
  readonly name: string;
  readonly addition?: string;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly noRecordMs: number;
}

/** Adds up an agent's totals per drawn status. Names that the API documents do not list count as OTHER. */
export function agentTotals(agent: HistoryAgent): TotalsRow {
  const byStatus = zeroes();
  for (const [primary, ms] of Object.entries(agent.totalsMs)) byStatus[statusKind(primary)] += ms;
  const { userId, name, addition, noRecordMs } = agent;
  return { userId, name, ...(addition === undefined ? {} : { addition }), byStatus, noRecordMs };
}

/** A band in words: `Available 6 h 5 m, Busy 12 m, no record 2 h`. */
export function describeTotals(row: TotalsRow): string {
  const parts = STATUSES.filter((status) => row.byStatus[status] > 0).map((status) =>
    texts.status(statusLabel(status), shortDuration(row.byStatus[status])),
  );
  if (row.noRecordMs > 0) parts.push(texts.noRecord(shortDuration(row.noRecordMs)));
  return parts.join(', ') || texts.nothing;
}

function zeroes(): Record<Status, number> {
  return { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0 };
}
