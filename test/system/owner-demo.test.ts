import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Owner } from '../../electron/api/local-socket/lock.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { startKoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** `rollcall status` beside a running app that shows the demo. */
let bench: TestBench;
let rollcall: TestApp;
let owner: Owner;

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(Date.now()));
  rollcall = await bench.open({ openWith: 'saved-or-demo' });
  owner = await makeOwner(bench, rollcall);
  await rollcall.app.start();
  await rollcall.until(({ health }) => health.state === 'live');
});
afterEach(async () => {
  await owner.release();
  await bench.stop();
});

async function status(...argv: string[]): Promise<{ code: number; out: readonly string[]; said: readonly string[] }> {
  const { io, ended } = runRollcall(bench, ['status', ...argv]);
  return { code: await ended, out: io.out, said: io.messages };
}

const DEMO = 'This is demo data: no connection is saved.';

describe('status beside the demo', () => {
  it('is of the demo, and says so in every form', async () => {
    const { AVAILABLE, BUSY, AWAY, OFFLINE, total } = rollcall.app.team().counts;
    expect(await status()).toEqual({
      code: 0,
      out: [`Demo data: ${AVAILABLE} available, ${BUSY} busy, ${AWAY} away, ${OFFLINE} offline`],
      said: [DEMO],
    });
    const json = await status('--json');
    expect([json.code, json.said[0]]).toEqual([0, DEMO]);
    expect(JSON.parse(json.out[0] ?? '')).toMatchObject({
      connection: { id: 'demo', name: 'Demo data' },
      demo: true,
      health: { state: 'live' },
      counts: { total },
    });
    expect(await status('--format', '{total} {state} {connection}')).toEqual({
      code: 0,
      out: [`${total} demo Demo data`],
      said: [DEMO],
    });
  });

  it('is read anew for another choice of agents, and marked all the same', async () => {
    const { io, ended } = runRollcall(bench, ['status', '--json', '--agents', '--agent', 'a-1'], createFakeKeychain());
    expect([await ended, io.messages[0]]).toEqual([0, DEMO]);
    expect(JSON.parse(io.out[0] ?? '')).toMatchObject({ demo: true, counts: { total: 0 } });
  });

  it('is followed by a watch', async () => {
    const { io, ended } = runRollcall(bench, ['status', '--watch']);
    expect(await io.waitFor(() => true)).toMatch(/^\S+ Demo data: \d+ available/);
    io.interrupt();
    expect(await ended).toBe(0);
  });

  it('is of what is saved where anything is, and of nothing under a name that is not', async () => {
    expect((await status('--name', 'Billing')).code).toBe(3);
    const kore = await startKoreServer();
    const other = await bench.open({ keychain: createFakeKeychain() });
    await other.app.start();
    await other.get('connection:save', formFor(kore), 'keychain');
    const { io, ended } = runRollcall(bench, ['status', '--json'], createFakeKeychain());
    expect(await ended).toBe(7);
    expect(JSON.parse(io.out[0] ?? '')).toMatchObject({ connection: { name: 'Billing' }, counts: null });
    await kore.stop();
  });
});

describe('history beside the demo', () => {
  it('is of a queue by name, and lists the queues where there is no such one', async () => {
    const run = async (name: string): Promise<readonly [number, string]> => {
      const argv = ['history', 'yesterday', '--queue', name, '--totals'];
      const { io, ended } = runRollcall(bench, argv, createFakeKeychain());
      return [await ended, [...io.out, ...io.written, ...io.messages].join('\n')];
    };
    expect(await run('Billing')).toEqual([0, expect.stringContaining('AVAILABLE')]);
    expect(await run('Complaints about nothing')).toEqual([
      2,
      expect.stringMatching(/There are:\n(.*\n)* {2}Billing /),
    ]);
  });

  it('is of the same team and day, and says so in every form', async () => {
    const { io, ended } = runRollcall(bench, ['history', '--json'], createFakeKeychain());
    expect([await ended, io.messages[0]]).toEqual([0, DEMO]);
    const today = new Date(bench.clock.now()).toISOString().slice(0, 10);
    const request = { dates: [today], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
    const { timeZone } = await rollcall.get('history:read', request);
    const inApp = { timeZone, days: [await rollcall.get('history:day', request, today)] };
    const printed = JSON.parse(io.out[0] ?? '') as { days: { agents: { userId: string; intervals: unknown[] }[] }[] };
    expect(printed).toMatchObject({ demo: true, timeZone: inApp.timeZone });
    const startsOf = (
      days: readonly { agents: readonly { userId: string; intervals: readonly unknown[] }[] }[],
    ): object =>
      Object.fromEntries(
        days.flatMap(({ agents }) => agents.map(({ userId, intervals }) => [userId, intervals.length])),
      );
    expect(startsOf(printed.days)).toEqual(startsOf(inApp.days));
    const text = runRollcall(bench, ['history'], createFakeKeychain());
    expect(await text.ended).toBe(0);
    expect(text.io.out[0]).toMatch(/^Demo data, no real agents\n\d{4}-\d\d-\d\d \(/);
  });

  it('is of the scene that the demo plays, from when it began', async () => {
    await owner.release();
    await rollcall.app.stop();
    rollcall = await bench.open({ openWith: 'demo', scene: 'long-away' });
    owner = await makeOwner(bench, rollcall);
    await rollcall.app.start();
    await rollcall.until(({ details }) => details?.read === 26);
    bench.clock.advance(30_000);
    const { io, ended } = runRollcall(bench, ['history', '--json'], createFakeKeychain());
    expect(await ended).toBe(0);
    const { days } = JSON.parse(io.out[0] ?? '') as {
      days: {
        agents: { name: string; intervals: { start: string; startedAt?: string; secondaryStatus: string }[] }[];
      }[];
    };
    const onBreak = days[0]?.agents.flatMap(({ name, intervals }) => {
      const last = intervals.at(-1);
      return last?.secondaryStatus === 'Break' ? [[name, Date.parse(last.startedAt ?? last.start)]] : [];
    });
    const agent = rollcall.app.team().agents.find(({ status }) => status === 'AWAY');
    expect(onBreak).toEqual([[agent?.name, agent?.since.at]]);
  });

  it('is of what is given or saved otherwise', async () => {
    const { io, ended } = runRollcall(bench, ['history', '--name', 'Billing'], createFakeKeychain());
    expect([await ended, io.out]).toEqual([3, []]);
  });
});

it('without any connection or app there is none, rather than one that was refused', async () => {
  await owner.release();
  await rollcall.app.stop();
  const { code, out, said } = await status('--json');
  expect([code, said]).toEqual([
    3,
    [expect.stringMatching(/^No connection is saved\. Save one with: .+\n.+ rollcall serve --demo/)],
  ]);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    connection: null,
    counts: null,
    health: { state: 'not-connected' },
  });
  expect((await status('--format', '{total} {state}')).out).toEqual(['? not-connected']);
});
