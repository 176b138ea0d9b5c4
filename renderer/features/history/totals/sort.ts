import type { AgentLine } from './columns.ts';

/** By what the rows are sorted: the name, a column, or one of the times beside them. */
export interface TotalsSort {
  readonly by: string;
  readonly isDescending: boolean;
}

/** The keys of what is not a status: no status has a lower-case key. */
export const NAME = 'name';
export const OVER_LIMIT = 'overLimit';
export const NO_RECORD = 'noRecord';
export const NOT_READ = 'notRead';

export const BY_NAME: TotalsSort = { by: NAME, isDescending: false };

/** What the head of a column makes of the order: names begin at A, times with the longest; the same again turns it round. */
export function sortedBy(by: string, before: TotalsSort): TotalsSort {
  return before.by === by ? { by, isDescending: !before.isDescending } : { by, isDescending: by !== NAME };
}

/** The rows in order. They come by name, and equals stay so. */
export function sortLines<T extends AgentLine>(lines: readonly T[], { by, isDescending }: TotalsSort): readonly T[] {
  if (by === NAME) return isDescending ? [...lines].reverse() : lines;
  const direction = isDescending ? -1 : 1;
  return [...lines].sort((a, b) => direction * (valueOf(a, by) - valueOf(b, by)));
}

function valueOf(line: AgentLine, by: string): number {
  if (by === OVER_LIMIT) return line.overLimitMs;
  if (by === NO_RECORD) return line.noRecordMs;
  if (by === NOT_READ) return line.daysNotRead;
  return line.cells.get(by) ?? 0;
}
