import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAvailability } from '../../../electron/demo/availability.ts';
import { createStatusDetails } from '../../../electron/demo/status-details.ts';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import { NOON } from './calls.ts';

const HOUR_MS = 3_600_000;
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
  it('agree at any instant: the bucket is the open record, OFFLINE has none, and in a contact a few say AVAILABLE', () => {
    fc.assert(
      fc.property(worlds, instants, (world, now) => {
        const open = openAt(world, now);
        const buckets = JSON.parse(createAvailability(world)({}, now).body) as Buckets;
        for (const [status, rows] of Object.entries(buckets)) {
          for (const { userId, channelCapacity } of rows) {
            const said = open.get(userId) ?? 'OFFLINE';
            const slots = Object.values(channelCapacity).reduce((sum, each) => sum + each.availableCapacity, 0);
            if (status === 'AVAILABLE') expect(slots).toBeGreaterThan(0);
            if (said !== status) expect([said, status, slots]).toEqual(['AVAILABLE', 'BUSY', 0]);
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
          const said = segments[0]?.primaryStatus ?? 'OFFLINE';
          expect(hasContact ? ['BUSY', 'AVAILABLE'] : [status]).toContain(said);
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
