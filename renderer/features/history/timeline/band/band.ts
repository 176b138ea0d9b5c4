import type { Status, StatusInterval } from '../../../../../electron/shared/model.ts';
import { statusKind } from '../../../../ui/status-label.ts';

/** The time a band shows, epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One piece of a band, in pixels from its left edge. `interval` is null where there is no record. */
export interface Segment {
  readonly kind: Status | 'NONE';
  readonly x: number;
  readonly width: number;
  readonly start: number;
  readonly end: number;
  readonly interval: StatusInterval | null;
  /** Where the clock shows an hour twice, which half of the band the piece has: the first time above the second. */
  readonly half?: 'upper' | 'lower';
}

// A status of a few seconds must stay visible on the band of a full day.
const MIN_WIDTH_PX = 1;

/**
 * Cuts an agent's day into pieces to draw, in order: one per interval and one per hole. Nothing is drawn after
 * `knownUntil`: a missing record says nothing about the future.
 */
export function bandSegments(
  intervals: readonly StatusInterval[],
  span: Span,
  knownUntil: number,
  widthPx: number,
): Segment[] {
  const until = Math.min(span.end, knownUntil);
  const scale = createScale(span, widthPx);
  const segments: Segment[] = [];
  let reached = span.start;
  for (const interval of intervals) {
    const start = Math.max(interval.start, reached);
    const end = Math.min(interval.end ?? until, until);
    if (end <= start) continue;
    if (start > reached) segments.push(piece('NONE', reached, start, null, scale));
    segments.push(piece(statusKind(interval.primaryStatus), start, end, interval, scale));
    reached = end;
  }
  if (reached < until) segments.push(piece('NONE', reached, until, null, scale));
  return segments;
}

/** Returns a function from an instant to pixels from a band's left edge. */
export function createScale(span: Span, widthPx: number): (at: number) => number {
  const perMs = span.end > span.start ? widthPx / (span.end - span.start) : 0;
  return (at) => (at - span.start) * perMs;
}

/** The piece under a pixel, or a neighbour that is too thin to be hit exactly. */
export function segmentAt(segments: readonly Segment[], x: number): Segment | null {
  const isNear = (segment: Segment): boolean => x >= segment.x - 2 && x <= segment.x + segment.width + 2;
  const thin = segments.find((segment) => segment.width < 4 && segment.interval !== null && isNear(segment));
  return thin ?? segments.find((segment) => x >= segment.x && x < segment.x + segment.width) ?? null;
}

function piece(
  kind: Segment['kind'],
  start: number,
  end: number,
  interval: StatusInterval | null,
  scale: (at: number) => number,
): Segment {
  const x = scale(start);
  return { kind, x, width: Math.max(MIN_WIDTH_PX, scale(end) - x), start, end, interval };
}
