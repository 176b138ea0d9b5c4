const DAY_MS = 86_400_000;
/** Offsets of all present zones change on a quarter of an hour of UTC, so one look-up serves a quarter. */
const QUARTER_MS = 900_000;
const REMEMBERED = 2_000;

/** The calendar of one zone. A local day is numbered by its date: days since 1970-01-01. */
export interface LocalDays {
  /** The number of the local day that `instant` (epoch milliseconds) lies in. */
  dayOf(instant: number): number;
  /** The first instant of a local day, epoch milliseconds. */
  startOf(day: number): number;
}

/**
 * Local days of an IANA zone, for placing shifts.
 *
 * @throws RangeError when the zone does not exist
 */
export function createLocalDays(timeZone: string): LocalDays {
  const offsetAt = createOffsets(timeZone);
  const startOf = (day: number): number => {
    const wall = day * DAY_MS;
    return wall - offsetAt(wall - offsetAt(wall));
  };
  const dayOf = (instant: number): number => {
    const day = Math.floor((instant + offsetAt(instant)) / DAY_MS);
    // A midnight that a clock change skips or repeats leaves the guess one day off.
    if (startOf(day) > instant) return day - 1;
    return startOf(day + 1) <= instant ? day + 1 : day;
  };
  return { dayOf, startOf };
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
