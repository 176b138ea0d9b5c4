import { afterEach, expect, it } from 'vitest';
import type { DryRun, RuleCondition } from '../../electron/shared/model.ts';
import { alertRule } from '../support/alert-scene.ts';
import { formFor } from '../support/connection-profile.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** A rule is tried on days that the history service has read and saved; nothing is asked for it. */
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 2, 2);
const DAYS = 15;
const dates = Array.from({ length: DAYS }, (_, index) => dateOf(index - DAYS));

let bench: TestBench;
let kore: KoreServer;
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

function dateOf(day: number): string {
  return new Date(MONDAY + day * DAY_MS).toISOString().slice(0, 10);
}

/** Is there from nine to five, with a lunch of 40 minutes at noon; agent 0 did not come yesterday. */
function agent(index: number): KoreAgent {
  const id = String(index).padStart(3, '0');
  const records = Array.from({ length: DAYS }, (_, back) => MONDAY - (DAYS - back) * DAY_MS).flatMap((day) => {
    const noon = day + 12 * HOUR_MS;
    if (index === 0 && day === MONDAY - DAY_MS) return [];
    return [
      { primary: 'AVAILABLE', secondary: 'Available', start: day + 9 * HOUR_MS, end: noon },
      { primary: 'AWAY', secondary: 'Lunch', start: noon, end: noon + 40 * MINUTE_MS },
      { primary: 'AVAILABLE', secondary: 'Available', start: noon + 40 * MINUTE_MS, end: day + 17 * HOUR_MS },
    ];
  });
  const now = { primary: 'AVAILABLE', secondary: 'Available', start: MONDAY + 8 * HOUR_MS, end: null };
  return { id, firstName: 'Agent', lastName: id, bucket: 'AVAILABLE', queueIds: [], records: [...records, now] };
}

async function start(): Promise<TestApp> {
  bench = await createTestBench();
  kore = await startKoreServer(
    Array.from({ length: 5 }, (_, index) => agent(index)),
    bench.clock.now,
  );
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.at(-1)?.since.precision === 'exact');
  for (const date of dates) {
    await rollcall.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
    bench.clock.jump(10 * MINUTE_MS); // the account's calls are free again
  }
  return rollcall;
}

/** When it would have notified, by day. */
function times({ days }: DryRun): readonly string[] {
  return days.flatMap(({ date, notifiedAt }) =>
    notifiedAt.map(({ at, userId }) => `${date} ${new Date(at).toISOString().slice(11, 16)} ${userId ?? 'team'}`),
  );
}

it('says when a rule would have notified on the days that were read, and which number is rare enough', async () => {
  const rollcall = await start();
  const calls = kore.countOf('statusDetails');
  const run = (condition: RuleCondition, wanted: number): Promise<DryRun> =>
    rollcall.get('alert:dry-run', { ...alertRule(condition), id: null }, wanted);

  const lunch: RuleCondition = {
    kind: 'too-long',
    status: { kind: 'secondary', name: 'Lunch' },
    minutes: 30,
    earlyMinutes: 0,
  };
  const lunches = await run(lunch, 0);
  expect(lunches.problem).toBeNull();
  expect(lunches.days.map(({ date, agentsRead, notifiedAt }) => [date, agentsRead, notifiedAt.length])).toEqual(
    dates.slice(-14).map((date) => [date, 5, 1]), // more than three at once are one summary
  );
  expect(times(lunches)[0]).toBe(`${dateOf(-14)} 12:30 team`);
  expect(lunches.suggestion).toEqual({ value: 40, aDay: 0 });

  const notIn = await run({ kind: 'not-in', graceMinutes: 15 }, 0);
  expect(times(notIn)).toEqual([`${dateOf(-1)} 09:15 u-000`]);
  // The day before the first one was read along.
  expect(notIn.days).toHaveLength(6);

  const nobody = await run({ kind: 'below', fewerThan: 1, forMinutes: 0 }, 0);
  expect(times(nobody)).toEqual(dates.slice(-14).map((date) => `${date} 12:00 team`));
  expect(kore.countOf('statusDetails')).toBe(calls);
});
