import { type OffHours, AWAY_IDLE, LIMITED_STATUSES, type LimitedStatus, type Limits } from '../preference-model.ts';
import type { AgentLimit } from './card-model.ts';
import type { StatusInterval } from '../history/history-model.ts';
import { STATUSES, type Agent, type Since, type Status } from './team-model.ts';
import { teamTexts } from '../texts/team/team.ts';
import { shortDuration } from '../format.ts';
import { foldName } from '../names/invisible.ts';

const texts = teamTexts.attention;

/** What decides who needs attention. */
export interface AttentionRules {
  readonly limits: Limits;
  /** The period outside of working hours that is now or next; null where the team has none. */
  readonly offHours: OffHours | null;
}

/** Why an agent needs attention. */
export interface Attention {
  /** How far over the limit, at least, when the start of the status is only known as "at least". */
  readonly overMs: number;
  /** `limit 45 min`, `idle`, `longer than a shift`, `available outside hours`; with commas where it is more than one. */
  readonly words: string;
}

/** Who needs attention, and when time alone changes that. */
export interface NeedingAttention {
  /** The furthest over their limit first; equals stay in the order of the team. */
  readonly agents: readonly Agent[];
  /** When the next reason begins or ends for somebody; null when none will. */
  readonly nextAt: number | null;
}

/** When each reason begins while nothing about the agent changes, epoch milliseconds; Infinity for never. */
interface Reasons {
  readonly limitAt: number;
  readonly shiftAt: number;
  /** Outside of working hours, which ends at `offUntil`; the others go on. */
  readonly offAt: number;
  readonly offUntil: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** An agent who is in a status for longer has probably forgotten to log out. */
const SHIFT_MS = 10 * HOUR_MS;
const SHIFT_STATUSES: readonly Status[] = ['AVAILABLE', 'BUSY', 'AWAY'];
/** Being early, or a last conversation that takes longer, needs no attention. */
const OFF_HOURS_GRACE_MS = 5 * MINUTE_MS;

/**
 * Why an agent needs attention at `now` (epoch milliseconds), or null. A start known as "at least" counts as that much;
 * one in an assumed zone counts from what was seen live; a start that is not known flags nobody.
 */
export function attentionOf(agent: Agent, rules: AttentionRules, now: number): Attention | null {
  const reasons = reasonsOf(agent, rules);
  if (reasons === null) return null;
  const dueAt = dueSince(reasons, now);
  if (dueAt > now) return null;
  const isForgotten = reasons.shiftAt <= now;
  const words = [
    isForgotten ? texts.longerThanShift : '',
    reasons.limitAt <= now && !isForgotten ? limitWords(agent, rules.limits) : '',
    isOff(reasons, now) ? texts.outsideHours : '',
  ];
  return { overMs: now - dueAt, words: words.filter((word) => word !== '').join(', ') };
}

/**
 * Who of a team needs attention at `now`. Answer and words stay the same until `nextAt`, while team and rules do not
 * change: the time over the limit grows equally for all, so the order stays too.
 */
export function needingAttention(agents: Iterable<Agent>, rules: AttentionRules, now: number): NeedingAttention {
  const due: { readonly agent: Agent; readonly dueAt: number }[] = [];
  let nextAt = Infinity;
  for (const agent of agents) {
    const reasons = reasonsOf(agent, rules);
    if (reasons === null) continue;
    const dueAt = dueSince(reasons, now);
    if (dueAt <= now) due.push({ agent, dueAt });
    nextAt = Math.min(nextAt, changesAt(reasons, now));
  }
  const inOrder = due.sort((a, b) => a.dueAt - b.dueAt).map(({ agent }) => agent);
  return { agents: inOrder, nextAt: nextAt === Infinity ? null : nextAt };
}

function isOff({ offAt, offUntil }: Reasons, now: number): boolean {
  return offAt <= now && now < offUntil;
}

/** The beginning of the first reason that holds; in the future when none does. */
function dueSince(reasons: Reasons, now: number): number {
  return Math.min(reasons.limitAt, reasons.shiftAt, isOff(reasons, now) ? reasons.offAt : Infinity);
}

/** When the next reason begins, or the reason of being outside working hours ends. */
function changesAt(reasons: Reasons, now: number): number {
  const { limitAt, shiftAt, offAt, offUntil } = reasons;
  const offChangesAt = isOff(reasons, now) ? offUntil : offAt;
  return Math.min(after(limitAt, now), after(shiftAt, now), after(offChangesAt, now));
}

function after(at: number, now: number): number {
  return at > now ? at : Infinity;
}

/** When which reason begins for an agent; null for never. Allocates little: it runs for each agent of a team. */
function reasonsOf(agent: Agent, { limits, offHours }: AttentionRules): Reasons | null {
  const at = certainSince(agent.since);
  if (at === null) return null;
  const minutes = limitMinutes(agent, limits);
  const limitAt = minutes === null ? Infinity : at + minutes * MINUTE_MS;
  const shiftAt = isShiftStatus(agent.status) ? at + SHIFT_MS : Infinity;
  // Only agents who wait for work: a conversation may outlast the hours, and BUSY and AWAY have limits of their own.
  const offUntil = offHours !== null && agent.status === 'AVAILABLE' ? offHours.until : 0;
  const offAt = Math.max(at, offHours?.from ?? 0) + OFF_HOURS_GRACE_MS;
  return { limitAt, shiftAt, offAt: offAt < offUntil ? offAt : Infinity, offUntil };
}

/** From when on a status is certain to have lasted; null when nobody knows. */
export function certainSince({ at, precision, seenAt }: Since): number | null {
  if (precision === 'unknown') return null;
  return precision === 'assumed' ? (seenAt ?? null) : at;
}

/** The limit that holds for an agent, in minutes: that of the secondary status, else that of the status. */
function limitMinutes(agent: Agent, limits: Limits): number | null {
  return minutesFor(agent.status, secondaryName(agent), limits);
}

/** The same of a status as status details write it. */
export function limitMinutesOf(
  { primaryStatus, secondaryStatus }: Pick<StatusInterval, 'primaryStatus' | 'secondaryStatus'>,
  limits: Limits,
): number | null {
  const status = primaryStatus.toUpperCase();
  const isPlain = isStatus(status) && (secondaryStatus === '' || secondaryStatus.toUpperCase() === status);
  return minutesFor(status, isPlain ? null : secondaryStatus || primaryStatus, limits);
}

function minutesFor(status: string, name: string | null, limits: Limits): number | null {
  const own = name === null ? undefined : secondaryLimits(limits).get(foldName(name));
  if (own !== undefined) return own;
  return isLimitedStatus(status) ? limits.byStatus[status] : null;
}

/** The limit of an agent's present status; null where it has none. */
export function limitOf(agent: Agent, limits: Limits): AgentLimit | null {
  const minutes = limitMinutes(agent, limits);
  if (minutes === null) return null;
  const since = certainSince(agent.since);
  return { limitMs: minutes * MINUTE_MS, reachedAt: since === null ? null : since + minutes * MINUTE_MS };
}

function limitWords(agent: Agent, limits: Limits): string {
  const minutes = limitMinutes(agent, limits) ?? 0;
  const isIdle = minutes === 0 && foldName(secondaryName(agent) ?? '') === foldName(AWAY_IDLE);
  return isIdle ? texts.idle : texts.limit(minutesText(minutes));
}

/** `45 min`, `2 h`, `1 h 30 m`. */
export function minutesText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : shortDuration(minutes * MINUTE_MS);
}

/** A bucket the documents do not name is limited by its own name. */
function secondaryName({ status, rawStatus, secondaryStatus }: Agent): string | null {
  return secondaryStatus ?? (status === 'OTHER' ? rawStatus : null);
}

const known = new WeakMap<Limits, ReadonlyMap<string, number | null>>();

/** The limits by folded name, made once: each agent of a team needs them. */
function secondaryLimits(limits: Limits): ReadonlyMap<string, number | null> {
  const found = known.get(limits);
  if (found !== undefined) return found;
  const byName = new Map(limits.secondary.map(({ name, minutes }) => [foldName(name), minutes]));
  known.set(limits, byName);
  return byName;
}

function isLimitedStatus(status: string): status is LimitedStatus {
  return (LIMITED_STATUSES as readonly string[]).includes(status);
}

function isStatus(name: string): boolean {
  return (STATUSES as readonly string[]).includes(name);
}

function isShiftStatus(status: Status): boolean {
  return SHIFT_STATUSES.includes(status);
}
