import type { DetailsRow, MemoryCell } from '../../kore/types.ts';
import type { ApiTimes, ApiTimesVerdict, ConnectionMemory } from '../../shared/model.ts';
import type { DayBounds } from '../../time/days.ts';
import { MISFITS, type ZoneKnowledge } from './zone-evidence.ts';

/** One answer with the period and the offset of its request. */
export interface AnsweredPeriod extends DayBounds {
  readonly rows: readonly DetailsRow[];
  readonly timeZoneOffset: number;
  /** By the server's clock as far as that is known, epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * The zone to read the times of these answers in. A setting decides; `auto` follows what is known of the server, and
 * without that assumes the offset that was sent, and the surfaces then say so where it makes a difference.
 */
export function resolveApiTimes(
  setting: ApiTimes,
  known: ZoneKnowledge,
  answers: readonly AnsweredPeriod[],
): ApiTimesVerdict {
  return verdictOn(setting, known, makesDifference(answers));
}

/** The same where it is known whether the zone makes a difference. */
export function verdictOn(
  setting: ApiTimes,
  { apiTimes, apiTimesEvidence }: ZoneKnowledge,
  isDifferent: boolean,
): ApiTimesVerdict {
  if (setting !== 'auto') return { zone: setting === 'utc' ? 'UTC' : 'request', decidedBy: 'setting' };
  const zone = apiTimes ?? 'request';
  if (!isDifferent) return { zone, decidedBy: 'no-difference' };
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

/** Why times read like this may be wrong: the zone is only assumed, or none fits; null where it is known. */
export function doubtOf({ decidedBy }: ApiTimesVerdict): 'assumed' | 'none' | null {
  if (decidedBy === 'none-fits') return 'none';
  return decidedBy === 'assumed' ? 'assumed' : null;
}

/** The effect on times of earlier reads: they are now certain, or have to be read again in another zone. */
export type ZoneChange = 'settled' | 'other';

/** What a new verdict means for times that were read by the one before; null when they may stay as they are. */
export function zoneChange(before: ApiTimesVerdict, after: ApiTimesVerdict): ZoneChange | null {
  const [doubtBefore, doubtAfter] = [doubtOf(before), doubtOf(after)];
  if (before.zone !== after.zone || (doubtBefore === 'none') !== (doubtAfter === 'none')) return 'other';
  return doubtBefore === 'assumed' && doubtAfter === null ? 'settled' : null;
}

/** Remembers what is new in `learned`. */
export function learn(memory: MemoryCell, learned: Partial<ConnectionMemory>): void {
  const known = memory.get();
  const isKnown = (name: keyof ConnectionMemory): boolean =>
    JSON.stringify(learned[name]) === JSON.stringify(known[name]);
  if (!(Object.keys(learned) as (keyof ConnectionMemory)[]).every(isKnown)) memory.learn(learned);
}
