/** Where the keyboard is: a row, and an interval of it or the row as a whole (null). */
export interface GridPosition {
  readonly row: number;
  readonly interval: number | null;
}

/** What a move needs to know about the rows. */
export interface GridShape {
  readonly rows: number;
  /** Rows of one screen, for Page Up and Page Down. */
  readonly page: number;
  /** How many intervals a row has. */
  intervalsIn(row: number): number;
  /** The interval of another row that lies at the same time as the given one; null when there is none. */
  sameTime(from: GridPosition, row: number): number | null;
}

/** Where a key leads; null when the key is none of the grid's, so that the browser keeps it. */
export function moveInGrid(
  position: GridPosition,
  key: string,
  hasCtrl: boolean,
  shape: GridShape,
): GridPosition | null {
  const toRow = (row: number): GridPosition => {
    const target = Math.max(0, Math.min(row, shape.rows - 1));
    return target === position.row ? position : { row: target, interval: shape.sameTime(position, target) };
  };
  if (key === 'ArrowDown') return toRow(position.row + 1);
  if (key === 'ArrowUp') return toRow(position.row - 1);
  if (key === 'PageDown') return toRow(position.row + shape.page);
  if (key === 'PageUp') return toRow(position.row - shape.page);
  if (key === 'Home' && hasCtrl) return toRow(0);
  if (key === 'End' && hasCtrl) return toRow(shape.rows - 1);
  return moveInRow(position, key, shape.intervalsIn(position.row));
}

function moveInRow({ row, interval }: GridPosition, key: string, count: number): GridPosition | null {
  const last = count - 1;
  const at = interval ?? -1;
  if (key === 'ArrowRight') return { row, interval: count === 0 ? null : Math.min(at + 1, last) };
  if (key === 'ArrowLeft') return { row, interval: at <= 0 ? null : at - 1 };
  if (key === 'Home') return { row, interval: count === 0 ? null : 0 };
  if (key === 'End') return { row, interval: count === 0 ? null : last };
  if (key === 'Escape' && interval !== null) return { row, interval: null };
  return null;
}
