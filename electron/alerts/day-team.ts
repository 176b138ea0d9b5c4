import { statusOf } from '../kore/members.ts';
import type { Agent, HistoryDay } from '../shared/model.ts';
import { diffOf } from './agent-change.ts';
import type { AgentDiff } from './types.ts';

/** Who is somebody else from when on; null for somebody without a record. */
interface Turn {
  readonly at: number;
  readonly userId: string;
  readonly agent: Agent | null;
}

/** A day is replayed once for each number that is tried. */
const turnsOfDays = new WeakMap<HistoryDay, readonly Turn[]>();

function turnsOf(day: HistoryDay): readonly Turn[] {
  const known = turnsOfDays.get(day);
  if (known !== undefined) return known;
  const turns = day.agents.flatMap((person) =>
    person.intervals.flatMap((interval, index): Turn[] => {
      const { userId } = person;
      const begins = { at: interval.start, userId, agent: agentOf(person, interval) };
      const { end } = interval;
      const isFollowed = end !== null && person.intervals[index + 1]?.start === end;
      return end === null || isFollowed ? [begins] : [begins, { at: end, userId, agent: null }];
    }),
  );
  turns.sort((a, b) => a.at - b.at);
  turnsOfDays.set(day, turns);
  return turns;
}

/** Makes the team of a past day at later and later instants. Who has no record is not in it. */
export function createDayTeam(day: HistoryDay) {
  const turns = turnsOf(day);
  const agents = new Map<string, Agent>();
  let next = 0;
  return {
    /** Changed in place. */
    agents: agents as ReadonlyMap<string, Agent>,
    /** When somebody is somebody else next. */
    turnsAt: (): number => turns[next]?.at ?? Infinity,
    /** Goes on to an instant, and says who is somebody else than before. */
    turn(at: number): readonly AgentDiff[] {
      const before = new Map<string, Agent | undefined>();
      for (let turn = turns[next]; turn !== undefined && turn.at <= at; turn = turns[next]) {
        const { userId, agent } = turn;
        if (!before.has(userId)) before.set(userId, agents.get(userId));
        if (agent === null) agents.delete(userId);
        else agents.set(userId, agent);
        next += 1;
      }
      return [...before].flatMap(([userId, was]) => {
        const is = agents.get(userId);
        return was === is ? [] : [diffOf(userId, was, is)];
      });
    },
  };
}

type Person = HistoryDay['agents'][number];

function agentOf(
  { userId, name }: Person,
  { primaryStatus, secondaryStatus, start, startedAt, clippedStart }: Person['intervals'][number],
): Agent {
  const status = statusOf(primaryStatus);
  const isLater = clippedStart && startedAt === undefined;
  return {
    userId,
    name,
    status,
    rawStatus: primaryStatus,
    secondaryStatus: secondaryStatus === '' || secondaryStatus === primaryStatus ? null : secondaryStatus,
    since: { at: startedAt ?? start, precision: isLater ? 'at-least' : 'exact', toleranceMs: 0 },
  };
}
