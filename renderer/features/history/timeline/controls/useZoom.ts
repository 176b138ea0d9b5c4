import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { Span } from '../band/band.ts';
import { pan, snapped, spanBetween, spanInDay, zoomAt } from './zoom.ts';

/** What zooming needs to know of the timeline. */
interface ZoomParts {
  /** Around the axis and all bands. */
  readonly area: Readonly<Ref<HTMLElement | null>>;
  /** An element as wide as the bands and above them. */
  readonly track: Readonly<Ref<HTMLElement | null>>;
  readonly span: () => Span;
  readonly day: () => Span;
  /** Null for the hours that have records. */
  readonly zoom: Ref<Span | null>;
  /** Gives the timeline the focus, so that its keys undo what the pointer did. */
  readonly takeFocus: () => void;
  /** A click that was no drag. */
  readonly onClick: (event: PointerEvent) => void;
}

/** What a drag selects, and the ways to change the shown part of the day. */
export interface Zoom {
  /** What is being selected by a drag, as two instants; null otherwise. */
  readonly selection: ComputedRef<Span | null>;
  /** Shows half of the time, or twice as much, around its middle. */
  zoomIn(): void;
  zoomOut(): void;
  /** Moves the shown time until some of a time is in it. */
  reveal(start: number, end: number): void;
  showWholeDay(): void;
  /** Goes back to the hours that have records. */
  reset(): void;
  onKeydown(event: KeyboardEvent): void;
  /** The instant at a pixel of the window, in the shown time. */
  timeAt(clientX: number): number;
  /** The instant that a pointer is over; null beside the bands. */
  instantAt(event: PointerEvent): number | null;
}

/** A move of fewer pixels is a click. */
const DRAG_PX = 4;
const ZOOM_STEP = 0.5;
const PAN_SHARE = 0.25;
// A notch of a mouse wheel is about 100 pixels; eleven notches zoom from a day to five minutes.
const WHEEL_RATE = 0.005;

/** The button is held down. */
interface Drag {
  readonly fromX: number;
  readonly toX: number;
  readonly isMoved: boolean;
  /** The time that was shown when a move of it began; null while a time is selected. */
  readonly moved: Span | null;
}

/** Zooms by dragging over a range, by Ctrl and the wheel, and by keys; a wheel to the side or a drag with Shift moves the shown time. */
export function useZoom({ area, track, span, day, zoom, takeFocus, onClick }: ZoomParts): Zoom {
  const drag = shallowRef<Drag | null>(null);

  function timeAt(clientX: number): number {
    const { left = 0, width = 1 } = track.value?.getBoundingClientRect() ?? {};
    const { start, end } = span();
    return start + Math.max(0, Math.min((clientX - left) / width, 1)) * (end - start);
  }

  const trackWidth = (): number => track.value?.getBoundingClientRect().width || 1;

  const selection = computed(() => {
    if (drag.value?.isMoved !== true || drag.value.moved !== null) return null;
    const { start, end } = span();
    return snapped(timeAt(drag.value.fromX), timeAt(drag.value.toX), day(), (end - start) / trackWidth());
  });

  function by(factor: number): void {
    const { start, end } = span();
    zoom.value = zoomAt(span(), factor, (start + end) / 2, day());
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = actionOf(event);
    if (act === null) return;
    event.preventDefault();
    act();
  }

  function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | null {
    if (key === '+' || key === '=') return () => by(ZOOM_STEP);
    if (key === '-') return () => by(1 / ZOOM_STEP);
    if (key === '0') return () => (zoom.value = day());
    if (key === 'ArrowLeft' && shiftKey) return () => (zoom.value = pan(span(), -PAN_SHARE, day()));
    if (key === 'ArrowRight' && shiftKey) return () => (zoom.value = pan(span(), PAN_SHARE, day()));
    if (key === 'Escape' && drag.value !== null) return () => (drag.value = null);
    if (key === 'Escape' && zoom.value !== null) return () => (zoom.value = null);
    return null;
  }

  useEventListener(area, 'pointerdown', (event) => {
    if (event.button !== 0 || !isOnTrack(event.target)) return;
    // Otherwise the browser would select text and move the focus.
    event.preventDefault();
    const moved = event.shiftKey ? span() : null;
    drag.value = { fromX: event.clientX, toX: event.clientX, isMoved: false, moved };
  });

  useEventListener(area, 'pointermove', (event) => {
    const started = drag.value;
    if (started === null) return;
    const isMoved = started.isMoved || Math.abs(event.clientX - started.fromX) >= DRAG_PX;
    // A drag may leave the timeline and end outside of it.
    if (isMoved && !started.isMoved) area.value?.setPointerCapture(event.pointerId);
    drag.value = { ...started, toX: event.clientX, isMoved };
    if (isMoved && started.moved !== null) {
      zoom.value = pan(started.moved, (started.fromX - event.clientX) / trackWidth(), day());
    }
  });

  useEventListener(area, 'pointercancel', () => (drag.value = null));
  useEventListener(area, 'pointerup', (event) => {
    const ended = drag.value;
    if (ended?.isMoved === true) drag.value = { ...ended, toX: event.clientX };
    const selected = selection.value;
    drag.value = null;
    if (ended?.isMoved === true) takeFocus();
    if (selected !== null) zoom.value = spanBetween(selected.start, selected.end, day());
    else if (ended?.isMoved === false) onClick(event);
  });

  // Not passive, because the page must neither zoom nor go back.
  useEventListener(area, 'wheel', onWheel, { passive: false });

  function onWheel(event: WheelEvent): void {
    const isZoom = event.ctrlKey || event.metaKey;
    const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!isZoom && !isPan) return;
    event.preventDefault();
    takeFocus();
    if (isZoom) zoom.value = zoomAt(span(), Math.exp(event.deltaY * WHEEL_RATE), timeAt(event.clientX), day());
    else zoom.value = pan(span(), (event.deltaX || event.deltaY) / trackWidth(), day());
  }

  return {
    selection,
    zoomIn: () => by(ZOOM_STEP),
    zoomOut: () => by(1 / ZOOM_STEP),
    reveal(start, end) {
      const shown = span();
      if (end > shown.start && start < shown.end) return;
      const from = (start + end - (shown.end - shown.start)) / 2;
      zoom.value = spanInDay({ start: from, end: from + shown.end - shown.start }, day());
    },
    showWholeDay: () => (zoom.value = day()),
    reset: () => (zoom.value = null),
    onKeydown,
    timeAt,
    instantAt: ({ clientX, target }) => (isOnTrack(target) ? timeAt(clientX) : null),
  };
}

function isOnTrack(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-row], [data-track]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), select, textarea') !== null;
}
