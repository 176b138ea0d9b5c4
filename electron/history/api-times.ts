import type { ApiTime, DetailsRow } from '../kore/types.ts';
import type { ApiTimes, ApiTimesVerdict } from '../shared/model.ts';
import type { DayBounds } from '../time/days.ts';
import { instantOf } from '../time/zoneless.ts';

/**
 * In which zone the zoneless times of status details are. The documents do not say (kore-facts 4.3), so a reading is
 * ruled out by what it would make impossible.
 */
type Reading = ApiTimesVerdict['zone'];

/** One answer together with the period and the offset it was asked for. */
export interface AnsweredPeriod extends DayBounds {
  readonly rows: readonly DetailsRow[];
  readonly timeZoneOffset: number;
  readonly receivedAt: number;
}

/** A status change seen between two polls, and the open start reported for the agent after it. */
export interface SeenChange {
  readonly openStart: ApiTime;
  /** The poll before and the poll after the change, epoch milliseconds. */
  readonly changedBetween: readonly [from: number, to: number];
  readonly timeZoneOffset: number;
}

/** How far the clocks of server and computer may be apart before a time counts as impossible. */
export const FUTURE_SLACK_MS = 2 * 60_000;

const READINGS: readonly Reading[] = ['request', 'UTC'];

/**
 * The reading that the answers leave possible, or null when they leave both or none. Ruled out is a reading that puts
 * a start or an end more than two minutes after the answer arrived, or all records of an agent outside the period
 * that was asked for. With offset 0 both readings are the same and nothing is ever decided.
 */
export function decideApiTimes(answers: readonly AnsweredPeriod[]): Reading | null {
  return onlyOne((reading) => answers.every((answer) => isPossible(answer, reading)));
}

/**
 * The reading that puts the start of the new status between the two polls that saw it change, two minutes more on
 * either side; null when both do or none does.
 */
export function evidenceFromChange({ openStart, changedBetween, timeZoneOffset }: SeenChange): Reading | null {
  const [from, to] = changedBetween;
  return onlyOne((reading) => {
    const start = instantOf(openStart, reading, timeZoneOffset);
    return start >= from - FUTURE_SLACK_MS && start <= to + FUTURE_SLACK_MS;
  });
}

/**
 * The zone to read times in. A setting decides; `auto` follows fresh evidence, then remembered evidence, and without
 * any assumes the offset that was sent, which the surfaces have to say.
 */
export function resolveApiTimes(setting: ApiTimes, remembered: Reading | null, fresh: Reading | null): ApiTimesVerdict {
  if (setting !== 'auto') return { zone: setting === 'utc' ? 'UTC' : 'request', decidedBy: 'setting' };
  const evidence = fresh ?? remembered;
  return evidence === null ? { zone: 'request', decidedBy: 'assumed' } : { zone: evidence, decidedBy: 'evidence' };
}

function onlyOne(isLeft: (reading: Reading) => boolean): Reading | null {
  const left = READINGS.filter(isLeft);
  return left.length === 1 ? (left[0] ?? null) : null;
}

/** Without a list in between: a month of a large team is millions of records. */
function isPossible(answer: AnsweredPeriod, reading: Reading): boolean {
  const latest = answer.receivedAt + FUTURE_SLACK_MS;
  return answer.rows.every(({ records }) => {
    let isInside = records.length === 0;
    for (const record of records) {
      const start = instantOf(record.start, reading, answer.timeZoneOffset);
      const end = record.end === null ? Infinity : instantOf(record.end, reading, answer.timeZoneOffset);
      if (start > latest || (end > latest && end !== Infinity)) return false;
      // Ends and starts exactly at the edge count as inside: servers may compare either way.
      isInside ||= start <= answer.endsAt && end >= answer.startsAt;
    }
    return isInside;
  });
}
