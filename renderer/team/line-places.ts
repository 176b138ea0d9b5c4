import type { RosterGroup, RosterItem } from './roster.ts';

// As in tokens.css: --row and --group.
const ROW_PX = 34;
/** Height of a group head. */
export const GROUP_PX = 28;

/** Where the lines of a list stand, in pixels from its top. */
export interface LinePlaces {
  /** Where a line begins; for the number of lines, where the last one ends. */
  startOf(index: number): number;
  /** The line that covers a pixel, the first or last one beyond them; -1 in an empty list. */
  indexAt(px: number): number;
  /** The nearest group head at or above a line; null without one. */
  groupAt(index: number): RosterGroup | null;
}

/** All heights are known, so that a handful of heads gives every place. */
export function linePlaces(items: readonly RosterItem[]): LinePlaces {
  const heads: number[] = [];
  for (const [index, { kind }] of items.entries()) if (kind === 'group') heads.push(index);

  const startOf = (index: number): number =>
    index * ROW_PX - heads.filter((head) => head < index).length * (ROW_PX - GROUP_PX);

  function indexAt(px: number): number {
    // As if all of them were heads, it can only be that line or one above.
    let index = Math.min(Math.floor(Math.max(px, 0) / GROUP_PX), items.length - 1);
    while (index > 0 && startOf(index) > px) index = Math.max(0, index - Math.ceil((startOf(index) - px) / ROW_PX));
    return index;
  }

  function groupAt(index: number): RosterGroup | null {
    const item = items[heads.findLast((head) => head <= index) ?? -1];
    return item?.kind === 'group' ? item : null;
  }

  return { startOf, indexAt, groupAt };
}
