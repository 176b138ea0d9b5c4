import type { AgentHistoryDay } from '../../../../electron/shared/model.ts';
import { recordedSpan } from '../timeline/axis.ts';
import { bandSegments, type Segment, type Span } from '../timeline/band/band.ts';
import { hourAndMinute } from '../dates.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Bounds = Pick<AgentHistoryDay, 'startsAt' | 'endsAt'>;

/** A part of a day in which its clock was not changed. */
interface Part extends Span {
  /** What the clock shows at `start`, in milliseconds after midnight. */
  readonly clock: number;
  /** Of an hour that the clock shows twice, the first time is above the second. */
  readonly half?: 'upper' | 'lower';
}

/**
 * The parts of a day by its clock: one, or more where the clock is changed in it. So 14:00 is at the same place of the
 * axis on every day. An hour that the clock skips is empty, and one that it repeats has half of the height each time.
 */
export function clockParts({ startsAt, endsAt }: Bounds, timeZone: string): readonly Part[] {
  const shift = endsAt - startsAt - DAY_MS;
  if (shift === 0) return [{ start: startsAt, end: endsAt, clock: 0 }];
  let changesAt = startsAt;
  while (changesAt < endsAt && clockAt(changesAt, timeZone) === changesAt - startsAt) changesAt += QUARTER_MS;
  const clock = changesAt - startsAt - shift;
  if (shift < 0) {
    return [
      { start: startsAt, end: changesAt, clock: 0 },
      { start: changesAt, end: endsAt, clock },
    ];
  }
  return [
    { start: startsAt, end: changesAt - shift, clock: 0 },
    { start: changesAt - shift, end: changesAt, clock, half: 'upper' },
    { start: changesAt, end: changesAt + shift, clock, half: 'lower' },
    { start: changesAt + shift, end: endsAt, clock: clock + shift },
  ];
}

function clockAt(at: number, timeZone: string): number {
  const label = hourAndMinute(at, timeZone);
  return (Number(label.slice(0, 2)) * 60 + Number(label.slice(3))) * MINUTE_MS;
}

/** The hours of the clock, after midnight, in which any of the days has a record. */
export function sharedSpan(days: readonly AgentHistoryDay[], timeZone: string): Span {
  const agents = days.flatMap(({ record, ...day }) => {
    if (record === null) return [];
    return clockParts(day, timeZone).map(({ start, end, clock }) => ({
      intervals: record.intervals.flatMap((interval) => {
        const [from, to] = [Math.max(interval.start, start), Math.min(interval.end ?? record.knownUntil, end)];
        return to <= from ? [] : [{ ...interval, start: from - start + clock, end: to - start + clock }];
      }),
    }));
  });
  return recordedSpan({ startsAt: 0, endsAt: DAY_MS, agents }, 0);
}

/** The pieces of a day on the shared axis. */
export function daySegments(
  { record, ...day }: AgentHistoryDay,
  span: Span,
  timeZone: string,
  widthPx: number,
): readonly Segment[] {
  if (record === null || widthPx === 0) return [];
  const perMs = widthPx / (span.end - span.start);
  return clockParts(day, timeZone).flatMap((part) => {
    const start = Math.max(part.start, part.start + span.start - part.clock);
    const end = Math.min(part.end, part.start + span.end - part.clock);
    if (end <= start) return [];
    const left = (start - part.start + part.clock - span.start) * perMs;
    const segments = bandSegments(record.intervals, { start, end }, record.knownUntil, (end - start) * perMs);
    const half = part.half && { half: part.half };
    return segments.map((segment) => ({ ...segment, ...half, x: segment.x + left }));
  });
}
