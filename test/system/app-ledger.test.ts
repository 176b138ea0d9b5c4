import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HistoryRequest, RuleDraft } from '../../electron/shared/model.ts';
import { formFor } from '../support/connection-profile.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { agents, fakeDraft } from '../support/fake-views.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** What was polled of a day, and what the status details that are read on the next day make of it. */
let bench: TestBench;
let kore: KoreServer;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (hour: number, minute = 0): number => Date.UTC(2026, 2, 2, hour, minute);
const DAY = '2026-03-02';
const REQUEST: HistoryRequest = { dates: [DAY], who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
const TWO: RuleDraft = {
  id: null,
  isOn: true,
  scope: { kind: 'everybody' },
  condition: { kind: 'below', fewerThan: 2, forMinutes: 5 },
  hours: { days: [1], from: '09:00', to: '11:00' },
  remindMinutes: null,
  hasSound: false,
  saysRecovery: false,
};

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(at(9)));
  kore = await startKoreServer([], bench.clock.now);
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

function person(id: string, bucket: string, records: KoreAgent['records']): KoreAgent {
  return { id, firstName: id, lastName: 'Lee', bucket, records };
}

/** Ann goes to lunch at 09:40. Bob reports to be available all day. */
function put(annsBucket: string, bobsBucket: string): void {
  const isOut = annsBucket === 'AWAY';
  const available = { primary: 'AVAILABLE', secondary: '', start: at(8) };
  const anns = isOut
    ? [
        { ...available, end: at(9, 40) },
        { primary: 'AWAY', secondary: 'Lunch', start: at(9, 40), end: null },
      ]
    : [{ ...available, end: null }];
  kore.setTeam([person('ann', annsBucket, anns), person('bob', bobsBucket, [{ ...available, end: null }])]);
}

async function pollUntil(rollcall: TestApp, instant: number): Promise<void> {
  while (bench.clock.now() < instant) await rollcall.nextPoll();
}

it('has the minutes below a floor, live at first and then by status details, and says how often live was right', async () => {
  put('AVAILABLE', 'AVAILABLE');
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore, { timeZone: 'UTC' }), 'session');
  const { connectionId } = await rollcall.get('alert:list');
  const { rules } = await rollcall.get('alert:save', connectionId, TWO);
  const ruleId = rules.at(-1)?.id ?? '';
  await pollUntil(rollcall, at(9, 40));
  put('AWAY', 'AVAILABLE');
  await pollUntil(rollcall, at(10, 0));
  put('AWAY', 'BUSY'); // by routing alone: bob reports nothing of it
  await pollUntil(rollcall, at(10, 5));
  put('AWAY', 'AVAILABLE');
  await pollUntil(rollcall, at(10, 30));

  const live = await rollcall.get('alert:ledger', ruleId);
  expect(live.days[0]).toMatchObject({ date: DAY, source: 'live', below: [{ least: 0 }] });
  const [below] = live.days[0]?.below ?? [];
  expect(Math.abs((below?.from ?? 0) - at(9, 40))).toBeLessThanOrEqual(MINUTE_MS);
  expect((await rollcall.get('accuracy:get')).minutes).toBe(0);

  bench.clock.jump(24 * HOUR_MS);
  await rollcall.nextPoll();
  await rollcall.get('history:read', REQUEST);
  const corrected = await rollcall.get('alert:ledger', ruleId);
  expect(corrected.days.find(({ date }) => date === DAY)).toMatchObject({
    source: 'status-details',
    below: [{ from: at(9, 40), to: at(11), least: 1 }],
    hoursMs: 2 * HOUR_MS,
    knownMs: 2 * HOUR_MS,
  });
  const csv = await rollcall.get('alert:export-ledger', ruleId);
  expect(csv).toContain(`${ruleId},${DAY},2026-03-02T09:40:00.000Z,2026-03-02T11:00:00.000Z,4800,1,`);
  const { dates, minutes, statuses } = await rollcall.get('accuracy:get');
  expect(dates).toEqual([DAY]);
  expect(minutes).toBeGreaterThan(80);
  const wrong = statuses.map(({ status, right }) => [status, minutes - right]);
  expect(wrong).toEqual([
    ['AVAILABLE', 5],
    ['BUSY', 5],
    ['AWAY', 0],
  ]);
  const [latest] = statuses[0]?.differences ?? [];
  expect(latest).toMatchObject({ showed: 0, was: 1 });
  expect(Math.floor((latest?.at ?? 0) / MINUTE_MS) * MINUTE_MS).toBe(at(10, 4));
  expect(rollcall.surprises).toEqual([]);
});

it('knows nothing of a view that was never open, and live counts of each minute since it was', async () => {
  put('AVAILABLE', 'BUSY');
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore, { timeZone: 'UTC' }), 'session');
  const { connectionId } = await rollcall.get('alert:list');
  const { views } = await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: agents('a-bob') }));
  const id = views.at(-1)?.id ?? '';
  await rollcall.get('view:open', openId(rollcall), null);
  const { rules } = await rollcall.get('alert:save', connectionId, {
    ...TWO,
    scope: { kind: 'view', id },
    hours: null,
  });
  const ruleId = rules.at(-1)?.id ?? '';
  await pollUntil(rollcall, at(9, 10));
  const never = await rollcall.get('alert:ledger', ruleId);
  expect(never.days.map(({ knownMs, below }) => [knownMs, below])).toEqual(never.days.map(() => [0, []]));

  await rollcall.get('view:open', openId(rollcall), id);
  await pollUntil(rollcall, at(9, 30));
  const [today] = (await rollcall.get('alert:ledger', ruleId)).days;
  expect(today).toMatchObject({ source: 'live', below: [{ least: 0 }] });
  expect((today?.knownMs ?? 0) / MINUTE_MS).toBeGreaterThan(15);
  expect((today?.knownMs ?? 0) / MINUTE_MS).toBeLessThanOrEqual(21);
});
