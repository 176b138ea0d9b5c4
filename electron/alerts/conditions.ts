import { certainSince, limitOf } from '../shared/attention.ts';
import type { UsualDay } from '../history/usual-starts.ts';
import type { Agent, HistoryPerson, NoDataReason, RuleCondition, StatusChoice } from '../shared/model.ts';
import { isStatusChange } from './agent-change.ts';
import type { Run } from './rule-run.ts';
import type { Scoped } from './scoped.ts';
import { isInStatus } from './status-choice.ts';
import { TEAM, type AgentChange, type RuleMemory, type TeamReading, type Wording } from './types.ts';
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

/** What is found about one subject. */
export interface Found {
  /** How it is said; null where the condition does not hold. */
  readonly wording: (() => Wording) | null;
  /** When it may begin to hold by time alone; Infinity for never. */
  readonly dueAt: number;
  /** When it may be another one by time alone, though that can wait for the next evaluation. */
  readonly staleAt: number;
}

/** What a level rule finds. */
export interface Finding {
  about(key: string): Found;
  /** About whom anything may be found. */
  keys(): Iterable<string>;
  /** Null for a rule that counts nothing. */
  readonly instants: RuleMemory['instants'] | null;
}

type Level = Exclude<RuleCondition, { readonly kind: 'becomes' | 'tell-me' | 'stale' }>;
type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

const NOTHING: Found = { wording: null, dueAt: Infinity, staleAt: Infinity };
/** Whom a rule about a team looks at. */
export const ONLY_TEAM: readonly string[] = [TEAM];
const AVAILABLE: StatusChoice = { kind: 'status', status: 'AVAILABLE' };

/** Shared by the rules that find nothing, which are most. */
export const NOTHING_FOUND: Finding = { about: () => NOTHING, keys: () => [], instants: null };

/** About whom a condition holds now, or why that cannot be told. */
export function findingOf(condition: Level, run: Run, scoped: Scoped): Finding | NoDataReason {
  if (!isRead(run.reading)) return 'not-read';
  switch (condition.kind) {
    case 'below':
      return belowFinding(condition, run, scoped);
    case 'above':
      return aboveFinding(condition, run, scoped);
    case 'too-long':
      return tooLongFinding(condition, run, scoped);
    case 'too-often':
      return countedFinding(run, scoped, {
        withinMs: condition.hours * HOUR_MS,
        counts: ({ before, after }) => isInStatus(after, condition.status) && !isInStatus(before, condition.status),
        holds: (times) => times > condition.moreThan,
        goesOn: (times) => times >= Math.max(1, condition.moreThan),
        wording: (times) => tooOftenWording(condition, times),
      });
    case 'flapping':
      return countedFinding(run, scoped, {
        withinMs: condition.withinMinutes * MINUTE_MS,
        counts: isStatusChange,
        holds: (changes) => changes >= condition.changes,
        goesOn: (changes) => 2 * changes >= condition.changes,
        wording: (changes) => flappingWording(condition, changes),
      });
    case 'mass-change':
      return massFinding(condition, run, scoped);
    case 'not-in':
      return notInFinding(condition, run, scoped);
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
  return isLost ? aboutTeam(() => staleWording(reading)) : NOTHING_FOUND;
}

/** A condition that holds of a team. */
function aboutTeam(wording: () => Wording): Finding {
  const found = { ...NOTHING, wording };
  return { about: () => found, keys: () => ONLY_TEAM, instants: null };
}

function belowFinding(condition: Of<'below'>, { reading }: Run, scoped: Scoped): Finding | NoDataReason {
  if (reading.unread.includes('AVAILABLE')) return 'not-understood';
  const available = scoped.inStatus(AVAILABLE);
  if (available >= condition.fewerThan || !scoped.couldHaveAvailable()) return NOTHING_FOUND;
  return aboutTeam(() => belowWording(condition, available, reading, scoped.scope));
}

function aboveFinding(condition: Of<'above'>, { reading }: Run, scoped: Scoped): Finding | NoDataReason {
  const { status, moreThan } = condition;
  const isUnread = status.kind === 'status' ? reading.unread.includes(status.status) : reading.unread.length > 0;
  if (isUnread) return 'not-understood';
  const inStatus = scoped.inStatus(status);
  return inStatus <= moreThan
    ? NOTHING_FOUND
    : aboutTeam(() => aboveWording(condition, inStatus, reading, scoped.scope));
}

function tooLongFinding(condition: Of<'too-long'>, { reading, recent, memory }: Run, scoped: Scoped): Finding {
  function about(userId: string): Found {
    const agent = reading.agents.get(userId);
    if (agent === undefined || !scoped.scope.isIn(agent)) return NOTHING;
    const limitMs = limitMsOf(condition, agent, reading);
    if (limitMs === null) return NOTHING;
    const { since } = agent;
    const dueAt = dueOf(condition, limitMs, agent) - reading.clockOffsetMs;
    const at = Math.max(dueAt, (recent.cameOnline[userId] ?? -Infinity) + ONLINE_GRACE_MS);
    // After a gap nobody knows since when: what fires goes on until it is known to be over.
    const goesOn = UNCERTAIN.has(since.precision) && memory.subjects[userId] !== undefined;
    if (at > reading.at && !goesOn) return { ...NOTHING, dueAt: at };
    return { ...NOTHING, wording: () => tooLongWording(condition, agent, reading) };
  }
  return { about, keys: () => scoped.memberIds(), instants: null };
}

const UNCERTAIN: ReadonlySet<Agent['since']['precision']> = new Set(['at-least', 'assumed', 'unknown'] as const);

/** The limit of a status that a rule is about; null where there is none. */
function limitMsOf({ status, minutes }: Of<'too-long'>, agent: Agent, { limits }: TeamReading): number | null {
  if (status !== null && !isInStatus(agent, status)) return null;
  return minutes === null ? (limitOf(agent, limits)?.limitMs ?? null) : minutes * MINUTE_MS;
}

/** When an agent is too long in a status, by the server's clock; Infinity where that is not certain. */
function dueOf({ earlyMinutes }: Of<'too-long'>, limitMs: number, { since }: Agent): number {
  return (certainSince(since) ?? Infinity) + Math.max(0, limitMs - earlyMinutes * MINUTE_MS);
}

/** Counts what each agent did within some time. */
function countedFinding(
  { reading, isNews, memory, recent, focus }: Run,
  scoped: Scoped,
  rule: {
    readonly withinMs: number;
    readonly counts: (change: AgentChange) => boolean;
    readonly holds: (times: number) => boolean;
    /** What fires is over only well below the limit, so that nobody at the limit is told of again and again. */
    readonly goesOn: (times: number) => boolean;
    readonly wording: (times: number) => Wording;
  },
): Finding {
  const { withinMs } = rule;
  const instants = currentInstants(memory.instants, { at: reading.at, withinMs, focus });
  if (isNews) addInstants(instants, scoped.changes(), rule.counts, reading.at);
  function about(userId: string): Found {
    const times = instants[userId];
    if (times === undefined) return NOTHING;
    const onlineAt = recent.cameOnline[userId];
    const isKnown = memory.subjects[userId] !== undefined;
    const isHeld = isKnown ? rule.goesOn(times.length) : rule.holds(times.length) && onlineAt === undefined;
    return {
      wording: isHeld ? () => rule.wording(times.length) : null,
      dueAt: Infinity,
      staleAt: Math.min((times[0] ?? Infinity) + withinMs, (onlineAt ?? Infinity) + ONLINE_GRACE_MS),
    };
  }
  return { about, keys: () => Object.keys(instants), instants };
}

function massFinding(condition: Of<'mass-change'>, run: Run, scoped: Scoped): Finding | NoDataReason {
  const { reading, isNews, memory } = run;
  if (reading.unread.length > 0) return 'not-understood';
  const withinMs = condition.withinSeconds * SECOND_MS;
  // They are about others than the team, which is what it looks at.
  const focus = run.focus && Object.keys(memory.instants);
  const instants = currentInstants(memory.instants, { at: reading.at, withinMs, focus });
  if (isNews) addInstants(instants, scoped.changes(), isGone, reading.at);
  let [offline, oldest] = [0, Infinity];
  for (const [userId, [first = Infinity]] of Object.entries(instants)) {
    if (reading.agents.get(userId)?.status === 'OFFLINE') offline += 1;
    oldest = Math.min(oldest, first);
  }
  const of = scoped.online() + offline;
  const isMass = offline >= MIN_MASS && offline * 100 >= condition.percent * of;
  const wording = isMass ? () => massChangeWording(condition, { offline, of }, reading, scoped.scope) : null;
  const found = { wording, dueAt: Infinity, staleAt: oldest + withinMs };
  return { about: () => found, keys: () => ONLY_TEAM, instants };
}

function isGone({ before, after }: AgentChange): boolean {
  return before.status !== 'OFFLINE' && after.status === 'OFFLINE';
}

/** Who usually has a record by now and certainly has none. */
function notInFinding({ graceMinutes }: Of<'not-in'>, { reading }: Run, scoped: Scoped): Finding | NoDataReason {
  const usual = reading.usual();
  if (typeof usual === 'string') return usual;
  const { people } = usual;
  const about = (userId: string): Found => {
    const expected = people.get(userId);
    if (expected === undefined) return NOTHING;
    const agent = reading.agents.get(userId) ?? offline(expected.person);
    if (agent.status !== 'OFFLINE' || !scoped.scope.couldBeIn(agent)) return NOTHING;
    const dueAt = expected.at + graceMinutes * MINUTE_MS;
    if (isIn(agent, usual, dueAt)) return NOTHING;
    const localDueAt = dueAt - reading.clockOffsetMs;
    if (localDueAt > reading.at) return { ...NOTHING, dueAt: localDueAt };
    return { ...NOTHING, wording: () => notInWording(expected.minute) };
  };
  return { about, keys: () => people.keys(), instants: null };
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

/** The instants that still count; with a focus those of its agents are changed in place. */
function currentInstants(
  known: RuleMemory['instants'],
  { at, withinMs, focus }: { readonly at: number; readonly withinMs: number; readonly focus: Run['focus'] },
): RuleMemory['instants'] {
  const instants: RuleMemory['instants'] = focus === null ? {} : known;
  const isCurrent = (time: number): boolean => time > at - withinMs && time <= at;
  for (const userId of focus ?? Object.keys(known)) {
    const times = known[userId];
    if (times === undefined) continue;
    const current = times.every(isCurrent) ? times : times.filter(isCurrent);
    if (current.length === 0) delete instants[userId];
    else if (current !== instants[userId]) instants[userId] = current;
  }
  return instants;
}

function addInstants(
  instants: RuleMemory['instants'],
  changes: readonly AgentChange[],
  counts: (change: AgentChange) => boolean,
  at: number,
): void {
  for (const change of changes) {
    if (!counts(change)) continue;
    const { userId } = change.after;
    const times = instants[userId];
    instants[userId] = times === undefined ? [at] : [...times, at].slice(-MAX_INSTANTS);
  }
}
