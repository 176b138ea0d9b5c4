import type { Agent, SelfReported, Since } from '../shared/model.ts';
import type { TeamMember } from './count-once.ts';

/**
 * The since-clock: availability carries no times, so the start of a status is worked out from what was seen and
 * from status details. Pure; design "Since-clock" is the rule.
 */

/** The open status of one agent in status details, equal neighbours merged. */
export interface OpenStatus {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** When this poll and the one before it were answered; no `previousAt` makes this poll a baseline. */
export interface PollTimes {
  readonly now: number;
  readonly previousAt: number | null;
}

/** Server and computer write the same instant with clocks of their own. */
const CLOCK_SLACK_MS = 30_000;

/**
 * The agents after a poll. An unchanged agent keeps its very object, so that comparing two teams is cheap. After a
 * gap nobody can know what happened in between: every status then counts as "already so when first seen".
 */
export function observe(
  previous: ReadonlyMap<string, Agent>,
  members: ReadonlyMap<string, TeamMember>,
  times: PollTimes,
): Map<string, Agent> {
  const agents = new Map<string, Agent>();
  for (const member of members.values()) {
    agents.set(member.userId, observeOne(previous.get(member.userId), member, times));
  }
  return agents;
}

function observeOne(before: Agent | undefined, member: TeamMember, times: PollTimes): Agent {
  const { userId, name, status, rawStatus } = member;
  const isSame = before?.rawStatus === rawStatus;
  if (before === undefined || times.previousAt === null) {
    const secondaryStatus = isSame ? before.secondaryStatus : null;
    return { userId, name, status, rawStatus, secondaryStatus, since: seenFirst(times.now) };
  }
  if (!isSame) return { userId, name, status, rawStatus, secondaryStatus: null, since: seenChanging(times) };
  const since = possible(before.since, times.now);
  return before.name === name && before.since === since ? before : { ...before, name, since };
}

/**
 * Takes over the start and the secondary status of each open status whose primary status equals the live one. Another
 * one is what the agent says for themselves: it is put beside the live status and nothing of it is mixed in.
 */
export function confirm(
  agents: ReadonlyMap<string, Agent>,
  open: ReadonlyMap<string, OpenStatus>,
  now: number,
): Map<string, Agent> {
  const confirmed = new Map(agents);
  for (const [userId, status] of open) {
    const agent = agents.get(userId);
    if (agent === undefined) continue;
    const isSame = agent.rawStatus === status.primaryStatus;
    confirmed.set(userId, isSame ? confirmOne(agent, status, now) : disagree(agent, status, now));
  }
  return confirmed;
}

function confirmOne({ selfReported: _, ...agent }: Agent, open: OpenStatus, now: number): Agent {
  const secondaryStatus = secondaryOf(open);
  if (contradictsWhatWasSeen(agent.since, open.startedAt)) return { ...agent, secondaryStatus };
  const at = Math.min(open.startedAt, now);
  return { ...agent, secondaryStatus, since: { at, precision: 'exact', toleranceMs: 0 } };
}

/** The name an earlier status had for itself does not belong to what is open now. */
function disagree(agent: Agent, open: OpenStatus, now: number): Agent {
  const { primaryStatus, startedAt } = open;
  const selfReported: SelfReported = {
    primaryStatus,
    secondaryStatus: secondaryOf(open),
    startedAt: Math.min(startedAt, now),
  };
  return { ...agent, secondaryStatus: null, selfReported };
}

function secondaryOf({ primaryStatus, secondaryStatus }: OpenStatus): string | null {
  return secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus ? null : secondaryStatus;
}

/** A status that was seen to begin later cannot have begun with an older report of the same name. */
function contradictsWhatWasSeen(since: Since, startedAt: number): boolean {
  if (since.precision !== 'observed' || since.at === null) return false;
  return startedAt < since.at - since.toleranceMs - CLOCK_SLACK_MS;
}

function seenFirst(now: number): Since {
  return { at: now, precision: 'at-least', toleranceMs: 0 };
}

function seenChanging({ now, previousAt }: PollTimes): Since {
  const toleranceMs = Math.ceil(Math.max(0, now - (previousAt ?? now)) / 2);
  return { at: now - toleranceMs, precision: 'observed', toleranceMs };
}

/** A start in the future is a clock that was set back: then nothing is known. */
function possible(since: Since, now: number): Since {
  if (since.at === null || since.at <= now + CLOCK_SLACK_MS) return since;
  return { at: null, precision: 'unknown', toleranceMs: 0 };
}
