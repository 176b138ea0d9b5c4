import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Span } from './band.ts';
import { sameClock } from './zoom.ts';

/** How the timeline is shown. It stays while other views are open. */
export const useTimelineStore = defineStore('timeline', () => {
  /** The day that the instants below belong to; null before the first. */
  const day = shallowRef<Span | null>(null);
  /** The chosen part of the day; null for the hours that have records. */
  const zoom = shallowRef<Span | null>(null);

  /** Keeps the chosen hours on another day. */
  function enterDay(next: Span, timeZone: string): void {
    const before = day.value;
    day.value = next;
    if (before === null || before.start === next.start) return;
    const moved = (at: number): number => sameClock(at, before, next, timeZone);
    if (zoom.value !== null) zoom.value = { start: moved(zoom.value.start), end: moved(zoom.value.end) };
  }

  return { zoom, enterDay };
});
