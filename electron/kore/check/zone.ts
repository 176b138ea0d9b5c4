import type { DetailsPage } from '../wire.ts';
import type { ApiTime } from '../../time/api-time.ts';
import { otherOffset, type CheckSubject } from './plan.ts';
import type { CallResults, CallResult } from './run.ts';
import { notSettled, settled, type Verdict } from './verdict.ts';

const MINUTE_MS = 60_000;
/** Two servers' clocks and the cut-off of fractions; nothing that has happened lies further ahead. */
const AHEAD_MS = 2 * MINUTE_MS;
/** Fewer records could be the same by chance. */
const MIN_RECORDS = 3;
/** What speaks against the answer has to be this much rarer. */
const CLEARLY = 10;

/** How the starts of the same agents' records differ between two reads of a day. */
interface Comparison {
  readonly same: number;
  readonly moved: number;
}

/** (a): the same day was read with two values of `timeZoneOffSet`. */
export function zoneAnswer(results: CallResults, { offset }: CheckSubject): Verdict {
  const [first, second] = [results.get('today'), results.get('otherOffset')];
  if (!first?.details || !second?.details) return notSettled('today was not read twice');
  if (!wallStarts(first.details).some(({ starts }) => starts.size > 0)) {
    return notSettled('no record of today has a time without a zone of its own');
  }
  const movedMs = (offset - otherOffset(offset)) * MINUTE_MS;
  const { same, moved } = compare(first.details, second.details, movedMs);
  const because = `read with ${offset} and with ${otherOffset(offset)}, ${same} starts are the same and ${moved} have moved by the difference. ${aheadText(first, offset)}`;
  const isClear = (many: number, few: number): boolean => many >= MIN_RECORDS && many >= CLEARLY * few;
  if (isClear(moved, same)) return settled(true, because);
  if (isClear(same, moved)) return settled(false, `${because} So they are in UTC or in a zone of the server.`);
  return notSettled(because);
}

function compare(first: DetailsPage, second: DetailsPage, movedMs: number): Comparison {
  const others = new Map(wallStarts(second).map(({ userId, starts }) => [userId, starts]));
  const counts = { same: 0, moved: 0 };
  for (const { userId, starts } of wallStarts(first)) {
    const other = others.get(userId);
    for (const start of other === undefined ? [] : starts) {
      const [isSame, isMoved] = [other?.has(start) ?? false, other?.has(start + movedMs) ?? false];
      // Where both are there it says nothing.
      if (isSame !== isMoved) counts[isSame ? 'same' : 'moved'] += 1;
    }
  }
  return counts;
}

function wallStarts({ rows }: DetailsPage): { readonly userId: string; readonly starts: ReadonlySet<number> }[] {
  return rows.map(({ userId, records }) => ({
    userId,
    starts: new Set(records.flatMap(({ start }) => (start.kind === 'wall' ? [start.ms] : []))),
  }));
}

/** What lies after the server's now in each of the two readings, and how long ago the newest other time is. */
function aheadText({ details, serverNow, aheadMs }: CallResult, offset: number): string {
  const times = (details?.rows ?? []).flatMap(({ records }) =>
    records.flatMap(({ start, end }) => [start, ...(end === null ? [] : [end])]),
  );
  const clock = aheadMs === null ? "this computer's now (no Date header)" : "the server's now";
  const reading = (name: string, instantOf: (time: ApiTime) => number): string => {
    const ages = times.map((time) => serverNow - instantOf(time));
    const past = ages.filter((age) => age >= -AHEAD_MS);
    const newest =
      past.length === 0
        ? ''
        : `, the newest of the others ${Math.max(0, Math.round(Math.min(...past) / MINUTE_MS))} min before it`;
    return `read as ${name} ${ages.length - past.length} of ${times.length} times lie after ${clock}${newest}`;
  };
  const inRequestZone = ({ kind, ms }: ApiTime): number => (kind === 'wall' ? ms + offset * MINUTE_MS : ms);
  return `Today ${reading("the request's zone", inRequestZone)}; ${reading('UTC', ({ ms }) => ms)}.`;
}
