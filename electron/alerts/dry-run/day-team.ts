import { statusOf } from '../../kore/members.ts';
import type { Agent, HistoryDay } from '../../shared/model.ts';
import { diffOf } from '../evaluation/agent-change.ts';
import type { AgentDiff } from '../types.ts';

/** Who is somebody else from when on; null for somebody without a record. */
interface Turn {
  readonly at: number;
  readonly userId: string;
  readonly agent: Agent | null;
}

type Person = HistoryDay['agents'][number];
type Interval = Person['intervals'][number];

/** The turns of days, which are found once: a day is replayed once for each number that is tried. */
export type DayTurns = (day: HistoryDay, previous: HistoryDay | null) => readonly Turn[];

/** Each day is to be asked for with the same day before it, with which it hangs together; null without one. */
export function createDayTurns(): DayTurns {
  const known = new Map<HistoryDay, readonly Turn[]>();
  return (day, previous) => {
    const turns = known.get(day) ?? turnsOf(day, lastIntervals(previous));
    known.set(day, turns);
    return turns;
  };
}

/** How the agents of a day were at its end. */
function lastIntervals(day: HistoryDay | null): ReadonlyMap<string, Interval> {
  return new Map(
    day?.agents.flatMap(({ userId, intervals }) => {
      const last = intervals.at(-1);
      return last?.end === day.endsAt ? [[userId, last] as const] : [];
    }),
  );
}

function turnsOf(day: HistoryDay, lastOf: ReadonlyMap<string, Interval>): readonly Turn[] {
  const turns = day.agents.flatMap((person) =>
    person.intervals.flatMap((interval, index): Turn[] => {
      const { userId } = person;
      const { start, end, clippedStart } = interval;
      const last = start === day.startsAt && clippedStart ? lastOf.get(userId) : undefined;
      const begins = isSameStatus(last, interval) ? [] : [{ at: start, userId, agent: agentOf(person, interval) }];
      // What goes on at the end of the day is ended, or not, by the next day.
      const isFollowed = end === day.endsAt || person.intervals[index + 1]?.start === end;
      return end === null || isFollowed ? begins : [...begins, { at: end, userId, agent: null }];
    }),
  );
  const present = new Set(day.agents.filter(({ intervals }) => intervals[0]?.start === day.startsAt).map(idOf));
  for (const userId of lastOf.keys()) if (!present.has(userId)) turns.push({ at: day.startsAt, userId, agent: null });
  return turns.sort((a, b) => a.at - b.at);
}

function idOf({ userId }: Person): string {
  return userId;
}

function isSameStatus(last: Interval | undefined, { primaryStatus, secondaryStatus }: Interval): boolean {
  return last?.primaryStatus === primaryStatus && last.secondaryStatus === secondaryStatus;
}

/** Makes the team of past days at later and later instants. Who has no record is not in it. */
export function createDayTeam() {
  const agents = new Map<string, Agent>();
  let turns: readonly Turn[] = [];
  let next = 0;
  return {
    /** Changed in place. */
    agents: agents as ReadonlyMap<string, Agent>,
    /** Goes on with the turns of the next day. */
    add(more: readonly Turn[]): void {
      turns = [...turns.slice(next), ...more];
      next = 0;
    },
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

function agentOf(
  { userId, name }: Person,
  { primaryStatus, secondaryStatus, start, startedAt, clippedStart }: Interval,
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
