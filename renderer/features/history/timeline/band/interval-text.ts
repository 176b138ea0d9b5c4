import { shortDuration } from '../../../../../electron/shared/format.ts';
import { isRecent } from '../../../../../electron/shared/history/read-state.ts';
import type { StatusInterval } from '../../../../../electron/shared/model.ts';
import { historyTexts } from '../../../../../electron/shared/texts/history/history.ts';
import { isPlainStatus, type NamedStatus } from '../../../../ui/status-label.ts';
import type { Segment } from './band.ts';
import { dateInZone, shortDayLabel, timeOfDay } from '../../dates.ts';

const texts = historyTexts.timeline;

/** The day an interval is shown in: its zone and the instant it ends. */
export interface DayFrame {
  readonly timeZone: string;
  readonly endsAt: number;
  /** By the minute, as all names are put together again with it. */
  readonly now: number;
  /** The zone's name, where it is not the reader's. */
  readonly foreignZone?: string | null;
}

/** `BUSY · NBK`, or `BUSY` alone when the secondary status adds nothing. */
function intervalName(interval: NamedStatus): string {
  const primary = interval.primaryStatus.trim();
  return isPlainStatus(interval) ? primary : `${primary} · ${interval.secondaryStatus.trim()}`;
}

/** `14:02:11 – 14:40:02`, with `now` as the end of a status that lasts, and with the zone if one is given. */
function intervalTimes(
  times: { readonly start: number; readonly end: number | 'now' },
  frame: DayFrame,
  zone?: string | null,
): string {
  const start = timeOfDay(times.start, frame.timeZone);
  const end = times.end === 'now' ? texts.now : timeOfDay(times.end, frame.timeZone, frame.endsAt);
  return zone ? texts.timesInZone(start, end, zone) : texts.times(start, end);
}

/** Says that the interval goes beyond the shown day, and since when; empty when it does not. */
function intervalClip(
  { clippedStart, clippedEnd, startedAt }: Pick<StatusInterval, 'clippedStart' | 'clippedEnd' | 'startedAt'>,
  { timeZone }: DayFrame,
): string {
  const started = startedAt === undefined ? '' : startedText(startedAt, timeZone);
  const start = started === '' ? texts.clippedStart : texts.clippedSince(started);
  if (clippedStart && clippedEnd) return texts.clippedBoth(start);
  if (clippedStart) return start;
  return clippedEnd ? texts.clippedEnd : '';
}

/** `Wed 18 Nov, 22:15:40`. */
function startedText(at: number, timeZone: string): string {
  return `${shortDayLabel(dateInZone(at, timeZone))}, ${timeOfDay(at, timeZone)}`;
}

/** An interval as a sentence: `BUSY · NBK, 14:02:11 – 14:40:02, 37 m, continues from the day before`. */
export function describeInterval(interval: StatusInterval, frame: DayFrame): string {
  return `${intervalName(interval)}${afterName(interval, frame)}`;
}

/** A drawn piece as a sentence in two parts, so the first can be bold. A piece without an interval is `No record`. */
export function describeSegment(
  { interval, start, end }: Pick<Segment, 'interval' | 'start' | 'end'>,
  frame: DayFrame,
): { readonly lead: string; readonly rest: string } {
  const zone = frame.foreignZone;
  if (interval !== null) return { lead: intervalName(interval), rest: afterName(interval, frame, zone) };
  const times = intervalTimes({ start, end }, frame, zone);
  return { lead: historyTexts.noRecord, rest: `, ${times}, ${shortDuration(end - start)}` };
}

function afterName(interval: StatusInterval, frame: DayFrame, zone?: string | null): string {
  const { start, durationMs } = interval;
  const knownUntil = start + durationMs;
  const isNow = interval.end === null && isRecent(knownUntil, frame.now);
  const parts = [
    intervalTimes({ start, end: isNow ? 'now' : (interval.end ?? knownUntil) }, frame, zone),
    shortDuration(durationMs),
    interval.end === null && !isNow ? texts.stillSo : '',
    intervalClip(interval, frame),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
}
