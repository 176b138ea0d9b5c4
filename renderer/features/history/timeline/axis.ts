import type { HistoryDay, HistoryAgent } from '../../../../electron/shared/model.ts';
import { createScale, type Span } from './band/band.ts';
import { hourAndMinute } from '../dates.ts';

const QUARTER_MS = 15 * 60 * 1_000;
const HOUR_MS = 4 * QUARTER_MS;
const MINUTE_MS = 60_000;
/** Minutes from one tick to the next. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720];

// The least distance from one labelled tick to the next.
const LABEL_GAP_PX = 64;
// The width of `00:00` in the timeline's head, plus the space between two labels.
const LABEL_PX = 36;
const LABEL_MARGIN_PX = 6;

/** A round time on the zone's clock: its instant and its label. */
interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A time of the axis: where its line is and where its label begins, in pixels from the left edge. */
export interface AxisTick extends Tick {
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
export function fullDay(day: Pick<HistoryDay, 'startsAt' | 'endsAt'>): Span {
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
 * The times that fit on an axis, down to minutes. They follow the zone's own clock: an hour that it skips is missing, and
 * one that it repeats may appear twice. Without a zone the clock is the reader's. Labels are centred on their time and
 * moved inwards at the edges.
 */
export function axisTicks(span: Span, timeZone: string | undefined, widthPx: number): AxisTick[] {
  const pxPerMinute = (widthPx / (span.end - span.start)) * MINUTE_MS;
  const step = STEPS.find((each) => each * pxPerMinute >= LABEL_GAP_PX) ?? 1_440;
  const scale = createScale(span, widthPx);
  let free = 0;
  return roundTimes(span, timeZone, step).map(({ at, label }) => {
    const x = scale(at);
    const labelX = Math.max(0, Math.min(x - LABEL_PX / 2, widthPx - LABEL_PX));
    const isLabelled = labelX >= free;
    if (isLabelled) free = labelX + LABEL_PX + LABEL_MARGIN_PX;
    return { at, label, x, labelX, isLabelled };
  });
}

/** Every instant in the span at which the zone's clock shows a multiple of the step, in minutes of the day. */
function roundTimes(span: Span, timeZone: string | undefined, step: number): Tick[] {
  const ticks: Tick[] = [];
  // Zone offsets are multiples of 15 minutes, so no multiple of five minutes lies between two of UTC.
  const everyMs = step % 15 === 0 ? QUARTER_MS : (step % 5 === 0 ? 5 : 1) * MINUTE_MS;
  const first = Math.ceil(span.start / everyMs) * everyMs;
  for (let at = first; at <= span.end; at += everyMs) {
    const label = hourAndMinute(at, timeZone);
    if (minutesOf(label) % step === 0) ticks.push({ at, label });
  }
  return ticks;
}

function minutesOf(label: string): number {
  return Number(label.slice(0, 2)) * 60 + Number(label.slice(3));
}

function widen(span: Span, day: RecordedDay): Span {
  const least = 3 * HOUR_MS;
  if (span.end - span.start >= least) return span;
  const end = Math.min(day.endsAt, span.start + least);
  return { start: Math.max(day.startsAt, end - least), end };
}
