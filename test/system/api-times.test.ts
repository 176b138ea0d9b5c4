import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TeamSnapshot } from '../../electron/shared/model.ts';
import { addDays } from '../../electron/time/days.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { startKoreServer, type KoreHabits, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';
import { centreAt, liveDays, type CentreAgent, type CentreDays } from '../support/zone-centre.ts';

/** Teams in several zones against servers that write their times in one zone or another. Rollcall does not know which. */
const MINUTE_MS = 60_000;
const UTC = 0;
const DATE = '2026-03-02';
const HABITS = { writes: UTC, day: 'requested', lists: 'overlap' } as const satisfies KoreHabits;

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

/** A team of 33 that works from 8 to 18 in its zone, read from an hour of its day on. */
async function open(
  timeZone: string,
  offset: number,
  hour: number,
  habits: KoreHabits,
  { date = DATE, ...shift }: Partial<CentreDays> = {},
): Promise<void> {
  centre = liveDays({
    ...{ seed: 7, agents: 33, offset, date: addDays(date, -1), days: 3, opensAt: 8, hours: 10, pace: 8, forgetful: 20 },
    lunch: { share: 0.8, minutes: 50 },
    ...shift,
  });
  const midnight = Date.parse(`${date}T00:00:00Z`) + offset * MINUTE_MS;
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

const atWork = ({ agents }: TeamSnapshot) => agents.filter(({ status }) => status !== 'OFFLINE');
const precisions = (team: TeamSnapshot): string[] =>
  [...new Set(atWork(team).map(({ since }) => since.precision))].sort();

async function watch(polls: number): Promise<void> {
  expect(untrue(rollcall.app.team())).toEqual([]);
  for (let poll = 0; poll < polls; poll += 1) {
    await rollcall.nextPoll();
    await rollcall.until(isRead);
    expect(untrue(rollcall.app.team())).toEqual([]);
  }
}

const TEAMS = [
  ['Asia/Kolkata', -330],
  ['Asia/Tokyo', -540],
  ['Europe/Berlin', -60],
  ['America/New_York', 300],
] as const;
const SERVERS = [
  ['UTC, the day of the request', HABITS],
  ['UTC, its own day', { ...HABITS, day: UTC }],
  ['UTC, records under the day they begin', { ...HABITS, lists: 'start' }],
  ['the time of the request', { ...HABITS, writes: 'request' }],
  ['the time of the request, its own day', { ...HABITS, writes: 'request', day: UTC }],
] as const satisfies readonly (readonly [string, KoreHabits])[];

describe.each(TEAMS)('a team in %s', (timeZone, offset) => {
  describe.each(SERVERS)('and a server that writes %s', (_, habits) => {
    it('by day: the first read tells the zone, and no time is called exact that is not', async () => {
      await open(timeZone, offset, 9, habits);
      expect(precisions(rollcall.app.team())).toEqual(['exact']);
      await watch(12);
      expect(rollcall.app.team().details).not.toHaveProperty('zone');
    });

    it('by night, when somebody forgot to log out: a silent centre proves nothing', async () => {
      await open(timeZone, offset, 23.8, habits);
      await watch(12);
    });
  });

  it('flags nobody before their limit, in whatever zone times are', async () => {
    await open(timeZone, offset, 9, HABITS);
    const limits = { byStatus: { AWAY: 12, BUSY: 12 }, secondary: [] };
    await rollcall.get('settings:update', { limits });
    const now = clock.now() + (rollcall.app.team().clockOffsetMs ?? 0);
    const over = atWork(rollcall.app.team()).filter(
      ({ userId, status }) => status !== 'AVAILABLE' && now - (began(userId, now) ?? now) >= 12 * MINUTE_MS,
    );
    expect(rollcall.app.team().attention).toBe(over.length);
  });
});

describe.each([
  ['forward', '2026-03-29', -60],
  ['back', '2026-10-25', -120],
] as const)('a team in Berlin on the day its clocks go %s', (_, date, offset) => {
  it.each([
    [9, 'UTC', HABITS],
    [9, 'the time of the request', { ...HABITS, writes: 'request' }],
    [22.6, 'UTC', HABITS],
    [24.6, 'the time of the request', { ...HABITS, writes: 'request' }],
  ] as const)('from hour %d on, and a server that writes %s', async (hour, __, habits) => {
    await open('Europe/Berlin', offset, hour, habits, { date, opensAt: 8, hours: 17 });
    await watch(20);
    expect(precisions(rollcall.app.team())).toContain('exact');
  });
});

/** How many polls it takes until it is known in which zone times are. */
async function pollsUntilKnown(): Promise<number> {
  for (let poll = 0; poll < 40; poll += 1) {
    const { details } = await rollcall.until(isRead);
    if (details?.zone === undefined) return poll;
    await rollcall.nextPoll();
  }
  return Infinity;
}

it('knows the zone soon after two changes were seen live, where nothing else tells it', async () => {
  // Too few changes in the first minutes of the day for a silence to prove anything.
  await open('Asia/Kolkata', -330, 8.02, HABITS);
  expect(precisions(rollcall.app.team())).toContain('assumed');
  // Three, and more where the answers of status details arrive after the next poll, as on a busy computer.
  expect(await pollsUntilKnown()).toBeLessThanOrEqual(10);
  const known = precisions(await rollcall.until(isRead));
  // Who has just changed is observed until the next read.
  expect([known.includes('exact'), known.includes('assumed')]).toEqual([true, false]);
  await watch(4);
});

describe.each([
  ['all records that overlap a day', 'overlap'],
  ['the same cut at midnight', 'cut'],
  ['records under the day they begin', 'start'],
] as const)('a team that works over midnight and a server that lists %s', (_, lists) => {
  const NIGHT = { opensAt: 20, hours: 8, pace: 3 };

  it.each([
    ['the offset sent', 'request', 'Asia/Kolkata', -330],
    ['UTC', UTC, 'America/New_York', 300],
    ['UTC, which is the team’s', UTC, 'UTC', 0],
  ] as const)('in %s: keeps what it knew of the day before', async (__, writes, timeZone, offset) => {
    await open(timeZone, offset, 23.8, { writes, day: 'requested', lists }, NIGHT);
    await watch(40);
    expect(precisions(rollcall.app.team())).toContain('exact');
  });

  it.each([0.05, 0.5, 3])('calls nothing exact that may be older, %d h after midnight', async (hour) => {
    await open('UTC', 0, hour, { writes: UTC, day: 'requested', lists }, NIGHT);
    await watch(6);
  });
});

describe.each([
  ['Tokyo', -540, 'Europe/Berlin', -60],
  ['Berlin', -60, 'Asia/Kolkata', -330],
  ['New York', 300, 'Asia/Kolkata', -330],
  ['Los Angeles', 480, 'America/New_York', 300],
])('a server in %s', (_, writes, timeZone, offset) => {
  it.each(['requested', writes] as const)(
    `and a team in ${timeZone}: no time is exact, and why is said`,
    async (day) => {
      await open(timeZone, offset, 9, { writes, day, lists: 'overlap' });
      for (let poll = 0; poll < 24 && rollcall.app.team().details?.zone !== 'none'; poll += 1) {
        expect(untrue(rollcall.app.team())).toEqual([]);
        await rollcall.nextPoll();
        await rollcall.until(isRead);
      }
      expect(rollcall.app.team().details?.zone).toBe('none');
      expect(precisions(rollcall.app.team())).not.toContain('exact');
      await watch(4);
      const request = { dates: [DATE], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
      expect((await rollcall.get('history:read', request)).apiTimes.decidedBy).toBe('none-fits');
    },
  );
});
