import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../electron/demo/roster.ts';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import { DEFAULT_LIMITS } from '../../../electron/shared/model.ts';

// What a supervisor sees of the demo, at any time of a day, in any zone and on each day of the week.

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 30);
const LIMITS: Readonly<Record<string, number | null | undefined>> = DEFAULT_LIMITS.byStatus;
const STEP_MIN = 5;
const ZONES = ['Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles'];
const STARTED_HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** One look at the centre. */
interface Look {
  /** The hour of its clock. */
  readonly hour: number;
  readonly loggedIn: number;
  readonly available: number;
  readonly busy: number;
  /** How many available agents each queue has. */
  readonly queues: readonly number[];
  /** Lunches and breaks over their limit. */
  readonly longLunches: number;
  readonly forgotten: number;
  /** Whether a limit will be passed by somebody within 20 minutes. */
  readonly isSoon: boolean;
  /** Whose routing status differs from what they say. */
  readonly disagree: number;
}

function looksAt(timeZone: string): readonly Look[] {
  const world = createWorld({ seed: 1, agents: 26, timeZone });
  const said = world.agents.map((agent) => world.segmentsOf(agent, MONDAY, MONDAY + 7 * DAY_MS));
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  const steps = Array.from({ length: (7 * 24 * 60) / STEP_MIN }, (_, step) => MONDAY + step * STEP_MIN * MINUTE_MS);
  return steps.map((now) => lookAt(world, said, now, Number(clock.format(now))));
}

function lookAt(world: World, said: readonly (readonly Segment[])[], now: number, hour: number): Look {
  const agents = world.agents.map((agent, index) => {
    const segment = said[index]?.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
    const minutes = segment === undefined ? 0 : (now - segment.startsAt) / MINUTE_MS;
    const limit = LIMITS[segment?.primaryStatus ?? 'AVAILABLE'] ?? Infinity;
    return { ...agent, status: world.liveAt(agent, now).status, segment, leftMin: limit - minutes };
  });
  const count = (isCounted: (agent: (typeof agents)[number]) => boolean): number => agents.filter(isCounted).length;
  const isOver = (name: string) => count((agent) => agent.segment?.secondaryStatus === name && agent.leftMin <= 0);
  return {
    hour,
    loggedIn: count(({ status }) => status !== 'OFFLINE'),
    available: count(({ status }) => status === 'AVAILABLE'),
    busy: count(({ status }) => status === 'BUSY'),
    queues: world.queues.map(({ id }) =>
      count(({ status, queueIds }) => status === 'AVAILABLE' && queueIds.includes(id)),
    ),
    longLunches: isOver('Lunch'),
    forgotten: isOver('Break'),
    isSoon: agents.some(({ leftMin }) => leftMin > 0 && leftMin <= 20),
    disagree: count(({ status, segment }) => segment !== undefined && segment.primaryStatus !== status),
  };
}

describe.each(ZONES)('the demo in %s', (timeZone) => {
  const looks = looksAt(timeZone);
  /** The share of the looks of each hour for which something holds. */
  const inEachHour = (holds: (look: Look) => boolean): readonly number[] =>
    STARTED_HOURS.map((hour) => {
      const ofHour = looks.filter((look) => look.hour === hour);
      return ofHour.filter(holds).length / ofHour.length;
    });
  const mean = (of: readonly Look[], value: (look: Look) => number): number =>
    of.reduce((sum, look) => sum + value(look), 0) / of.length;
  const daytime = looks.filter(({ hour }) => hour >= 8 && hour < 19);
  const night = looks.filter(({ hour }) => hour < 6);

  it('always has a lunch over its limit and a status that somebody forgot, one of each or two where one ends', () => {
    expect(looks.filter(({ longLunches }) => longLunches < 1 || longLunches > 2)).toEqual([]);
    expect(looks.filter(({ forgotten }) => forgotten < 1 || forgotten > 2)).toEqual([]);
    expect(looks.filter(({ longLunches }) => longLunches === 1).length / looks.length).toBeGreaterThan(0.9);
  });

  it('has somebody about to go over a limit for a third of every hour at least', () => {
    expect(Math.min(...inEachHour(({ isSoon }) => isSoon))).toBeGreaterThan(0.3);
  });

  it('has somebody available in most queues, at any hour', () => {
    const isCovered = ({ queues }: Look): boolean => queues.filter((available) => available > 0).length >= 4;
    expect(Math.min(...inEachHour(isCovered))).toBeGreaterThan(0.8);
    expect(looks.filter(isCovered).length / looks.length).toBeGreaterThan(0.96);
    expect(looks.filter(({ available }) => available > 0).length / looks.length).toBeGreaterThan(0.99);
  });

  it('has a queue that rests on one agent, at any hour', () => {
    const restsOnOne = ({ queues }: Look): boolean => queues.includes(1);
    expect(Math.min(...inEachHour(restsOnOne))).toBeGreaterThan(0.5);
    expect(looks.filter(restsOnOne).length / looks.length).toBeGreaterThan(0.9);
  });

  it('has a third to half of those who are logged in busy by day, and fewer people at night', () => {
    for (const hour of STARTED_HOURS.slice(9, 19)) {
      const share = mean(
        looks.filter((look) => look.hour === hour),
        ({ busy, loggedIn }) => busy / loggedIn,
      );
      expect(share).toBeGreaterThan(0.27);
      expect(share).toBeLessThan(0.6);
    }
    expect(Math.min(...looks.map(({ loggedIn }) => loggedIn))).toBeGreaterThanOrEqual(5);
    expect(mean(night, ({ loggedIn }) => loggedIn)).toBeLessThan(0.6 * mean(daytime, ({ loggedIn }) => loggedIn));
  });

  it('has two agents at most whose routing status differs from what they say, with few exceptions, and often one', () => {
    expect(looks.filter(({ disagree }) => disagree > 2).length / looks.length).toBeLessThan(0.01);
    expect(looks.filter(({ disagree }) => disagree > 0).length / looks.length).toBeGreaterThan(0.25);
  });
});

it('has shifts of eight hours, and contacts of a few minutes', () => {
  const world = createWorld({ seed: 1, agents: 24, timeZone: 'UTC' });
  for (const agent of world.agents) {
    const segments = world.segmentsOf(agent, MONDAY + DAY_MS / 2, MONDAY + 3.5 * DAY_MS);
    const starts = segments.filter(({ startsAt }, index) => startsAt !== segments[index - 1]?.endsAt);
    const hours = starts.slice(1).map((start, index) => {
      const last = segments[segments.indexOf(start) - 1];
      return ((last?.endsAt ?? 0) - (starts[index]?.startsAt ?? 0)) / (60 * MINUTE_MS);
    });
    for (const each of hours.slice(1)) expect(each).toBeCloseTo(8, 0);
    const contacts = segments.filter(({ secondaryStatus }) => secondaryStatus === 'BUSY');
    const minutes = contacts.map(({ startsAt, endsAt }) => (endsAt - startsAt) / MINUTE_MS);
    expect(minutes.filter((each) => each < 1 || each > 9)).toEqual([]);
  }
});
