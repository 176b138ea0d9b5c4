import type { ApiTimesVerdict } from '../shared/model.ts';
import { instantOf, type ApiTime } from '../time/api-time.ts';
import type { AnsweredPeriod } from './api-times.ts';

/** The zones that zoneless times may be in: the documents do not say which (kore-facts 4.3). */
export type ApiZone = ApiTimesVerdict['zone'];
export const API_ZONES: readonly ApiZone[] = ['request', 'UTC'];

/** How far a time may be from what it is compared with: clocks, polls and whole seconds. */
export const SLACK_MS = 2 * 60_000;

/** What the records of some answers say about one zone, if their times were in it. */
export interface ZoneFit {
  /** Agents and seconds of what would lie in the future; two of each are enough to know. */
  readonly futureAgents: ReadonlySet<string>;
  readonly futureSeconds: ReadonlySet<number>;
  /** Records that would lie outside of what was asked for, and agents they are of; two are enough to know. */
  readonly outside: number;
  readonly outsideAgents: ReadonlySet<string>;
}

const ENOUGH = 2;

/**
 * Goes through all zoneless times once for each zone. Nothing is listed on the way: a month of a large team is millions of
 * records. Answers to offset 0 have nothing to say, both zones are the same there.
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

/** Whether so much would lie in the future that the zone is another one; one agent alone may have a wrong record. */
export function isOut({ futureAgents, futureSeconds }: ZoneFit): boolean {
  return futureAgents.size >= ENOUGH && futureSeconds.size >= ENOUGH;
}
