import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** Status history through the router: read once, then answered from what is saved. */
let bench: TestBench;
let kore: KoreServer;
let rollcall: TestApp;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 2, 2);
const dateOf = (day: number): string => new Date(MONDAY + day * DAY_MS).toISOString().slice(0, 10);
const [SUNDAY, TODAY] = [dateOf(-1), dateOf(0)];

/** Works from eight to four each day of the last weeks, with lunch at twelve; is at work now. */
function agent(index: number): KoreAgent {
  const id = String(index).padStart(3, '0');
  const days = Array.from({ length: 40 }, (_, back) => MONDAY - (back + 1) * DAY_MS);
  const records = days.reverse().flatMap((day) => [
    { primary: 'AVAILABLE', secondary: 'Available', start: day + 8 * HOUR_MS, end: day + 12 * HOUR_MS },
    { primary: 'AWAY', secondary: 'Lunch', start: day + 12 * HOUR_MS, end: day + 13 * HOUR_MS },
    { primary: 'AVAILABLE', secondary: 'Available', start: day + 13 * HOUR_MS, end: day + 16 * HOUR_MS },
  ]);
  const now = { primary: 'AVAILABLE', secondary: 'Available', start: MONDAY + 8 * HOUR_MS, end: null };
  return { id, firstName: 'Agent', lastName: id, bucket: 'AVAILABLE', queueIds: [], records: [...records, now] };
}
const teamOf = (size: number): readonly KoreAgent[] => Array.from({ length: size }, (_, index) => agent(index));

const everybody = (...dates: string[]): HistoryRequest => ({
  dates,
  who: { kind: 'everybody' },
  timeZone: null,
  apiTimes: null,
});
const only = (ids: readonly string[], ...dates: string[]): HistoryRequest => ({
  ...everybody(...dates),
  who: { kind: 'filter', filter: { queueIds: [], skillIds: [], agentIds: ids } },
});

beforeEach(async () => {
  bench = await createTestBench(); // nine o'clock
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function start(team = teamOf(120)): Promise<void> {
  kore = await startKoreServer(team, bench.clock.now);
  rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.at(-1)?.since.precision === 'exact');
}

/** The calls for status details that something takes. */
async function callsOf(action: () => Promise<unknown>): Promise<number> {
  const before = kore.countOf('statusDetails');
  await action();
  return kore.countOf('statusDetails') - before;
}

it('says what is missing before a read, and nothing after it', async () => {
  await start();
  const before = await rollcall.get('history:get', everybody(SUNDAY));
  expect(before).toMatchObject({ missing: { agentDays: 120, calls: 3 }, stopped: null, fewerThanTeam: null });
  expect(before.days[0]).toMatchObject({ agentsRead: 0, readAt: null });
  expect(await callsOf(() => rollcall.get('history:read', everybody(SUNDAY)))).toBe(3);
  const after = await rollcall.get('history:get', everybody(SUNDAY));
  expect(after.missing).toBe(null);
  expect(after.days[0]).toMatchObject({ agentsRead: 120, readAt: bench.clock.now() });
  const { read, agents } = await rollcall.get('history:day', everybody(SUNDAY), SUNDAY);
  expect([read, agents.length]).toEqual(['complete', 120]);
  expect(agents[7]).toMatchObject({
    name: 'Agent 007',
    totalsMs: { AVAILABLE: 7 * HOUR_MS, AWAY: HOUR_MS },
    noRecordMs: 16 * HOUR_MS,
    knownUntil: MONDAY,
  });
});

it('never reads a finished day twice, whoever is asked for', async () => {
  await start();
  await rollcall.get('history:read', everybody(SUNDAY));
  expect(await callsOf(() => rollcall.get('history:read', everybody(SUNDAY)))).toBe(0);
  expect(await callsOf(() => rollcall.get('history:read', only(['u-003'], SUNDAY)))).toBe(0);
});

it('reads a few agents by e-mail', async () => {
  await start();
  const request = only(['u-003', 'a-004'], SUNDAY);
  expect(await callsOf(() => rollcall.get('history:read', request))).toBe(1);
  const { agents } = await rollcall.get('history:day', request, SUNDAY);
  expect(agents.map(({ userId }) => userId)).toEqual(['u-003', 'u-004']);
  expect((await rollcall.get('history:get', everybody(SUNDAY))).missing).toMatchObject({ agentDays: 118 });
});

it('knows today from what the live team read, and tops it up when it is read', async () => {
  await start();
  const request = everybody(TODAY);
  const { missing, days } = await rollcall.get('history:get', request);
  expect([missing, days[0]?.agentsRead]).toEqual([null, 120]);
  await rollcall.pass(60_000);
  expect(await callsOf(() => rollcall.get('history:read', request))).toBe(3);
  const { agents } = await rollcall.get('history:day', request, TODAY);
  expect(agents[0]?.intervals.at(-1)).toMatchObject({ end: null });
  expect(agents[0]?.knownUntil).toBe(bench.clock.now());
});

it('reads a day once more that it read while the day ran', async () => {
  await start();
  await rollcall.get('history:read', everybody(TODAY));
  bench.clock.jump(DAY_MS);
  const open = await rollcall.get('history:day', everybody(TODAY), TODAY);
  expect(open.agents[0]?.intervals.at(-1)).toMatchObject({ end: MONDAY + 9 * HOUR_MS, clippedEnd: true });
  expect((await rollcall.get('history:get', everybody(TODAY))).missing).toMatchObject({ agentDays: 120 });
  await rollcall.get('history:read', everybody(TODAY));
  expect((await rollcall.get('history:get', everybody(TODAY))).missing).toBe(null);
  expect(await callsOf(() => rollcall.get('history:read', everybody(TODAY)))).toBe(0);
});

it('exports what was read, and says who was not read', async () => {
  await start(teamOf(2));
  const saturday = dateOf(-2);
  await rollcall.get('history:read', only(['u-001'], SUNDAY));
  const csv = await rollcall.get('history:export', everybody(saturday, SUNDAY), 'intervals');
  expect(csv.replace('\uFEFF', '').trim().split('\r\n')).toEqual([
    'date,user_id,name,status,secondary_status,start,end,duration_s,clipped_start,clipped_end',
    `${saturday},u-000,Agent 000,not read,,,,,,`,
    `${saturday},u-001,Agent 001,not read,,,,,,`,
    `${SUNDAY},u-001,Agent 001,AVAILABLE,Available,${SUNDAY}T08:00:00+00:00,${SUNDAY}T12:00:00+00:00,14400,false,false`,
    `${SUNDAY},u-001,Agent 001,AWAY,Lunch,${SUNDAY}T12:00:00+00:00,${SUNDAY}T13:00:00+00:00,3600,false,false`,
    `${SUNDAY},u-001,Agent 001,AVAILABLE,Available,${SUNDAY}T13:00:00+00:00,${SUNDAY}T16:00:00+00:00,10800,false,false`,
    `${SUNDAY},u-000,Agent 000,not read,,,,,,`,
  ]);
  const totals = await rollcall.get('history:export', everybody(saturday, SUNDAY), 'totals');
  expect(totals).toContain(
    `\r\n${saturday},${SUNDAY},u-001,Agent 001,AVAILABLE,Available,2,25200,7:00:00,0,0:00:00,1,`,
  );
});
