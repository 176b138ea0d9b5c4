import type { HistoryExport } from './history-model.ts';

/** The type of an exported table; the desktop saves it under no other name than `historyFileName` gives. */
export const HISTORY_FILE_TYPE = 'text/csv';

const FILE_NAME = /^rollcall-[\p{L}\p{N}\p{M}-]{1,60}-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}(-totals)?(-partial)?\.csv$/u;
const MAX_CHARACTERS = 40;

/**
 * `rollcall-early-shift-2026-11-23-2026-11-29.csv`; `-totals` and `-partial` say what else it is. Of the view's name it
 * has what every file system takes.
 */
export function historyFileName(
  view: string,
  { from, to }: { readonly from: string; readonly to: string },
  what: HistoryExport,
  isPartial: boolean,
): string {
  const words = view.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? ['view'];
  const name = [...words.join('-')].slice(0, MAX_CHARACTERS).join('');
  return `rollcall-${name}-${from}-${to}${what === 'totals' ? '-totals' : ''}${isPartial ? '-partial' : ''}.csv`;
}

/** Whether a file has a name that `historyFileName` gives. */
export function isHistoryFileName(name: string): boolean {
  return FILE_NAME.test(name);
}
