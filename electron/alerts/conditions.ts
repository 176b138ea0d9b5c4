import { certainSince, limitOf } from '../shared/attention.ts';
import type { UsualDay } from '../history/usual-starts.ts';
import type { Agent, HistoryPerson, NoDataReason, RuleCondition } from '../shared/model.ts';
import { isStatusChange, type AgentChange } from './agent-change.ts';
import type { Scoped } from './scoped.ts';
import { isInStatus } from './status-choice.ts';
import type { EvaluationState, RuleMemory, TeamReading, Wording } from './types.ts';
import { TEAM } from './types.ts';
import {
  aboveWording,
  belowWording,
  flappingWording,
  massChangeWording,
  notInWording,
  staleWording,
  tooLongWording,
  tooOftenWording,
} from './wording.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** In a smaller team a few who go home are no fault. */
const MIN_MASS = 3;
/** Who has just come online may still be shown as they were when they left. */
export const ONLINE_GRACE_MS = 2 * MINUTE_MS;
/** No two polls of a live team are further apart. */
const MAX_AGE_MS = 10 * MINUTE_MS;
/** More would not change what a rule says. */
const MAX_INSTANTS = 1_001;

/** What a level rule finds. */
export interface Finding {
  /** About whom of those it was asked about it holds at present, and how that is said. */
  readonly holds: ReadonlyMap<string, () => Wording>;
  readonly instants: RuleMemory['instants'];
  /** When it may begin to hold by time alone. */
  readonly dueAt: ReadonlyMap<string, number>;
  /** When it may be another one by time alone, though that can wait for the next evaluation. */
  readonly staleAt: ReadonlyMap<string, number>;
}

export interface ConditionParts {
  readonly reading: TeamReading;
  readonly scoped: Scoped;
  /** Whom alone a rule about single agents has to look at; null for all. */
  readonly focus: ReadonlySet<string> | null;
  /** What changed in the scope in a way that is news. */
  readonly changes: readonly AgentChange[];
  /** Where there is a focus, its instants may be changed. */
  readonly memory: RuleMemory;
  readonly cameOnline: EvaluationState['cameOnline'];
}

type Level = Exclude<RuleCondition, { readonly kind: 'becomes' | 'tell-me' | 'stale' }>;
type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

const NOBODY: Finding = { holds: new Map(), instants: {}, dueAt: new Map(), staleAt: new Map() };

/** About whom a condition holds now, or why that cannot be told. */
export function findingOf(condition: Level, parts: ConditionParts): Finding | NoDataReason {
  if (!isRead(parts.reading)) return 'not-read';
  switch (condition.kind) {
    case 'below':
      return belowFinding(condition, parts);
    case 'above':
      return aboveFinding(condition, parts);
    case 'too-long':
      return tooLongFinding(condition, parts);
    case 'too-often':
      return countedFinding(parts, condition.hours * HOUR_MS, {
        counts: ({ before, after }) => isInStatus(after, condition.status) && !isInStatus(before, condition.status),
        holds: (times) => times > condition.moreThan,
        goesOn: (times) => times >= Math.max(1, condition.moreThan),
        wording: (times) => tooOftenWording(condition, times),
      });
    case 'flapping':
      return countedFinding(parts, condition.withinMinutes * MINUTE_MS, {
        counts: isStatusChange,
        holds: (changes) => changes >= condition.changes,
        goesOn: (changes) => 2 * changes >= condition.changes,
        wording: (changes) => flappingWording(condition, changes),
      });
    case 'mass-change':
      return massFinding(condition, parts);
    case 'not-in':
      return notInFinding(condition, parts);
  }
}

/** Right after a sleep the team still seems to be live, as it was before. */
export function isRead({ health, asOf, at }: TeamReading): boolean {
  return health.state === 'live' && asOf !== null && at - asOf <= MAX_AGE_MS;
}

/** Not while the user has paused it, and not before there was anything to lose. */
export function staleFinding(reading: TeamReading): Finding {
  const { state } = reading.health;
  const isLost = reading.asOf !== null && state !== 'live' && state !== 'paused' && state !== 'starting';
  return isLost ? { ...NOBODY, holds: new Map([[TEAM, () => staleWording(reading)]]) } : NOBODY;
}

function belowFinding(condition: Of<'below'>, { reading, scoped }: ConditionParts): Finding | NoDataReason {
  if (reading.unread.includes('AVAILABLE')) return 'not-understood';
  const available = scoped.inStatus({ kind: 'status', status: 'AVAILABLE' });
  if (available >= condition.fewerThan || !scoped.couldHaveAvailable()) return NOBODY;
  return { ...NOBODY, holds: new Map([[TEAM, () => belowWording(condition, available, reading, scoped.scope)]]) };
}

function aboveFinding(condition: Of<'above'>, { reading, scoped }: ConditionParts): Finding | NoDataReason {
  const { status, moreThan } = condition;
  const isUnread = status.kind === 'status' ? reading.unread.includes(status.status) : reading.unread.length > 0;
  if (isUnread) return 'not-understood';
  const inStatus = scoped.inStatus(status);
  if (inStatus <= moreThan) return NOBODY;
  return { ...NOBODY, holds: new Map([[TEAM, () => aboveWording(condition, inStatus, reading, scoped.scope)]]) };
}

function tooLongFinding(condition: Of<'too-long'>, parts: ConditionParts): Finding {
  const { reading, cameOnline, memory } = parts;
  const holds = new Map<string, () => Wording>();
  const dues = new Map<string, number>();
  for (const agent of focused(parts)) {
    const { userId, since } = agent;
    const limitMs = limitMsOf(condition, agent, reading);
    if (limitMs === null) continue;
    const dueAt = dueOf(condition, limitMs, agent) - reading.clockOffsetMs;
    const at = Math.max(dueAt, (cameOnline[userId] ?? -Infinity) + ONLINE_GRACE_MS);
    // After a gap nobody knows since when: what fires goes on until it is known to be over.
    const goesOn = memory.subjects[userId] !== undefined && UNCERTAIN.has(since.precision);
    if (at <= reading.at || goesOn) holds.set(userId, () => tooLongWording(condition, agent, reading));
    else dues.set(userId, at);
  }
  return { ...NOBODY, holds, dueAt: dues };
}

/** The agents of the scope that have to be looked at. */
function focused({ focus, reading, scoped }: ConditionParts): readonly Agent[] {
  if (focus === null) return scoped.members();
  const agents: Agent[] = [];
  for (const userId of focus) {
    const agent = reading.agents.get(userId);
    if (agent !== undefined && scoped.scope.isIn(agent)) agents.push(agent);
  }
  return agents;
}

const UNCERTAIN: ReadonlySet<Agent['since']['precision']> = new Set(['at-least', 'assumed', 'unknown'] as const);

/** The limit of a status that a rule is about; null where there is none. */
function limitMsOf({ status, minutes }: Of<'too-long'>, agent: Agent, { limits }: TeamReading): number | null {
  if (status !== null && !isInStatus(agent, status)) return null;
  if (status === null && minutes !== null && agent.status === 'OFFLINE') return null;
  return minutes === null ? (limitOf(agent, limits)?.limitMs ?? null) : minutes * MINUTE_MS;
}

/** When an agent is too long in a status, by the server's clock; Infinity where that is not certain. */
function dueOf({ earlyMinutes }: Of<'too-long'>, limitMs: number, { since }: Agent): number {
  return (certainSince(since) ?? Infinity) + Math.max(0, limitMs - earlyMinutes * MINUTE_MS);
}

/** Counts what each agent did within some time. */
function countedFinding(
  parts: ConditionParts,
  withinMs: number,
  rule: {
    readonly counts: (change: AgentChange) => boolean;
    readonly holds: (times: number) => boolean;
    /** What fires is over only well below the limit, so that nobody at the limit is told of again and again. */
    readonly goesOn: (times: number) => boolean;
    readonly wording: (times: number) => Wording;
  },
): Finding {
  const { reading, changes, memory, cameOnline, focus } = parts;
  const counted = changes.filter(rule.counts);
  const instants = withInstants(memory.instants, counted, { at: reading.at, withinMs, focus });
  const holds = new Map<string, () => Wording>();
  const staleAt = new Map<string, number>();
  for (const userId of focus ?? Object.keys(instants)) {
    const times = instants[userId];
    if (times === undefined) continue;
    const isKnown = memory.subjects[userId] !== undefined;
    const onlineAt = cameOnline[userId];
    const isHeld = isKnown ? rule.goesOn(times.length) : rule.holds(times.length) && onlineAt === undefined;
    if (isHeld) holds.set(userId, () => rule.wording(times.length));
    staleAt.set(userId, Math.min((times[0] ?? Infinity) + withinMs, (onlineAt ?? Infinity) + ONLINE_GRACE_MS));
  }
  return { ...NOBODY, holds, instants, staleAt };
}

function massFinding(
  condition: Of<'mass-change'>,
  { reading, scoped, changes, memory }: ConditionParts,
): Finding | NoDataReason {
  if (reading.unread.length > 0) return 'not-understood';
  const gone = changes.filter(isGone);
  const within = { at: reading.at, withinMs: condition.withinSeconds * SECOND_MS, focus: null };
  const instants = withInstants(memory.instants, gone, within);
  const offline = Object.keys(instants).filter((userId) => reading.agents.get(userId)?.status === 'OFFLINE').length;
  const oldest = Math.min(...Object.values(instants).map(([first = Infinity]) => first));
  const found = { ...NOBODY, instants, staleAt: new Map([[TEAM, oldest + within.withinMs]]) };
  if (offline < MIN_MASS) return found;
  const of = scoped.online() + offline;
  if (offline * 100 < condition.percent * of) return found;
  const wording = () => massChangeWording(condition, { offline, of }, reading, scoped.scope);
  return { ...found, holds: new Map([[TEAM, wording]]) };
}

function isGone({ before, after }: AgentChange): boolean {
  return before.status !== 'OFFLINE' && after.status === 'OFFLINE';
}

/** Who usually has a record by now and certainly has none. */
function notInFinding({ graceMinutes }: Of<'not-in'>, { reading, scoped }: ConditionParts): Finding | NoDataReason {
  const usual = reading.usual();
  if (typeof usual === 'string') return usual;
  const holds = new Map<string, () => Wording>();
  const dues = new Map<string, number>();
  for (const [userId, { person, minute, at }] of usual.people) {
    const agent = reading.agents.get(userId) ?? offline(person);
    if (agent.status !== 'OFFLINE' || !scoped.scope.couldBeIn(agent)) continue;
    const dueAt = at + graceMinutes * MINUTE_MS;
    if (isIn(agent, usual, dueAt)) continue;
    if (dueAt - reading.clockOffsetMs <= reading.at) holds.set(userId, () => notInWording(minute));
    else dues.set(userId, dueAt - reading.clockOffsetMs);
  }
  return { ...NOBODY, holds, dueAt: dues };
}

/** Whether somebody who is OFFLINE was there today, or may have been. */
function isIn({ userId, since }: Agent, { startsAt, soFar }: UsualDay, dueAt: number): boolean {
  const record = soFar(userId);
  if (record?.hasRecord === true) return true;
  const offlineSince = certainSince(since) ?? Infinity;
  return offlineSince > startsAt && (record?.knownUntil ?? -Infinity) < Math.min(dueAt, offlineSince);
}

/** Somebody whom the team does not name. */
function offline(person: HistoryPerson): Agent {
  const since = { at: null, precision: 'unknown', toleranceMs: 0 } as const;
  return { ...person, status: 'OFFLINE', rawStatus: 'OFFLINE', secondaryStatus: null, since };
}

/** The instants that still count, with those of new changes; with a focus the known ones are changed. */
function withInstants(
  known: RuleMemory['instants'],
  changes: readonly AgentChange[],
  { at, withinMs, focus }: { readonly at: number; readonly withinMs: number; readonly focus: ConditionParts['focus'] },
): RuleMemory['instants'] {
  const instants: Record<string, readonly number[]> = focus === null ? {} : known;
  for (const userId of focus ?? Object.keys(known)) {
    const times = known[userId];
    if (times === undefined) continue;
    const isCurrent = (time: number): boolean => time > at - withinMs && time <= at;
    const current = times.every(isCurrent) ? times : times.filter(isCurrent);
    if (current.length > 0) instants[userId] = current;
    else delete instants[userId];
  }
  for (const { after } of changes) {
    instants[after.userId] = [...(instants[after.userId] ?? []), at].slice(-MAX_INSTANTS);
  }
  return instants;
}
