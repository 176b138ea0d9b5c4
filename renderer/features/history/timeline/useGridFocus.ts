import { nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import type { HistoryAgent, StatusInterval } from '../../../../electron/shared/model.ts';
import { moveInGrid, type GridPosition } from './grid-moves.ts';

/** What the keyboard needs of the timeline's rows. */
export interface GridParts {
  /** The element around all rows. */
  readonly grid: Readonly<Ref<HTMLElement | null>>;
  readonly rows: () => readonly HistoryAgent[];
  /** Rows of one screen. */
  readonly page: () => number;
  /** Brings a row into sight. */
  readonly reveal: (row: number) => void;
}

/** Where the keyboard is in the timeline, and the handlers that move it. */
export interface GridFocus {
  readonly position: Readonly<Ref<GridPosition>>;
  readonly hasFocus: Readonly<Ref<boolean>>;
  onKeydown(event: KeyboardEvent): void;
  onFocusin(event: FocusEvent): void;
  onFocusout(event: FocusEvent): void;
  /** Moves the focus, as a click on a band does. */
  focus(position: GridPosition): Promise<void>;
}

/**
 * One tab stop for the whole timeline: up and down go from agent to agent at the same time of day, left and right from
 * interval to interval, Escape back to the agent.
 */
export function useGridFocus({ grid, rows, page, reveal }: GridParts): GridFocus {
  const position = shallowRef<GridPosition>({ row: 0, interval: null });
  const hasFocus = ref(false);

  async function focus(next: GridPosition): Promise<void> {
    position.value = next;
    reveal(next.row);
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
    if (event.altKey || event.metaKey || !isInCell(event.target)) return;
    const shape = {
      rows: rows().length,
      page: page(),
      intervalsIn: (row: number) => rows()[row]?.intervals.length ?? 0,
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

  // Fewer rows after a search or another day: the tab stop must be a row that exists.
  watch(rows, () => (position.value = { row: 0, interval: null }));

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

/** The interval that runs at the instant, or else the last one before it, or the first. */
function nearest(intervals: readonly StatusInterval[], at: number): number | null {
  if (intervals.length === 0) return null;
  return Math.max(
    0,
    intervals.findLastIndex(({ start }) => start <= at),
  );
}
