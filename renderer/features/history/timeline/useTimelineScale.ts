import { computed, type ComputedRef, type Ref } from 'vue';
import type { HistoryAgent, HistoryDay } from '../../../../electron/shared/model.ts';
import { foreignZone } from '../../../ui/clock-time.ts';
import { axisHours, recordedSpan, wholeDay, type AxisHour } from './axis.ts';
import { bandSegments, createScale, type Segment } from './band.ts';
import type { DayFrame } from './interval-text.ts';
import { useElementWidth } from '../../../ui/useNarrow.ts';

/** The day a timeline shows. */
interface TimelineDay {
  readonly day: HistoryDay;
  readonly timeZone: string;
  /** Until when anything is known, epoch milliseconds. */
  readonly takenAt: number;
  readonly isWholeDay: boolean;
}

/** Time in pixels: the hours of the axis, now, and the pieces of a band. */
interface TimelineScale {
  /** Width of the bands; 0 until they are on the page. */
  readonly width: Readonly<Ref<number>>;
  readonly hours: ComputedRef<readonly AxisHour[]>;
  /** Null when now is not in the shown part of the day. */
  readonly nowX: ComputedRef<number | null>;
  readonly frame: ComputedRef<DayFrame>;
  segmentsOf(agent: HistoryAgent): readonly Segment[];
}

/** Lays a day out over the width of an element. */
export function useTimelineScale(element: Readonly<Ref<HTMLElement | null>>, shown: () => TimelineDay): TimelineScale {
  const width = useElementWidth(element);
  const span = computed(() => {
    const { day, takenAt, isWholeDay } = shown();
    return isWholeDay ? wholeDay(day) : recordedSpan(day, takenAt);
  });
  // A row that only moves while the list is scrolled keeps its very pieces, and is then not drawn again.
  const cut = computed(() => {
    const [at, until, px] = [span.value, shown().takenAt, width.value];
    const known = new WeakMap<HistoryAgent, readonly Segment[]>();
    return (agent: HistoryAgent): readonly Segment[] => {
      const segments = known.get(agent) ?? bandSegments(agent.intervals, at, until, px);
      known.set(agent, segments);
      return segments;
    };
  });
  return {
    width,
    hours: computed(() => axisHours(span.value, shown().timeZone, width.value)),
    nowX: computed(() => {
      const { takenAt } = shown();
      const isInSight = takenAt >= span.value.start && takenAt < span.value.end;
      return isInSight ? createScale(span.value, width.value)(takenAt) : null;
    }),
    frame: computed(() => {
      const { timeZone, day } = shown();
      return { timeZone, endsAt: day.endsAt, foreignZone: foreignZone(timeZone, day.startsAt) };
    }),
    segmentsOf: (agent) => cut.value(agent),
  };
}
