import { limitOf } from '../../electron/shared/team/attention.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type AgentCard,
  type AgentChange,
  type AgentDay,
  type Directory,
  type GapStatus,
  type NamedId,
  type Serving,
  type StatusInterval,
} from '../../electron/shared/model.ts';
import { createRandom } from './seeded-random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const HABITS = [
  ['AVAILABLE', 'AVAILABLE'],
  ['AVAILABLE', 'AVAILABLE'],
  ['AVAILABLE', 'AVAILABLE'],
  ['BUSY', 'On a call'],
  ['BUSY', 'Wrap-up'],
  ['BUSY', 'Training'],
  ['AWAY', 'Short break'],
  ['AWAY', 'Lunch'],
] as const;

/** Queues and skills as a centre might call them. */
export const FAKE_DIRECTORY: Directory = {
  queues: ['Billing', 'Claims', 'Orders and deliveries', 'Retention', 'Technical support'].map((name, index) => ({
    id: `qu-${index}`,
    name,
    skills: [],
    members: { count: 5, asOf: Date.now() - 20 * MINUTE_MS },
  })),
  skills: ['English', 'Español', 'Português', 'Refunds up to 500 €'].map((name, index) => ({
    id: `65d74b5d6610c92860cf000${index}`,
    name,
    members: null,
  })),
  asOf: Date.now() - 20 * MINUTE_MS,
  isCut: false,
  problem: null,
  progress: null,
};

/** The id that availability has for a user. */
export function fakeAgentId(userId: string): string {
  return `a-${Number(userId.replace(/\D/g, '')) || 0}`;
}

/** An agent's day up to their present status: of some nothing is recorded, and some were not read. */
export function fakeDay(agent: Agent, now: number): AgentDay | null {
  const place = Number(agent.userId.replace(/\D/g, '')) || 0;
  if (place % 13 === 12) return null;
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const day = { startsAt: midnight, endsAt: midnight + 24 * HOUR_MS, readAt: now - 90_000 };
  return { ...day, intervals: place % 9 === 8 ? [] : intervalsOf(agent, place, day.startsAt, now) };
}

function intervalsOf(agent: Agent, place: number, startsAt: number, now: number): StatusInterval[] {
  const random = createRandom(place);
  const changedAt = Math.max(startsAt, agent.since.at ?? now - 35 * MINUTE_MS);
  const intervals: StatusInterval[] = [];
  let at = Math.max(startsAt, changedAt - (5 + random() * 3) * HOUR_MS);
  while (at < changedAt) {
    const [primaryStatus, secondaryStatus] = HABITS[Math.floor(random() * HABITS.length)] ?? HABITS[0];
    const end = Math.min(changedAt, at + (2 + random() * random() * 70) * MINUTE_MS);
    const before = intervals.at(-1);
    const isSame = before?.secondaryStatus === secondaryStatus && before.end === at;
    if (isSame) intervals.pop();
    intervals.push(interval(primaryStatus, secondaryStatus, isSame ? before.start : at, end, now));
    at = end + (random() < 0.05 ? 12 * MINUTE_MS : 0);
  }
  if (agent.status === 'OFFLINE') return intervals;
  // Two neighbours of one status are one.
  while (intervals.at(-1)?.primaryStatus === agent.rawStatus) intervals.pop();
  return [...intervals, interval(agent.rawStatus, agent.secondaryStatus ?? agent.rawStatus, changedAt, null, now)];
}

function interval(
  primaryStatus: string,
  secondaryStatus: string,
  start: number,
  end: number | null,
  now: number,
): StatusInterval {
  const durationMs = (end ?? now) - start;
  return { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart: false, clippedEnd: false };
}

/** A card as the core would make it of this day and directory. */
export function fakeCard(agent: Agent, { queues, skills }: Directory, now: number): AgentCard {
  const place = Number(agent.userId.replace(/\D/g, '')) || 0;
  const day = fakeDay(agent, now);
  const intervals = day?.intervals ?? [];
  const totals = Map.groupBy(intervals, ({ primaryStatus, secondaryStatus }) => `${primaryStatus} ${secondaryStatus}`);
  const some = (all: readonly NamedId[]): Serving | null => {
    const named = all.filter((_, index) => (place + index) % 3 === 0).map(({ id, name }) => ({ id, name }));
    return all.length === 0 ? null : { named, unread: 0 };
  };
  return {
    agent,
    queues: some(queues),
    skills: some(skills),
    day,
    changes: intervals
      .map((each, index): AgentChange => {
        const before = intervals[index - 1];
        return {
          at: each.start,
          fromStatus: before?.end === each.start ? statusOf(before) : null,
          toStatus: statusOf(each),
        };
      })
      .reverse(),
    totals: [...totals.values()]
      .map((same) => ({
        primaryStatus: same[0]?.primaryStatus ?? '',
        secondaryStatus: same[0]?.secondaryStatus ?? '',
        totalMs: same.reduce((sum, { durationMs }) => sum + durationMs, 0),
      }))
      .sort((a, b) => b.totalMs - a.totalMs),
    limit: limitOf(agent, DEFAULT_LIMITS),
    row: {
      agentId: fakeAgentId(agent.userId),
      customId: `${1000 + place}`,
      hasEmail: true,
      hasPhone: place % 2 === 0,
      buckets: [agent.rawStatus],
    },
  };
}

function statusOf({ primaryStatus, secondaryStatus }: StatusInterval): GapStatus {
  const isSame = secondaryStatus.toUpperCase() === primaryStatus;
  return { primaryStatus, secondaryStatus: isSame ? null : secondaryStatus };
}
