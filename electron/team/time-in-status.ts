import type { OpenStatus, OpenStatuses } from '../history/open-status.ts';
import type { TeamMember } from '../kore/members.ts';
import { isSameAgent, isSameSlots, type StatusChange } from '../shared/team/delta.ts';
import type { Agent, SelfReported, Since } from '../shared/model.ts';

/**
 * Time in status: availability carries no times, so the start of a status is worked out from what was seen and from
 * status details. Pure.
 */

/** When this poll and the one before it were answered, epoch milliseconds by the server's clock. */
export interface PollTimes {
  readonly now: number;
  /** Null for a first poll, and where the clock was set back since, so that earlier times do not count. */
  readonly previousAt: number | null;
  /** Whether a status may have ended and begun again in between without being seen. */
  readonly isGap: boolean;
}

/** Server and computer write the same instant with clocks of their own. */
const CLOCK_SLACK_MS = 30_000;

/** The team after a poll or a read, and where it differs from before. */
interface ChangedTeam {
  readonly agents: ReadonlyMap<string, Agent>;
  /** Who is new or differs. */
  readonly changed: readonly Agent[];
}

/** The team after a poll. */
export interface ObservedTeam extends ChangedTeam {
  /** The ids of who is gone. */
  readonly removed: readonly string[];
  /** Who is in another status than before; who came or went has not changed status. */
  readonly statusChanges: readonly StatusChange[];
}

/**
 * The agents after a poll. The map and each unchanged agent stay the same objects. After a gap it is not known what
 * happened in between, so every status counts as begun "at least" by now. The last change that was seen stays known, and so
 * does one in the gap: the status began after it.
 */
export function observe(
  previous: ReadonlyMap<string, Agent>,
  members: ReadonlyMap<string, TeamMember>,
  times: PollTimes,
): ObservedTeam {
  const agents = new Map<string, Agent>();
  const changed: Agent[] = [];
  const statusChanges: StatusChange[] = [];
  let known = 0;
  for (const member of members.values()) {
    const before = previous.get(member.userId);
    const after = observeOne(before, member, times);
    agents.set(member.userId, after);
    if (after !== before) changed.push(after);
    if (before === undefined) continue;
    known += 1;
    if (before.rawStatus !== after.rawStatus) statusChanges.push({ before, after });
  }
  const removed = known === previous.size ? [] : [...previous.keys()].filter((userId) => !agents.has(userId));
  const isSame = changed.length + removed.length === 0;
  return { agents: isSame ? previous : agents, changed, removed, statusChanges };
}

function observeOne(before: Agent | undefined, member: TeamMember, times: PollTimes): Agent {
  const { now, previousAt, isGap } = times;
  if (before === undefined || previousAt === null || isGap) return observeAnew(before, member, times);
  const isSame = before.rawStatus === member.rawStatus;
  if (!isSame) return { ...fromAnswer(member), secondaryStatus: null, since: seenChanging(now, previousAt) };
  const since = possible(before.since, now);
  const isSameName = before.name === member.name && before.addition === member.addition;
  if (isSameName && before.since === since && isSameSlots(before.freeSlots, member.freeSlots)) return before;
  const { addition: _, freeSlots: __, ...known } = before;
  return { ...known, ...fromAnswer(member), since };
}

type FromAnswer = Pick<Agent, 'userId' | 'name' | 'addition' | 'status' | 'rawStatus' | 'freeSlots'>;

function fromAnswer({ userId, name, addition, status, rawStatus, freeSlots }: TeamMember): FromAnswer {
  return {
    userId,
    name,
    ...(addition === undefined ? {} : { addition }),
    status,
    rawStatus,
    ...(freeSlots === undefined ? {} : { freeSlots }),
  };
}

function observeAnew(before: Agent | undefined, member: TeamMember, { now, previousAt }: PollTimes): Agent {
  const isSame = before?.rawStatus === member.rawStatus;
  const secondaryStatus = isSame ? before.secondaryStatus : null;
  const agent: Agent = { ...fromAnswer(member), secondaryStatus, since: seenFirst(now) };
  if (before === undefined || previousAt === null) return agent;
  return { ...agent, ...boundBy(isSame ? lastSeenOtherwise(before) : previousAt) };
}

/**
 * Takes over the start and the secondary status of each open status whose primary status equals the live one. Another
 * one is self-reported: it is put beside the live status, which it does not change. An agent without an open status
 * reports nothing any more; an agent who was not read stays as before.
 */
export function confirm(agents: ReadonlyMap<string, Agent>, open: OpenStatuses, now: number): ChangedTeam {
  const changed: Agent[] = [];
  for (const [userId, status] of open) {
    const before = agents.get(userId);
    if (before === undefined) continue;
    const after = takeOver(before, status, now);
    if (!isSameAgent(before, after)) changed.push(after);
  }
  if (changed.length === 0) return { agents, changed };
  const confirmed = new Map(agents);
  for (const agent of changed) confirmed.set(agent.userId, agent);
  return { agents: confirmed, changed };
}

function takeOver(agent: Agent, open: OpenStatus | null, now: number): Agent {
  if (open === null) return agent.selfReported === undefined ? agent : withoutReport(agent);
  return agent.rawStatus === open.primaryStatus ? confirmOne(agent, open, now) : disagree(agent, open, now);
}

function withoutReport({ selfReported: _, ...agent }: Agent): Agent {
  return agent;
}

/** A status that was seen to begin later cannot be the older record of the same name. */
function confirmOne(before: Agent, open: OpenStatus, now: number): Agent {
  const agent = { ...withoutReport(before), secondaryStatus: secondaryOf(open) };
  const seenOtherwiseAt = lastSeenOtherwise(agent);
  if (seenOtherwiseAt !== undefined && open.startedAt < seenOtherwiseAt - CLOCK_SLACK_MS) return agent;
  const since = sinceOf(before, open, now);
  return { ...agent, ...boundBy(seenOtherwiseAt), since };
}

function sinceOf(before: Agent, open: OpenStatus, now: number): Since {
  const at = Math.min(open.startedAt, now);
  if (open.zone === 'none') return isOther(before, open) ? seenFirst(now) : before.since;
  if (open.zone === 'assumed') return assumed(before, open, at, now);
  return open.beganIfOtherwiseAt === undefined ? exactly(at) : atLeast(before, open, at, open.beganIfOtherwiseAt);
}

/**
 * The first record of a day, which may continue from the day before. What was seen decides: the agent was in the same
 * status already, or in another one until the record began.
 */
function atLeast(before: Agent, open: OpenStatus, at: number, beganIfOtherwiseAt: number): Since {
  const { since } = before;
  const seenOtherwiseAt = lastSeenOtherwise(before);
  if (seenOtherwiseAt !== undefined && seenOtherwiseAt >= beganIfOtherwiseAt) return exactly(at);
  if (isOther(before, open)) return { at, precision: 'at-least', toleranceMs: 0 };
  const isKnown = since.precision === 'exact' ? before.secondaryStatus === secondaryOf(open) : isSeen(since);
  return isKnown && (since.at ?? Infinity) <= at ? since : { at, precision: 'at-least', toleranceMs: 0 };
}

/** A change that was seen live is more certain than a time whose zone is only assumed. */
function assumed(before: Agent, open: OpenStatus, at: number, now: number): Since {
  const { since } = before;
  const isOne = !isOther(before, open);
  if (isOne && since.precision === 'observed') return since;
  const seenAt = isOne ? (since.seenAt ?? (isSeen(since) ? since.at : null)) : null;
  return { at, precision: 'assumed', toleranceMs: 0, seenAt: seenAt ?? now };
}

/** Whether the secondary status is another one than the known one, to which the known start belongs. */
function isOther({ secondaryStatus }: Agent, open: OpenStatus): boolean {
  return secondaryStatus !== null && secondaryStatus !== secondaryOf(open);
}

function isSeen({ precision }: Since): boolean {
  return precision === 'observed' || precision === 'at-least';
}

function exactly(at: number): Since {
  return { at, precision: 'exact', toleranceMs: 0 };
}

/** The secondary status of an earlier status does not belong to the open one. */
function disagree(agent: Agent, open: OpenStatus, now: number): Agent {
  const { primaryStatus, startedAt, zone, beganIfOtherwiseAt } = open;
  const precision = zone !== undefined ? 'assumed' : beganIfOtherwiseAt !== undefined ? 'at-least' : undefined;
  const selfReported: SelfReported = {
    primaryStatus,
    secondaryStatus: secondaryOf(open),
    startedAt: Math.min(startedAt, now),
    ...(precision !== undefined && { precision }),
  };
  return { ...agent, secondaryStatus: null, selfReported };
}

function secondaryOf({ primaryStatus, secondaryStatus }: OpenStatus): string | null {
  return secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus ? null : secondaryStatus;
}

/** When the agent was last seen in another status; undefined when never. */
function lastSeenOtherwise({ since, changedAfter }: Agent): number | undefined {
  return since.precision === 'observed' && since.at !== null ? since.at - since.toleranceMs : changedAfter;
}

function boundBy(changedAfter: number | undefined): Pick<Agent, 'changedAfter'> {
  return changedAfter === undefined ? {} : { changedAfter };
}

function seenFirst(now: number): Since {
  return { at: now, precision: 'at-least', toleranceMs: 0 };
}

function seenChanging(now: number, previousAt: number): Since {
  const toleranceMs = Math.ceil(Math.max(0, now - previousAt) / 2);
  return { at: now - toleranceMs, precision: 'observed', toleranceMs };
}

/** A start in the future means that a clock was set back, so the start is not known. */
function possible(since: Since, now: number): Since {
  if (since.at === null || since.at <= now + CLOCK_SLACK_MS) return since;
  return { at: null, precision: 'unknown', toleranceMs: 0 };
}
