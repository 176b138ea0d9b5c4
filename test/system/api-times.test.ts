import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TeamSnapshot } from '../../electron/shared/model.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { startKoreServer, type KoreHabits, type KoreServer } from '../support/kore-server.ts';
import { createTestBench, formFor, type TestApp, type TestBench } from '../support/test-app.ts';
import { centreAt, liveDays, type CentreAgent } from '../support/zone-centre.ts';

/** Teams in several zones against servers that write their times in one zone or another. Nobody has told Rollcall which. */
const MINUTE_MS = 60_000;
const UTC = 0;
const HABITS = { writes: UTC, day: 'asked', lists: 'overlap' } as const satisfies KoreHabits;

let bench: TestBench;
let clock: FakeClock;
let kore: KoreServer;
let centre: readonly CentreAgent[];
let rollcall: TestApp;

beforeEach(() => {
  clock = createFakeClock();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

/** A team of 33 that works from 8 to 18 in its zone, looked at from an hour of its day on. */
async function open(timeZone: string, offset: number, hour: number, habits: KoreHabits): Promise<void> {
  centre = liveDays({
    ...{ seed: 7, agents: 33, offset, date: '2026-03-01', days: 3, opensAt: 8, hours: 10, pace: 8, forgetful: 20 },
    lunch: { share: 0.8, minutes: 50 },
  });
  const midnight = Date.parse('2026-03-02T00:00:00Z') + offset * MINUTE_MS;
  clock = createFakeClock(midnight + hour * 60 * MINUTE_MS + 17_000);
  bench = await createTestBench(clock);
  kore = await startKoreServer([], clock.now, habits);
  kore.setTeam(() => centreAt(centre, clock.now()));
  rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore, { timeZone }), 'session');
  await rollcall.until(isRead);
}

const isRead = ({ details, health }: TeamSnapshot): boolean =>
  health.state === 'live' && details !== undefined && details.read === details.of;

/** When the status of an agent really began, equal neighbours being one. */
function began(userId: string, now: number): number | null {
  const records = centre.find(({ id }) => `u-${id}` === userId)?.records.filter(({ start }) => start <= now) ?? [];
  const last = records.at(-1);
  if (last === undefined || last.end <= now) return null;
  let { start } = last;
  for (const record of records.toReversed()) {
    if (record.end === start && record.primary === last.primary && record.secondary === last.secondary)
      ({ start } = record);
  }
  return start;
}

/** What is called exact and is not, or is said to have lasted for longer than it has. */
function untrue({ agents, clockOffsetMs = 0 }: TeamSnapshot): string[] {
  const now = clock.now() + clockOffsetMs;
  return agents.flatMap(({ userId, status, since: { at, precision, toleranceMs } }) => {
    const start = status === 'OFFLINE' ? null : began(userId, now);
    if (at === null || start === null) return precision === 'exact' ? [`${userId} exact since ${at}, and gone`] : [];
    const offBy = at - start;
    const isWrong = precision === 'exact' ? offBy !== 0 : precision === 'at-least' ? offBy < -1_000 : false;
    const isMissed = precision === 'observed' && Math.abs(offBy) > toleranceMs + 1_000;
    return isWrong || isMissed ? [`${userId} ${precision} off by ${offBy / 1_000} s`] : [];
  });
}

const exact = ({ agents }: TeamSnapshot): number => agents.filter(({ since }) => since.precision === 'exact').length;
const zones = (team: TeamSnapshot): Set<string> => new Set(team.agents.map(({ since }) => since.precision));

const TEAMS = [
  ['Asia/Kolkata', -330],
  ['Asia/Tokyo', -540],
  ['Europe/Berlin', -60],
  ['America/New_York', 300],
] as const;
const SERVERS = [
  ['UTC, the day that is asked for', HABITS],
  ['UTC, its own day', { ...HABITS, day: UTC }],
  ['UTC, records under the day they begin', { ...HABITS, lists: 'start' }],
  ['the time of the request', { ...HABITS, writes: 'request' }],
  ['the time of the request, its own day', { ...HABITS, writes: 'request', day: UTC }],
] as const satisfies readonly (readonly [string, KoreHabits])[];

describe.each(TEAMS)('a team in %s', (timeZone, offset) => {
  describe.each(SERVERS)('and a server that writes %s', (_, habits) => {
    it.each([9, 12.75, 17.5, 23.8])('from %d o’clock on calls no time exact that is not', async (hour) => {
      await open(timeZone, offset, hour, habits);
      expect(untrue(rollcall.app.team())).toEqual([]);
      for (let poll = 0; poll < 40; poll += 1) {
        await rollcall.nextPoll();
        await rollcall.until(isRead);
        expect(untrue(rollcall.app.team())).toEqual([]);
      }
    });
  });
});
