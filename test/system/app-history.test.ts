import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryProgress, HistoryQuery } from '../../electron/shared/model.ts';
import { REPLIES, startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** `history:load` through the router: 120 agents, three pages. */
let bench: TestBench;
let kore: KoreServer;
let rollcall: TestApp;

const DAY = '2026-03-02';
const QUERY: HistoryQuery = { from: DAY, to: DAY, timeZone: null, agents: [], apiTimes: null };
const EIGHT = Date.UTC(2026, 2, 2, 8);
const HOUR_MS = 3_600_000;
const RECORDS = [{ primary: 'AVAILABLE', secondary: 'AVAILABLE', start: EIGHT, end: null }];
const TEAM = Array.from({ length: 120 }, (_, index) => {
  const id = String(index).padStart(3, '0');
  return { id, firstName: 'Agent', lastName: id, bucket: 'AVAILABLE', records: RECORDS };
});

beforeEach(async () => {
  bench = await createTestBench(); // nine o'clock
  kore = await startKoreServer(TEAM, bench.clock.now);
  rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.at(-1)?.since.precision === 'exact');
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

const progress = (): Partial<HistoryProgress>[] =>
  rollcall.pushed.filter(({ name }) => name === 'history:progress').map(({ payload }) => payload as HistoryProgress);

it('reads every page, tells how far it is, and adds up', async () => {
  const report = await rollcall.get('history:load', QUERY);
  expect(progress().map(({ agentsRead }) => agentsRead)).toEqual([0, 50, 100, 120]);
  expect(progress()[0]).toEqual({ agentsRead: 0, day: DAY, lastDay: DAY, dayIndex: 0, days: 1, waitingUntil: null });
  expect([report.timeZone, report.partial, report.days.length]).toEqual(['UTC', null, 1]);
  expect(report.days[0]?.agents.length).toBe(120);
  expect(report.days[0]?.agents[119]).toEqual({
    userId: 'u-119',
    name: 'Agent 119',
    email: '119@team.example',
    intervals: [
      {
        primaryStatus: 'AVAILABLE',
        secondaryStatus: 'AVAILABLE',
        start: EIGHT,
        end: null,
        durationMs: HOUR_MS,
        clippedStart: false,
        clippedEnd: false,
      },
    ],
    totalsMs: { AVAILABLE: HOUR_MS },
    noRecordMs: 8 * HOUR_MS,
    knownUntil: EIGHT + HOUR_MS,
  });
});

describe('a read in flight', () => {
  /** Starts a read whose second page is held; resolves when the server has received the call for it. */
  async function loadHalf() {
    const before = kore.countOf('statusDetails');
    let release = (): void => undefined;
    rollcall.app.events.on('history:progress', ({ agentsRead }) => {
      if (agentsRead === 50) release = kore.hold('statusDetails');
    });
    const report = rollcall.get('history:load', QUERY);
    await kore.received('statusDetails', before + 2);
    return { report, release: () => release() };
  }

  it('answers with what it has when it is cancelled', async () => {
    const { report, release } = await loadHalf();
    await rollcall.get('history:cancel');
    const { partial, days } = await report;
    expect([partial?.agentsRead, days[0]?.agents.length]).toEqual([50, 50]);
    expect(partial?.reason).toContain('Stopped before it was finished.');
    release();
  });

  it('is stopped by a newer one, which is answered in full', async () => {
    const { report, release } = await loadHalf();
    const newer = rollcall.get('history:load', { ...QUERY, agents: ['007@team.example'] });
    expect((await report).partial?.agentsRead).toBe(50);
    release();
    const { partial, days } = await newer;
    expect([partial, days[0]?.agents.map(({ userId }) => userId)]).toEqual([null, ['u-007']]);
  });
});

it('waits for the rate limit, says until when, and goes on', async () => {
  for (let runsAt: number | null = null; runsAt === null;) ({ runsAt } = await rollcall.get('team:refresh'));
  const report = rollcall.get('history:load', QUERY);
  let { waitingUntil } = await rollcall.next('history:progress');
  while (waitingUntil === null) ({ waitingUntil } = await rollcall.next('history:progress'));
  expect(waitingUntil).toBe(bench.clock.now() + 61_001);
  bench.clock.advance(61_001);
  expect((await report).partial).toBe(null);
});

it('waits two minutes at most after one spell of limit answers, again and again', async () => {
  kore.setTeam(TEAM.slice(0, 24));
  kore.reply('both', REPLIES.minuteLimit);
  await rollcall.nextPoll();
  kore.reply('both', null);
  // Who changes has their status details read, for which the slower schedule has few calls.
  kore.move('003', 'BUSY');
  await rollcall.nextPoll();
  rollcall.app.events.on('history:progress', ({ waitingUntil }) => {
    if (waitingUntil !== null) setImmediate(() => bench.clock.advance(waitingUntil - bench.clock.now()));
  });
  for (let read = 0; read < 3; read += 1) {
    const began = bench.clock.now();
    const { partial, days } = await rollcall.get('history:load', QUERY);
    expect([partial, days[0]?.agents.length]).toEqual([null, 24]);
    expect(bench.clock.now() - began).toBeLessThanOrEqual(2 * 60_000);
  }
});

it.each([
  [{ ...QUERY, to: '2026-03-03' }, 'to'],
  [{ ...QUERY, from: '2026-02-30' }, 'from'],
  [{ ...QUERY, timeZone: 'Mars/Base' }, 'timeZone'],
])('refuses %j without a call', async (query, field) => {
  const calls = kore.calls.length;
  const refused = await rollcall.ask('history:load', query);
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input', field } });
  expect(kore.calls.length).toBe(calls);
});
