import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { statusDetailsReply } from '../support/kore-server/documents.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreHabits, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** Status history through the router: read once, then answered from what is saved. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
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
  keychain = createFakeKeychain();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function start(team = teamOf(120), keep: 'session' | 'keychain' = 'session'): Promise<void> {
  kore = await startKoreServer(team, bench.clock.now);
  rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), keep);
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

it('saves no history of a connection whose history is off, and deletes what it had saved', async () => {
  await start(teamOf(2), 'keychain');
  const request = everybody(SUNDAY);
  const rows = (): number => {
    const database = new DatabaseSync(path.join(bench.dataFolder, 'rollcall.db'), { readOnly: true });
    const found = database.prepare('SELECT COUNT(*) AS days FROM history_day').get();
    database.close();
    return Number(found?.['days']);
  };
  await rollcall.get('history:read', request);
  expect(rows()).toBeGreaterThan(0);
  await rollcall.get('connection:update', { isHistoryOff: true });
  expect(rows()).toBe(0);
  for (const file of ['rollcall.db', 'rollcall.db-wal']) {
    expect((await readFile(path.join(bench.dataFolder, file), 'latin1')).includes('Lunch'), file).toBe(false);
  }
  expect((await rollcall.get('history:get', request)).missing).toMatchObject({ agentDays: 2 });
  // It is still there to look at, as long as Rollcall runs.
  await rollcall.get('history:read', request);
  expect((await rollcall.get('history:get', request)).missing).toBe(null);
  expect(rows()).toBe(0);
  await rollcall.get('connection:update', { isHistoryOff: false });
  await rollcall.get('history:read', request);
  expect(rows()).toBeGreaterThan(0);
});

it('exports initials while names are hidden', async () => {
  await start(teamOf(2));
  await rollcall.get('history:read', everybody(SUNDAY));
  await rollcall.get('settings:update', { isMasked: true });
  for (const format of ['csv', 'json'] as const) {
    for (const kind of ['intervals', 'totals'] as const) {
      const text = await rollcall.get('history:export', everybody(SUNDAY), { kind, format });
      expect(text).toMatch(/u-001/);
      expect(text).not.toMatch(/Agent 00|@/);
    }
  }
});

it('exports no e-mail, also while names are shown', async () => {
  await start(teamOf(2));
  await rollcall.get('history:read', everybody(SUNDAY));
  for (const kind of ['intervals', 'totals'] as const) {
    const text = await rollcall.get('history:export', everybody(SUNDAY), { kind, format: 'json' });
    expect(text).toContain('Agent 001');
    expect(text).not.toContain('@');
  }
});

it('exports what was read, and says who was not read', async () => {
  await start(teamOf(2));
  const friday = dateOf(-3);
  await rollcall.get('history:read', only(['u-001'], SUNDAY));
  const csv = await rollcall.get('history:export', everybody(friday, SUNDAY), { kind: 'intervals', format: 'csv' });
  expect(csv.replace('\uFEFF', '').trim().split('\r\n')).toEqual([
    expect.stringMatching(
      /^date,user_id,name,status,secondary_status,start,end,duration_s,clipped_start,clipped_end,"Source: self-reported .* Partial: /,
    ),
    `${friday},u-000,Agent 000,not read,,,,,,,`,
    `${friday},u-001,Agent 001,not read,,,,,,,`,
    `${SUNDAY},u-001,Agent 001,AVAILABLE,Available,${SUNDAY}T08:00:00+00:00,${SUNDAY}T12:00:00+00:00,14400,false,false,`,
    `${SUNDAY},u-001,Agent 001,AWAY,Lunch,${SUNDAY}T12:00:00+00:00,${SUNDAY}T13:00:00+00:00,3600,false,false,`,
    `${SUNDAY},u-001,Agent 001,AVAILABLE,Available,${SUNDAY}T13:00:00+00:00,${SUNDAY}T16:00:00+00:00,10800,false,false,`,
    `${SUNDAY},u-000,Agent 000,not read,,,,,,,`,
  ]);
  const totals = await rollcall.get('history:export', everybody(friday, SUNDAY), { kind: 'totals', format: 'csv' });
  expect(totals).toContain(`\r\n${friday},${SUNDAY},u-001,Agent 001,AVAILABLE,Available,2,25200,7:00:00,0,0:00:00,1,`);
});

/** Starts a read whose pages after `agents` are held; resolves when the rows before them can be shown. */
async function readUntil(agents: number, request: HistoryRequest) {
  const before = kore.countOf('statusDetails');
  const release = kore.hold('statusDetails', ({ url }) => Number(url.searchParams.get('offset')) >= agents);
  const reached = Promise.withResolvers<void>();
  const off = rollcall.app.events.on('history:progress', ({ agentsRead }) => {
    if (agentsRead >= agents) reached.resolve();
  });
  const answer = rollcall.get('history:read', request);
  await reached.promise;
  off();
  const changed = rollcall.next('history:changed');
  bench.clock.advance(1_000); // it is announced once a second
  await Promise.all([changed, kore.received('statusDetails', before + agents / 50 + 1)]);
  return { answer, release };
}

it('shows rows as they are read, answers with what it has when it is stopped, and goes on from there', async () => {
  await start();
  const { answer, release } = await readUntil(50, everybody(SUNDAY));
  const { read, agents } = await rollcall.get('history:day', everybody(SUNDAY), SUNDAY);
  expect([read, agents.length]).toEqual(['part', 50]);
  await rollcall.get('history:cancel');
  release();
  expect(await answer).toMatchObject({ stopped: { code: 'cancelled' }, missing: { agentDays: 70 } });
  await rollcall.get('history:read', everybody(SUNDAY));
  const after = await rollcall.get('history:get', everybody(SUNDAY));
  expect(after).toMatchObject({ missing: null, stopped: null, days: [{ agentsRead: 120 }] });
});

/** Another process on the data folder of one that was killed after 150 of 260 agents. */
async function startAfterKill(team = teamOf(260)): Promise<() => void> {
  await start(teamOf(260), 'keychain');
  const { release } = await readUntil(150, everybody(SUNDAY));
  kore.hold('statusDetails')(); // the call that was held gets no answer
  bench.clock.jump(5 * 60_000);
  kore.setTeam(team);
  rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  await rollcall.until(({ agents }) => agents.length === team.length && agents.at(-1)?.since.precision === 'exact');
  return release;
}

/** Where the calls for status details that something takes begin in the list; some are made at the same time. */
async function offsetsOf(action: () => Promise<unknown>): Promise<number[]> {
  const before = kore.calls.length;
  await action();
  const calls = kore.calls.slice(before).filter(({ api }) => api === 'statusDetails');
  return calls.map(({ url }) => Number(new URL(url).searchParams.get('offset'))).sort((a, b) => a - b);
}

it('goes on after a process that was killed, where that one stopped', async () => {
  const release = await startAfterKill();
  const { missing } = await rollcall.get('history:get', everybody(SUNDAY));
  expect(missing).toMatchObject({ agentDays: 110, calls: 3 });
  expect(await offsetsOf(() => rollcall.get('history:read', everybody(SUNDAY)))).toEqual([145, 195, 245]);
  const after = await rollcall.get('history:get', everybody(SUNDAY));
  expect([after.missing, after.days[0]?.agentsRead]).toEqual([null, 260]);
  release();
});

it('begins a list anew that has become shorter meanwhile', async () => {
  const release = await startAfterKill(teamOf(260).slice(60));
  const offsets = await offsetsOf(() => rollcall.get('history:read', everybody(SUNDAY)));
  expect(offsets).toEqual([0, 50, 100, 145, 150, 195]);
  const { missing } = await rollcall.get('history:get', everybody(SUNDAY));
  expect(missing).toBe(null);
  release();
});

it('reads a failed page once more, and keeps what came before a second failure', async () => {
  await start(teamOf(100));
  kore.replyNext('statusDetails', [null, REPLIES.gatewayPage]);
  expect(await rollcall.get('history:read', everybody(SUNDAY))).toMatchObject({ missing: null, stopped: null });
  kore.replyNext('statusDetails', [null, REPLIES.gatewayPage, REPLIES.gatewayPage]);
  const broken = await rollcall.get('history:read', everybody(dateOf(-2)));
  expect(broken).toMatchObject({ stopped: { code: 'server-error' }, missing: { agentDays: 50 } });
  expect((await rollcall.get('history:day', everybody(dateOf(-2)), dateOf(-2))).agents.length).toBe(50);
});

it('shows the first rows of five thousand agents while no other page has come', async () => {
  kore = await startKoreServer(teamOf(5_000), bench.clock.now);
  // The live team would use up the calls, page after page.
  const releaseLive = kore.hold('statusDetails');
  rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.length === 5_000);
  await kore.received('statusDetails', 1);
  const { answer, release } = await readUntil(50, everybody(SUNDAY));
  expect((await rollcall.get('history:get', everybody(SUNDAY))).days).toMatchObject([{ agentsRead: 50 }]);
  const { read, agents } = await rollcall.get('history:day', everybody(SUNDAY), SUNDAY);
  expect([read, agents.length]).toEqual(['part', 50]);
  const progress = rollcall.pushed.filter(({ name }) => name === 'history:progress').map(({ payload }) => payload);
  expect(progress.at(-1)).toMatchObject({ agentsRead: 50, agents: 5_000, waitingUntil: null });
  await rollcall.get('history:cancel');
  for (const end of [release, releaseLive]) end();
  expect(await answer).toMatchObject({ stopped: { code: 'cancelled' }, missing: { agentDays: 4_950 } });
});

it('answers without a network and without a secret from what was read', async () => {
  await start(teamOf(120), 'keychain');
  await rollcall.get('history:read', everybody(SUNDAY));
  await rollcall.app.stop();
  keychain.reads = { state: 'locked' };
  const offline = await bench.open({ keychain });
  await offline.app.start();
  const request = everybody(dateOf(-2), SUNDAY);
  const { missing, agents, days } = await offline.get('history:get', request);
  expect([missing?.agentDays, agents.length, days.map(({ agentsRead }) => agentsRead)]).toEqual([120, 120, [0, 120]]);
  expect((await offline.get('history:totals', request))[0]).toMatchObject({
    name: 'Agent 000',
    totals: [
      { primaryStatus: 'AVAILABLE', totalMs: 7 * HOUR_MS, times: 2 },
      { totalMs: HOUR_MS, times: 1 },
    ],
    daysNotRead: 1,
  });
  expect(await offline.ask('history:read', request)).toMatchObject({ ok: false, error: { code: 'not-connected' } });
});

it('reads a month of 500 agents in ten calls where the server takes ranges, and days that do not follow each other', async () => {
  await start(teamOf(500));
  const month = Array.from({ length: 31 }, (_, day) => dateOf(day - 31));
  bench.clock.jump(62_000);
  expect(await callsOf(() => rollcall.get('history:read', everybody(...month)))).toBe(10);
  const { missing, days } = await rollcall.get('history:get', everybody(...month));
  expect([missing, days.every(({ agentsRead }) => agentsRead === 500)]).toEqual([null, true]);
  const totals = await rollcall.get('history:totals', everybody(...month));
  expect(totals[499]).toMatchObject({ totals: [{ totalMs: 31 * 7 * HOUR_MS }, { totalMs: 31 * HOUR_MS, times: 31 }] });
  bench.clock.jump(62_000);
  const apart = only(['u-001'], dateOf(-38), dateOf(-35), SUNDAY);
  expect(await callsOf(() => rollcall.get('history:read', apart))).toBe(2);
});

it('tells how far a read is, and what is left of it', async () => {
  await start();
  await rollcall.get('history:read', everybody(SUNDAY));
  const progress = rollcall.pushed.filter(({ name }) => name === 'history:progress').map(({ payload }) => payload);
  const step = { day: SUNDAY, lastDay: SUNDAY, dayIndex: 0, days: 1, waitingUntil: null, agents: 120 };
  expect(progress).toEqual([
    { ...step, agentsRead: 0, restMs: 1_500 },
    { ...step, agentsRead: 50, restMs: 1_000 },
    { ...step, agentsRead: 100, restMs: 500 },
    { ...step, agentsRead: 120, restMs: 500 },
  ]);
});

it('stops a read for a newer one, which is answered in full', async () => {
  await start();
  const { answer, release } = await readUntil(50, everybody(SUNDAY));
  const newer = rollcall.get('history:read', only(['u-107'], SUNDAY));
  expect((await answer).stopped).toMatchObject({ code: 'cancelled' });
  release();
  expect(await newer).toMatchObject({ stopped: null, missing: null, agents: [{ userId: 'u-107' }] });
});

it('waits for the rate limit, says until when, and goes on', async () => {
  await start();
  for (let runsAt: number | null = null; runsAt === null;) ({ runsAt } = await rollcall.get('team:refresh'));
  const answer = rollcall.get('history:read', everybody(SUNDAY));
  let { waitingUntil } = await rollcall.next('history:progress');
  while (waitingUntil === null) ({ waitingUntil } = await rollcall.next('history:progress'));
  expect(waitingUntil).toBe(bench.clock.now() + 61_001);
  bench.clock.advance(61_001);
  expect(await answer).toMatchObject({ stopped: null, missing: null });
});

it('waits two minutes at most after one spell of limit answers, again and again', async () => {
  await start(teamOf(24));
  kore.reply('both', REPLIES.minuteLimit);
  await rollcall.nextPoll();
  kore.reply('both', null);
  // Who changes has their status details read, for which the slower schedule has few calls.
  kore.move('003', 'BUSY');
  await rollcall.nextPoll();
  rollcall.app.events.on('history:progress', ({ waitingUntil }) => {
    if (waitingUntil !== null) setImmediate(() => bench.clock.advance(waitingUntil - bench.clock.now()));
  });
  for (const day of [-1, -2, -3]) {
    const began = bench.clock.now();
    expect(await rollcall.get('history:read', everybody(dateOf(day)))).toMatchObject({ stopped: null, missing: null });
    expect(bench.clock.now() - began).toBeLessThanOrEqual(2 * 60_000);
  }
});

describe('a server whose pages repeat for ever', () => {
  /** The first 50 agents, whatever is asked for, and there is always more. */
  function repeat(date: string): void {
    const habits: KoreHabits = { writes: 'request', day: 'requested', lists: 'overlap' };
    const body = { filter: { dateFilter: { date, timeZoneOffSet: 0 } } };
    kore.reply('statusDetails', statusDetailsReply(teamOf(120), new URLSearchParams(), body, habits));
  }

  it('is believed only for those whom it names, and asked again for the others', async () => {
    await start();
    repeat(SUNDAY);
    const broken = await rollcall.get('history:read', everybody(SUNDAY));
    expect(broken).toMatchObject({
      missing: { agentDays: 70 },
      days: [{ agentsRead: 50 }],
      fewerThanTeam: { read: 50, team: 120 },
    });
    const { read, agents } = await rollcall.get('history:day', everybody(SUNDAY), SUNDAY);
    expect([read, agents.length]).toEqual(['part', 50]);
    kore.reply('statusDetails', null);
    bench.clock.jump(62_000);
    expect(await rollcall.get('history:read', everybody(SUNDAY))).toMatchObject({ missing: null });
    const after = await rollcall.get('history:day', everybody(SUNDAY), SUNDAY);
    expect(after.agents.map(({ noRecordMs }) => noRecordMs)).toEqual(Array(120).fill(16 * HOUR_MS));
  });

  it('does not finish a day that was read while it ran', async () => {
    await start();
    await rollcall.get('history:read', everybody(TODAY));
    bench.clock.jump(DAY_MS);
    repeat(TODAY);
    const broken = await rollcall.get('history:read', everybody(TODAY));
    expect(broken.missing).toMatchObject({ agentDays: 70 });
    kore.reply('statusDetails', null);
    bench.clock.jump(62_000);
    expect(await rollcall.get('history:read', everybody(TODAY))).toMatchObject({ missing: null });
  });
});

it.each([
  [everybody('2026-03-03'), 'dates'],
  [everybody('2026-02-30'), 'dates'],
  [{ ...everybody(SUNDAY), timeZone: 'Mars/Base' }, 'timeZone'],
])('refuses %j without a call', async (request, field) => {
  await start();
  const calls = kore.calls.length;
  const refused = await rollcall.ask('history:read', request);
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input', field } });
  expect(kore.calls.length).toBe(calls);
});

describe('a team in another zone', () => {
  beforeEach(async () => {
    bench.clock.jump(Date.UTC(2026, 9, 27, 9) - bench.clock.now());
    kore = await startKoreServer([NIGHT], bench.clock.now);
    rollcall = await bench.open();
    await rollcall.app.start();
    await rollcall.get('connection:save', { ...formFor(kore), timeZone: 'Europe/Berlin' }, 'session');
    await rollcall.until(({ agents }) => agents.length === 1);
  });
  /** From eleven in the evening until four in the morning, local time, over the hour that comes twice. */
  const NIGHT: KoreAgent = {
    ...agent(0),
    records: [{ primary: 'BUSY', secondary: 'Night', start: Date.UTC(2026, 9, 24, 21), end: Date.UTC(2026, 9, 25, 3) }],
  };
  const night = ['2026-10-24', '2026-10-25'];

  it('has a day of 25 hours, of which nothing is missing', async () => {
    await rollcall.get('history:read', everybody(...night));
    const [before, long] = (await rollcall.get('history:agent', everybody(...night), 'u-000')).days;
    expect([before?.record?.totalsMs, before?.record?.noRecordMs]).toEqual([{ BUSY: HOUR_MS }, 23 * HOUR_MS]);
    expect([long?.record?.totalsMs, long?.record?.noRecordMs]).toEqual([{ BUSY: 5 * HOUR_MS }, 20 * HOUR_MS]);
  });

  it('has its times read in another zone by hand without a call', async () => {
    await rollcall.get('history:read', everybody('2026-10-24'));
    const calls = kore.countOf('statusDetails');
    const changed = rollcall.next('history:changed');
    await rollcall.get('connection:update', { apiTimes: 'utc' });
    await changed;
    const { apiTimes } = await rollcall.get('history:get', everybody('2026-10-24'));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'setting' });
    const { agents } = await rollcall.get('history:day', everybody('2026-10-24'), '2026-10-24');
    // What was written as eleven in the evening then counts as such in UTC, which is one in the morning of the next day.
    expect([agents[0]?.intervals, kore.countOf('statusDetails') - calls]).toEqual([[], 0]);
  });
});
