import { describe, expect, it } from 'vitest';
import {
  moveInGrid,
  type GridPosition,
} from '../../../../../../../renderer/features/history/timeline/rows/useGridFocus.ts';
import { tooltipPosition } from '../../../../../../../renderer/features/history/timeline/band/useBandTooltip.ts';

const COUNTS = [3, 0, 2, 5];
const SHAPE = {
  rows: COUNTS.length,
  page: 2,
  intervalsIn: (row: number) => COUNTS[row] ?? 0,
  // In the fourth row the first two are before the shown time.
  firstShown: (row: number) => (row === 3 ? 2 : 0),
  sameTime: ({ interval }: GridPosition, row: number) =>
    interval === null || COUNTS[row] === 0 ? null : Math.min(interval, (COUNTS[row] ?? 1) - 1),
};

function moved(row: number, interval: number | null, ...keys: string[]): string {
  let position: GridPosition = { row, interval };
  for (const key of keys) position = moveInGrid(position, key.replace('^', ''), key.startsWith('^'), SHAPE) ?? position;
  return `${position.row}/${position.interval ?? '-'}`;
}

describe('moving in the timeline', () => {
  it('goes from agent to agent at the same time and stops at both ends', () => {
    expect(moved(0, null, 'ArrowDown')).toBe('1/-');
    expect(moved(2, 1, 'ArrowDown')).toBe('3/1');
    expect(moved(3, 4, 'ArrowUp')).toBe('2/1');
    expect(moved(2, 1, 'ArrowUp')).toBe('1/-');
    expect(moved(3, 2, 'ArrowDown')).toBe('3/2');
    expect(moved(0, null, 'ArrowUp')).toBe('0/-');
  });

  it('goes from interval to interval and back to the agent', () => {
    expect(moved(0, null, 'ArrowRight')).toBe('0/0');
    expect(moved(0, null, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe('0/2');
    expect(moved(0, 0, 'ArrowLeft')).toBe('0/-');
    expect(moved(0, 2, 'Escape')).toBe('0/-');
    expect(moved(1, null, 'ArrowRight')).toBe('1/-');
  });

  it('begins with what is shown', () => {
    expect(moved(3, null, 'ArrowRight')).toBe('3/2');
    expect(moved(3, 2, 'ArrowLeft')).toBe('3/1');
  });

  it('jumps inside a row, by page and to both ends of the list', () => {
    expect(moved(3, null, 'End')).toBe('3/4');
    expect(moved(3, 3, 'Home')).toBe('3/0');
    expect(moved(0, null, 'PageDown')).toBe('2/-');
    expect(moved(0, null, 'PageDown', 'PageDown')).toBe('3/-');
    expect(moved(0, null, '^End')).toBe('3/-');
    expect(moved(3, null, '^Home')).toBe('0/-');
  });

  it('leaves other keys alone, and Escape where there is nothing to leave', () => {
    expect(moveInGrid({ row: 0, interval: null }, 'a', false, SHAPE)).toBeNull();
    expect(moveInGrid({ row: 0, interval: null }, 'Escape', false, SHAPE)).toBeNull();
  });
});

describe('placing a tooltip', () => {
  const size = { width: 200, height: 40 };
  const viewport = { width: 380, height: 620 };

  it('is centred below, and above where there is no space', () => {
    expect(tooltipPosition({ left: 150, top: 100, width: 40, height: 16 }, size, viewport)).toEqual({
      left: 70,
      top: 122,
    });
    expect(tooltipPosition({ left: 150, top: 590, width: 40, height: 16 }, size, viewport)).toEqual({
      left: 70,
      top: 544,
    });
  });

  it('stays in the window', () => {
    expect(tooltipPosition({ left: 0, top: 0, width: 4, height: 16 }, size, viewport).left).toBe(8);
    expect(tooltipPosition({ left: 376, top: 0, width: 4, height: 16 }, size, viewport).left).toBe(172);
  });
});
