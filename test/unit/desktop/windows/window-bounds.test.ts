import { describe, expect, it } from 'vitest';
import { windowBounds } from '../../../../electron/desktop/windows/window-bounds.ts';

describe('windowBounds', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 984 };
  const size = { width: 1060, height: 640 };
  const at = (x: number, y: number, width = 800, height = 500) => ({ x, y, width, height });

  it.each([
    ['in the middle at first', null, [primary], at(430, 200, 1060, 640)],
    ['as it was left', at(100, 50), [primary], at(100, 50)],
    ['as it was left on the second display', at(2000, 50), [primary, second], at(2000, 50)],
    ['in the middle when its display is gone', at(2000, 50), [primary], at(560, 270)],
    ['in the middle when only its rim would be seen', at(1900, 50), [primary], at(560, 270)],
    ['in the middle when its title bar would be above the display', at(100, -30), [primary], at(560, 270)],
    ['no larger than its display', at(2000, 0, 3000, 2000), [second], at(2000, 0, 1280, 984)],
    ['no larger than the first display', null, [{ ...primary, width: 900, height: 500 }], at(0, 0, 900, 500)],
    ['wherever the system likes when it names no display', null, [], size],
  ])('opens %s', (_, saved, areas, bounds) => {
    expect(windowBounds(saved, areas, size)).toEqual(bounds);
  });
});
