import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { Status } from '../../../../electron/shared/model.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import type { Span } from './band/band.ts';
import type { TimelinePicture } from './picture/picture.ts';
import type { Grouping, Sort } from './rows/rows.ts';
import { sameClock } from './controls/zoom.ts';

const DEFAULT_FLOOR = 3;

/** What is seen of the timeline: the rows on the screen, which are agents number `first` to `last` of `agents`. */
export interface ShownTimeline extends Omit<TimelinePicture, 'title' | 'facts'> {
  readonly span: Span;
  readonly first: number;
  readonly last: number;
  readonly agents: number;
}

/** How the timeline is shown. It stays while other views are open. */
export const useTimelineStore = defineStore('timeline', () => {
  /** The day that the instants below belong to; null before the first. */
  const day = shallowRef<Span | null>(null);
  /** The chosen part of the day; null for the hours that have records. */
  const zoom = shallowRef<Span | null>(null);
  /** The minute that is looked at, after the pointer has left it. */
  const pinned = shallowRef<number | null>(null);

  /** Makes a picture of what is shown; null while no timeline is. */
  const picture = shallowRef<(() => ShownTimeline) | null>(null);

  const connection = useConnectionStore();
  const isComparing = shallowRef(false);
  const picked = shallowRef<ReadonlySet<string>>(new Set());

  /** Keeps the chosen hours and minute on another day. */
  function enterDay(next: Span, timeZone: string): void {
    const before = day.value;
    day.value = next;
    if (before === null || before.start === next.start) return;
    const moved = (at: number): number => sameClock(at, before, next, timeZone);
    if (zoom.value !== null) zoom.value = { start: moved(zoom.value.start), end: moved(zoom.value.end) };
    if (pinned.value !== null) pinned.value = moved(pinned.value);
  }

  // Agents of another account are other people.
  watch(() => connection.profile?.id, pickNobody);

  function pickNobody(): void {
    picked.value = new Set();
    isComparing.value = false;
  }

  /** Picks an agent to compare, or no longer. */
  function pick(userId: string): void {
    const next = new Set(picked.value);
    if (!next.delete(userId)) next.add(userId);
    picked.value = next;
  }

  return {
    zoom,
    pinned,
    picture,
    /** The statuses that are drawn faintly. */
    hidden: shallowRef<ReadonlySet<Status>>(new Set()),
    /** How many should be available at least; 0 for no such line. */
    floor: shallowRef(DEFAULT_FLOOR),
    /** Whether the names at the chosen minute are shown; null for whether there is room beside the timeline. */
    isPanelOpen: shallowRef<boolean | null>(null),
    sort: shallowRef<Sort>('name'),
    grouping: shallowRef<Grouping>('none'),
    /** Whether only those are shown who were over a limit in the shown time. */
    isAttentionOnly: shallowRef(false),
    /** User ids of the agents to compare. */
    picked,
    /** Whether they are shown alone. */
    isComparing,
    enterDay,
    pick,
    pickNobody,
  };
});
