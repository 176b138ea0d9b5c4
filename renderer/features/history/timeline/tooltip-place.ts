/** A rectangle in the window's own pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export type Size = Pick<Box, 'width' | 'height'>;

const GAP_PX = 6;
const MARGIN_PX = 8;

/** Where a tooltip goes: below its anchor, above when there is no room, and always inside the window. */
export function placeTooltip(anchor: Box, size: Size, viewport: Size): { readonly left: number; readonly top: number } {
  const below = anchor.top + anchor.height + GAP_PX;
  const above = anchor.top - GAP_PX - size.height;
  const hasRoomBelow = below + size.height + MARGIN_PX <= viewport.height;
  const centred = anchor.left + anchor.width / 2 - size.width / 2;
  return {
    left: Math.round(clamp(centred, MARGIN_PX, viewport.width - size.width - MARGIN_PX)),
    top: Math.round(clamp(hasRoomBelow ? below : above, MARGIN_PX, viewport.height - size.height - MARGIN_PX)),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
