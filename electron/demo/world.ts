import { agentsOf, type DemoAgent } from './agents.ts';
import { createGroups, type AccountGroups } from './groups.ts';
import { createLocalTime } from './local-time.ts';
import type { DemoScene } from '../shared/demo-scene.ts';
import { IN_CONTACT, scheduleOf, type Schedule, type Segment } from './roster.ts';
import { createScene } from './scenes.ts';
import type { DemoNames } from './types.ts';

/** The four buckets of the availability document. */
export type LiveStatus = 'AVAILABLE' | 'BUSY' | 'OFFLINE' | 'AWAY';

/** What routing knows of an agent. In a contact most say BUSY of themselves, and a few go on saying AVAILABLE. */
export interface Live {
  readonly status: LiveStatus;
  readonly hasContact: boolean;
}

/** The simulated contact centre: pure functions of seed, agent and time, so that both APIs always agree. */
export interface World extends Omit<AccountGroups, 'membershipOf'> {
  readonly agents: readonly DemoAgent[];
  /** What an agent is at an instant (epoch milliseconds). */
  liveAt(agent: DemoAgent, instant: number): Live;
  /** What an agent said in the time `from <= t < to`: the segments that touch it, unclipped, in order, also of the future. */
  segmentsOf(agent: DemoAgent, from: number, to: number): readonly Segment[];
}

/** The same values give the same world. `timeZone` is an IANA zone, whose clock the shifts follow. */
interface WorldOptions {
  readonly seed: number;
  readonly agents: number;
  readonly timeZone: string;
  readonly names?: DemoNames | undefined;
  readonly scene?: DemoScene | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Makes a world. It keeps one span per agent, the last one requested, so that a poll is cheap and memory does not grow.
 */
export function createWorld({ seed, agents: count, timeZone, names = 'ordinary', scene }: WorldOptions): World {
  const { membershipOf, ...groups } = createGroups(seed, names);
  const agents = agentsOf(seed, names, count, { membershipOf });
  const timeAt = createLocalTime(timeZone);
  const schedules = agents.map(({ index }) => scheduleOf(seed, index, timeAt));
  const spans: (LiveSpan | undefined)[] = agents.map(() => undefined);

  function scheduleFor({ index }: DemoAgent): Schedule {
    const schedule = schedules[index];
    if (!schedule) throw new Error('An agent of another world');
    return schedule;
  }

  const world: World = {
    ...groups,
    agents,
    liveAt(agent, instant) {
      const known = spans[agent.index];
      if (known && known.from <= instant && instant < known.until) return known;
      const span = spanAt(scheduleFor(agent), instant);
      spans[agent.index] = span;
      return span;
    },
    segmentsOf: (agent, from, to) =>
      scheduleFor(agent)(from, to)
        .filter((block) => block.startsAt < to && block.endsAt > from)
        .flatMap((block) => block.segments())
        .filter((segment) => segment.startsAt < to && segment.endsAt > from),
  };
  return scene === undefined ? world : withScene(world, scene);
}

/** A world in which the scene goes on where the story has stopped. */
function withScene(world: World, scene: DemoScene): World {
  const { beginsAt, activityAt, segmentsOf } = createScene(scene);
  return {
    ...world,
    liveAt(agent, instant) {
      if (instant < beginsAt) return world.liveAt(agent, instant);
      const activity = activityAt(agent.index, instant);
      return { status: activity?.primaryStatus ?? 'OFFLINE', hasContact: activity === IN_CONTACT };
    },
    segmentsOf: (agent, from, to) => [
      ...(from < beginsAt ? world.segmentsOf(agent, from, Math.min(to, beginsAt)) : []).map((segment) => ({
        ...segment,
        endsAt: Math.min(segment.endsAt, beginsAt),
      })),
      ...segmentsOf(agent.index, from, to),
    ],
  };
}

/** What holds for certain in a half-open time `from <= t < until`. */
interface LiveSpan extends Live {
  readonly from: number;
  readonly until: number;
}

/** The segment or contact of `instant`, OFFLINE outside every block. */
function spanAt(schedule: Schedule, instant: number): LiveSpan {
  const blocks = schedule(instant, instant + DAY_MS);
  const isAt = ({ startsAt, endsAt }: Omit<Segment, 'primaryStatus' | 'secondaryStatus'>): boolean =>
    startsAt <= instant && instant < endsAt;
  const block = blocks.find(isAt);
  if (!block) {
    const from = Math.max(-Infinity, ...blocks.map(({ endsAt }) => endsAt).filter((at) => at <= instant));
    const until = Math.min(instant + DAY_MS, ...blocks.map(({ startsAt }) => startsAt).filter((at) => at > instant));
    return { status: 'OFFLINE', hasContact: false, from, until };
  }
  const segment = block.segments().find(isAt);
  if (!segment) throw new Error('A block is full of segments');
  const contact = block.contacts().find(isAt);
  if (contact) return { status: 'BUSY', hasContact: true, from: contact.startsAt, until: contact.endsAt };
  const { primaryStatus: status, startsAt, endsAt } = segment;
  const ended = block.contacts().findLast((each) => each.endsAt <= instant)?.endsAt ?? startsAt;
  const next = block.contacts().find((each) => each.startsAt > instant)?.startsAt ?? endsAt;
  return { status, hasContact: false, from: Math.max(startsAt, ended), until: Math.min(endsAt, next) };
}
