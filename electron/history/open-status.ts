import type { StatusRecord } from '../kore/types.ts';
import type { ApiTimesVerdict } from '../shared/model.ts';
import { doubtOf } from './zone/api-times.ts';
import { tidySpans, toSpans } from './intervals.ts';
import { SLACK_MS } from './zone/zone-facts.ts';

/** The open status of one agent in status details, equal neighbours merged. */
export interface OpenStatus {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  /** Epoch milliseconds by the server's clock. */
  readonly startedAt: number;
  /**
   * Absent where the zone of its times is known. `assumed`: the zone is not known; `none`: no zone fits, so the start is
   * not known at all.
   */
  readonly zone?: 'assumed' | 'none';
  /**
   * Present where the status may continue from the day before, whose records are not here. If the agent was seen in another
   * status at or after this instant, it did begin with its record.
   */
  readonly beganIfOtherwiseAt?: number;
}

/** Open statuses by user id; null for an agent who was read and has none. */
export type OpenStatuses = ReadonlyMap<string, OpenStatus | null>;

/** How the records of one day were requested, and how they are to be read. */
export interface DayOfRecords {
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly verdict: ApiTimesVerdict;
  readonly timeZoneOffset: number;
  /** The first instant of the day. */
  readonly startsAt: number;
  /** Whether the server was seen to list records under the day they begin: those of before are not here. */
  readonly isListedByStart: boolean;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** A record that was cut at midnight begins with the day, give or take whole seconds. */
const CUT_WITHIN_MS = 2_000;

/**
 * The status one agent is in according to their records, with equal neighbours merged backwards so that a record
 * boundary does not restart the time in status. Null when nothing is open, or when it would start more than two minutes
 * in the future, which means that clock or zone are wrong.
 */
export function openStatus(records: readonly StatusRecord[], day: DayOfRecords): OpenStatus | null {
  const { now, verdict, timeZoneOffset } = day;
  const spans = tidySpans(toSpans(records, verdict.zone, timeZoneOffset));
  const last = spans.at(-1);
  if (last === undefined || last.end !== null || last.start > now + SLACK_MS) return null;
  const { primaryStatus, secondaryStatus, start } = last;
  const zone = doubtOf(verdict);
  const isZoneless = records.some((record) => record.start.kind === 'wall');
  return {
    primaryStatus,
    secondaryStatus,
    startedAt: Math.min(start, now),
    ...(isZoneless && zone !== null && { zone }),
    ...(spans.length === 1 && whatMayGoOn(start, day)),
  };
}

/** The first status of a day may be the rest of one from the day before. */
function whatMayGoOn(start: number, day: DayOfRecords): Pick<OpenStatus, 'beganIfOtherwiseAt'> {
  if (isCut(start, day)) return { beganIfOtherwiseAt: start - CUT_WITHIN_MS };
  return day.isListedByStart ? { beganIfOtherwiseAt: day.startsAt } : {};
}

/** At the beginning of the day, or at the midnight of the offset or of UTC: a server may cut at a midnight of its own. */
function isCut(start: number, { startsAt, timeZoneOffset }: DayOfRecords): boolean {
  const midnights = [startsAt, 0, timeZoneOffset * MINUTE_MS];
  return midnights.some((midnight) => {
    const after = (((start - midnight) % DAY_MS) + DAY_MS) % DAY_MS;
    return Math.min(after, DAY_MS - after) <= CUT_WITHIN_MS;
  });
}
