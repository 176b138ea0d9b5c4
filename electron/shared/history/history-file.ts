import type { HistoryExport } from './history-model.ts';

/** What a file of the history has in it, or of what was told, or of when too few were available. */
export type HistoryFile = HistoryExport['kind'] | 'timeline' | 'handover' | 'alerts' | 'below';

/** The formats of files of the history, by the ending of their names. */
const TYPES = {
  csv: 'text/csv',
  json: 'application/json',
  png: 'image/png',
  txt: 'text/plain',
  md: 'text/markdown',
} as const;
export type HistoryFormat = keyof typeof TYPES;

const FILE_NAME =
  /^rollcall-[\p{L}\p{N}\p{M}-]{1,60}-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}(?:-totals|-coverage|-timeline|-handover|-alerts|-below)?(?:-partial)?\.(?<format>csv|json|png|txt|md)$/u;
const MAX_CHARACTERS = 40;

/** The media type of a format. */
export function historyFileType(format: HistoryFormat): string {
  return TYPES[format];
}

/**
 * `rollcall-early-shift-2026-11-23-2026-11-29.csv`; `-totals`, for example, and `-partial` say what else it is. Of the
 * view's name it has what every file system takes.
 */
export function historyFileName(
  view: string,
  { from, to }: { readonly from: string; readonly to: string },
  {
    kind,
    format,
    isPartial,
  }: { readonly kind: HistoryFile; readonly format: HistoryFormat; readonly isPartial: boolean },
): string {
  const words = view.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? ['view'];
  const name = [...words.join('-')].slice(0, MAX_CHARACTERS).join('');
  const what = kind === 'intervals' ? '' : `-${kind}`;
  return `rollcall-${name}-${from}-${to}${what}${isPartial ? '-partial' : ''}.${format}`;
}

/** Whether a file has a name that `historyFileName` gives and the type of its format: the desktop saves no other. */
export function isHistoryFile(name: string, type: string): boolean {
  const format = FILE_NAME.exec(name)?.groups?.['format'];
  return Object.entries(TYPES).some(([ending, ofEnding]) => ending === format && ofEnding === type);
}
