const DAY_MS = 86_400_000;
/** Offsets of all present zones change on a quarter of an hour of UTC, so one look-up serves a quarter. */
const QUARTER_MS = 900_000;
const REMEMBERED = 2_000;

/**
 * When the clock of a zone shows a time of day.
 *
 * @param day days since 1970-01-01
 * @param timeMs milliseconds since midnight by the clock; more than a day's are of a later day
 * @returns epoch milliseconds
 */
export type LocalTime = (day: number, timeMs: number) => number;

/**
 * The clock of an IANA zone, for placing shifts. A time that a clock change skips counts as the one an hour away.
 *
 * @throws RangeError when the zone does not exist
 */
export function createLocalTime(timeZone: string): LocalTime {
  const offsetAt = createOffsets(timeZone);
  return (day, timeMs) => {
    const wall = day * DAY_MS + timeMs;
    return wall - offsetAt(wall - offsetAt(wall));
  };
}

/** Offset of a zone from UTC in milliseconds, positive east; remembers a bounded number of answers. */
function createOffsets(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER_MS);
    const remembered = known.get(quarter);
    if (remembered !== undefined) return remembered;
    const parts = format.formatToParts(quarter * QUARTER_MS);
    const read = (type: Intl.DateTimeFormatPartTypes): number =>
      Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
    const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'));
    const offset = wall - quarter * QUARTER_MS;
    if (known.size >= REMEMBERED) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}
