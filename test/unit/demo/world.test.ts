import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAvailability } from '../../../electron/demo/availability.ts';
import { createStatusDetails } from '../../../electron/demo/status-details.ts';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import { NOON } from './calls.ts';

const DAY_MS = 86_400_000;
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
/** Whole milliseconds of two years, clock changes and leap day included. */
const instants = fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2029, 0, 1) });
const worlds = fc
  .record({ seed: fc.integer({ min: 0, max: 1_000 }), timeZone: fc.constantFrom(...ZONES) })
  .map(({ seed, timeZone }) => createWorld({ seed, timeZone, agents: 24 }));

interface Details {
  data: { userId: string; status?: { primaryStatus: string; startTime: string; endTime: string }[] }[];
}
type Buckets = Record<string, { userId: string }[]>;

/** What each agent is in by the record that is open at `now`; agents without one are left out. */
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
  it('agree at any instant: the bucket is the open record, and OFFLINE has none', () => {
    fc.assert(
      fc.property(worlds, instants, (world, now) => {
        const open = openAt(world, now);
        const buckets = JSON.parse(createAvailability(world)({}, now).body) as Buckets;
        for (const [status, rows] of Object.entries(buckets)) {
          for (const { userId } of rows) {
            const record = open.get(userId);
            // In a small hole of the reporting nothing is open while the agent is still in the status before it.
            if (status === 'OFFLINE' || record !== undefined) expect(record ?? 'OFFLINE').toBe(status);
            else expect(holeAt(world, userId, now)).toBe(status);
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
          const live = world.statusAt(agent, then);
          expect(segments[0]?.primaryStatus ?? holeAt(world, agent.userId, then)).toBe(live);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The status before a hole of at most 50 s around `instant`, OFFLINE in any other hole. */
function holeAt(world: World, userId: string, instant: number): string {
  const agent = world.agents.find((candidate) => candidate.userId === userId);
  if (!agent) throw new Error('Nobody');
  const near = world.segmentsOf(agent, instant - 50_000, instant + 50_000);
  const before = near.findLast(({ endsAt }) => endsAt <= instant);
  const after = near.find(({ startsAt }) => startsAt > instant);
  return before && after && after.startsAt - before.endsAt <= 50_000 ? before.primaryStatus : 'OFFLINE';
}

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
    const [one, other] = [1, 2].map(() => createWorld({ seed: 5, agents: 24, timeZone: 'Europe/Berlin' }));
    for (const agent of one!.agents) {
      one!.statusAt(agent, NOON);
      const all = one!.segmentsOf(agent, NOON, NOON + 2 * DAY_MS);
      const day = other!.segmentsOf(agent, NOON + DAY_MS, NOON + 2 * DAY_MS);
      expect(all.filter(({ endsAt }) => endsAt > NOON + DAY_MS)).toEqual(day);
    }
  });

  it('follow the clock of the zone', () => {
    const startOf = (timeZone: string): number | undefined => {
      const world = createWorld({ seed: 1, agents: 1, timeZone });
      return world.segmentsOf(world.agents[0]!, NOON, NOON + DAY_MS).find(({ startsAt }) => startsAt > NOON)?.startsAt;
    };
    expect(startOf('Asia/Tokyo')).not.toBe(startOf('UTC'));
  });
});

describe('the team', () => {
  it('is awake and lively at any hour of any day', () => {
    for (const seed of [1, 2, 3]) {
      const world = createWorld({ seed, agents: 24, timeZone: 'America/New_York' });
      const minutes = Array.from({ length: 7 * 24 * 60 }, (_, minute) =>
        world.agents.map((agent) => world.statusAt(agent, NOON + minute * 60_000)),
      );
      const online = minutes.map((team) => team.filter((status) => status !== 'OFFLINE').length);
      expect(Math.min(...online)).toBeGreaterThanOrEqual(14);
      const isChanged = minutes.map((team, minute) => minute > 0 && team.join() !== minutes[minute - 1]?.join());
      const perHour = Array.from({ length: 7 * 24 }, (_, hour) => isChanged.slice(hour * 60, hour * 60 + 60));
      expect(Math.min(...perHour.map((hour) => hour.filter(Boolean).length))).toBeGreaterThan(25);
    }
  });
});
