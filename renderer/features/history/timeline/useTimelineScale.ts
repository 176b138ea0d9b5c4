import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import type { HistoryAgent, HistoryDay } from '../../../../electron/shared/model.ts';
import { foreignZone } from '../../../ui/time-text.ts';
import { useElementWidth } from '../../../ui/useWidth.ts';
import { useTeamMinute } from '../../team/team-store.ts';
import { axisTicks, fullDay, recordedSpan, type AxisTick } from './axis.ts';
import { bandSegments, createScale, type Segment, type Span } from './band/band.ts';
import type { DayFrame } from './band/interval-text.ts';
import { spanInDay } from './controls/zoom.ts';

/** The day a timeline shows. */
interface TimelineDay {
  readonly day: HistoryDay;
  readonly timeZone: string;
  /** The chosen part of the day; null for the hours that have records. */
  readonly zoom: Span | null;
}

/** Where the full day lies, in pixels from the left edge of what is shown of it. */
export interface DayPlace {
  readonly x: number;
  readonly width: number;
}

/**
 * Where the bands below lie. They are drawn once, for the full day: a zoom moves and stretches them, which the browser
 * does many times faster than drawing each piece again.
 */
export const DAY_PLACE: InjectionKey<Readonly<Ref<DayPlace>>> = Symbol('day place');

/** How long a zoom must rest before the bands are drawn for its scale: what is too thin for an outline, and arrows. */
export const REST_MS = 120;

/** Converts times to pixels and back: the times of the axis, now, and the pieces of a band. */
interface TimelineScale {
  /** Width of the bands; 0 until they are on the page. */
  readonly width: Readonly<Ref<number>>;
  readonly span: ComputedRef<Span>;
  readonly ticks: ComputedRef<readonly AxisTick[]>;
  /** Until when anything is known: now, or the last read. */
  readonly knownUntil: ComputedRef<number>;
  /** Its position; null when it is not in the shown part of the day. */
  readonly nowX: ComputedRef<number | null>;
  readonly frame: ComputedRef<DayFrame>;
  readonly dayPlace: ComputedRef<DayPlace>;
  /** The width for which `dayBandOf` cuts the bands: that of the full day, once a zoom rests. */
  readonly dayWidth: ComputedRef<number>;
  /** The pieces of the full day. */
  dayBandOf(agent: HistoryAgent): readonly Segment[];
  /** The pieces that are shown, where they are shown. */
  segmentsOf(agent: HistoryAgent): readonly Segment[];
}

/** Lays a day out over the width of an element. */
export function useTimelineScale(element: Readonly<Ref<HTMLElement | null>>, shown: () => TimelineDay): TimelineScale {
  const width = useElementWidth(element);
  // Agents may have been read one after the other.
  const knownUntil = computed(() => latestKnown(shown().day));
  const span = computed(() => {
    const { day, zoom } = shown();
    return zoom === null ? recordedSpan(day, knownUntil.value) : spanInDay(zoom, fullDay(day));
  });
  // The frame stays the same while only the shown time changes: the names of all intervals follow from it.
  const timeZone = computed(() => shown().timeZone);
  const startsAt = computed(() => shown().day.startsAt);
  const endsAt = computed(() => shown().day.endsAt);
  const now = useTeamMinute();
  const wholeDay = computed(() => ({ start: startsAt.value, end: endsAt.value }));
  const dayPlace = computed(() => {
    const scale = createScale(span.value, width.value);
    const x = scale(startsAt.value);
    return { x, width: scale(endsAt.value) - x };
  });
  const widthNow = computed(() => Math.round(dayPlace.value.width));
  const widthAtRest = refDebounced(widthNow, REST_MS);
  // The first width counts at once.
  const dayWidth = computed(() => widthAtRest.value || widthNow.value);
  return {
    width,
    span,
    ticks: computed(() =>
      axisTicks(span.value, timeZone.value, width.value).map((tick) =>
        tick.at === endsAt.value ? { ...tick, label: '24:00' } : tick,
      ),
    ),
    knownUntil,
    nowX: computed(() => {
      const { start, end } = span.value;
      const isVisible = knownUntil.value >= start && knownUntil.value < Math.min(end, shown().day.endsAt);
      return isVisible ? createScale(span.value, width.value)(knownUntil.value) : null;
    }),
    frame: computed(() => ({
      timeZone: timeZone.value,
      endsAt: endsAt.value,
      now: now.value,
      foreignZone: foreignZone(timeZone.value, startsAt.value),
    })),
    dayPlace,
    dayWidth,
    dayBandOf: cutOnce(() => [wholeDay.value, dayWidth.value]),
    segmentsOf: cutOnce(() => [span.value, width.value]),
  };
}

/** Cuts bands and keeps them while the time and the width stay: a row that only scrolls is not rendered again. */
function cutOnce(place: () => readonly [Span, number]): (agent: HistoryAgent) => readonly Segment[] {
  const cut = computed(() => {
    const [span, width] = place();
    const known = new WeakMap<HistoryAgent, readonly Segment[]>();
    return (agent: HistoryAgent): readonly Segment[] => {
      const segments = known.get(agent) ?? bandSegments(agent.intervals, span, agent.knownUntil, width);
      known.set(agent, segments);
      return segments;
    };
  });
  return (agent) => cut.value(agent);
}

function latestKnown({ startsAt, agents }: HistoryDay): number {
  return agents.reduce((latest, { knownUntil }) => Math.max(latest, knownUntil), startsAt);
}
