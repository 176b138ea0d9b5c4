import { computed, shallowRef, type ComputedRef } from 'vue';
import type { HistoryAgent, Status } from '../../../../../electron/shared/model.ts';
import { segmentAt, type Segment } from './band.ts';
import { describeSegment, type DayFrame } from './interval-text.ts';
import { agentTotals, describeTotals } from '../../totals.ts';
import type { GridPosition } from '../rows/useGridFocus.ts';
import { useNames } from '../../../../ui/useNames.ts';

/** What the tooltip shows and where it points. */
export interface TooltipContent {
  readonly anchor: Box;
  readonly lead: string;
  readonly rest: string;
  readonly status: Status | null;
}

interface TooltipParts {
  readonly rows: () => readonly HistoryAgent[];
  readonly segments: (agent: HistoryAgent) => readonly Segment[];
  readonly frame: () => DayFrame;
  /** The focused place in the grid; null when the focus is elsewhere. */
  readonly focus: () => GridPosition | null;
}

/** The timeline's tooltip and the handlers that drive it. */
export interface BandTooltip {
  readonly content: ComputedRef<TooltipContent | null>;
  onPointermove(event: PointerEvent): void;
  hide(): void;
  /** Points at the newly focused element. */
  onFocus(event: FocusEvent): void;
  /** The place in the grid under the pointer. */
  at(event: PointerEvent): GridPosition | null;
}

interface Hit {
  readonly row: number;
  readonly agent: HistoryAgent;
  readonly segment: Segment;
  readonly track: DOMRect;
}

/**
 * Shows what is under the pointer, or else what has the focus. A move of the focus takes over until the pointer moves
 * again.
 */
export function useBandTooltip(parts: TooltipParts): BandTooltip {
  const shown = useNames();
  const hovered = shallowRef<TooltipContent | null>(null);
  const focused = shallowRef<TooltipContent | null>(null);

  function hit(event: Event & { readonly clientX: number }): Hit | null {
    const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const row = Number(cell?.getAttribute('data-row') ?? NaN);
    const agent = parts.rows()[row];
    if (cell === null || agent === undefined) return null;
    const track = cell.getBoundingClientRect();
    const segment = segmentAt(parts.segments(agent), event.clientX - track.left);
    return segment && { row, agent, segment, track };
  }

  function onPointermove(event: PointerEvent): void {
    const found = hit(event);
    hovered.value = found && segmentContent(found.segment, found.track, parts.frame());
  }

  function onFocus(event: FocusEvent): void {
    hovered.value = null;
    const position = parts.focus();
    const agent = position === null ? undefined : parts.rows()[position.row];
    const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    focused.value = agent && cell && position ? focusContent(agent, position, cell.getBoundingClientRect()) : null;
  }

  function focusContent(agent: HistoryAgent, { interval }: GridPosition, track: DOMRect): TooltipContent {
    const wanted = interval === null ? undefined : agent.intervals[interval];
    const segment = wanted && parts.segments(agent).find((each) => each.interval === wanted);
    if (segment) return segmentContent(segment, track, parts.frame());
    const rest = `: ${describeTotals(agentTotals(agent))}`;
    return { anchor: box(track.left, track, Math.min(track.width, 340)), lead: shown(agent), rest, status: null };
  }

  return {
    content: computed(() => hovered.value ?? (parts.focus() === null ? null : focused.value)),
    onPointermove,
    hide: () => (hovered.value = null),
    onFocus,
    at(event) {
      const found = hit(event);
      const index = found?.segment.interval ? found.agent.intervals.indexOf(found.segment.interval) : null;
      return found && { row: found.row, interval: index };
    },
  };
}

function segmentContent(segment: Segment, track: DOMRect, frame: DayFrame): TooltipContent {
  const { lead, rest } = describeSegment(segment, frame);
  const status = segment.kind === 'NONE' ? null : segment.kind;
  return { anchor: box(track.left + segment.x, track, segment.width), lead, rest, status };
}

function box(left: number, track: DOMRect, width: number): Box {
  return { left, top: track.top, width, height: track.height };
}

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

/** Places a tooltip below its anchor, or above it when there is no space below, and always inside the window. */
export function tooltipPosition(
  anchor: Box,
  size: Size,
  viewport: Size,
): { readonly left: number; readonly top: number } {
  const below = anchor.top + anchor.height + GAP_PX;
  const above = anchor.top - GAP_PX - size.height;
  const fitsBelow = below + size.height + MARGIN_PX <= viewport.height;
  const centred = anchor.left + anchor.width / 2 - size.width / 2;
  return {
    left: Math.round(clamp(centred, MARGIN_PX, viewport.width - size.width - MARGIN_PX)),
    top: Math.round(clamp(fitsBelow ? below : above, MARGIN_PX, viewport.height - size.height - MARGIN_PX)),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
