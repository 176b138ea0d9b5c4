import { certainSince, limitOf } from '../shared/attention.ts';
import type { Agent, NoDataReason, RuleCondition } from '../shared/model.ts';
import { isInStatus } from './status-choice.ts';
import type { EvaluationState, RuleMemory, ScopedTeam, TeamReading, Wording } from './types.ts';
import { TEAM } from './types.ts';
import {
  aboveWording,
  belowWording,
  flappingWording,
  massChangeWording,
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

/** An agent whose status or secondary status is another one than before. */
export interface AgentChange {
  readonly before: Agent;
  readonly after: Agent;
}

/** What a level rule finds. */
export interface Finding {
  /** About whom it holds at present, and how that is said. */
  readonly holds: ReadonlyMap<string, () => Wording>;
  readonly instants: RuleMemory['instants'];
  /** When it may begin to hold by time alone; Infinity for never. */
  readonly nextAt: number;
}

export interface ConditionParts {
  readonly reading: TeamReading;
  readonly scope: ScopedTeam;
  /** The scope's agents. */
  readonly members: readonly Agent[];
  /** What changed in a way that is news. */
  readonly changes: readonly AgentChange[];
  readonly memory: Pick<RuleMemory, 'instants' | 'subjects'>;
  readonly cameOnline: EvaluationState['cameOnline'];
}

type Level = Exclude<RuleCondition, { readonly kind: 'becomes' | 'tell-me' | 'stale' }>;
type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

const NOBODY: Finding = { holds: new Map(), instants: {}, nextAt: Infinity };

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
      return 'not-read';
  }
}

/** Right after a sleep the team still seems to be live, as it was before. */
function isRead({ health, asOf, at }: TeamReading): boolean {
  return health.state === 'live' && asOf !== null && at - asOf <= MAX_AGE_MS;
}

/** Whether the status itself is another one, and not only the secondary status. */
export function isStatusChange({ before, after }: AgentChange): boolean {
  return before.rawStatus !== after.rawStatus;
}

/** Not while the user has paused it, and not before there was anything to lose. */
export function staleFinding(reading: TeamReading): Finding {
  const { state } = reading.health;
  const isLost = reading.asOf !== null && state !== 'live' && state !== 'paused' && state !== 'starting';
  return isLost ? { ...NOBODY, holds: new Map([[TEAM, () => staleWording(reading)]]) } : NOBODY;
}

function belowFinding(condition: Of<'below'>, { reading, scope, members }: ConditionParts): Finding | NoDataReason {
  if (reading.unread.includes('AVAILABLE')) return 'not-understood';
  const available = members.filter(({ status }) => status === 'AVAILABLE').length;
  if (available >= condition.fewerThan || !couldHaveAvailable(reading, scope)) return NOBODY;
  return { ...NOBODY, holds: new Map([[TEAM, () => belowWording(condition, available, reading, scope)]]) };
}

/** Whether anybody would be in the scope if they were AVAILABLE: a view of those who are away never has somebody. */
function couldHaveAvailable({ agents }: TeamReading, { isIn }: ScopedTeam): boolean {
  for (const agent of agents.values()) if (isIn({ ...agent, status: 'AVAILABLE', rawStatus: 'AVAILABLE' })) return true;
  return false;
}

function aboveFinding(condition: Of<'above'>, { reading, scope, members }: ConditionParts): Finding | NoDataReason {
  const { status, moreThan } = condition;
  const isUnread = status.kind === 'status' ? reading.unread.includes(status.status) : reading.unread.length > 0;
  if (isUnread) return 'not-understood';
  const inStatus = members.filter((agent) => isInStatus(agent, status)).length;
  if (inStatus <= moreThan) return NOBODY;
  return { ...NOBODY, holds: new Map([[TEAM, () => aboveWording(condition, inStatus, reading, scope)]]) };
}

function tooLongFinding(condition: Of<'too-long'>, { reading, members, cameOnline }: ConditionParts): Finding {
  const holds = new Map<string, () => Wording>();
  let nextAt = Infinity;
  for (const agent of members) {
    const dueAt = dueOf(condition, agent, reading);
    const at = Math.max(dueAt, (cameOnline[agent.userId] ?? -Infinity) + ONLINE_GRACE_MS);
    if (at <= reading.at) holds.set(agent.userId, () => tooLongWording(condition, agent, reading));
    else nextAt = Math.min(nextAt, at);
  }
  return { holds, instants: {}, nextAt };
}

/** When an agent is too long in a status, by this computer's clock; Infinity for never. */
function dueOf({ status, minutes, earlyMinutes }: Of<'too-long'>, agent: Agent, reading: TeamReading): number {
  if (status !== null && !isInStatus(agent, status)) return Infinity;
  const since = certainSince(agent.since);
  const limitMs = minutes === null ? limitOf(agent, reading.limits)?.limitMs : minutes * MINUTE_MS;
  if (since === null || limitMs === undefined) return Infinity;
  return since + Math.max(0, limitMs - earlyMinutes * MINUTE_MS) - reading.clockOffsetMs;
}

/** Counts what each agent did within some time. */
function countedFinding(
  { reading, scope, changes, memory, cameOnline }: ConditionParts,
  withinMs: number,
  rule: {
    readonly counts: (change: AgentChange) => boolean;
    readonly holds: (times: number) => boolean;
    /** What fires is over only well below the limit, so that nobody at the limit is told of again and again. */
    readonly goesOn: (times: number) => boolean;
    readonly wording: (times: number) => Wording;
  },
): Finding {
  const counted = changes.filter((change) => isAbout(change, scope) && rule.counts(change));
  const instants = withInstants(memory.instants, counted, { at: reading.at, withinMs });
  const holds = new Map<string, () => Wording>();
  for (const [userId, times] of Object.entries(instants)) {
    const isKnown = memory.subjects[userId] !== undefined;
    const isHeld = isKnown ? rule.goesOn(times.length) : rule.holds(times.length) && !(userId in cameOnline);
    if (isHeld) holds.set(userId, () => rule.wording(times.length));
  }
  return { holds, instants, nextAt: Infinity };
}

function massFinding(
  condition: Of<'mass-change'>,
  { reading, scope, changes, memory }: ConditionParts,
): Finding | NoDataReason {
  if (reading.unread.length > 0) return 'not-understood';
  const gone = changes.filter((change) => isAbout(change, scope) && isGone(change));
  const within = { at: reading.at, withinMs: condition.withinSeconds * SECOND_MS };
  const instants = withInstants(memory.instants, gone, within);
  const offline = Object.keys(instants).filter((userId) => reading.agents.get(userId)?.status === 'OFFLINE').length;
  if (offline < MIN_MASS) return { ...NOBODY, instants };
  const others = [...reading.agents.values()].filter((agent) => agent.status !== 'OFFLINE' && scope.couldBeIn(agent));
  const of = others.length + offline;
  if (offline * 100 < condition.percent * of) return { ...NOBODY, instants };
  const wording = () => massChangeWording(condition, { offline, of }, reading, scope);
  return { ...NOBODY, holds: new Map([[TEAM, wording]]), instants };
}

function isGone({ before, after }: AgentChange): boolean {
  return before.status !== 'OFFLINE' && after.status === 'OFFLINE';
}

/** Whether an agent was in a scope before or is in it now. */
export function isAbout({ before, after }: AgentChange, { isIn }: ScopedTeam): boolean {
  return isIn(before) || isIn(after);
}

/** The instants that still count, with those of new changes. */
function withInstants(
  known: RuleMemory['instants'],
  changes: readonly AgentChange[],
  { at, withinMs }: { readonly at: number; readonly withinMs: number },
): RuleMemory['instants'] {
  const found = Object.entries(known).map(
    ([userId, times]) => [userId, times.filter((time) => time > at - withinMs && time <= at)] as const,
  );
  const instants = new Map<string, readonly number[]>(found.filter(([, times]) => times.length > 0));
  for (const { after } of changes) {
    instants.set(after.userId, [...(instants.get(after.userId) ?? []), at].slice(-MAX_INSTANTS));
  }
  return Object.fromEntries(instants);
}
