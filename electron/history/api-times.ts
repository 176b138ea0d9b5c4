import type { DetailsRow } from '../kore/types.ts';
import type { ApiTimes, ApiTimesVerdict } from '../shared/model.ts';
import type { DayBounds } from '../time/days.ts';
import { MISFITS, type ZoneKnowledge } from './zone-evidence.ts';

/** One answer together with the period and the offset it was asked for. */
export interface AnsweredPeriod extends DayBounds {
  readonly rows: readonly DetailsRow[];
  readonly timeZoneOffset: number;
  /** By the server's clock as far as that is known, epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * The zone to read the times of these answers in. A setting decides; `auto` follows what is known of the server, and
 * without that assumes the offset that was sent, which the surfaces have to say where it makes a difference.
 */
export function resolveApiTimes(
  setting: ApiTimes,
  { apiTimes, apiTimesEvidence }: ZoneKnowledge,
  answers: readonly AnsweredPeriod[],
): ApiTimesVerdict {
  if (setting !== 'auto') return { zone: setting === 'utc' ? 'UTC' : 'request', decidedBy: 'setting' };
  const zone = apiTimes ?? 'request';
  if (!makesDifference(answers)) return { zone, decidedBy: 'no-difference' };
  if ((apiTimesEvidence?.misfits ?? 0) >= MISFITS) return { zone, decidedBy: 'none-fits' };
  return { zone, decidedBy: apiTimes === null ? 'assumed' : 'evidence' };
}

/** Not where UTC is what was sent, nor where every time carries its own zone. */
function makesDifference(answers: readonly AnsweredPeriod[]): boolean {
  const isAnyShifted = answers.some(({ timeZoneOffset }) => timeZoneOffset !== 0);
  const records = answers.flatMap(({ rows }) => rows.map((row) => row.records)).filter(({ length }) => length > 0);
  return (
    isAnyShifted && (records.length === 0 || records.some((each) => each.some(({ start }) => start.kind === 'wall')))
  );
}
