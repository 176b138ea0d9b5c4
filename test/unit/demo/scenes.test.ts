import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import type { DemoSceneName } from '../../../electron/shared/demo-scene.ts';
import { NOON } from './calls.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const SCENES: readonly DemoSceneName[] = ['storm', 'flap', 'below', 'long-away', 'nobody'];
/** In the middle of a second. */
const startsAt = NOON + 437;

function worldOf(name?: DemoSceneName): World {
  const scene = name === undefined ? undefined : { name, startsAt };
  return createWorld({ seed: 1, agents: 26, timeZone: 'Europe/Berlin', scene });
}

/** How many agents are in each status. */
function countsAt(world: World, instant: number): Readonly<Partial<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const agent of world.agents) {
    const { status } = world.liveAt(agent, instant);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe.each(SCENES)('the scene %s', (name) => {
  const world = worldOf(name);

  it('is the same in both APIs at any instant', () => {
    const wrong: unknown[] = [];
    for (let at = startsAt - 45 * MINUTE_MS; at < startsAt + 35 * MINUTE_MS; at += 1_700) {
      for (const agent of world.agents) {
        const { status, hasContact } = world.liveAt(agent, at);
        const said = world.segmentsOf(agent, at, at + 1).map(({ primaryStatus }) => primaryStatus);
        const expected = status === 'OFFLINE' ? [] : [status];
        // Of the story a few go on saying AVAILABLE in a contact.
        const isOfStory = at < startsAt - 2_360 * SECOND_MS && hasContact;
        if (said.join() !== expected.join() && !(isOfStory && said.join() === 'AVAILABLE')) {
          wrong.push([agent.index, (at - startsAt) / SECOND_MS, status, said]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('tells statuses in order, none of which overlap, on whole seconds', () => {
    for (const agent of world.agents) {
      const segments = world.segmentsOf(agent, startsAt - 120 * MINUTE_MS, startsAt + 120 * MINUTE_MS);
      const wrong = segments.filter(
        ({ startsAt: at, endsAt }, index) =>
          at >= endsAt || at % SECOND_MS !== 0 || endsAt % SECOND_MS !== 0 || at < (segments[index - 1]?.endsAt ?? 0),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('leaves the day before it as it was', () => {
    const until = startsAt - 40 * MINUTE_MS;
    const story = worldOf();
    for (const agent of world.agents) {
      const ended = (of: World) =>
        of.segmentsOf(agent, until - 24 * 60 * MINUTE_MS, until).filter(({ endsAt }) => endsAt < until);
      expect(ended(world)).toEqual(ended(story));
    }
  });
});

describe('what happens in a scene', () => {
  it.each([
    ['storm', { AVAILABLE: 13, BUSY: 9, AWAY: 4 }, { OFFLINE: 22, AWAY: 4 }],
    ['below', { AVAILABLE: 26 }, { AVAILABLE: 2, BUSY: 16, AWAY: 8 }],
    ['nobody', { AVAILABLE: 26 }, { BUSY: 17, AWAY: 9 }],
  ] as const)('%s: before and 12 s later', (name, before, after) => {
    const world = worldOf(name);
    expect(countsAt(world, startsAt + 5 * SECOND_MS)).toEqual(before);
    expect(countsAt(world, startsAt + 12 * SECOND_MS)).toEqual(after);
  });

  it('flap: one agent is in another status at each poll, whether polls are 5, 15 or 30 s apart', () => {
    const world = worldOf('flap');
    const [agent] = world.agents;
    if (agent === undefined) throw new Error('nobody');
    for (const everyMs of [5_050, 15_050, 30_050]) {
      const polls = Array.from(
        { length: Math.floor((3 * MINUTE_MS) / everyMs) },
        (_, poll) => startsAt + poll * everyMs,
      );
      const statuses = polls.map((at) => world.liveAt(agent, at).status);
      expect(statuses.filter((status, index) => status === statuses[index - 1])).toEqual([]);
    }
  });

  it('long-away: a break is 30 minutes long after 40 s, and the next one an hour later', () => {
    const world = worldOf('long-away');
    const [agent] = world.agents;
    if (agent === undefined) throw new Error('nobody');
    const breaks = world
      .segmentsOf(agent, NOON - 1, startsAt + 75 * MINUTE_MS)
      .filter(({ secondaryStatus }) => secondaryStatus === 'Break')
      .map((segment) => (segment.startsAt - NOON) / SECOND_MS);
    expect(breaks).toEqual([-1_760, 0, 1_840, 3_600]);
  });

  it('long-away: no break of the story goes on in it, whatever the time of day', () => {
    for (let hour = 0; hour < 24; hour += 0.5) {
      const at = NOON + hour * 60 * MINUTE_MS;
      const scene = { name: 'long-away', startsAt: at } as const;
      const world = createWorld({ seed: 1, agents: 26, timeZone: 'Europe/Berlin', scene });
      for (const agent of world.agents) {
        const [last, ...before] = world.segmentsOf(agent, at - 60 * MINUTE_MS, at).toReversed();
        const isSame = before[0]?.secondaryStatus === last?.secondaryStatus && last?.secondaryStatus !== 'AVAILABLE';
        expect([hour, agent.index, isSame]).toEqual([hour, agent.index, false]);
      }
    }
  });

  it('is over in the end, so that it can be seen again', () => {
    const storm = worldOf('storm');
    for (const round of [0, 1, 2]) {
      const at = startsAt + round * 3 * MINUTE_MS;
      const offline = [11, 13, 71, 73].map((seconds) => countsAt(storm, at + seconds * SECOND_MS)['OFFLINE'] ?? 0);
      expect(offline).toEqual([0, 22, 22, 0]);
    }
  });
});
