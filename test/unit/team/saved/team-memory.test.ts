import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countAgents } from '../../../../electron/shared/team/counts.ts';
import {
  EMPTY_FILTER,
  EVERYBODY,
  selectionKey,
  type Agent,
  type Counts,
  type Status,
  type TeamSnapshot,
  type View,
} from '../../../../electron/shared/model.ts';
import type { Storage } from '../../../../electron/storage/types.ts';
import { openTeamRepository } from '../../../../electron/team/saved/team-repository.ts';
import { createTeamMemory, type TeamMemory, type TeamSource } from '../../../../electron/team/saved/team-memory.ts';
import { STORAGE_SCHEMA } from '../../../../electron/storage-schema.ts';
import { fakeAgent, fakeSnapshot, liveHealth } from '../../../support/fake-team.ts';
import { fakeView, queues } from '../../../support/fake-views.ts';
import { createStorageBench, type StorageBench } from '../../../support/storage-bench.ts';

const INTERVAL_MS = 30_000;
const SAVED: TeamSource = { connectionId: 'c-1', account: 'aaaa', isPersistent: true };
const BILLING = queues('qu-1', 'qu-2');

let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

/** One run of Rollcall on the data folder: a memory, and the team it hears of. */
interface Run {
  readonly memory: TeamMemory;
  readonly storage: Storage;
  source: TeamSource | null;
  views: readonly View[];
  /** What an answer about everybody says about a view. */
  countsOf: (view: View | null) => Counts | null;
  /** A poll that brings these agents. */
  poll(agents: readonly Agent[], patch?: Partial<TeamSnapshot>): void;
  quit(): void;
}

async function start(source: TeamSource | null = SAVED): Promise<Run> {
  const storage = await bench.open(STORAGE_SCHEMA);
  let team = fakeSnapshot([], 0, { asOf: null, revision: 0 });
  const memory = createTeamMemory({
    clock: bench.clock,
    disk: openTeamRepository(storage.disk),
    session: openTeamRepository(storage.memory),
    source: () => run.source,
    snapshot: () => team,
    views: () => run.views,
    countsOf: (view) => run.countsOf(view),
  });
  const run: Run = {
    memory,
    storage,
    source,
    views: [],
    countsOf: () => null,
    poll(agents, patch = {}) {
      const now = bench.clock.now();
      team = fakeSnapshot(agents, now, { asOf: now, health: liveHealth(now), counts: countAgents(agents), ...patch });
      const { queues: _, ...facts } = team;
      memory.follow({ ...facts, base: 0, changed: [], removed: [] });
    },
    quit() {
      memory.flush();
      storage.close();
    },
  };
  return run;
}

const agent = (userId: string, status: Status, patch: Partial<Agent> = {}): Agent =>
  fakeAgent({ userId, status, name: `Agent ${userId}`, ...patch });

const AMARA = agent('u-1', 'BUSY', {
  secondaryStatus: 'NBK',
  changedAfter: 1_772_440_992_500,
  since: { at: 1_772_441_000_000.5, precision: 'observed', toleranceMs: 7_500.5 },
});
const ODILE = agent('u-2', 'OTHER', {
  rawStatus: 'WRAP_UP',
  selfReported: { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: 1_772_441_000_000 },
});
const PRIYA = agent('u-3', 'BUSY', {
  since: { at: 1_772_441_000_000, precision: 'assumed', toleranceMs: 0, seenAt: 1_772_442_000_000 },
  selfReported: { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', startedAt: 1_772_441_000_000, precision: 'assumed' },
});
const ids = (run: Run, view: View | null = null): string[] =>
  [...(run.memory.recall(view)?.agents.keys() ?? [])].sort();

describe('the last good team', () => {
  it('is there after a restart, exactly as it was, with its time', async () => {
    const first = await start();
    first.poll([AMARA, ODILE, PRIYA], { ignored: 2, clockOffsetMs: 600_500 });
    const asOf = bench.clock.now();
    first.quit();
    bench.clock.jump(3_600_000);
    const second = await start();
    expect(second.memory.recall(null)).toEqual({
      agents: new Map([
        ['u-1', AMARA],
        ['u-2', ODILE],
        ['u-3', PRIYA],
      ]),
      ignored: 2,
      asOf,
      clockOffsetMs: 600_500,
    });
  });

  it('is not one of which a list was not understood, nor are its counts', async () => {
    const first = await start();
    first.poll([AMARA, ODILE]);
    const asOf = bench.clock.now();
    bench.clock.jump(60_000);
    first.poll([ODILE], { counts: { ...countAgents([ODILE]), BUSY: null, total: null } });
    first.quit();
    const second = await start();
    expect(second.memory.recall(null)).toMatchObject({ asOf, agents: { size: 2 } });
    expect(second.memory.trend(1).buckets.at(-1)?.BUSY ?? 'nobody knows').not.toBe(0);
  });

  it('of a version that saved less is there as well', async () => {
    const old = await bench.open({ ...STORAGE_SCHEMA, steps: STORAGE_SCHEMA.steps.slice(0, 1) });
    old.disk.write(() => {
      const key = `1, 'c-1', 'aaaa', '${selectionKey(EVERYBODY)}'`;
      old.disk.prepare(`INSERT INTO team VALUES (${key}, ${bench.clock.now()}, 0)`).run();
      old.disk
        .prepare(
          `INSERT INTO team_agent VALUES (1, 'u-2', 'Ana', 'AWAY', 'AWAY', NULL, 7, 'exact', 0, NULL, NULL, NULL)`,
        )
        .run();
    });
    old.close();
    const recalled = (await start()).memory.recall(null)?.agents.get('u-2');
    expect(recalled).toMatchObject({ status: 'AWAY', since: { at: 7, precision: 'exact' } });
    expect(recalled).not.toHaveProperty('changedAfter');
    expect(recalled).not.toHaveProperty('addition');
  });

  it('is saved with the first poll and then at most every 30 s; a kill loses what came after', async () => {
    const run = await start();
    const seenByAnother = async (): Promise<Status | undefined> => {
      const other = await start();
      return other.memory.recall(null)?.agents.get('u-1')?.status;
    };
    run.poll([agent('u-1', 'AVAILABLE')]);
    expect(await seenByAnother()).toBe('AVAILABLE');
    bench.clock.jump(29_999);
    run.poll([agent('u-1', 'BUSY')]);
    expect(await seenByAnother()).toBe('AVAILABLE');
    bench.clock.jump(1);
    run.poll([agent('u-1', 'AWAY')]);
    expect(await seenByAnother()).toBe('AWAY');
    run.poll([agent('u-1', 'OFFLINE')]);
    run.memory.flush();
    expect(await seenByAnother()).toBe('OFFLINE');
  });

  it('loses who has left and gains who has come', async () => {
    const run = await start();
    run.poll([AMARA, ODILE]);
    bench.clock.jump(INTERVAL_MS);
    run.poll([ODILE, agent('u-3', 'AWAY')]);
    run.quit();
    expect(ids(await start())).toEqual(['u-2', 'u-3']);
  });

  it('is that of its connection, account and filter, whose ids may come in any order', async () => {
    const run = await start();
    run.poll([AMARA]);
    run.poll([ODILE], { view: fakeView({ filter: BILLING }) });
    run.memory.flush();
    expect(ids(run)).toEqual(['u-1']);
    expect(ids(run, fakeView({ id: 'v-2', name: 'Other name', filter: queues('qu-2', 'qu-1') }))).toEqual(['u-2']);
    expect(ids(run, fakeView({ filter: { ...EMPTY_FILTER, skillIds: ['qu-1', 'qu-2'] } }))).toEqual([]);
    run.source = { ...SAVED, account: 'bbbb' };
    expect(ids(run)).toEqual([]);
    run.source = { ...SAVED, connectionId: 'c-2' };
    expect(ids(run)).toEqual([]);
    run.source = null;
    expect(ids(run)).toEqual([]);
  });

  it('that was not saved yet is saved before another one is recalled', async () => {
    const run = await start();
    run.poll([AMARA]);
    run.poll([AMARA, ODILE]);
    run.source = { ...SAVED, connectionId: 'c-2' };
    expect(ids(run)).toEqual([]);
    run.source = SAVED;
    expect(ids(run)).toEqual(['u-1', 'u-2']);
  });

  it('is not written by failures, and not dated by them', async () => {
    const run = await start();
    run.poll([AMARA]);
    const asOf = bench.clock.now();
    for (const state of ['offline', 'stale', 'paused', 'starting'] as const) {
      bench.clock.jump(INTERVAL_MS);
      run.poll([], { health: { ...liveHealth(0), state } });
    }
    run.quit();
    const recalled = (await start()).memory.recall(null);
    expect([recalled?.asOf, recalled?.agents.size]).toEqual([asOf, 1]);
  });

  it('is not shown while its time lies ahead, and is replaced by the next poll', async () => {
    const run = await start();
    run.poll([AMARA]);
    run.quit();
    bench.clock.jump(-3_600_000);
    const later = await start();
    expect(later.memory.recall(null)).toBeNull();
    later.poll([ODILE]);
    expect(ids(later)).toEqual(['u-2']);
  });

  it('is not written over by a process that slept', async () => {
    const [sleeper, other] = [await start(), await start()];
    sleeper.poll([AMARA]);
    sleeper.poll([AMARA, agent('u-9', 'AWAY')]);
    bench.clock.jump(INTERVAL_MS);
    other.poll([ODILE]);
    sleeper.memory.flush();
    expect(ids(await start())).toEqual(['u-2']);
  });

  it('is what was seen last, also by a process for which nothing has changed while another one saw a change', async () => {
    const [one, other] = [await start(), await start()];
    for (const [run, status] of [
      [one, 'BUSY'],
      [other, 'AWAY'],
      [one, 'BUSY'],
    ] as const) {
      run.poll([agent('u-1', status)]);
      bench.clock.jump(INTERVAL_MS);
    }
    expect((await start()).memory.recall(null)?.agents.get('u-1')?.status).toBe('BUSY');
  });

  it('is complete when two processes write it alternately', async () => {
    const runs = [await start(), await start()];
    const last = [AMARA, agent('u-3', 'OFFLINE'), agent('u-4', 'AWAY')];
    for (const [round, team] of [[AMARA, ODILE], [ODILE], [ODILE, last[1]!], [AMARA, ODILE], [...last]].entries()) {
      runs[round % 2]?.poll(team);
      bench.clock.jump(INTERVAL_MS);
    }
    expect((await start()).memory.recall(null)?.agents).toEqual(new Map(last.map((each) => [each.userId, each])));
  });

  it.each([
    ['of the demo or a session', { ...SAVED, isPersistent: false }],
    ['without a connection', null],
  ])('%s leaves nothing on disk', async (_name, source) => {
    const run = await start(source);
    run.poll([AMARA]);
    run.quit();
    const tables = ['team', 'team_agent', 'team_minute'];
    const rows = tables.map((table) => bench.foreign().prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
    expect(rows).toEqual([0, 0, 0]);
  });

  it('holds no e-mail of an agent who is called by it', async () => {
    const run = await start();
    run.poll([
      agent('u-1', 'AWAY', { name: 'amara.okafor@example.com' }),
      agent('u-2', 'AWAY', { name: 'Bo @ Desk 4' }),
    ]);
    run.quit();
    const recalled = (await start()).memory.recall(null)?.agents;
    expect([...(recalled?.values() ?? [])].map(({ name }) => name)).toEqual(['amara.okafor', 'Bo @ Desk 4']);
  });

  it('tells agents of one name apart as before, without their e-mail', async () => {
    const run = await start();
    run.poll([
      agent('u-1', 'AWAY', { name: 'Maria Garcia', addition: '1111' }),
      agent('u-2', 'AWAY', { name: 'Maria Garcia', addition: 'maria@east' }),
      agent('u-3', 'AWAY', { name: 'Maria Garcia', addition: 'maria@west' }),
    ]);
    run.quit();
    const recalled = (await start()).memory.recall(null)?.agents;
    expect([...(recalled?.values() ?? [])].map(({ addition }) => addition)).toEqual(['1111', 'u-2', 'u-3']);
  });

  it('goes with its connection, and with a connection that was removed elsewhere', async () => {
    const run = await start();
    run.poll([AMARA]);
    run.source = { ...SAVED, connectionId: 'c-2' };
    run.memory.recall(null);
    run.poll([ODILE]);
    run.memory.forget('c-1');
    run.source = SAVED;
    expect(ids(run)).toEqual([]);
    run.quit();
    const next = await start({ ...SAVED, connectionId: 'c-2' });
    next.memory.forgetOthers(['c-2']);
    expect(ids(next)).toEqual(['u-2']);
    next.memory.forgetOthers(['c-3']);
    expect(ids(next)).toEqual([]);
  });

  it('of a connection that is forgotten is not saved after all', async () => {
    const run = await start();
    run.poll([AMARA]);
    run.poll([AMARA, ODILE]);
    run.memory.forget('c-1');
    run.quit();
    expect(ids(await start())).toEqual([]);
  });
});

describe('the counts over time', () => {
  const available = (run: Run, last: number): (number | null)[] =>
    run.memory
      .trend(3)
      .buckets.slice(-last)
      .map((bucket) => bucket?.AVAILABLE ?? null);
  const team = (size: number): Agent[] => Array.from({ length: size }, (_, index) => agent(`u-${index}`, 'AVAILABLE'));

  it('are one row a minute, the last of the minute, and survive a restart with the gap in between', async () => {
    const run = await start();
    for (const size of [1, 2, 3, 4]) {
      run.poll(team(size));
      bench.clock.jump(INTERVAL_MS);
    }
    run.quit();
    bench.clock.jump(3 * 60_000);
    const next = await start();
    next.memory.recall(null);
    next.poll(team(9));
    expect(available(next, 7)).toEqual([null, 2, 4, null, null, null, 9]);
    expect(bench.foreign().prepare('SELECT count(*) AS n FROM team_minute').get()).toEqual({ n: 3 });
  });

  it('know the instant of their poll, which those of an older version do not', async () => {
    const run = await start();
    run.poll(team(2));
    bench.clock.jump(60_000 + 7_890);
    const polledAt = bench.clock.now();
    run.poll(team(3));
    run.quit();
    bench.foreign().exec('UPDATE team_minute SET polled_ms = NULL WHERE available = 2');
    const samples = (await start()).memory.samples(null, 0);
    expect(samples.map((sample) => sample.polledAt)).toEqual([null, polledAt]);
  });

  it('of the demo are there while it runs', async () => {
    const run = await start({ ...SAVED, isPersistent: false });
    run.poll(team(5));
    expect(available(run, 2)).toEqual([null, 5]);
  });

  it('are nothing without a connection', async () => {
    const run = await start(null);
    run.poll(team(5));
    expect(new Set(run.memory.trend(3).buckets)).toEqual(new Set([null]));
  });

  it('forget what a clock that ran ahead has counted once it is set back', async () => {
    const run = await start();
    for (let minute = 0; minute < 5; minute += 1) {
      run.poll(team(7));
      bench.clock.jump(60_000);
    }
    bench.clock.jump(-60 * 60_000);
    run.poll(team(1));
    bench.clock.jump(60 * 60_000);
    expect(available(run, 8)).toEqual(Array(8).fill(null));
    expect(available(run, 66).filter((count) => count !== null)).toEqual([1]);
  });

  it('go on after everything was deleted', async () => {
    const run = await start();
    run.poll(team(5));
    run.memory.reset();
    expect((await run.storage.purgeEverything()).ok).toBe(true);
    expect([available(run, 1), run.memory.recall(null)]).toEqual([[null], null]);
    bench.clock.jump(1);
    run.poll(team(6));
    expect([available(run, 1), ids(run).length]).toEqual([[6], 6]);
  });

  it('go when they are older than 30 days and the team was read again', async () => {
    const run = await start();
    run.poll(team(5));
    run.quit();
    bench.clock.jump(30 * 86_400_000 + 60_000);
    const later = await start();
    later.poll(team(6));
    later.memory.flush();
    later.storage.purgeWhenDue();
    expect(bench.foreign().prepare('SELECT count(*) AS n FROM team_minute').get()).toEqual({ n: 1 });
    expect(available(later, 1)).toEqual([6]);
  });

  it('are not lost in silence when the database is gone: the live team goes on', async () => {
    const run = await start();
    run.storage.close();
    run.poll(team(5));
    expect([run.memory.recall(null), available(run, 1)]).toEqual([null, [null]]);
  });
});

describe('views of one answer', () => {
  const away = fakeView({ statuses: ['AWAY'] });

  it('never show each other’s team or trend', async () => {
    const run = await start();
    run.poll([AMARA, ODILE]);
    run.memory.recall(away); // the view is opened, and its part of the same answer recorded
    run.poll([ODILE], { view: away });
    expect(run.memory.trend(1).buckets.at(-1)).toMatchObject({ BUSY: 0, OTHER: 1, total: 1 });
    run.quit();
    const later = await start();
    expect([ids(later), ids(later, away)]).toEqual([['u-1', 'u-2'], ['u-2']]);
  });

  it('go on with their trends while another one is open, if they have a team, and if the answer tells', async () => {
    const [billing, never] = [fakeView({ filter: BILLING }), fakeView({ text: 'never opened' })];
    const run = await start();
    run.views = [away, billing, never];
    run.poll([AMARA, ODILE]);
    run.memory.recall(away);
    run.poll([ODILE], { view: away });
    for (let minute = 0; minute < 4; minute += 1) {
      bench.clock.jump(60_000);
      run.countsOf = (view) => (view === null ? countAgents([AMARA, ODILE, PRIYA].slice(minute % 2)) : null);
      run.poll([], { view: away });
    }
    run.memory.recall(null);
    bench.clock.jump(1);
    run.poll([AMARA, ODILE]);
    const { buckets } = run.memory.trend(1);
    expect(buckets.slice(-6).map((bucket) => bucket?.total ?? null)).toEqual([null, 2, 3, 2, 3, 2]);
    const from = bench.clock.now() - 3 * 60_000;
    expect(run.memory.samples(null, from).map(({ counts }) => counts.total)).toEqual([3, 2, 3, 2]);
    expect(run.memory.samples(never, from)).toEqual([]);
    expect(bench.foreign().prepare('SELECT count(*) AS n FROM team').get()).toEqual({ n: 2 });
  });

  it('save what was not saved yet before the next one is recorded', async () => {
    const run = await start();
    run.poll([AMARA]);
    bench.clock.jump(1_000);
    run.poll([AMARA, ODILE]);
    run.memory.recall(away);
    run.poll([], { view: away });
    expect(ids(await start())).toEqual(['u-1', 'u-2']);
  });
});
