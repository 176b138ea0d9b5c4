import type { DemoScene, DemoSceneName } from '../shared/demo-scene.ts';
import { BREAK, type Activity } from './lines.ts';
import { AVAILABLE, IN_CONTACT, type Segment } from './roster.ts';

/** What an agent does for so many seconds; null is OFFLINE. */
type Step = readonly [activity: Activity | null, seconds: number];

/** What an agent does in a scene: one thing until it starts, and then the steps, again and again. */
interface Part {
  readonly before: Activity;
  readonly steps: readonly Step[];
}

const SECOND_MS = 1_000;
/** The break that is about to be too long began so long before the scene: its limit of 30 minutes passes 40 s into it. */
const BEFORE_S = 29 * 60 + 20;
/** Everybody is available before that, so that no status of the story goes on. */
const CALM_S = 10 * 60;
/** What a scene is about happens then: a page is open by that time, and the team was read. */
const LEAD_S = 12;

/** An hour, in which one break of 40 minutes passes its limit. */
const LONG_AWAY: Part = {
  before: BREAK,
  steps: [
    [BREAK, 40 + 10 * 60],
    [AVAILABLE, 20 * 60],
    [BREAK, BEFORE_S],
  ],
};
/**
 * Three minutes of every quarter of an hour in another status every 3 s. Of three statuses in turn, polls that are 5, 15
 * or 30 s apart nearly always see another one.
 */
const FLAPPING: Part = {
  before: AVAILABLE,
  steps: [
    ...Array.from({ length: 20 }, () => [AVAILABLE, BREAK, IN_CONTACT] as const)
      .flat()
      .map((activity): Step => [activity, 3]),
    [AVAILABLE, 12 * 60],
  ],
};
const WAITING: Part = { before: AVAILABLE, steps: [[AVAILABLE, 15 * 60]] };
/** Every third of a team that has nothing to alert anybody of. */
const TALKING: Part = {
  before: AVAILABLE,
  steps: [
    [IN_CONTACT, 10 * 60],
    [AVAILABLE, 5 * 60],
  ],
};
/** Every three minutes they are offline for one. */
const dropped = (activity: Activity): Part => ({
  before: AVAILABLE,
  steps: [
    [activity, LEAD_S],
    [null, 60],
    [activity, 2 * 60 - LEAD_S],
  ],
});
/** On a break, at first without being available while the others are offline. */
const AWAY_IN_STORM: Part = {
  before: AVAILABLE,
  steps: [
    [BREAK, 100],
    [AVAILABLE, 80],
  ],
};
/** Ten minutes of every quarter of an hour. */
const taken = (activity: Activity): Part => ({
  before: AVAILABLE,
  steps: [
    [AVAILABLE, LEAD_S],
    [activity, 10 * 60],
    [AVAILABLE, 5 * 60 - LEAD_S],
  ],
});

/** The part of each agent, by position. What rule a scene makes fire is in the README of this folder. */
const PARTS: Readonly<Record<DemoSceneName, (index: number) => Part>> = {
  storm: (index) => {
    if (index === 5) return LONG_AWAY;
    return index % 6 === 5 ? AWAY_IN_STORM : dropped(index % 3 === 1 ? IN_CONTACT : AVAILABLE);
  },
  flap: (index) => (index === 0 ? FLAPPING : calm(index)),
  below: (index) => (index < 2 ? WAITING : occupied(index)),
  'long-away': (index) => (index === 0 ? LONG_AWAY : calm(index)),
  nobody: occupied,
};

function calm(index: number): Part {
  return index % 3 === 1 ? TALKING : WAITING;
}

function occupied(index: number): Part {
  return taken(index % 3 === 1 ? BREAK : IN_CONTACT);
}

/** What an agent says or is from one second to another; null is OFFLINE. */
interface Span {
  readonly activity: Activity | null;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What a scene has agents do. Everything before `beginsAt` is the story's. */
export function createScene({ name, startsAt: at }: DemoScene) {
  const startsAt = Math.floor(at / SECOND_MS) * SECOND_MS;
  const leadsAt = startsAt - BEFORE_S * SECOND_MS;
  const beginsAt = leadsAt - CALM_S * SECOND_MS;
  const partOf = PARTS[name];

  /** The spans that touch `from <= t < to`, in order. */
  function spansOf(index: number, from: number, to: number): readonly Span[] {
    const { before, steps } = partOf(index);
    const spans: Span[] = [
      { activity: AVAILABLE, startsAt: beginsAt, endsAt: leadsAt },
      { activity: before, startsAt: leadsAt, endsAt: startsAt },
    ];
    const roundMs = steps.reduce((sum, [, seconds]) => sum + seconds, 0) * SECOND_MS;
    let reached = startsAt + Math.max(0, Math.floor((from - startsAt) / roundMs)) * roundMs;
    while (reached < to) {
      for (const [activity, seconds] of steps) {
        spans.push({ activity, startsAt: reached, endsAt: reached + seconds * SECOND_MS });
        reached += seconds * SECOND_MS;
      }
    }
    return spans.filter((span) => span.startsAt < to && span.endsAt > from);
  }

  return {
    beginsAt,
    /** What an agent is at an instant that is not before the scene; null is OFFLINE. */
    activityAt: (index: number, instant: number): Activity | null =>
      spansOf(index, instant, instant + 1)[0]?.activity ?? null,
    /** What an agent says, as segments. */
    segmentsOf: (index: number, from: number, to: number): readonly Segment[] =>
      spansOf(index, from, to).flatMap(({ activity, ...times }) =>
        activity === null ? [] : [{ ...activity, ...times }],
      ),
  };
}
