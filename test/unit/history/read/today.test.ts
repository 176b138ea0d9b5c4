import { describe, expect, it } from 'vitest';
import { createTodayReader } from '../../../../electron/history/read/today.ts';
import type { PagesRest, StatusRecord } from '../../../../electron/kore/types.ts';
import type { Agent, ApiTimes } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import {
  createFakeDetails,
  createFakeMemory,
  wallRecord,
  type Deed,
  type FakeAgent,
  type FakeBehaviour,
} from '../fake-details.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');

const PROFILE = connectionProfile({ timeZone: 'Asia/Kolkata' });

function harness(
  agents: readonly FakeAgent[],
  options: Pick<FakeBehaviour, 'writes' | 'instead'> & {
    now?: number;
    timeZone?: string;
    apiTimes?: ApiTimes;
    memory?: ReturnType<typeof createFakeMemory>;
  } = {},
) {
  const {
    writes = 'request',
    instead,
    now = NOW,
    timeZone = PROFILE.timeZone,
    apiTimes = 'auto',
    memory = createFakeMemory(),
  } = options;
  const clock = createFakeClock(now);
  const client = createFakeDetails(agents, { clock, writes, ...(instead && { instead }) });
  const read = createTodayReader(clock, () => 'UTC');
  return {
    client,
    clock,
    memory,
    read: (team: readonly Agent[] = [], emails: readonly string[] = [], pages?: number, rest?: PagesRest) =>
      read({
        live: { profile: { ...PROFILE, timeZone, apiTimes }, client, memory },
        emails,
        ...(pages && { pages }),
        rest,
        agents: new Map(team.map((agent) => [agent.userId, agent])),
        maxWaitMs: 0,
      }),
  };
}

describe('createTodayReader', () => {
  it('asks for the local day of the team with its own offset and gives who has an open status, and who has none', async () => {
    const { read, client } = harness([
      { userId: 'u-1', deeds: [['BUSY', 'NBK', '2026-03-02T08:30:00Z', null]] },
      { userId: 'u-2', deeds: [['AWAY', 'Lunch', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00Z']] },
      { userId: 'u-3', deeds: [] },
    ]);
    const open = await read();
    expect(client.periods).toEqual([{ kind: 'day', date: '2026-03-02', timeZoneOffset: -330 }]);
    expect(open).toMatchObject({
      ok: true,
      value: {
        open: new Map([
          ['u-1', { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: Date.parse('2026-03-02T08:30:00Z') }],
          ['u-2', null],
          ['u-3', null],
        ]),
        read: new Set(['u-1', 'u-2', 'u-3']),
        stopped: null,
        zoneChange: 'settled',
      },
    });
  });

  it('says of nobody who was not read that they have nothing open', async () => {
    const team = ['u-1', 'u-2'].map((userId) => fakeAgent({ userId }));
    const isRead: FakeAgent = { userId: 'u-1', deeds: [['AWAY', '', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00Z']] };
    const { read } = harness([isRead]);
    const nothingOpen = async (...args: Parameters<typeof read>) => {
      const open = await read(...args);
      return open.ok && [...open.value.open];
    };
    // In a complete read nobody is left out, whether they have a row or not.
    const both = [
      ['u-1', null],
      ['u-2', null],
    ];
    expect(await nothingOpen(team)).toEqual(both);
    expect(await nothingOpen(team, ['u-1@example.com', 'u-2@example.com'])).toEqual(both);
    expect(await nothingOpen(team, ['u-1@example.com'])).toEqual([['u-1', null]]);
    expect(await nothingOpen(team, [], 1)).toEqual([['u-1', null]]);
  });

  it('says of nobody that they have nothing open who is missing of a list whose end nobody said', async () => {
    const team = ['u-1', 'u-2'].map((userId) => fakeAgent({ userId }));
    const { read } = harness([{ userId: 'u-1', deeds: [] }], { instead: () => ok({ isEndSaid: false }) });
    const short = await read(team);
    expect(short).toMatchObject({ value: { open: new Map([['u-1', null]]), isShort: true } });
    const complete = await read(team.slice(0, 1));
    expect(complete.ok && 'isShort' in complete.value).toBe(false);
  });

  it('says of nobody that they have nothing open whose rows began on an earlier page', async () => {
    const { read } = harness([
      { userId: 'u-1', deeds: [['AWAY', '', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00Z']] },
      { userId: 'u-2', deeds: [] },
    ]);
    const rest = { received: 50, pages: 1, first: new Set<string>(), known: new Set(['u-1']) };
    const page = await read([], [], 1, rest);
    expect(page).toMatchObject({ value: { open: new Map([['u-2', null]]), read: new Set(['u-1', 'u-2']) } });
  });

  it('says which rows have an e-mail that was requested, in any case of its letters', async () => {
    const rows = ['Ana@Example.com', 'shared@example.com', 'bea@example.com', ''].map((email, index) => ({
      userId: `u-${index}`,
      name: '',
      email,
      records: [],
    }));
    const { read } = harness([], { instead: () => ok({ rows }) });
    const page = await read([], ['ana@example.com', 'Shared@example.com'], 1);
    expect(page.ok && page.value.requested).toEqual(new Set(['u-0', 'u-1']));
    const list = await read([], [], 1);
    expect(list.ok && 'requested' in list.value).toBe(false);
  });

  it('counts what could not be understood, each once', async () => {
    const { read } = harness([{ userId: 'u-1', deeds: [] }], {
      instead: () => ok({ notUnderstood: ['u-1 a', 'u-1 b', 'u-1 a'] }),
    });
    expect(await read()).toMatchObject({ value: { notUnderstood: 2 } });
  });

  it('says of nobody that they have nothing open when the read broke off', async () => {
    const stopped = { code: 'rate-limited', message: 'Limited.' } as const;
    const { read } = harness([{ userId: 'u-1', deeds: [] }], {
      instead: () => ok({ rows: [{ userId: 'u-1', name: 'Ana', email: '', records: [] }], stopped }),
    });
    expect(await read([fakeAgent({ userId: 'u-1' })])).toMatchObject({ ok: true, value: { open: new Map(), stopped } });
  });

  describe('the zone of the times', () => {
    const changed = (userId: string): Agent =>
      fakeAgent({ userId, status: 'BUSY', since: { at: NOW - 15_000, precision: 'observed', toleranceMs: 15_000 } });
    const began = (userId: string): FakeAgent => ({
      userId,
      deeds: [['BUSY', 'NBK', '2026-03-02T08:59:50Z', null]],
    });

    it('is known once two changes were seen live, and what was read before is said to be in another', async () => {
      const agents = [began('u-1')];
      const { read, memory } = harness(agents, { writes: 'UTC' });
      const first = await read([changed('u-1')]);
      expect(first.ok && [first.value.zone, first.value.open.get('u-1')?.zone]).toEqual(['assumed', 'assumed']);
      agents.push(began('u-2'));
      const open = await read([changed('u-2')]);
      expect(memory.get().apiTimes).toBe('UTC');
      expect(open.ok && [open.value.zone, open.value.zoneChange]).toEqual([undefined, 'other']);
      const startedAt = Date.parse('2026-03-02T08:59:50Z');
      expect(open.ok && open.value.open.get('u-1')).toEqual({
        primaryStatus: 'BUSY',
        secondaryStatus: 'NBK',
        startedAt,
      });
      const again = await read([changed('u-2')]);
      expect(again.ok && again.value).not.toHaveProperty('zoneChange');
    });

    it('is the one that was assumed: what was read before is then where it belongs', async () => {
      const agents = [began('u-1')];
      const { read } = harness(agents);
      const first = await read([changed('u-1')]);
      expect(first.ok && first.value.zone).toBe('assumed');
      agents.push(began('u-2'));
      const open = await read([changed('u-2')]);
      expect(open.ok && [open.value.zone, open.value.zoneChange]).toEqual([undefined, 'settled']);
    });

    it('is found by what is new since the last read of an agent', async () => {
      const agents: { userId: string; deeds: Deed[] }[] = ['u-1', 'u-2'].map((userId) => ({
        userId,
        deeds: [['AVAILABLE', '', '2026-03-02T07:00:00Z', null]],
      }));
      const { read, memory, clock } = harness(agents, { writes: 'UTC' });
      await read();
      clock.advance(300_000);
      for (const { deeds } of agents) {
        deeds.splice(0, 1, ['AVAILABLE', '', '2026-03-02T07:00:00Z', '2026-03-02T09:02:00Z']);
        deeds.push(['AWAY', '', '2026-03-02T09:02:00Z', null]);
      }
      await read();
      expect([memory.get().apiTimes, memory.get().apiTimesEvidence?.rule]).toEqual(['UTC', 'change']);
    });

    it('is said to fit none, and no start is given then', async () => {
      const agents: { userId: string; deeds: Deed[] }[] = [
        { userId: 'u-1', deeds: [['AVAILABLE', '', '2026-03-02T07:00:00Z', null]] },
      ];
      const { read, clock } = harness(agents, { writes: 'UTC' });
      await read();
      for (const minutes of [5, 10]) {
        clock.advance(300_000);
        // Written in a zone an hour ahead of UTC.
        const at = new Date(NOW + (minutes - 2 + 60) * 60_000).toISOString();
        agents[0]?.deeds.push(['AWAY', String(minutes), at, at], ['AVAILABLE', '', at, null]);
        const open = await read();
        expect(open.ok && open.value.zone).toBe(minutes === 5 ? 'assumed' : 'none');
      }
    });

    it('does not matter to times that carry their own, nor where UTC was chosen', async () => {
      const instants: StatusRecord = {
        ...wallRecord('BUSY', 'NBK', '2026-03-02T08:30:00', '-'),
        start: { kind: 'instant', ms: NOW - 1_800_000 },
      };
      const rows = [{ userId: 'u-1', name: '', email: '', records: [instants] }];
      const own = await harness([], { instead: () => ok({ rows }) }).read();
      expect(own.ok && [own.value.zone, own.value.open.get('u-1')?.zone]).toEqual([undefined, undefined]);
      const { read, memory } = harness([began('u-1'), began('u-2')], { timeZone: 'UTC' });
      const utc = await read([changed('u-1'), changed('u-2')]);
      expect(utc.ok && [utc.value.zone, utc.value.open.get('u-1')?.zone, memory.learned]).toEqual([
        undefined,
        undefined,
        [],
      ]);
    });
  });

  describe('the first status of the day', () => {
    const ana: FakeAgent = { userId: 'u-1', deeds: [['BUSY', 'NBK', '2026-03-01T18:30:01Z', null]] };
    const later: FakeAgent = { userId: 'u-1', deeds: [['BUSY', 'NBK', '2026-03-02T05:00:00Z', null]] };
    const known = { apiTimes: 'request', apiTimesEvidence: { rule: 'change', witness: null, misfits: 0 } } as const;

    it.each([
      ['begins with it', ana, {}, true],
      ['begins later', later, {}, false],
      ['begins later, where records are listed under the day they begin', later, { recordsListedBy: 'start' }, true],
    ] as const)('that %s may go on from the day before, or not', async (_, agent, learned, mayGoOn) => {
      const { read } = harness([agent], { memory: createFakeMemory({ ...known, ...learned }) });
      const open = await read();
      expect(open.ok && open.value.open.get('u-1')?.beganIfOtherwiseAt !== undefined).toBe(mayGoOn);
    });

    it('shows how the server lists records', async () => {
      const memory = createFakeMemory(known);
      const night = fakeAgent({
        userId: 'u-1',
        status: 'BUSY',
        since: { at: Date.parse('2026-03-01T17:00:00Z'), precision: 'exact', toleranceMs: 0 },
      });
      await harness([{ userId: 'u-1', deeds: [] }], { memory }).read([night]);
      expect(memory.get().recordsListedBy).toBe('start');
      const over: FakeAgent = { userId: 'u-1', deeds: [['BUSY', 'NBK', '2026-03-01T17:00:00Z', null]] };
      await harness([over], { memory }).read([night]);
      expect(memory.get().recordsListedBy).toBe('overlap');
    });
  });

  it('follows the setting of the connection', async () => {
    const { read } = harness([{ userId: 'u-1', deeds: [['BUSY', '', '2026-03-02T08:30:00Z', null]] }], {
      writes: 'UTC',
      apiTimes: 'utc',
    });
    const open = await read();
    expect(open.ok && open.value.open.get('u-1')?.startedAt).toBe(Date.parse('2026-03-02T08:30:00Z'));
  });

  it('asks twice in the hour that clocks repeat, so that nobody is missing', async () => {
    // New York, 1 November 2026: the 25-hour day is over at 05:00Z, 24 hours at its first offset end at 04:00Z.
    const { read, client } = harness([{ userId: 'u-1', deeds: [['AWAY', '', '2026-11-02T04:10:00Z', null]] }], {
      now: Date.parse('2026-11-02T04:30:00Z'),
      timeZone: 'America/New_York',
    });
    const open = await read();
    expect(client.periods).toEqual([
      { kind: 'day', date: '2026-11-01', timeZoneOffset: 240 },
      { kind: 'day', date: '2026-11-02', timeZoneOffset: 240 },
    ]);
    expect(open.ok && open.value.open.get('u-1')?.startedAt).toBe(Date.parse('2026-11-02T04:10:00Z'));
  });
});
