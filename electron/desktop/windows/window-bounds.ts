type Rectangle = Electron.Rectangle;

/** This much of a window has to be on a display for a person to see it and get hold of it. */
const LEAST_VISIBLE = { width: 120, height: 60 };

/**
 * Where a window opens: as it was left, when enough of it would be seen; else in the middle of the first display.
 * It is never larger than the display.
 * @param saved how it was left; null at the first time
 * @param workAreas of all displays, the primary one first
 * @param size of a window that was never opened
 */
export function windowBounds(
  saved: Rectangle | null,
  workAreas: readonly Rectangle[],
  size: Electron.Size,
): Electron.Size | Rectangle {
  const home = saved === null ? undefined : workAreas.find((area) => isSeen(saved, area));
  if (saved !== null && home !== undefined) return { ...saved, ...fitted(saved, home) };
  const [primary] = workAreas;
  if (primary === undefined) return size;
  const { width, height } = fitted(saved ?? size, primary);
  return {
    x: Math.round(primary.x + (primary.width - width) / 2),
    y: Math.round(primary.y + (primary.height - height) / 2),
    width,
    height,
  };
}

function fitted(size: Electron.Size, area: Rectangle): Electron.Size {
  return { width: Math.min(size.width, area.width), height: Math.min(size.height, area.height) };
}

/** Whether enough of the window is in the area, its upper edge (where it is moved by) included. */
function isSeen(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= LEAST_VISIBLE.width && height >= LEAST_VISIBLE.height && window.y >= area.y;
}
