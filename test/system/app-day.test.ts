import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TeamDelta, TeamSnapshot } from '../../electron/shared/model.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestBench } from '../support/test-app.ts';

/** A day of virtual time in a team zone that is not UTC, with one agent who changes status before every poll. */
let bench: TestBench;
let kore: KoreServer;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const POLLS = 720; // the sparing pace, two minutes
/** With Ann's it tells the zone of the times: read as UTC both would lie in the future. */
const BOB = [{ primary: 'AVAILABLE', secondary: '', start: Date.UTC(2026, 2, 2, 8), end: null }];
const MIDNIGHT_IN_KOLKATA = Date.UTC(2026, 2, 2, 18, 30);

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(Date.UTC(2026, 2, 2, 9)));
  kore = await startKoreServer([], bench.clock.now);
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

function put(bucket: string): void {
  const records = [{ primary: bucket, secondary: bucket, start: bench.clock.now(), end: null }];
  kore.setTeam([
    { id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket, records },
    { id: 'bob', firstName: 'Bob', lastName: 'Ray', bucket: 'AVAILABLE', records: BOB },
  ]);
}

/** The dates of the calls for status details, before and after an instant. */
function requestedDates(isWanted: (at: number) => boolean): string[] {
  const calls = kore.calls.filter(({ api, at }) => api === 'statusDetails' && isWanted(at));
  return [
    ...new Set(calls.map(({ body }) => (body as { filter: { dateFilter: { date: string } } }).filter.dateFilter.date)),
  ];
}

it('stays true, within the rate limit, and holds on to nothing', async () => {
  put('AVAILABLE');
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('settings:update', { pace: 'sparing', notify: 'every-change' });
  await rollcall.get('connection:save', formFor(kore, { timeZone: 'Asia/Kolkata' }), 'session');
  const ann = (team: TeamSnapshot) => team.agents.find(({ userId }) => userId === 'u-ann');
  const exactAnn = async () => ann(await rollcall.until((team) => ann(team)?.since.precision === 'exact'));
  await exactAnn();

  for (let poll = 1; poll <= POLLS; poll += 1) {
    const since = bench.clock.now();
    const bucket = poll % 2 === 0 ? 'AVAILABLE' : 'AWAY';
    put(bucket);
    await rollcall.nextPoll();
    expect(await exactAnn()).toMatchObject({ status: bucket, since: { at: since } });
    await rollcall.requestsEnded();
    const { refreshAt } = rollcall.app.team();
    // The next poll, the limit that is reached next, and that of AWAY or the end of the day for alerts.
    const pending = bench.clock.pending();
    expect(pending).toEqual(expect.arrayContaining([2 * MINUTE_MS, (refreshAt ?? 0) - bench.clock.now()]));
    expect(pending).toHaveLength(3);
  }

  const deltas = rollcall.pushed.flatMap(({ name, payload }) =>
    name === 'team:changed' ? [payload as TeamDelta] : [],
  );
  expect(deltas.slice(1).filter(({ base }, index) => base !== deltas[index]?.revision)).toEqual([]);
  const notices = rollcall.pushed.filter(({ name }) => name === 'notice:raised');
  expect(new Set(notices.map(({ payload }) => (payload as { id: string }).id.split('/')[1]))).toEqual(
    new Set(['every-change:u-ann']),
  );
  // Who changes all day long is told of after 5, 15 and 35 minutes, and then twice an hour.
  expect([notices.length, rollcall.surprises]).toEqual([50, []]);

  // A poll and a read of status details each; nothing more, and never close together.
  expect(kore.calls.length).toBe(2 * (POLLS + 1));
  const inItsHour = kore.calls.map(({ at }) => kore.calls.filter((call) => call.at >= at && call.at < at + HOUR_MS));
  expect(Math.max(...inItsHour.map(({ length }) => length))).toBe(60);
  expect(requestedDates((at) => at < MIDNIGHT_IN_KOLKATA)).toEqual(['2026-03-02']);
  expect(requestedDates((at) => at >= MIDNIGHT_IN_KOLKATA)).toEqual(['2026-03-03']);
});
