import type { HistoryDay, HistoryAgent } from '../../../../electron/shared/model.ts';
import { createScale, bandSegments, type Span, type Segment } from './band.ts';
import { hourAndMinute } from '../dates.ts';
import { computed, type ComputedRef, type Ref } from 'vue';
import { foreignZone } from '../../../ui/time-text.ts';
import type { DayFrame } from './interval-text.ts';
import { useElementWidth } from '../../../ui/useWidth.ts';

const QUARTER_MS = 15 * 60 * 1_000;
const HOUR_MS = 4 * QUARTER_MS;
const HOUR_STEPS = [1, 2, 3, 4, 6, 12];

// The least distance from one labelled hour to the next.
const LABEL_GAP_PX = 64;
// The width of `00:00` in the timeline's head, plus the space between two labels.
const LABEL_PX = 36;
const LABEL_MARGIN_PX = 6;

/** A full hour on the zone's clock: its instant and its label. */
interface Tick {
  readonly at: number;
  readonly label: string;
}

/** An hour of the axis: where its line is and where its label begins, in pixels from the left edge. */
export interface AxisHour extends Tick {
  readonly x: number;
  readonly labelX: number;
  /** False where its label would overlap the one before. */
  readonly isLabelled: boolean;
}

/** A day and what is recorded in it. */
type RecordedDay = Pick<HistoryDay, 'startsAt' | 'endsAt'> & {
  readonly agents: readonly Pick<HistoryAgent, 'intervals'>[];
};

/** The full day as the report has it: 23 or 25 hours long when the clocks change. */
function fullDay(day: Pick<HistoryDay, 'startsAt' | 'endsAt'>): Span {
  return { start: day.startsAt, end: day.endsAt };
}

/**
 * The part of the day that has records, widened to full hours and to at least three of them; the whole day when there
 * are none.
 */
export function recordedSpan(day: RecordedDay, knownUntil: number): Span {
  let [first, last] = [Infinity, -Infinity];
  for (const { intervals } of day.agents) {
    if (intervals[0] !== undefined) first = Math.min(first, intervals[0].start);
    const final = intervals.at(-1);
    if (final !== undefined) last = Math.max(last, final.end ?? knownUntil);
  }
  if (first === Infinity) return fullDay(day);
  const start = day.startsAt + Math.floor((first - day.startsAt) / HOUR_MS) * HOUR_MS;
  const end = Math.min(day.endsAt, day.startsAt + Math.ceil((last - day.startsAt) / HOUR_MS) * HOUR_MS);
  return widen({ start: Math.max(day.startsAt, start), end }, day);
}

/**
 * The hours that fit on an axis. They follow the zone's own clock: an hour that it skips is missing, and one that it
 * repeats may appear twice. Without a zone the clock is the reader's. Labels are centred on their hour and moved inwards
 * at the edges.
 */
export function axisHours(span: Span, timeZone: string | undefined, widthPx: number): AxisHour[] {
  const pxPerHour = (widthPx / (span.end - span.start)) * HOUR_MS;
  const step = HOUR_STEPS.find((each) => each * pxPerHour >= LABEL_GAP_PX) ?? 24;
  const scale = createScale(span, widthPx);
  const wanted = fullHours(span, timeZone).filter(({ label }) => Number(label.slice(0, 2)) % step === 0);
  let free = 0;
  return wanted.map(({ at, label }) => {
    const x = scale(at);
    const labelX = Math.max(0, Math.min(x - LABEL_PX / 2, widthPx - LABEL_PX));
    const isLabelled = labelX >= free;
    if (isLabelled) free = labelX + LABEL_PX + LABEL_MARGIN_PX;
    return { at, label, x, labelX, isLabelled };
  });
}

/** Every instant in the span at which the zone's clock shows a full hour. Zone offsets are multiples of 15 minutes. */
function fullHours(span: Span, timeZone: string | undefined): Tick[] {
  const ticks: Tick[] = [];
  const first = Math.ceil(span.start / QUARTER_MS) * QUARTER_MS;
  for (let at = first; at <= span.end; at += QUARTER_MS) {
    const label = hourAndMinute(at, timeZone);
    if (label.endsWith(':00')) ticks.push({ at, label });
  }
  return ticks;
}

function widen(span: Span, day: RecordedDay): Span {
  const least = 3 * HOUR_MS;
  if (span.end - span.start >= least) return span;
  const end = Math.min(day.endsAt, span.start + least);
  return { start: Math.max(day.startsAt, end - least), end };
}

/** The day a timeline shows. */
interface TimelineDay {
  readonly day: HistoryDay;
  readonly timeZone: string;
  /** Until when anything is known, epoch milliseconds. */
  readonly takenAt: number;
  readonly isFullDay: boolean;
}

/** Converts times to pixels: the hours of the axis, now, and the pieces of a band. */
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
    const { day, takenAt, isFullDay } = shown();
    return isFullDay ? fullDay(day) : recordedSpan(day, takenAt);
  });
  // A row that only scrolls keeps the same array of pieces, so Vue does not render it again.
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
      const isVisible = takenAt >= span.value.start && takenAt < span.value.end;
      return isVisible ? createScale(span.value, width.value)(takenAt) : null;
    }),
    frame: computed(() => {
      const { timeZone, day } = shown();
      return { timeZone, endsAt: day.endsAt, foreignZone: foreignZone(timeZone, day.startsAt) };
    }),
    segmentsOf: (agent) => cut.value(agent),
  };
}
