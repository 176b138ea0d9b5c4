import { agentsOf } from './agents.ts';
import type { DemoAgent } from './agents.ts';
import { queuesOf, skillsOf } from './groups.ts';
import { createLocalDays } from './local-days.ts';
import { patternOf } from './pattern.ts';
import type { Segment } from './segments.ts';
import { segmentsBetween, spanAt } from './timeline.ts';
import type { LiveSpan, LiveStatus } from './timeline.ts';
import type { DemoGroup } from './types.ts';

/** The simulated contact centre: pure functions of seed, agent and time, so that both APIs always agree. */
export interface World {
  readonly agents: readonly DemoAgent[];
  readonly queues: readonly DemoGroup[];
  readonly skills: readonly DemoGroup[];
  /** The live state of an agent at an instant (epoch milliseconds). */
  statusAt(agent: DemoAgent, instant: number): LiveStatus;
  /** The segments of an agent that touch `from <= t < to`, whole, in order; nobody has seen their future yet. */
  segmentsOf(agent: DemoAgent, from: number, to: number): readonly Segment[];
}

/** Which world: same values, same world. `timeZone` is an IANA zone, whose clock the shifts follow. */
export interface WorldOptions {
  readonly seed: number;
  readonly agents: number;
  readonly timeZone: string;
}

/**
 * Makes a world. It keeps one span per agent, the last one looked at, so that asking again is cheap and the memory
 * does not grow.
 */
export function createWorld({ seed, agents: count, timeZone }: WorldOptions): World {
  const queues = queuesOf(seed);
  const skills = skillsOf(seed);
  const agents = agentsOf(seed, count, queues, skills);
  const days = createLocalDays(timeZone);
  const patterns = agents.map((agent) => patternOf(seed, agent.index, days));
  const spans: (LiveSpan | undefined)[] = agents.map(() => undefined);
  const patternFor = (agent: DemoAgent): (typeof patterns)[number] => {
    const pattern = patterns[agent.index];
    if (!pattern) throw new Error('An agent of another world');
    return pattern;
  };
  return {
    agents,
    queues,
    skills,
    statusAt(agent, instant) {
      const known = spans[agent.index];
      if (known && known.from <= instant && instant < known.until) return known.status;
      const span = spanAt(patternFor(agent), instant);
      spans[agent.index] = span;
      return span.status;
    },
    segmentsOf: (agent, from, to) => segmentsBetween(patternFor(agent), from, to),
  };
}
