import type { StatusRecord } from '../kore/types.ts';
import type { Agent } from '../shared/model.ts';
import { instantOf, type ApiTime } from '../time/api-time.ts';
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
 * The silence up to the answers, in one zone; null while it would prove nothing: nobody is there, most have gone or rest, or
 * more than one record would lie in the future.
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
    const isPast = (time: ApiTime): boolean => instantOf(time, zone, timeZoneOffset) <= now + SLACK_MS;
    for (const { userId, records } of rows) {
      const past = records.filter(({ start, end }) => isPast(start) && (end === null || isPast(end)));
      futures += records.length - past.length;
      if (isAtWork(live.get(userId), past)) atWork.add(userId);
      const times = past.flatMap(({ start, end }) => (end === null ? start : [start, end]));
      for (const time of times.filter(({ kind }) => kind === 'wall')) {
        boundaries.push({ userId, at: instantOf(time, zone, timeZoneOffset) });
      }
    }
  }
  const newest = boundaries.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const recent = boundaries.filter(({ at }) => at > newest - BEFORE_HOURS * HOUR_MS);
  const changers = new Set(recent.map(({ userId }) => userId));
  const left = [...changers].filter((userId) => atWork.has(userId)).length;
  if (futures > 1 || left === 0 || left < changers.size * AT_WORK_LEAST) return null;
  const seconds = new Set(recent.map(({ at }) => Math.floor(at / 1_000)));
  return { rate: (seconds.size - 1) / BEFORE_HOURS / 2, hours: Math.max(0, now - newest) / HOUR_MS };
}

/** Whether the newest record of an agent is open, with the status that availability shows, and one of work. */
function isAtWork(agent: Agent | undefined, records: readonly StatusRecord[]): boolean {
  if (agent === undefined || agent.status === 'OFFLINE' || agent.status === 'AWAY') return false;
  const [first, ...others] = records;
  const newest = others.reduce(
    (latest, record) => (latest !== undefined && record.start.ms < latest.start.ms ? latest : record),
    first,
  );
  return newest?.end === null && newest.primaryStatus === agent.rawStatus;
}
