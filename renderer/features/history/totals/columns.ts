import { STATUSES, type AgentTotals, type HistoryPerson, type Status } from '../../../../electron/shared/model.ts';
import { totalsTexts } from '../../../../electron/shared/texts/history/totals.ts';
import { isPlainStatus, statusKind, statusLabel, statusName, type NamedStatus } from '../../../ui/status-label.ts';

/** What the columns are: a status each, or a secondary status each. */
export type TotalsDetail = 'status' | 'secondary';

/** A column of times in one status or secondary status. */
export interface StatusColumn {
  readonly key: string;
  readonly kind: Status;
  /** What the column is headed by, beside the mark of its status. */
  readonly label: string;
  /** `Away · Lunch`, where nothing else says the status. */
  readonly name: string;
}

/** One row of times: an agent's, or those of several agents or days together. */
export interface TotalsLine {
  /** Milliseconds by the key of a column. */
  readonly cells: ReadonlyMap<string, number>;
  /** The same as shares of the recorded time, in words. */
  readonly shares: ReadonlyMap<string, string>;
  readonly recordedMs: number;
  /** Part of the times in `cells`. */
  readonly overLimitMs: number;
  readonly noRecordMs: number;
  readonly daysNotRead: number;
}

/** The row of one agent. */
export interface AgentLine extends TotalsLine {
  readonly agent: HistoryPerson;
}

const { compare } = new Intl.Collator('en');

/**
 * The columns for what a team did, in the order of the statuses. The four documented statuses are always there; a
 * secondary status only where it occurs.
 */
export function statusColumns(totals: readonly NamedStatus[], detail: TotalsDetail): readonly StatusColumn[] {
  const documented = STATUSES.filter((status) => status !== 'OTHER').map((status) => columnOf(plain(status), 'status'));
  const start = detail === 'status' ? documented : [];
  const columns = new Map(start.map((column) => [column.key, column]));
  for (const total of totals) {
    const key = keyOf(total, detail);
    if (!columns.has(key)) columns.set(key, columnOf(total, detail));
  }
  return [...columns.values()].sort((a, b) => placeOf(a) - placeOf(b) || compare(a.name, b.name));
}

/** What some totals are in the columns. */
export function totalsLine(
  { totals, noRecordMs, daysNotRead }: Pick<AgentTotals, 'totals' | 'noRecordMs' | 'daysNotRead'>,
  detail: TotalsDetail,
): TotalsLine {
  const cells = new Map<string, number>();
  let [recordedMs, overLimitMs] = [0, 0];
  for (const total of totals) {
    const key = keyOf(total, detail);
    cells.set(key, (cells.get(key) ?? 0) + total.totalMs);
    recordedMs += total.totalMs;
    overLimitMs += total.overLimitMs;
  }
  return { cells, shares: sharesOf(cells), recordedMs, overLimitMs, noRecordMs, daysNotRead };
}

/** Times as shares of their sum, in full per cent that add up to 100: those with the largest remainders are rounded up. */
export function sharesOf(times: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const all = [...times.values()].reduce((sum, ms) => sum + ms, 0);
  const exact = [...times].filter(([, ms]) => ms > 0).map(([key, ms]) => ({ key, percent: (ms / all) * 100 }));
  const missing = 100 - exact.reduce((sum, { percent }) => sum + Math.floor(percent), 0);
  const byRemainder = exact.toSorted((a, b) => (b.percent % 1) - (a.percent % 1));
  return new Map(
    byRemainder.map(({ key, percent }, index) => {
      const full = Math.floor(percent) + (index < missing ? 1 : 0);
      return [key, totalsTexts.share(full === 0 ? '<1' : String(full))];
    }),
  );
}

/** The API mixes cases in one answer, so case does not make a difference. */
function keyOf({ primaryStatus, secondaryStatus }: NamedStatus, detail: TotalsDetail): string {
  if (detail === 'status') return statusKind(primaryStatus);
  const [primary, secondary] = [primaryStatus.trim().toUpperCase(), secondaryStatus.trim().toUpperCase()];
  return JSON.stringify([primary, secondary || primary]);
}

function columnOf(status: NamedStatus, detail: TotalsDetail): StatusColumn {
  const kind = statusKind(status.primaryStatus);
  const key = keyOf(status, detail);
  if (detail === 'status') return { key, kind, label: statusLabel(kind), name: statusLabel(kind) };
  const name = statusName(status);
  return { key, kind, label: isPlainStatus(status) ? name : status.secondaryStatus.trim(), name };
}

function plain(status: Status): NamedStatus {
  return { primaryStatus: status, secondaryStatus: '' };
}

function placeOf({ kind }: StatusColumn): number {
  return STATUSES.indexOf(kind);
}
