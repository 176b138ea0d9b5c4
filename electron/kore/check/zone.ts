import { checkTexts } from '../../shared/texts/terminal/check.ts';
import type { DetailsPage } from '../decode/status-details.ts';
import type { ApiTime } from '../../time/api-time.ts';
import { otherOffset, type CheckSubject } from './plan.ts';
import type { CallResults, CallResult } from './run.ts';
import { notSettled, settled, type Verdict } from './verdict.ts';

const texts = checkTexts.because;

const MINUTE_MS = 60_000;
/** Clocks differ and fractions are cut off; nothing that has happened can be further ahead. */
const AHEAD_MS = 2 * MINUTE_MS;
/** Fewer records could be the same by chance. */
const MIN_RECORDS = 3;
/** Counter-evidence has to be this much rarer. */
const CLEARLY = 10;

/** How the starts of the same agents' records differ between two reads of a day. */
interface Comparison {
  readonly same: number;
  readonly moved: number;
}

/** (a): the same day was read with two values of `timeZoneOffSet`. */
export function zoneAnswer(results: CallResults, { offset }: CheckSubject): Verdict {
  const [first, second] = [results.get('today'), results.get('otherOffset')];
  if (!first?.details || !second?.details) return notSettled(texts.notReadTwice);
  if (!wallStarts(first.details).some(({ starts }) => starts.size > 0)) {
    return notSettled(texts.noWallTime);
  }
  const movedMs = (offset - otherOffset(offset)) * MINUTE_MS;
  const { same, moved } = compare(first.details, second.details, movedMs);
  const facts = { offset, other: otherOffset(offset), same, moved };
  const because = `${texts.moved(facts)} ${aheadText(first, offset)}`;
  const isClear = (many: number, few: number): boolean => many >= MIN_RECORDS && many >= CLEARLY * few;
  if (isClear(moved, same)) return settled(true, because);
  if (isClear(same, moved)) return settled(false, `${because} ${texts.notMoved}`);
  return notSettled(because);
}

function compare(first: DetailsPage, second: DetailsPage, movedMs: number): Comparison {
  const others = new Map(wallStarts(second).map(({ userId, starts }) => [userId, starts]));
  const counts = { same: 0, moved: 0 };
  for (const { userId, starts } of wallStarts(first)) {
    const other = others.get(userId);
    for (const start of other === undefined ? [] : starts) {
      const [isSame, isMoved] = [other?.has(start) ?? false, other?.has(start + movedMs) ?? false];
      // An agent with both starts proves nothing.
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

/** How many times lie after the server's now, by each zone they may be in, and how long ago the newest other one is. */
function aheadText({ details, serverNow, aheadMs }: CallResult, offset: number): string {
  const times = (details?.rows ?? []).flatMap(({ records }) =>
    records.flatMap(({ start, end }) => [start, ...(end === null ? [] : [end])]),
  );
  const now = aheadMs === null ? texts.ownNow : texts.serverNow;
  const textFor = (instantOf: (time: ApiTime) => number): string => {
    const ages = times.map((time) => serverNow - instantOf(time));
    const past = ages.filter((age) => age >= -AHEAD_MS);
    const ahead = ages.length - past.length;
    if (past.length === 0) return texts.aheadOf(ahead, times.length, now);
    const minutes = Math.max(0, Math.round(Math.min(...past) / MINUTE_MS));
    return texts.aheadOfAndNewest({ ahead, times: times.length, now, minutes });
  };
  const inRequestZone = ({ kind, ms }: ApiTime): number => (kind === 'wall' ? ms + offset * MINUTE_MS : ms);
  return texts.ahead(
    textFor(inRequestZone),
    textFor(({ ms }) => ms),
  );
}
