import type { StatusRecord } from '../../kore/types.ts';
import { instantOf, type ApiTime } from '../../time/api-time.ts';
import type { StatusSpan } from '../intervals.ts';
import type { ApiZone } from '../zone/zone-facts.ts';

/**
 * The records of an agent as the cache has them: the statuses by turns primary and secondary, as JSON, and three numbers
 * for each record: which status with the kinds of its times, start, and end (Infinity while open). Numbers rather than
 * text, because a month of a large team has 300,000 records.
 */
export interface PackedRecords {
  readonly statuses: string;
  readonly times: Uint8Array;
}

const NUMBERS = 3;
/** Flags below the number of the status: the time carried its own zone. */
const START_IS_INSTANT = 1;
const END_IS_INSTANT = 2;
const FLAGS = 4;

export function packRecords(records: readonly StatusRecord[]): PackedRecords {
  const statuses: string[] = [];
  const numbers = new Map<string, number>();
  const times = new Float64Array(records.length * NUMBERS);
  records.forEach(({ primaryStatus, secondaryStatus, start, end }, index) => {
    const key = `${primaryStatus}\n${secondaryStatus}`;
    const number = numbers.get(key) ?? numbers.size;
    if (!numbers.has(key)) statuses.push(primaryStatus, secondaryStatus);
    numbers.set(key, number);
    const flags = (isInstant(start) ? START_IS_INSTANT : 0) + (end !== null && isInstant(end) ? END_IS_INSTANT : 0);
    times.set([number * FLAGS + flags, start.ms, end === null ? Infinity : end.ms], index * NUMBERS);
  });
  return { statuses: JSON.stringify(statuses), times: new Uint8Array(times.buffer) };
}

export function unpackRecords(packed: PackedRecords): StatusRecord[] {
  return unpack(packed, (primaryStatus, secondaryStatus, flags, start, end) => ({
    primaryStatus,
    secondaryStatus,
    start: timeOf(start, flags & START_IS_INSTANT),
    end: end === Infinity ? null : timeOf(end, flags & END_IS_INSTANT),
  }));
}

/** As `toSpans` of the records. */
export function unpackSpans(packed: PackedRecords, zone: ApiZone, timeZoneOffset: number): StatusSpan[] {
  const shiftMs = instantOf({ kind: 'wall', ms: 0 }, zone, timeZoneOffset);
  return unpack(packed, (primaryStatus, secondaryStatus, flags, start, end) => ({
    primaryStatus,
    secondaryStatus,
    start: start + ((flags & START_IS_INSTANT) === 0 ? shiftMs : 0),
    end: end === Infinity ? null : end + ((flags & END_IS_INSTANT) === 0 ? shiftMs : 0),
  }));
}

type Make<T> = (primaryStatus: string, secondaryStatus: string, flags: number, start: number, end: number) => T;

function unpack<T>({ statuses, times }: PackedRecords, make: Make<T>): T[] {
  const names = namesOf(statuses);
  const numbers = numbersOf(times);
  const made: T[] = [];
  for (let at = 0; at < numbers.length; at += NUMBERS) {
    const [which = 0, start = 0, end = Infinity] = [numbers[at], numbers[at + 1], numbers[at + 2]];
    const name = 2 * Math.floor(which / FLAGS);
    made.push(make(names[name] ?? '', names[name + 1] ?? '', which % FLAGS, start, end));
  }
  return made;
}

/** SQLite's bytes may begin anywhere in their buffer; mostly they can be used where they are. */
function numbersOf({ buffer, byteOffset, byteLength }: Uint8Array): Float64Array {
  return byteOffset % Float64Array.BYTES_PER_ELEMENT === 0
    ? new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT)
    : new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** A team uses few statuses, so most lists of them come again. */
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 5_000;

function namesOf(statuses: string): readonly string[] {
  const names = known.get(statuses) ?? (JSON.parse(statuses) as readonly string[]);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(statuses, names);
  return names;
}

function isInstant({ kind }: ApiTime): boolean {
  return kind === 'instant';
}

function timeOf(ms: number, instant: number): ApiTime {
  return instant === 0 ? { kind: 'wall', ms } : { kind: 'instant', ms };
}
