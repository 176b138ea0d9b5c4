import { nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import type { HistoryAgent, StatusInterval } from '../../../../../electron/shared/model.ts';

/** What keyboard navigation needs to know about the rows. */
interface GridParts {
  /** The element around all rows. */
  readonly grid: Readonly<Ref<HTMLElement | null>>;
  readonly rows: () => readonly HistoryAgent[];
  /** The number of rows on one screen. */
  readonly page: () => number;
  /** Scrolls a row into view, and moves the shown time where its interval is outside of it. */
  readonly reveal: (position: GridPosition) => void;
  /** The first interval of a row that is in the shown time; where there is none, the first. */
  readonly firstShown: (row: number) => number;
}

/** The focused place in the timeline, and the handlers that move it. */
interface GridFocus {
  readonly position: Readonly<Ref<GridPosition>>;
  readonly hasFocus: Readonly<Ref<boolean>>;
  onKeydown(event: KeyboardEvent): void;
  onFocusin(event: FocusEvent): void;
  onFocusout(event: FocusEvent): void;
  /** Moves the focus, as a click on a band does. */
  focus(position: GridPosition): Promise<void>;
}

/**
 * The timeline is one tab stop. Up and Down move between agents at the same time of day, Left and Right between
 * intervals, and Escape goes back to the agent.
 */
export function useGridFocus({ grid, rows, page, reveal, firstShown }: GridParts): GridFocus {
  const position = shallowRef<GridPosition>({ row: 0, interval: null });
  const hasFocus = ref(false);

  async function focus(next: GridPosition): Promise<void> {
    position.value = next;
    reveal(next);
    await nextTick();
    const cell = grid.value?.querySelector<HTMLElement>(`[data-row="${next.row}"]`);
    const piece = next.interval === null ? null : cell?.querySelector<SVGElement>(`[data-interval="${next.interval}"]`);
    (piece ?? cell)?.focus({ preventScroll: true });
  }

  function sameTime(from: GridPosition, row: number): number | null {
    const interval = from.interval === null ? undefined : rows()[from.row]?.intervals[from.interval];
    return interval === undefined ? null : nearest(rows()[row]?.intervals ?? [], interval.start);
  }

  function onKeydown(event: KeyboardEvent): void {
    // With Shift, arrows move the shown time.
    if (event.altKey || event.metaKey || event.shiftKey || !isInCell(event.target)) return;
    const shape = {
      rows: rows().length,
      page: page(),
      intervalsIn: (row: number) => rows()[row]?.intervals.length ?? 0,
      firstShown,
      sameTime,
    };
    const next = moveInGrid(position.value, event.key, event.ctrlKey, shape);
    if (next === null) return;
    event.preventDefault();
    void focus(next);
  }

  function onFocusin(event: FocusEvent): void {
    hasFocus.value = isInCell(event.target);
    const found = hasFocus.value ? positionOf(event.target as Element) : null;
    if (found !== null) position.value = found;
  }

  // Another day or order may move the row or leave it out: the tab stop must be a row that exists. A newer answer about
  // the same day leaves the interval in its place.
  watch(rows, (next, before) => {
    const { row: was, interval } = position.value;
    const agent = before[was];
    const row = next.findIndex(({ userId }) => userId === agent?.userId);
    const start = interval === null ? undefined : agent?.intervals[interval]?.start;
    const same = next[row]?.intervals.findIndex((each) => each.start === start) ?? -1;
    position.value = { row: Math.max(0, row), interval: same < 0 ? null : same };
  });

  return { position, hasFocus, onKeydown, onFocusin, onFocusout: () => (hasFocus.value = false), focus };
}

function isInCell(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-row]') !== null;
}

function positionOf(target: Element): GridPosition | null {
  const row = target.closest('[data-row]')?.getAttribute('data-row') ?? null;
  const interval = target.getAttribute('data-interval');
  return row === null ? null : { row: Number(row), interval: interval === null ? null : Number(interval) };
}

/** The interval at the instant, or else the last one before it, or the first. */
function nearest(intervals: readonly StatusInterval[], at: number): number | null {
  if (intervals.length === 0) return null;
  return Math.max(
    0,
    intervals.findLastIndex(({ start }) => start <= at),
  );
}

/** A focused place: a row and one of its intervals, or null for the row itself. */
export interface GridPosition {
  readonly row: number;
  readonly interval: number | null;
}

/** What a key press needs to know about the rows. */
interface GridShape {
  readonly rows: number;
  /** The number of rows that Page Up and Page Down move. */
  readonly page: number;
  intervalsIn(row: number): number;
  /** Where the first step from a row leads. */
  firstShown(row: number): number;
  /** The interval in another row at the same time as the given one; null when there is none. */
  sameTime(from: GridPosition, row: number): number | null;
}

/** Where a key leads; null for keys that the grid leaves to the browser. */
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
  return moveInRow(position, key, shape.intervalsIn(position.row), shape.firstShown(position.row));
}

function moveInRow(
  { row, interval }: GridPosition,
  key: string,
  count: number,
  firstShown: number,
): GridPosition | null {
  const last = count - 1;
  if (key === 'ArrowRight') {
    return { row, interval: count === 0 ? null : Math.min(interval === null ? firstShown : interval + 1, last) };
  }
  if (key === 'ArrowLeft') return { row, interval: interval === null || interval === 0 ? null : interval - 1 };
  if (key === 'Home') return { row, interval: count === 0 ? null : 0 };
  if (key === 'End') return { row, interval: count === 0 ? null : last };
  if (key === 'Escape' && interval !== null) return { row, interval: null };
  return null;
}
