import type { DetailsRow } from '../kore/types.ts';
import type { Agent } from '../shared/model.ts';
import { instantOf } from '../time/zoneless.ts';
import type { AnsweredPeriod } from './api-times.ts';
import { SLACK_MS, type ApiZone } from './zone-facts.ts';

/** How long nobody of a team at work would have changed, if times were in a zone, and how often they did before. */
export interface Silence {
  /** Half of the changes per hour in the three hours before the last one. */
  readonly rate: number;
  /** Hours since the last one. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;
const BEFORE_HOURS = 3;
/** At least so many of those who changed in those hours must still be at work: who has gone home changes nothing. */
const AT_WORK_LEAST = 1 / 4;

/**
 * The silence up to the answers, read in one zone; null while it would prove nothing: nobody is there, most have gone or
 * rest, or more than one record would lie in the future.
 */
export function silenceOf(
  answers: readonly AnsweredPeriod[],
  zone: ApiZone,
  live: ReadonlyMap<string, Agent>,
): Silence | null {
  const now = Math.max(...answers.map(({ receivedAt }) => receivedAt));
  const boundaries: { readonly userId: string; readonly at: number }[] = [];
  const atWork = new Set<string>();
  let futures = 0;
  for (const { rows, timeZoneOffset } of answers) {
    for (const row of rows) {
      if (isAtWork(row, live.get(row.userId), (at) => at <= now + SLACK_MS, zone, timeZoneOffset))
        atWork.add(row.userId);
      for (const { start, end } of row.records) {
        const ends = end === null ? [start] : [start, end];
        const instants = ends.map((time) => instantOf(time, zone, timeZoneOffset));
        if (instants.some((at) => at > now + SLACK_MS)) futures += 1;
        else for (const at of instants) boundaries.push({ userId: row.userId, at });
      }
    }
  }
  const newest = boundaries.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const recent = boundaries.filter(({ at }) => at > newest - BEFORE_HOURS * HOUR_MS);
  const changers = new Set(recent.map(({ userId }) => userId));
  const isProof =
    futures < 2 && [...changers].filter((userId) => atWork.has(userId)).length >= changers.size * AT_WORK_LEAST;
  if (!isProof || atWork.size === 0) return null;
  const seconds = new Set(recent.map(({ at }) => Math.floor(at / 1_000)));
  return { rate: (seconds.size - 1) / BEFORE_HOURS / 2, hours: Math.max(0, now - newest) / HOUR_MS };
}

/** Whether the newest record of an agent is open, with the status that availability shows, and one of work. */
function isAtWork(
  { records }: DetailsRow,
  agent: Agent | undefined,
  isPast: (at: number) => boolean,
  zone: ApiZone,
  timeZoneOffset: number,
): boolean {
  if (agent === undefined || agent.status === 'OFFLINE' || agent.status === 'AWAY') return false;
  const startOf = (index: number): number => {
    const record = records[index];
    return record === undefined ? -Infinity : instantOf(record.start, zone, timeZoneOffset);
  };
  let newest = -1;
  for (let index = 0; index < records.length; index += 1) {
    if (isPast(startOf(index)) && startOf(index) >= startOf(newest)) newest = index;
  }
  const last = records[newest];
  return last !== undefined && last.end === null && last.primaryStatus === agent.rawStatus;
}
