import { agentsOf, queuesOf, skillsOf, type DemoAgent } from './agents.ts';
import { createLocalDays } from './local-days.ts';
import { scheduleOf, type Schedule, type Segment } from './shifts.ts';
import type { DemoGroup } from './types.ts';

/** The four buckets of the availability document. */
export type LiveStatus = 'AVAILABLE' | 'BUSY' | 'OFFLINE' | 'AWAY';

/** The simulated contact centre: pure functions of seed, agent and time, so that both APIs always agree. */
export interface World {
  readonly agents: readonly DemoAgent[];
  readonly queues: readonly DemoGroup[];
  readonly skills: readonly DemoGroup[];
  /** The live status of an agent at an instant (epoch milliseconds). */
  statusAt(agent: DemoAgent, instant: number): LiveStatus;
  /** The segments of an agent that touch `from <= t < to`, unclipped, in order, those of the future included. */
  segmentsOf(agent: DemoAgent, from: number, to: number): readonly Segment[];
}

/** The same values give the same world. `timeZone` is an IANA zone, whose clock the shifts follow. */
interface WorldOptions {
  readonly seed: number;
  readonly agents: number;
  readonly timeZone: string;
}

const TWO_DAYS_MS = 2 * 86_400_000;

/**
 * Makes a world. It keeps one span per agent, the last one requested, so that a poll is cheap and memory does not grow.
 */
export function createWorld({ seed, agents: count, timeZone }: WorldOptions): World {
  const queues = queuesOf(seed);
  const skills = skillsOf(seed);
  const agents = agentsOf(seed, count, queues, skills);
  const days = createLocalDays(timeZone);
  const schedules = agents.map(({ index }) => scheduleOf(seed, index, days));
  const spans: (LiveSpan | undefined)[] = agents.map(() => undefined);

  function scheduleFor({ index }: DemoAgent): Schedule {
    const schedule = schedules[index];
    if (!schedule) throw new Error('An agent of another world');
    return schedule;
  }

  return {
    agents,
    queues,
    skills,
    statusAt(agent, instant) {
      const known = spans[agent.index];
      if (known && known.from <= instant && instant < known.until) return known.status;
      const span = spanAt(scheduleFor(agent), instant);
      spans[agent.index] = span;
      return span.status;
    },
    segmentsOf: (agent, from, to) =>
      scheduleFor(agent)(from, to)
        .filter((block) => block.startsAt < to && block.endsAt > from)
        .flatMap((block) => block.segments())
        .filter((segment) => segment.startsAt < to && segment.endsAt > from),
  };
}

/** A live status and a half-open time `from <= t < until` in which it certainly holds; either end may be infinite. */
interface LiveSpan {
  readonly status: LiveStatus;
  readonly from: number;
  readonly until: number;
}

/**
 * The segment open at `instant`, OFFLINE outside every block. In a small hole between two segments of a block (the
 * document's sample has some of 29 s to 2:21) the agent is still in the status before it.
 */
function spanAt(schedule: Schedule, instant: number): LiveSpan {
  const blocks = schedule(instant - TWO_DAYS_MS, instant + TWO_DAYS_MS);
  const block = blocks.find(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt);
  if (block) {
    const segment = block.segments().findLast(({ startsAt }) => startsAt <= instant);
    if (!segment) throw new Error('A block begins with its first segment');
    return { status: segment.primaryStatus, from: segment.startsAt, until: segment.endsAt };
  }
  const before = blocks.findLast(({ endsAt }) => endsAt <= instant);
  const after = blocks.find(({ startsAt }) => startsAt > instant);
  return { status: 'OFFLINE', from: before?.endsAt ?? -Infinity, until: after?.startsAt ?? Infinity };
}
