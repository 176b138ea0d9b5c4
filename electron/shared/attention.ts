import type { OffHours } from './hours-model.ts';
import { AWAY_IDLE, LIMITED_STATUSES, type LimitedStatus, type Limits } from './limit-model.ts';
import type { Agent, Status } from './team-model.ts';

/** What decides who needs attention. */
export interface AttentionRules {
  readonly limits: Limits;
  /** The stretch outside of working hours that is now or next; null where the team has none. */
  readonly offHours: OffHours | null;
}

/** Why an agent needs attention. */
export interface Attention {
  /** How far over the limit, at least, when the start of the status is only known as "at least". */
  readonly overMs: number;
  /** `limit 45 min`, `idle`, `longer than a shift`, `available outside hours`; with commas where it is more than one. */
  readonly words: string;
}

/** Who needs attention, and when this changes by itself. */
export interface NeedingAttention {
  /** The furthest over their limit first; who is equally far keeps the order of the team. */
  readonly agents: readonly Agent[];
  /** When the next agent of this team reaches a limit, or working hours begin for one; null when nobody will. */
  readonly nextAt: number | null;
}

/** One reason, from when and until when it holds while nothing about the agent changes. */
interface Reason {
  readonly kind: 'limit' | 'shift' | 'off-hours';
  readonly from: number;
  readonly until: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A status that is open for longer was forgotten rather than worked. */
const SHIFT_MS = 10 * HOUR_MS;
const SHIFT_STATUSES: readonly Status[] = ['AVAILABLE', 'BUSY', 'AWAY'];
/** The last conversation of a day ends when it ends, and who is early is no phantom login. */
const OFF_HOURS_GRACE_MS = 5 * MINUTE_MS;

/**
 * Why an agent needs attention at `now` (epoch milliseconds), or null. A start known as "at least" counts as that much;
 * a start that is not known flags nobody.
 */
export function attentionOf(agent: Agent, rules: AttentionRules, now: number): Attention | null {
  const reasons = reasonsOf(agent, rules).filter((reason) => holdsAt(reason, now));
  if (reasons.length === 0) return null;
  const isForgotten = reasons.some(({ kind }) => kind === 'shift');
  const told = reasons.filter(({ kind }) => kind !== 'limit' || !isForgotten);
  const words = told.map(({ kind }) => (kind === 'limit' ? limitWords(agent, rules.limits) : WORDS[kind])).join(', ');
  return { overMs: now - dueAt(reasons), words };
}

/**
 * Who of a team needs attention at `now`. Until `nextAt`, or another team or rules, the answer stays the same, so
 * nobody has to ask each second: how far each is over their limit grows alike for all of them.
 */
export function needingAttention(agents: Iterable<Agent>, rules: AttentionRules, now: number): NeedingAttention {
  const due: { readonly agent: Agent; readonly dueAt: number }[] = [];
  let nextAt = Infinity;
  for (const agent of agents) {
    const reasons = reasonsOf(agent, rules);
    const held = reasons.filter((reason) => holdsAt(reason, now));
    if (held.length > 0) due.push({ agent, dueAt: dueAt(held) });
    const changes = held.length > 0 ? held.map(({ until }) => until) : reasons.map(({ from }) => from);
    nextAt = Math.min(nextAt, ...changes.filter((at) => at > now));
  }
  const inOrder = due.sort((a, b) => a.dueAt - b.dueAt).map(({ agent }) => agent);
  return { agents: inOrder, nextAt: nextAt === Infinity ? null : nextAt };
}

const WORDS = { shift: 'longer than a shift', 'off-hours': 'available outside hours' } as const;

function holdsAt({ from, until }: Reason, now: number): boolean {
  return from <= now && now < until;
}

function dueAt(reasons: readonly Reason[]): number {
  return Math.min(...reasons.map(({ from }) => from));
}

/** Every reason an agent has or will have while nothing about them changes, those that are over too. */
function reasonsOf(agent: Agent, { limits, offHours }: AttentionRules): Reason[] {
  const { at, precision } = agent.since;
  if (at === null || precision === 'unknown') return [];
  const reasons: Reason[] = [];
  const minutes = limitMinutes(agent, limits);
  if (minutes !== null) reasons.push({ kind: 'limit', from: at + minutes * MINUTE_MS, until: Infinity });
  if (isShiftStatus(agent.status)) reasons.push({ kind: 'shift', from: at + SHIFT_MS, until: Infinity });
  // Only who waits for work: a conversation may outlast the hours, and BUSY and AWAY have limits of their own.
  if (offHours !== null && agent.status === 'AVAILABLE') {
    const from = Math.max(at, offHours.from) + OFF_HOURS_GRACE_MS;
    if (from < offHours.until) reasons.push({ kind: 'off-hours', from, until: offHours.until });
  }
  return reasons;
}

/** The limit that holds for an agent, in minutes: that of the secondary status, else that of the status. */
function limitMinutes(agent: Agent, limits: Limits): number | null {
  const name = secondaryName(agent);
  const own = name === null ? undefined : secondaryLimits(limits).get(foldName(name));
  if (own !== undefined) return own;
  return isLimitedStatus(agent.status) ? limits.byStatus[agent.status] : null;
}

function limitWords(agent: Agent, limits: Limits): string {
  const minutes = limitMinutes(agent, limits) ?? 0;
  const isIdle = minutes === 0 && foldName(secondaryName(agent) ?? '') === foldName(AWAY_IDLE);
  return isIdle ? 'idle' : `limit ${minutesText(minutes)}`;
}

/** `45 min`, `2 h`, `1 h 30 min`. */
function minutesText(minutes: number): string {
  const parts = [
    minutes >= 60 ? `${Math.floor(minutes / 60)} h` : '',
    minutes % 60 > 0 || minutes === 0 ? `${minutes % 60} min` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** A bucket the documents do not name is limited by its own name. */
function secondaryName({ status, rawStatus, secondaryStatus }: Agent): string | null {
  return secondaryStatus ?? (status === 'OTHER' ? rawStatus : null);
}

const known = new WeakMap<Limits, ReadonlyMap<string, number | null>>();

/** The limits by folded name, made once: they are looked up for each agent of a team. */
function secondaryLimits(limits: Limits): ReadonlyMap<string, number | null> {
  const found = known.get(limits);
  if (found !== undefined) return found;
  const byName = new Map(limits.secondary.map(({ name, minutes }) => [foldName(name), minutes]));
  known.set(limits, byName);
  return byName;
}

function foldName(name: string): string {
  return name.trim().toUpperCase();
}

function isLimitedStatus(status: Status): status is LimitedStatus {
  return (LIMITED_STATUSES as readonly Status[]).includes(status);
}

function isShiftStatus(status: Status): boolean {
  return SHIFT_STATUSES.includes(status);
}
