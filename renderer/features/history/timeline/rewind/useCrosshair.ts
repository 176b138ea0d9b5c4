import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { Span } from '../band/band.ts';

/** What the crosshair needs to know of the timeline. */
interface CrosshairParts {
  /** The shown part of the day. */
  readonly span: () => Span;
  readonly day: () => Span;
  readonly knownUntil: () => number;
  /** The minute that stays; null while the crosshair follows the pointer. */
  readonly pinned: Ref<number | null>;
}

/** The minute that is looked at, and how it is chosen. */
export interface Crosshair {
  /** Null while the pointer is elsewhere and no minute is pinned. */
  readonly at: ComputedRef<number | null>;
  /** The first and last minute that it can reach. */
  readonly bounds: ComputedRef<Span>;
  /** Follows the pointer, unless a minute is pinned. */
  hover(at: number | null): void;
  pin(at: number): void;
  /** Moves it by keys, as a slider does. */
  onKeydown(event: KeyboardEvent): void;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** Chooses a minute of the day by the pointer, a click, or keys. */
export function useCrosshair({ span, day, knownUntil, pinned }: CrosshairParts): Crosshair {
  const hovered = shallowRef<number | null>(null);
  const at = computed(() => pinned.value ?? hovered.value);
  const bounds = computed(() => {
    const start = Math.ceil(span().start / MINUTE_MS) * MINUTE_MS;
    // The end of the day is the first minute of the next.
    const last = Math.min(span().end, day().end - MINUTE_MS, knownUntil());
    return { start, end: Math.max(start, Math.floor(last / MINUTE_MS) * MINUTE_MS) };
  });

  function minuteOf(instant: number): number {
    const { start, end } = bounds.value;
    return Math.max(start, Math.min(Math.round(instant / MINUTE_MS) * MINUTE_MS, end));
  }

  function target(key: string): number | null {
    const { start, end } = bounds.value;
    const from = at.value ?? end;
    if (key === 'ArrowRight' || key === 'ArrowUp') return from + MINUTE_MS;
    if (key === 'ArrowLeft' || key === 'ArrowDown') return from - MINUTE_MS;
    if (key === 'PageUp') return from + QUARTER_MS;
    if (key === 'PageDown') return from - QUARTER_MS;
    if (key === 'Home') return start;
    return key === 'End' ? end : null;
  }

  return {
    at,
    bounds,
    hover: (instant) => (hovered.value = instant === null ? null : minuteOf(instant)),
    pin: (instant) => (pinned.value = minuteOf(instant)),
    onKeydown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const next = target(event.key);
      if (next === null) return;
      event.preventDefault();
      pinned.value = minuteOf(next);
    },
  };
}
