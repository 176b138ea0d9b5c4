import { AWAY_IDLE, LIMITED_STATUSES, type LimitedStatus, type Limits } from './limit-model.ts';
import type { Agent, Status } from './team-model.ts';

/** Why an agent needs attention. */
export interface Attention {
  /** How far over the limit, at least, when the start of the status is only known as "at least". */
  readonly overMs: number;
  /** `limit 45 min`, `idle`, `longer than a shift`. */
  readonly words: string;
}

/** Who needs attention, and when this changes by itself. */
export interface NeedingAttention {
  /** The furthest over their limit first; who is equally far keeps the order of the team. */
  readonly agents: readonly Agent[];
  /** When the next agent of this team reaches a limit; null when nobody will. */
  readonly nextAt: number | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A status that is open for longer was forgotten rather than worked. */
const SHIFT_MS = 10 * HOUR_MS;
const SHIFT_STATUSES: readonly Status[] = ['AVAILABLE', 'BUSY', 'AWAY'];

/**
 * Why an agent needs attention at `now` (epoch milliseconds), or null. A start known as "at least" counts as that much;
 * a start that is not known flags nobody.
 */
export function attentionOf(agent: Agent, limits: Limits, now: number): Attention | null {
  const dueAt = attentionDueAt(agent, limits);
  const startedAt = agent.since.at;
  if (dueAt === null || startedAt === null || now < dueAt) return null;
  const isForgotten = isShiftStatus(agent.status) && now - startedAt >= SHIFT_MS;
  return { overMs: now - dueAt, words: isForgotten ? 'longer than a shift' : limitWords(agent, limits) };
}

/**
 * Who of a team needs attention at `now`. Until `nextAt`, or another team or limits, the answer stays the same, so
 * nobody has to ask each second: how far each is over their limit grows alike for all of them.
 */
export function needingAttention(agents: Iterable<Agent>, limits: Limits, now: number): NeedingAttention {
  const due: { readonly agent: Agent; readonly dueAt: number }[] = [];
  let nextAt: number | null = null;
  for (const agent of agents) {
    const dueAt = attentionDueAt(agent, limits);
    if (dueAt === null) continue;
    if (dueAt <= now) due.push({ agent, dueAt });
    else if (nextAt === null || dueAt < nextAt) nextAt = dueAt;
  }
  return { agents: due.sort((a, b) => a.dueAt - b.dueAt).map(({ agent }) => agent), nextAt };
}

/** From when on an agent needs attention while nothing about them changes; null for never. */
function attentionDueAt(agent: Agent, limits: Limits): number | null {
  const { at, precision } = agent.since;
  if (at === null || precision === 'unknown') return null;
  const minutes = limitMinutes(agent, limits);
  const limitMs = minutes === null ? Infinity : minutes * MINUTE_MS;
  const leastMs = Math.min(limitMs, isShiftStatus(agent.status) ? SHIFT_MS : Infinity);
  return leastMs === Infinity ? null : at + leastMs;
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
