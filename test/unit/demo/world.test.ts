import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAvailability } from '../../../electron/demo/availability.ts';
import { createStatusDetails } from '../../../electron/demo/status-details.ts';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import { attentionOf } from '../../../electron/shared/attention.ts';
import { DEFAULT_LIMITS, type Agent } from '../../../electron/shared/model.ts';
import { NOON } from './calls.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
/** Whole milliseconds of two years, clock changes and leap day included. */
const instants = fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2029, 0, 1) });
const worlds = fc
  .record({ seed: fc.integer({ min: 0, max: 1_000 }), timeZone: fc.constantFrom(...ZONES) })
  .map(({ seed, timeZone }) => createWorld({ seed, timeZone, agents: 26 }));

interface Details {
  data: { userId: string; status?: { primaryStatus: string; endTime: string }[] }[];
}
type Buckets = Record<string, { userId: string; channelCapacity: Record<string, { availableCapacity: number }> }[]>;

/** What each agent says at `now` by the record that is open; agents without one are left out. */
function openAt(world: World, now: number): Map<string, string> {
  const dateFilter = { date: new Date(now).toISOString().slice(0, 10), timeZoneOffSet: 0 };
  const { body } = createStatusDetails(world)(new URLSearchParams(), { filter: { dateFilter } }, now);
  const rows = (JSON.parse(body) as Details).data;
  return new Map(
    rows.flatMap(({ userId, status = [] }) =>
      status.filter(({ endTime }) => endTime === '-').map(({ primaryStatus }) => [userId, primaryStatus] as const),
    ),
  );
}

describe('the two APIs', () => {
  it('agree at any instant: the bucket is the open record, OFFLINE has none, and in a contact BUSY says AVAILABLE', () => {
    fc.assert(
      fc.property(worlds, instants, (world, now) => {
        const open = openAt(world, now);
        const buckets = JSON.parse(createAvailability(world)({}, now).body) as Buckets;
        for (const [status, rows] of Object.entries(buckets)) {
          for (const { userId, channelCapacity } of rows) {
            const said = open.get(userId) ?? 'OFFLINE';
            const slots = Object.values(channelCapacity).reduce((sum, each) => sum + each.availableCapacity, 0);
            if (said === status) expect(slots).toBeGreaterThan(0);
            else expect([said, status, slots]).toEqual(['AVAILABLE', 'BUSY', 0]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('agree about the past too: what was live then is what the records say now', () => {
    fc.assert(
      fc.property(worlds, instants, fc.integer({ min: 0, max: 30 * DAY_MS }), (world, now, agoMs) => {
        const then = now - agoMs;
        for (const agent of world.agents) {
          const segments = world.segmentsOf(agent, then, then + 1);
          expect(segments.length).toBeLessThanOrEqual(1);
          const { status, hasContact } = world.liveAt(agent, then);
          expect(segments[0]?.primaryStatus ?? 'OFFLINE').toBe(hasContact ? 'AVAILABLE' : status);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('segments', () => {
  it('are in order, do not overlap, and lie on whole seconds', () => {
    fc.assert(
      fc.property(worlds, instants, (world, from) => {
        for (const agent of world.agents) {
          const segments = world.segmentsOf(agent, from, from + 4 * DAY_MS);
          const wrong = segments.filter(
            ({ startsAt, endsAt }, index) =>
              startsAt % 1_000 !== 0 ||
              endsAt % 1_000 !== 0 ||
              endsAt <= startsAt ||
              startsAt < (segments[index - 1]?.endsAt ?? 0),
          );
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are the same whatever was read before', () => {
    const [one, other] = [1, 2].map(() => createWorld({ seed: 5, agents: 26, timeZone: 'Europe/Berlin' }));
    for (const agent of one!.agents) {
      one!.liveAt(agent, NOON);
      const all = one!.segmentsOf(agent, NOON, NOON + 2 * DAY_MS);
      const day = other!.segmentsOf(agent, NOON + DAY_MS, NOON + 2 * DAY_MS);
      expect(all.filter(({ endsAt }) => endsAt > NOON + DAY_MS)).toEqual(day);
    }
  });

  it('and contacts are the same in whatever order they are read', () => {
    const [forwards, backwards] = [1, 2].map(() => createWorld({ seed: 5, agents: 26, timeZone: 'UTC' }));
    const times = Array.from({ length: 24 * 120 }, (_, step) => NOON + step * 30_000);
    for (const agent of forwards!.agents) {
      const statusIn = (world: World, now: number): string => world.liveAt(agent, now).status;
      const there = times.map((now) => statusIn(forwards!, now));
      const back = times.toReversed().map((now) => statusIn(backwards!, now));
      expect(there).toEqual(back.toReversed());
    }
  });

  it('follow the clock of the zone, also over a change of it', () => {
    const startsOf = (timeZone: string, date: string): (number | undefined)[] => {
      const world = createWorld({ seed: 1, agents: 24, timeZone });
      const from = Date.parse(date);
      return world.agents.map(
        (agent) => world.segmentsOf(agent, from, from + 2 * DAY_MS).find(({ startsAt }) => startsAt >= from)?.startsAt,
      );
    };
    const shifted = (starts: (number | undefined)[], ms: number): (number | undefined)[] =>
      starts.map((at) => at && at + ms);
    const inBerlin = (date: string): (number | undefined)[] => startsOf('Europe/Berlin', date);
    expect(inBerlin('2026-03-27T23:00Z')).toEqual(shifted(startsOf('UTC', '2026-03-28T00:00Z'), -HOUR_MS));
    expect(inBerlin('2026-03-29T22:00Z')).toEqual(shifted(startsOf('UTC', '2026-03-30T00:00Z'), -2 * HOUR_MS));
  });
});

/** What the app knows of the team once it has read both APIs. */
function teamAt(world: World, now: number): Agent[] {
  return world.agents.map((agent) => {
    const { status, hasContact } = world.liveAt(agent, now);
    const said = hasContact ? undefined : world.segmentsOf(agent, now, now + 1)[0];
    return {
      userId: agent.userId,
      name: agent.firstName,
      status,
      rawStatus: status,
      secondaryStatus: said?.secondaryStatus ?? null,
      since: { at: said?.startsAt ?? now, precision: 'exact' },
    } as Agent;
  });
}

const RULES = { limits: DEFAULT_LIMITS, offHours: null };
const LIMIT_MINUTES: Readonly<Record<string, number>> = { AWAY: 30, BUSY: 45 };

describe.each(['Europe/Berlin', 'Asia/Kolkata', 'America/Bogota'])('the story in %s', (timeZone) => {
  const world = createWorld({ seed: 1, agents: 26, timeZone });
  // Four days, in which each of the two who forget to log out has done so once.
  const minutes = Array.from({ length: 4 * 24 * 60 }, (_, minute) => {
    const now = NOON + minute * MINUTE_MS;
    const team = teamAt(world, now);
    const minutesIn = ({ since }: Agent): number => (now - (since.at ?? now)) / MINUTE_MS;
    return {
      team,
      inNeed: team.filter((agent) => attentionOf(agent, RULES, now) !== null),
      forgotten: team.filter((agent) => agent.secondaryStatus === 'Break' && minutesIn(agent) > 30),
      soon: team.filter((agent) => {
        const left = (LIMIT_MINUTES[agent.status] ?? Infinity) - minutesIn(agent);
        return agent.secondaryStatus !== null && left > 0 && left <= 20;
      }),
    };
  });
  /** The shares of minutes for which something holds, per hour. */
  const perHour = (holds: (minute: (typeof minutes)[number]) => boolean): number[] =>
    Array.from(
      { length: minutes.length / 60 },
      (_, hour) => minutes.slice(hour * 60, hour * 60 + 60).filter(holds).length,
    );

  it('has one to three who need attention at any minute, one of whom forgot a status', () => {
    expect(new Set(minutes.map(({ inNeed }) => inNeed.length))).toEqual(new Set([1, 2, 3]));
    expect(minutes.filter(({ inNeed }) => inNeed.length === 2).length / minutes.length).toBeGreaterThan(0.95);
    expect(minutes.every(({ forgotten }) => forgotten.length >= 1 && forgotten.length <= 2)).toBe(true);
  });

  it('has in every hour people at work and at lunch, and somebody about to go over a limit', () => {
    expect(Math.min(...perHour(({ team }) => team.some(({ status }) => status === 'AVAILABLE')))).toBeGreaterThan(30);
    expect(
      Math.min(...perHour(({ team }) => team.some(({ secondaryStatus }) => secondaryStatus === 'Lunch'))),
    ).toBeGreaterThan(20);
    expect(Math.min(...perHour(({ soon }) => soon.length > 0))).toBeGreaterThan(15);
  });

  it('has a lunch over its limit in every two hours', () => {
    const isLong = perHour(({ inNeed }) => inNeed.some(({ secondaryStatus }) => secondaryStatus === 'Lunch'));
    expect(isLong.every((share, hour) => share + (isLong[hour + 1] ?? 60) > 30)).toBe(true);
  });

  it('has calls of a few minutes, and something changes all the time', () => {
    const online = minutes.map(({ team }) => team.filter(({ status }) => status !== 'OFFLINE').length);
    expect(Math.min(...online)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...online)).toBeLessThanOrEqual(13);
    const changed = minutes.map(({ team }, minute) =>
      team.some(({ status }, index) => status !== minutes[minute - 1]?.team[index]?.status),
    );
    const changes = Array.from(
      { length: 96 },
      (_, hour) => changed.slice(hour * 60, hour * 60 + 60).filter(Boolean).length,
    );
    expect(Math.min(...changes)).toBeGreaterThan(25);
    for (const agent of world.agents) {
      const contacts = minutes.map(
        ({ team }) => team[agent.index]?.status === 'BUSY' && team[agent.index]?.secondaryStatus === null,
      );
      const runs = contacts
        .map((isTalking) => (isTalking ? 'x' : ' '))
        .join('')
        .split(/ +/);
      expect(Math.max(...runs.map((run) => run.length))).toBeLessThan(10);
    }
  });
});
