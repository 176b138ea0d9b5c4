import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest, GapReport, Notice, TeamSnapshot } from '../../electron/shared/model.ts';
import { createLocalZone } from '../../electron/time/local-zone.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreRecord, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';
import { createWallClock, type WallClock } from '../support/wall-clock.ts';

/** Sleep, a lost network, a clock that is set and a computer that travels, over real sockets in virtual time. */
let world: FakeClock;
let clock: WallClock;
let bench: TestBench;
let kore: KoreServer;
let keychain: ReturnType<typeof createFakeKeychain>;
let zone: string;
let isOnline: boolean;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A poll waits this long for the rate limit at most (live-team.ts). */
const LIMIT_WAIT_MS = 10 * SECOND_MS;

beforeEach(async () => {
  world = createFakeClock(Date.UTC(2026, 2, 2, 9));
  clock = createWallClock(world);
  bench = await createTestBench(clock);
  kore = await startKoreServer([], world.now);
  kore.setTeam([agent('ann', [['AVAILABLE', -30]]), agent('bob', [['BUSY', -20]]), agent('cleo', [])]);
  keychain = createFakeKeychain();
  zone = 'UTC';
  isOnline = true;
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

/** An agent in the last of these statuses, each begun so many minutes from the true now. */
function agent(id: string, statuses: readonly (readonly [status: string, minute: number])[]): KoreAgent {
  const records = statuses.map(([primary, minute], index): KoreRecord => {
    const next = statuses[index + 1];
    const end = next === undefined ? null : world.now() + next[1] * MINUTE_MS;
    return { primary, secondary: primary, start: world.now() + minute * MINUTE_MS, end };
  });
  return { id, firstName: 'Agent', lastName: id, bucket: statuses.at(-1)?.[0] ?? 'OFFLINE', records };
}

async function open(): Promise<TestApp> {
  const rollcall = await bench.open({
    keychain,
    localZone: createLocalZone(() => ({ name: zone, problem: null })),
    fetch: (...request) =>
      isOnline ? fetch(...request) : Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENETUNREACH' } })),
  });
  await rollcall.app.start();
  return rollcall;
}

const isExact = ({ agents, health }: TeamSnapshot): boolean =>
  health.state === 'live' && agents.some(({ since }) => since.precision === 'exact');

async function connect(timeZone: string | null = 'UTC'): Promise<TestApp> {
  const rollcall = await open();
  await rollcall.get('settings:update', { notify: 'every-change' });
  await rollcall.get('connection:save', formFor(kore, { timeZone }), 'keychain');
  await rollcall.until(isExact);
  return rollcall;
}

/** As if everything that is under way had the time to end. */
async function until<T>(find: () => T | null | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== null && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/**
 * Moves from timer to timer up to the poll that is due, and waits until it has ended. It may wait for the rate limit, and
 * so may the read of status details of the last poll. While a request is under way time stands still.
 * @param dueAt by the true time
 */
async function pollEnded({ app, requestsEnded }: TestApp, dueAt: number): Promise<TeamSnapshot> {
  const before = app.team().health.nextAt;
  for (;;) {
    await requestsEnded();
    if (app.team().health.nextAt !== before) return app.team();
    const nextMs = clock.pending()[0] ?? Infinity;
    if (world.now() < dueAt) clock.advance(Math.min(nextMs, dueAt - world.now()));
    else if (nextMs <= LIMIT_WAIT_MS) clock.advance(nextMs);
  }
}

const notices = (rollcall: TestApp) => rollcall.pushed.filter(({ name }) => name === 'notice:raised');
const digests = (rollcall: TestApp) =>
  rollcall.pushed.flatMap(({ name, payload }) => (name === 'digest:changed' ? [payload as Digest | null] : []));
const gaps = (rollcall: TestApp) => digests(rollcall).map((digest) => digest?.gap ?? null);
const word = (status: GapReport['changes'][number]['toStatus']) => status?.primaryStatus ?? 'no record';
const changesOf = ({ changes }: GapReport) =>
  changes.map(({ name, at, fromStatus, toStatus }) => [
    name,
    new Date(at).toISOString().slice(11, 16),
    word(fromStatus),
    word(toStatus),
  ]);

/** Nothing began in the future, and each poll is planned for soon. */
function expectSane({ agents, health, intervalMs, clockOffsetMs = 0 }: TeamSnapshot): void {
  for (const { since } of agents) expect(since.at ?? 0).toBeLessThanOrEqual(clock.now() + clockOffsetMs);
  const inMs = (health.nextAt ?? Infinity) - clock.now();
  expect([health.state, inMs >= 0, inMs <= 1.05 * intervalMs]).toEqual(['live', true, true]);
}

describe('a sleep of eight hours', () => {
  /** Sleeps, and meanwhile Ann goes to lunch and comes back and Bob goes home. */
  function sleep(): { readonly from: number } {
    const from = world.now();
    world.jump(8 * HOUR_MS);
    kore.setTeam([
      agent('ann', [
        ['AVAILABLE', -510],
        ['AWAY', -240],
        ['AVAILABLE', -200],
      ]),
      agent('bob', [
        ['BUSY', -500],
        ['OFFLINE', -100],
      ]),
      agent('cleo', []),
    ]);
    return { from };
  }

  it('ends with one poll within five seconds, one read of status details, no notification, and a digest', async () => {
    const rollcall = await connect();
    const [polls, reads] = [kore.countOf('availability'), kore.countOf('statusDetails')];
    const { from } = sleep();
    rollcall.app.wake();
    rollcall.app.wake(); // resume, then unlock
    clock.advance(5 * SECOND_MS);
    const report = await until(() => gaps(rollcall).at(-1));
    const team = await rollcall.until((seen) => isExact(seen) && seen.asOf !== from);
    expect([kore.countOf('availability'), kore.countOf('statusDetails')]).toEqual([polls + 1, reads + 1]);
    expect(kore.calls.every(({ status }) => status === 200)).toBe(true);
    expect([notices(rollcall), rollcall.surprises]).toEqual([[], []]);
    expectSane(team);
    expect(team.agents.map(({ name, status, since }) => [name, status, since.precision])).toEqual([
      ['Agent ann', 'AVAILABLE', 'exact'],
      ['Agent bob', 'OFFLINE', 'exact'],
      ['Agent cleo', 'OFFLINE', 'at-least'],
    ]);
    expect(report).toMatchObject({ from, to: team.asOf, isCut: false, problem: null, changeCount: 3 });
    expect(changesOf(report)).toEqual([
      ['Agent ann', '13:00', 'AVAILABLE', 'AWAY'],
      ['Agent ann', '13:40', 'AWAY', 'AVAILABLE'],
      ['Agent bob', '15:20', 'BUSY', 'OFFLINE'],
    ]);
    expect(report.noRecord.map(({ name }) => name)).toEqual(['Agent cleo']);
    expect(await rollcall.get('digest:get')).toMatchObject({ gap: report, causes: ['not-read'], alertCount: 0 });

    rollcall.app.wake(); // the password took some seconds
    await rollcall.requestsEnded();
    const { health, refreshAt } = rollcall.app.team();
    const { dayEndsAt } = await rollcall.get('alert:list');
    expect(clock.pending()).toEqual([health.nextAt, refreshAt, dayEndsAt].map((at) => (at ?? 0) - clock.now()));

    await rollcall.get('digest:dismiss');
    expect([await rollcall.get('digest:get'), gaps(rollcall).at(-1)]).toEqual([null, null]);
    await rollcall.nextPoll();
    expect(kore.countOf('availability')).toBe(polls + 2);
  });

  it('is noticed without anybody saying so, by the clock alone', async () => {
    const rollcall = await connect();
    const { from } = sleep();
    clock.advance(0);
    const report = await until(() => gaps(rollcall).at(-1));
    expect([report.from, report.changeCount, notices(rollcall)]).toEqual([from, 3, []]);
  });

  it('does not wait for a poll that hung in it', async () => {
    const rollcall = await connect();
    const release = kore.hold('availability');
    clock.advance(31 * SECOND_MS);
    await kore.received('availability', 2);
    sleep();
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    await kore.received('availability', 3);
    release();
    const report = await until(() => gaps(rollcall).at(-1));
    expect([report.changeCount, notices(rollcall)]).toEqual([3, []]);
  });

  it('ends a pause that is over by now', async () => {
    const rollcall = await connect();
    await rollcall.get('team:pause', 30 * MINUTE_MS);
    // The timers of most systems stand still in a sleep.
    clock.set(8 * HOUR_MS);
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    expect((await rollcall.until(({ health }) => health.state === 'live')).asOf).toBe(clock.now());
  });

  it('says that nothing is known of it, and why, when status details are refused', async () => {
    const rollcall = await connect();
    const { from } = sleep();
    kore.reply('statusDetails', REPLIES.noScope);
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    const report = await until(() => gaps(rollcall).at(-1));
    expect(report).toMatchObject({ from, isKnown: false, changeCount: 0, noRecordCount: 0 });
    expect(report.problem).toMatch(/lacks a scope/);
  });

  it('is forgotten with its connection', async () => {
    const rollcall = await connect();
    sleep();
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    await until(() => gaps(rollcall).at(-1));
    await rollcall.get('connection:demo');
    expect(await rollcall.get('digest:get')).toBeNull();
  });
});

it('five sleeps with thirty changes each end with one digest each, and with no burst', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `a${index}`);
  kore.setTeam(ids.map((id) => agent(id, [['AVAILABLE', -30]])));
  const rollcall = await connect();
  for (let cycle = 1; cycle <= 5; cycle += 1) {
    const [next, before] = cycle % 2 === 1 ? ['AWAY', 'AVAILABLE'] : ['AVAILABLE', 'AWAY'];
    world.jump(HOUR_MS);
    kore.setTeam(
      ids.map((id, index) =>
        agent(id, [
          [before, -90],
          [next, -20 - (index % 5)],
        ]),
      ),
    );
    const told = notices(rollcall).length;
    rollcall.app.wake();
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    await until(() => (digests(rollcall).length >= cycle ? true : null));
    for (let poll = 0; poll < 4; poll += 1) await rollcall.nextPoll();
    expect(digests(rollcall)).toHaveLength(cycle);
    expect(digests(rollcall).at(-1)?.gap).toMatchObject({ changeCount: 30, noRecordCount: 0, isKnown: true });
    expect(notices(rollcall).length - told).toBeLessThanOrEqual(1);
  }
});

describe('a lock of the screen', () => {
  const sinceOf = ({ agents }: TeamSnapshot) => agents.map(({ name, since }) => ({ name, ...since }));

  /** Unlocks after so long; the team of the poll that follows. */
  async function unlock(rollcall: TestApp, afterMs: number): Promise<TeamSnapshot> {
    clock.advance(afterMs);
    rollcall.app.rest('none');
    rollcall.app.wake();
    const { asOf } = rollcall.app.team();
    clock.advance(5 * SECOND_MS);
    return rollcall.until((team) => team.asOf !== asOf);
  }

  it('of an hour, in which the team was read every five minutes, is no gap: every time in status goes on', async () => {
    const rollcall = await connect();
    rollcall.app.rest('locked');
    for (let poll = 0; poll < 12; poll += 1) await rollcall.nextPoll();
    const before = sinceOf(rollcall.app.team());
    expect(before.map(({ precision }) => precision)).toEqual(['exact', 'exact', 'at-least']);
    await rollcall.pass(4 * MINUTE_MS);
    const reads = kore.countOf('statusDetails');
    const release = kore.hold('statusDetails');
    expect(sinceOf(await unlock(rollcall, 0))).toEqual(before);
    await kore.received('statusDetails', reads + 1);
    release();
    await rollcall.get('team:refresh');
    expect(sinceOf(rollcall.app.team())).toEqual(before);
    expect(gaps(rollcall)).toEqual([null]);
  });

  it('holds back what nobody is there to hear, and ends with it in a digest', async () => {
    const rollcall = await connect();
    rollcall.app.rest('locked');
    for (let poll = 0; poll < 6; poll += 1) await rollcall.nextPoll();
    expect([digests(rollcall), notices(rollcall)]).toEqual([[], []]);
    await unlock(rollcall, 0);
    const text = 'Agent bob: BUSY 45 min, limit 45 min';
    expect(digests(rollcall)).toMatchObject([{ causes: ['locked'], gap: null, alerts: [{ text, held: 'locked' }] }]);
    expect(notices(rollcall).map(({ payload }) => (payload as Notice).title)).toEqual([text]);
  });

  it('of five seconds invents no start: who came out of a conversation has not waited since they said so', async () => {
    kore.setTeam([{ ...agent('ann', [['AVAILABLE', -60]]), bucket: 'BUSY' }, agent('bob', [['BUSY', -20]])]);
    const rollcall = await connect();
    kore.move('ann', 'AVAILABLE');
    await rollcall.nextPoll();
    const ann = (team: TeamSnapshot) => team.agents.find(({ name }) => name === 'Agent ann');
    const before = ann(await rollcall.until((team) => ann(team)?.selfReported === undefined));
    expect(before?.since.precision).toBe('observed');
    const reads = kore.countOf('statusDetails');
    await unlock(rollcall, 5 * SECOND_MS);
    await kore.received('statusDetails', reads + 1);
    await rollcall.nextPoll();
    expect(ann(rollcall.app.team())?.since).toEqual(before?.since);
  });

  it('of five seconds takes no alarm away, also where no status details are allowed', async () => {
    kore.setTeam([agent('ann', [['AWAY', -1]])]);
    kore.reply('statusDetails', REPLIES.noScope);
    const rollcall = await open();
    await rollcall.get('connection:save', formFor(kore), 'keychain');
    const before = sinceOf(await rollcall.until(({ health }) => health.state === 'live'));
    rollcall.app.rest('locked');
    for (let poll = 0; poll < 8; poll += 1) await rollcall.nextPoll();
    expect(rollcall.app.team().attention).toBe(1);
    const team = await unlock(rollcall, 5 * SECOND_MS);
    expect([sinceOf(team), rollcall.app.team().attention]).toEqual([before, 1]);
  });
});

it('what an agent said is not shown once they say nothing any more', async () => {
  const said = agent('ann', [['AVAILABLE', -60]]);
  kore.setTeam([{ ...said, bucket: 'BUSY' }, agent('bob', [['BUSY', -20]])]);
  const rollcall = await connect();
  expect(rollcall.app.team().agents[0]?.selfReported?.primaryStatus).toBe('AVAILABLE');
  const records = (said.records ?? []).map((record) => ({ ...record, end: world.now() }));
  kore.setTeam([{ ...said, bucket: 'BUSY', records }, agent('bob', [['BUSY', -20]])]);
  for (let poll = 0; poll < 11; poll += 1) await rollcall.nextPoll();
  const team = await rollcall.until(({ agents }) => agents.every(({ selfReported }) => selfReported === undefined));
  expect(team.agents[0]).toMatchObject({ name: 'Agent ann', status: 'BUSY', since: { precision: 'at-least' } });
});

describe('a start without network', () => {
  it('shows the last team with its time, comes back with the network, and tells what happened meanwhile', async () => {
    const first = await connect();
    const { asOf } = first.app.team();
    await first.app.stop();
    world.jump(HOUR_MS);
    isOnline = false;
    const rollcall = await open();
    const offline = await rollcall.until(({ health }) => health.state === 'offline');
    expect([offline.asOf, offline.counts.total]).toEqual([asOf, 3]);
    expect((offline.health.nextAt ?? 0) - clock.now()).toBeLessThanOrEqual(MINUTE_MS);
    expect(gaps(rollcall)).toEqual([]);

    isOnline = true;
    kore.setTeam([
      agent('ann', [
        ['AVAILABLE', -90],
        ['AWAY', -10],
      ]),
      agent('bob', [['BUSY', -80]]),
      agent('cleo', []),
    ]);
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    const report = await until(() => gaps(rollcall).at(-1));
    expect([report.from, changesOf(report)]).toEqual([asOf, [['Agent ann', '09:50', 'AVAILABLE', 'AWAY']]]);
    expectSane(await rollcall.until(isExact));
    // What holds at a baseline is told, and no change in it.
    expect(notices(rollcall).map(({ payload }) => (payload as Notice).title)).toEqual([
      'Nobody is available',
      'Agent bob: BUSY 1 h 20 m, limit 45 min',
    ]);
  });

  it('has no gap where no team was known', async () => {
    const rollcall = await connect();
    expect([gaps(rollcall), await rollcall.get('digest:get')]).toEqual([[], null]);
  });
});

describe('a clock that is set', () => {
  it.each([
    ['back by an hour', -HOUR_MS],
    ['back by a day', -DAY_MS],
    ['forward by an hour', HOUR_MS],
    ['forward by a day', DAY_MS],
  ])('%s stops neither polls nor status details nor calls', async (_, byMs) => {
    const rollcall = await connect();
    // Without limits nothing falls due but polls.
    await rollcall.get('settings:update', { limits: { byStatus: { AWAY: null, BUSY: null }, secondary: [] } });
    for (let poll = 0; poll < 45; poll += 1) await rollcall.nextPoll();
    let dueAt = rollcall.app.team().health.nextAt ?? 0;
    clock.set(byMs);
    const started = world.now();
    while (world.now() - started < 7 * MINUTE_MS) {
      const { agents, health, clockOffsetMs = 0 } = await pollEnded(rollcall, dueAt);
      dueAt = (health.nextAt ?? 0) - byMs;
      // Times in status of a team that is not live are counted to its last answer.
      const now = health.state === 'live' ? clock.now() + clockOffsetMs : Infinity;
      for (const { since } of agents) expect(since.at ?? 0).toBeLessThanOrEqual(now);
    }
    const after = kore.calls.filter(({ at }) => at > started);
    const polls = after.filter(({ api }) => api === 'availability');
    // A clock that was set back costs a minute of calls, as it should (rate-limit.test.ts), and nothing else waits.
    const silences = polls.map(({ at }, index) => at - (polls[index - 1]?.at ?? started));
    expect(Math.max(...silences)).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(after.some(({ api }) => api === 'statusDetails')).toBe(true);
    // A token of the old time is refused once by either API; after that the host's clock is known.
    const refused = after.filter(({ status }) => status !== 200).map(({ api }) => api);
    expect(refused.length).toBe(new Set(refused).size);
    expectSane(rollcall.app.team());
    expect([notices(rollcall), rollcall.surprises]).toEqual([[], []]);
  });
});

it.each([
  ['forward', '2026-03-29T00:50:00Z', { from: '2026-03-27T16:00:00Z', until: '2026-03-30T06:00:00Z' }],
  ['back', '2026-10-25T00:50:00Z', { from: '2026-10-23T15:00:00Z', until: '2026-10-26T07:00:00Z' }],
])('a night in which clocks go %s is a night like any other', async (_, start, off) => {
  world.jump(Date.parse(start) - world.now());
  kore.setTeam([agent('ann', [['AVAILABLE', -30]]), agent('bob', [['BUSY', -20]])]);
  zone = 'Europe/Berlin';
  const rollcall = await connect(null);
  const before = rollcall.app.team().agents.map(({ since }) => since);
  for (let poll = 0; poll < 40; poll += 1) await rollcall.nextPoll();
  const team = await rollcall.until(isExact);
  expectSane(team);
  expect(team.agents.map(({ since }) => since)).toEqual(before);
  expect([gaps(rollcall), notices(rollcall), rollcall.surprises]).toEqual([[], [], []]);
  const { buckets } = await rollcall.get('trend:get', 1);
  expect(buckets.slice(-20).map((counts) => counts?.total)).toEqual(Array(20).fill(2));
  await rollcall.get('settings:update', { workingHours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' } });
  expect(await rollcall.get('hours:get')).toEqual({ from: Date.parse(off.from), until: Date.parse(off.until) });
  // Bob is in a conversation.
  expect(rollcall.app.team().attention).toBe(1);
});

describe('a computer that travels', () => {
  it('is noticed when it wakes: the day of the team, and everybody who shows the zone', async () => {
    const rollcall = await connect(null);
    zone = 'Asia/Kolkata';
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    const read = await until(() => kore.calls.filter(({ api }) => api === 'statusDetails')[1]);
    expect(read.body).toMatchObject({ filter: { dateFilter: { date: '2026-03-02', timeZoneOffSet: -330 } } });
    expect(rollcall.pushed.filter(({ name }) => name === 'info:changed').map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ timeZone: 'Asia/Kolkata' }),
    ]);
    expect(await rollcall.get('app:info')).toMatchObject({ timeZone: 'Asia/Kolkata' });
  });

  it('is noticed within minutes when it never slept, and working hours follow', async () => {
    const rollcall = await connect(null);
    await rollcall.get('settings:update', { workingHours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' } });
    const hours = (time: string) => Date.parse(`2026-03-${time}Z`);
    expect(await rollcall.get('hours:get')).toEqual({ from: hours('02T17:00'), until: hours('03T08:00') });
    zone = 'Asia/Kolkata';
    for (let poll = 0; poll < 11; poll += 1) await rollcall.nextPoll();
    expect(await rollcall.get('hours:get')).toEqual({ from: hours('02T11:30'), until: hours('03T02:30') });
    expect(rollcall.app.attentionRules().offHours).toEqual({ from: hours('02T11:30'), until: hours('03T02:30') });
  });

  it('does not move the days of a team that has a zone of its own', async () => {
    const rollcall = await connect('Europe/Berlin');
    zone = 'Asia/Kolkata';
    rollcall.app.wake();
    clock.advance(5 * SECOND_MS);
    const read = await until(() => kore.calls.filter(({ api }) => api === 'statusDetails')[1]);
    expect(read.body).toMatchObject({ filter: { dateFilter: { timeZoneOffSet: -60 } } });
  });
});

it('on battery a page for another process is served like a window while somebody sees it', async () => {
  const rollcall = await connect();
  const { router } = rollcall.app;
  const intervalMs = (): number => (rollcall.app.team().health.nextAt ?? 0) - clock.now();
  rollcall.app.rest('battery');
  await rollcall.nextPoll();
  expect(intervalMs()).toBe(5 * MINUTE_MS);
  await router.dispatch('team:watch', [true], { transport: 'browser', id: 'page-1-1' });
  expect(intervalMs()).toBe(15 * SECOND_MS);
  await rollcall.nextPoll();
  rollcall.app.rest('locked');
  await rollcall.nextPoll();
  expect(intervalMs()).toBe(5 * MINUTE_MS);
  rollcall.app.rest('battery');
  router.leave('page-1-1');
  await rollcall.nextPoll();
  expect(intervalMs()).toBe(5 * MINUTE_MS);
});
