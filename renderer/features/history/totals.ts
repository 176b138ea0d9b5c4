import { STATUSES, type HistoryAgent, type Status } from '../../../electron/shared/model.ts';
import { historyTexts } from '../../../electron/shared/texts/history.ts';
import { wordDuration } from '../../../electron/shared/texts/plurals.ts';
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

/** A band in words: `Available 6 hours 5 minutes, Busy 12 minutes, no record 2 hours`. */
export function describeTotals(row: TotalsRow): string {
  const parts = STATUSES.filter((status) => row.byStatus[status] > 0).map((status) =>
    texts.status(statusLabel(status), wordDuration(row.byStatus[status])),
  );
  if (row.noRecordMs > 0) parts.push(texts.noRecord(wordDuration(row.noRecordMs)));
  return parts.join(', ') || texts.nothing;
}

function zeroes(): Record<Status, number> {
  return { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0 };
}
