import { describe, expect, it } from 'vitest';
import { boardGrid } from '../../../../../renderer/features/board/board-grid.ts';

const TELEVISIONS = [
  [1920, 1080],
  [3840, 2160],
  [1280, 720],
  [1080, 1920],
] as const;

/** The grid of teams with numbers of four digits, on a screen of its own. */
function gridOf(teams: number, [width, height]: readonly [number, number], room = { width, height }) {
  return boardGrid({ teams, cells: 4, digitsWidth: 2.6 }, room, { width, height });
}

describe('the grid of a board', () => {
  it.each(TELEVISIONS)('shows up to 12 teams at %i x %i, readable from afar', (width, height) => {
    for (let teams = 1; teams <= 12; teams += 1) {
      const { shown, size, isScrolled } = gridOf(teams, [width, height]);
      expect({ shown, isScrolled }).toEqual({ shown: teams, isScrolled: false });
      expect(size).toBeGreaterThanOrEqual(Math.min(width, height) / 16);
    }
  });

  it('grows with the screen', () => {
    expect(gridOf(6, [3840, 2160]).size).toBeGreaterThanOrEqual(2 * gridOf(6, [1920, 1080]).size);
  });

  it('leaves out what could not be read, and no more', () => {
    const { shown, size } = gridOf(50, [1920, 1080]);
    expect(shown).toBeGreaterThan(12);
    expect(shown).toBeLessThan(50);
    expect(size).toBeGreaterThanOrEqual(1080 / 16);
    expect(gridOf(shown, [1920, 1080])).toEqual(gridOf(50, [1920, 1080]));
  });

  it('keeps every team in its place while a banner takes some of the room', () => {
    const whole = gridOf(6, [1920, 1080]);
    const { size, ...places } = gridOf(6, [1920, 1080], { width: 1920, height: 600 });
    expect(whole).toMatchObject(places);
    expect(size).toBeLessThan(whole.size);
  });

  it('scrolls on a phone rather than leave out a team', () => {
    expect(gridOf(12, [320, 640])).toMatchObject({ columns: 1, shown: 12, isScrolled: true });
    expect(gridOf(1, [320, 640])).toMatchObject({ shown: 1, isScrolled: false });
  });

  it('is empty without teams or room', () => {
    expect(gridOf(0, [1920, 1080]).shown).toBe(0);
    expect(gridOf(1, [0, 0]).shown).toBe(1);
  });
});
