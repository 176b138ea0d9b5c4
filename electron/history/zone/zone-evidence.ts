import type { Agent, ConnectionMemory } from '../../shared/model.ts';
import { instantOf, type ApiTime } from '../../time/api-time.ts';
import type { AnsweredPeriod } from './api-times.ts';
import {
  API_ZONES,
  fitOf,
  isOut,
  SLACK_MS,
  type ApiZone,
  type ZoneFit,
  silenceOf,
  type Silence,
} from './zone-facts.ts';

/** A start or end of an agent's record, and the two instants between which it must lie. */
export interface SeenBoundary {
  readonly userId: string;
  readonly at: ApiTime;
  readonly timeZoneOffset: number;
  /** Epoch milliseconds by the server's clock. */
  readonly from: number;
  readonly to: number;
  /** Whether it is new since an earlier read; else it comes from a change seen live, which may have another cause. */
  readonly isNew: boolean;
}

/** What one read has to say about the zone. */
export interface ZoneFacts {
  readonly answers: readonly AnsweredPeriod[];
  readonly boundaries: readonly SeenBoundary[];
  /** The team as availability shows it now; null for a read of the past alone. */
  readonly live: ReadonlyMap<string, Agent> | null;
}

/** What is known of the zone: part of what is remembered of a connection. */
export type ZoneKnowledge = Pick<ConnectionMemory, 'apiTimes' | 'apiTimesEvidence'>;
type Evidence = NonNullable<ConnectionMemory['apiTimesEvidence']>;

/** After this many reads in a row that fit neither zone, the times are in another one. */
export const MISFITS = 2;
/** A server may list a record some minutes late. Two zones differ by more. */
const LATE_MS = 10 * 60_000;
/** A busy team is this silent by chance once in 100 times (e to the power of -4.6), or once in 1,000 (-6.9). */
const PLAUSIBLE = 4.6;
const IMPLAUSIBLE = 6.9;
const OUT_OF_THE_QUESTION = 20;
const MIN_OUTSIDE = 10;
const OUTSIDE_RATIO = 10;
const HOUR_MINUTES = 60;

const NOTHING: Evidence = { rule: null, witness: null, misfits: 0 };

/**
 * What is known after one more read. It is about the server, so it stays valid when the team's clocks change. Four
 * rules, the stronger first; a boundary that was seen live overrules the last two:
 *
 * - `future`: a zone that puts what at least two agents did, at two different instants, into the future is out.
 * - `change`: boundaries of two agents that lie where they were seen live.
 * - `silence`: the zone that puts times later, where the other one would leave a busy team silent for too long.
 * - `day`: where the offset that was sent would put ten times as many records outside of the requested period. The other way
 *   round proves nothing: a server that filters by its own day lists just what another one lists of the team's.
 *
 * Where both zones are the same nothing is learned.
 */
export function weighZone(known: ZoneKnowledge, facts: ZoneFacts): ZoneKnowledge {
  const answers = facts.answers.filter(({ timeZoneOffset }) => timeZoneOffset !== 0);
  if (answers.length === 0) return { apiTimes: known.apiTimes, apiTimesEvidence: known.apiTimesEvidence };
  const evidence = known.apiTimesEvidence ?? NOTHING;
  const votes = votesOf(facts.boundaries, known, evidence);
  const read: ReadOf = {
    fits: { request: fitOf(answers, 'request'), UTC: fitOf(answers, 'UTC') },
    offsetHours: (answers[0]?.timeZoneOffset ?? 0) / HOUR_MINUTES,
    silence: (zone) => (facts.live === null ? null : silenceOf(answers, zone, facts.live)),
  };
  const left = API_ZONES.filter((zone) => !isOut(read.fits[zone]));
  const [onlyLeft = null] = left.length === 1 ? left : [];
  const isContradiction = onlyLeft !== null && (votes.zone ?? changeOf(known, evidence) ?? onlyLeft) !== onlyLeft;
  if (left.length === 0 || votes.isMisfit || isContradiction) return withMisfit(known, evidence);
  if (votes.zone !== null) return decided(votes.zone, 'change');
  const weaker = onlyLeft === null ? weakerRule(evidence, read) : byFuture(onlyLeft, evidence, read);
  return weaker ?? withVotes(known, evidence, votes);
}

/** One read, as the rules use it. */
interface ReadOf {
  readonly fits: Readonly<Record<ApiZone, ZoneFit>>;
  /** With the sign of `getTimezoneOffset`. */
  readonly offsetHours: number;
  readonly silence: (zone: ApiZone) => Silence | null;
}

function byFuture(zone: ApiZone, { misfits, rule }: Evidence, { silence }: ReadOf): ZoneKnowledge | null {
  if (misfits > 0 || rule === 'change' || missingChanges(silence(zone)) > OUT_OF_THE_QUESTION) return null;
  return decided(zone, 'future');
}

function weakerRule({ rule, misfits }: Evidence, read: ReadOf): ZoneKnowledge | null {
  const isWeak = rule === null || rule === 'silence' || rule === 'day';
  const bySilence = isWeak || misfits >= MISFITS ? zoneBySilence(read) : null;
  if (bySilence !== null) return decided(bySilence, 'silence');
  const mayBeDay = misfits === 0 && (rule === null || rule === 'day');
  return mayBeDay && isUtcByDay(read) ? decided('UTC', 'day') : null;
}

function zoneBySilence({ offsetHours, silence }: ReadOf): ApiZone | null {
  const later = offsetHours < 0 ? 'UTC' : 'request';
  const found = silence(later);
  if (found === null || missingChanges(found) > PLAUSIBLE) return null;
  return found.rate * Math.abs(offsetHours) >= IMPLAUSIBLE ? later : null;
}

function isUtcByDay({ fits, silence }: ReadOf): boolean {
  const { outside, outsideAgents } = fits.request;
  const isMuch = outside >= MIN_OUTSIDE && outsideAgents.size > 1 && outside >= OUTSIDE_RATIO * fits.UTC.outside;
  return isMuch && missingChanges(silence('UTC')) <= OUT_OF_THE_QUESTION;
}

/** How many changes a silence lacks. */
function missingChanges(silence: Silence | null): number {
  return silence === null ? 0 : silence.rate * silence.hours;
}

/** What the boundaries that were seen live say. */
interface Votes {
  /** Two agents say so. */
  readonly zone: ApiZone | null;
  /** One agent says so, and no other yet. */
  readonly witness: Evidence['witness'];
  /** A boundary fits one zone only. */
  readonly isFit: boolean;
  /** A boundary fits neither zone, and none fits one only. */
  readonly isMisfit: boolean;
}

function votesOf(boundaries: readonly SeenBoundary[], known: ZoneKnowledge, { witness, rule }: Evidence): Votes {
  const voters: Record<ApiZone, Set<string>> = { request: new Set(), UTC: new Set() };
  let isMisfit = false;
  for (const boundary of boundaries) {
    const fitting = API_ZONES.filter((zone) => isBetween(boundary, zone, SLACK_MS));
    const [only] = fitting.length === 1 ? fitting : [];
    if (only !== undefined) voters[only].add(boundary.userId);
    isMisfit ||= boundary.isNew && !API_ZONES.some((zone) => isBetween(boundary, zone, LATE_MS));
  }
  const voted = API_ZONES.filter((zone) => voters[zone].size > 0);
  const [zone = null] = voted.length === 1 ? voted : [];
  const isFit = zone !== null;
  if (zone === null) {
    return { zone, witness: voted.length > 1 ? null : witness, isFit, isMisfit: isMisfit && voted.length === 0 };
  }
  const [userId = ''] = voters[zone];
  const isSecond = witness?.zone === zone && !voters[zone].has(witness.userId);
  if (voters[zone].size > 1 || isSecond) return { zone, witness: null, isFit, isMisfit: false };
  const isKnown = known.apiTimes === zone && (rule === 'change' || rule === 'future');
  return { zone: null, witness: isKnown ? null : { userId, zone }, isFit, isMisfit: false };
}

function isBetween({ at, timeZoneOffset, from, to }: SeenBoundary, zone: ApiZone, slackMs: number): boolean {
  const instant = instantOf(at, zone, timeZoneOffset);
  return instant >= from - slackMs && instant <= to + SLACK_MS;
}

function changeOf({ apiTimes }: ZoneKnowledge, { rule }: Evidence): ApiZone | null {
  return rule === 'change' ? apiTimes : null;
}

function decided(apiTimes: ApiZone, rule: Evidence['rule']): ZoneKnowledge {
  return { apiTimes, apiTimesEvidence: { rule, witness: null, misfits: 0 } };
}

function withMisfit({ apiTimes }: ZoneKnowledge, { rule, misfits }: Evidence): ZoneKnowledge {
  return { apiTimes, apiTimesEvidence: { rule, witness: null, misfits: Math.min(misfits + 1, MISFITS) } };
}

/** One boundary that fits resets the misfits, until it was decided that no zone fits. */
function withVotes(known: ZoneKnowledge, { rule, misfits }: Evidence, { witness, isFit }: Votes): ZoneKnowledge {
  const left = isFit && misfits < MISFITS ? 0 : misfits;
  const { apiTimes, apiTimesEvidence } = known;
  const isNothing = apiTimesEvidence === null && witness === null && left === 0;
  return { apiTimes, apiTimesEvidence: isNothing ? null : { rule, witness, misfits: left } };
}
