import { type ApiTime, instantOf } from '../../time/api-time.ts';
import type { StatusRecord } from '../../kore/types.ts';
import type { Agent, ApiTimesVerdict } from '../../shared/model.ts';
import type { AnsweredPeriod } from './api-times.ts';

/** The zones that zoneless times may be in: the documents do not say which. */
export type ApiZone = ApiTimesVerdict['zone'];
export const API_ZONES: readonly ApiZone[] = ['request', 'UTC'];

/** How far a time may be from what it is compared with: clocks, polls and whole seconds. */
export const SLACK_MS = 2 * 60_000;

/** What the records of some answers say about one zone, if their times were in it. */
export interface ZoneFit {
  /** Agents and seconds of times that would lie in the future; two of each are enough. */
  readonly futureAgents: ReadonlySet<string>;
  readonly futureSeconds: ReadonlySet<number>;
  /** Records that would lie outside the requested period, and their agents; two are enough. */
  readonly outside: number;
  readonly outsideAgents: ReadonlySet<string>;
}

const ENOUGH = 2;

/**
 * Goes through all zoneless times once for each zone. It builds no lists: a month of a large team has millions of
 * records. Answers to offset 0 do not count, since both zones are the same there.
 */
export function fitOf(answers: readonly AnsweredPeriod[], zone: ApiZone): ZoneFit {
  const futureAgents = new Set<string>();
  const futureSeconds = new Set<number>();
  const outsideAgents = new Set<string>();
  let outside = 0;
  for (const { rows, timeZoneOffset, startsAt, endsAt, receivedAt } of answers) {
    if (timeZoneOffset === 0) continue;
    const latest = receivedAt + SLACK_MS;
    const future = (userId: string, time: ApiTime, at: number): void => {
      if (at <= latest || time.kind !== 'wall') return;
      if (futureAgents.size < ENOUGH) futureAgents.add(userId);
      if (futureSeconds.size < ENOUGH) futureSeconds.add(Math.floor(at / 1_000));
    };
    for (const { userId, records } of rows) {
      for (const { start, end } of records) {
        const from = instantOf(start, zone, timeZoneOffset);
        const to = end === null ? Infinity : instantOf(end, zone, timeZoneOffset);
        future(userId, start, from);
        if (end !== null) future(userId, end, to);
        // What only touches the edge counts as inside: servers may compare either way.
        if (start.kind !== 'wall' || (from <= endsAt && to >= startsAt)) continue;
        outside += 1;
        if (outsideAgents.size < ENOUGH) outsideAgents.add(userId);
      }
    }
  }
  return { futureAgents, futureSeconds, outside, outsideAgents };
}

/** Whether too many times would lie in the future for this zone. A single agent may have a wrong record. */
export function isOut({ futureAgents, futureSeconds }: ZoneFit): boolean {
  return futureAgents.size >= ENOUGH && futureSeconds.size >= ENOUGH;
}

/** How long a busy team would have changed no status if the times were in a zone, and how often it did before. */
export interface Silence {
  /** Half of the changes per hour in the three hours before the last one. */
  readonly rate: number;
  /** Hours since the last one. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;
const BEFORE_HOURS = 3;
/** At least this part of those who changed must still be at work: agents who went home change nothing. */
const MIN_AT_WORK = 1 / 4;

/**
 * The silence before the answers, in one zone. Null where it proves nothing: nobody is there, most have gone or rest, or
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
  if (futures > 1 || left === 0 || left < changers.size * MIN_AT_WORK) return null;
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
