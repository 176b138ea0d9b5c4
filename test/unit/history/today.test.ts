import { describe, expect, it } from 'vitest';
import { createTodayReader } from '../../../electron/history/today.ts';
import type { Agent, ApiTimes } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeAgent } from '../../support/fake-team.ts';
import { createFakeDetails, createFakeMemory, type FakeAgent, type FakeBehaviour } from './fake-details.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');

const PROFILE = connectionProfile({ timeZone: 'Asia/Kolkata' });

function harness(
  agents: readonly FakeAgent[],
  options: Pick<FakeBehaviour, 'writes' | 'instead'> & { now?: number; timeZone?: string; apiTimes?: ApiTimes } = {},
) {
  const { writes = 'request', instead, now = NOW, timeZone = PROFILE.timeZone, apiTimes = 'auto' } = options;
  const clock = createFakeClock(now);
  const client = createFakeDetails(agents, { clock, writes, ...(instead && { instead }) });
  const memory = createFakeMemory();
  const read = createTodayReader(clock, () => 'UTC');
  return {
    client,
    memory,
    read: (team: readonly Agent[] = [], emails: readonly string[] = [], pages?: number) =>
      read({
        live: { profile: { ...PROFILE, timeZone, apiTimes }, client, memory },
        emails,
        priority: 'details',
        ...(pages && { pages }),
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
    expect(open).toEqual({
      ok: true,
      value: {
        open: new Map([
          ['u-1', { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: Date.parse('2026-03-02T08:30:00Z') }],
          ['u-2', null],
          ['u-3', null],
        ]),
        read: new Set(['u-1', 'u-2', 'u-3']),
        stopped: null,
      },
    });
  });

  it('says of nobody who was not read that they have nothing open', async () => {
    const team = ['u-1', 'u-2'].map((userId) => fakeAgent({ userId }));
    const isRead: FakeAgent = { userId: 'u-1', deeds: [['AWAY', '', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00Z']] };
    const { read } = harness([isRead]);
    const nothingOpen = async (...asked: Parameters<typeof read>) => {
      const open = await read(...asked);
      return open.ok && [...open.value.open];
    };
    // In a whole read nobody is left out, whether they have a row or not.
    const both = [
      ['u-1', null],
      ['u-2', null],
    ];
    expect(await nothingOpen(team)).toEqual(both);
    expect(await nothingOpen(team, ['u-1@example.com', 'u-2@example.com'])).toEqual(both);
    expect(await nothingOpen(team, ['u-1@example.com'])).toEqual([['u-1', null]]);
    expect(await nothingOpen(team, [], 1)).toEqual([['u-1', null]]);
  });

  it('says of nobody that they have nothing open when the read broke off', async () => {
    const stopped = { code: 'rate-limited', message: 'Limited.' } as const;
    const { read } = harness([{ userId: 'u-1', deeds: [] }], {
      instead: () => ok({ rows: [{ userId: 'u-1', name: 'Ana', email: '', records: [] }], stopped }),
    });
    expect(await read([fakeAgent({ userId: 'u-1' })])).toMatchObject({ ok: true, value: { open: new Map(), stopped } });
  });

  it('learns from a change it saw live that the times are UTC', async () => {
    const { read, memory } = harness([{ userId: 'u-1', deeds: [['BUSY', 'NBK', '2026-03-02T08:59:50Z', null]] }], {
      writes: 'UTC',
    });
    const seen: Agent = {
      userId: 'u-1',
      name: 'Ana',
      status: 'BUSY',
      rawStatus: 'BUSY',
      secondaryStatus: null,
      since: { at: NOW - 15_000, precision: 'observed', toleranceMs: 15_000 },
    };
    const open = await read([seen]);
    expect(memory.get().apiTimes).toBe('UTC');
    expect(open.ok && open.value.open.get('u-1')?.startedAt).toBe(Date.parse('2026-03-02T08:59:50Z'));
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
