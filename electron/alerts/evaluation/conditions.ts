import { certainSince, limitOf } from '../../shared/team/attention.ts';
import type { UsualDay } from '../../history/usual-starts.ts';
import type { Agent, HistoryPerson, Limits, NoDataReason, RuleCondition, StatusChoice } from '../../shared/model.ts';
import { isOfContact, isStatusChange } from './agent-change.ts';
import { countedFinding, massFinding } from './counted-changes.ts';
import { aboutTeam, NOTHING, NOTHING_FOUND, type Finding, type Found } from './finding.ts';
import { ONLINE_GRACE_MS } from './recent.ts';
import type { Run } from './rule-run.ts';
import type { Scoped } from './scoped.ts';
import { isInStatus } from '../rules/status-choice.ts';
import { TEAM, type TeamReading, type Wording } from '../types.ts';
import {
  aboveWording,
  belowWording,
  flappingWording,
  notInWording,
  staleWording,
  tooLongWording,
  tooOftenWording,
} from './wording.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** No two polls of a live team are further apart. */
const MAX_AGE_MS = 10 * MINUTE_MS;

const AVAILABLE: StatusChoice = { kind: 'status', status: 'AVAILABLE' };

type Level = Exclude<RuleCondition, { readonly kind: 'becomes' | 'tell-me' | 'stale' }>;
type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { readonly kind: K }>;

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
        counts: (change) => isStatusChange(change) && !isOfContact(change),
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

function belowFinding(condition: Of<'below'>, { reading, memory }: Run, scoped: Scoped): Finding | NoDataReason {
  if (reading.unread.includes('AVAILABLE')) return 'not-understood';
  const available = scoped.inStatus(AVAILABLE);
  if (available >= condition.fewerThan) return NOTHING_FOUND;
  const wording = (): Wording => belowWording(condition, available, reading, scoped.scope);
  if (scoped.couldHaveAvailable()) return aboutTeam(wording);
  // Of an empty team it is not said, nor that it is over.
  const { phase = 'pending' } = memory.subjects[TEAM] ?? {};
  return phase === 'pending' ? NOTHING_FOUND : aboutTeam(wording, true);
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
    const minMs = minLengthMs(condition, agent, reading.limits);
    if (minMs === null) return NOTHING;
    const { since } = agent;
    const dueAt = (certainSince(since) ?? Infinity) + minMs - reading.clockOffsetMs;
    const at = Math.max(dueAt, (recent.cameOnline[userId] ?? -Infinity) + ONLINE_GRACE_MS);
    const isDue = at <= reading.at;
    // After a gap nobody knows since when: what fires goes on until it is known to be over.
    const goesOn = UNCERTAIN.has(since.precision) && memory.subjects[userId] !== undefined;
    if (!isDue && !goesOn) return { ...NOTHING, dueAt: at };
    const wording = () => tooLongWording(condition, agent, reading);
    return isDue ? { ...NOTHING, wording } : { wording, isUncertain: true, dueAt: at, staleAt: Infinity };
  }
  return { about, keys: () => scoped.memberIds(), instants: null };
}

const UNCERTAIN: ReadonlySet<Agent['since']['precision']> = new Set(['at-least', 'assumed', 'unknown'] as const);

/** How long an agent must be in a status for a rule to say so; null where it is not about that status, or without a limit. */
export function minLengthMs(
  { status, minutes, earlyMinutes }: Of<'too-long'>,
  agent: Agent,
  limits: Limits,
): number | null {
  if (status !== null && !isInStatus(agent, status)) return null;
  if (status === null && minutes !== null && agent.status === 'OFFLINE') return null;
  const limitMs = minutes === null ? limitOf(agent, limits)?.limitMs : minutes * MINUTE_MS;
  if (limitMs === undefined) return null;
  const earlyMs = earlyMinutes * MINUTE_MS;
  // Before a limit that is no longer than that, everybody would be told of as soon as the status begins.
  return limitMs > earlyMs ? limitMs - earlyMs : limitMs;
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
