import { describe, expect, it } from 'vitest';
import type { MemoryCell } from '../../../electron/kore/types.ts';
import { fail, ok } from '../../../electron/shared/result.ts';
import type { HistoryProgress } from '../../../electron/shared/model.ts';
import { createFakeMemory } from './fake-details.ts';
import { load, NOW, report, THREE_DAYS } from './load-scene.ts';

const HOUR_MS = 3_600_000;

describe('a history read that breaks off', () => {
  const memory = (): MemoryCell => createFakeMemory({ rangeDates: 'refused' });

  it('keeps the days it has and names the others', async () => {
    const outcome = await load({
      query: THREE_DAYS,
      memory: memory(),
      instead: (_request, index) => (index === 1 ? fail('timeout') : null),
    });
    const { partial, days } = report(outcome);
    expect(partial).toEqual({
      reason:
        'Nothing was read of 2026-03-10 to 2026-03-11. The host did not answer in time. If it happens again, check the network or VPN.',
      agentsRead: 3,
    });
    // What the first answer has of the next day is not all of it.
    expect(days.map(({ date, read, agents }) => [date, read, agents.length])).toEqual([
      ['2026-03-09', 'complete', 3],
      ['2026-03-10', 'none', 0],
      ['2026-03-11', 'none', 0],
    ]);
  });

  it('keeps the pages it has of a day', async () => {
    const stopped = { code: 'timeout', message: 'Too slow.' } as const;
    const rows = [{ userId: 'u-ben', name: 'ben Okafor', email: '', records: [] }];
    const outcome = await load({
      query: THREE_DAYS,
      memory: memory(),
      instead: (_request, index) => (index === 1 ? ok({ stopped, rows }) : null),
    });
    expect(report(outcome).days.map(({ read, agents }) => [read, ...agents.map(({ name }) => name)])).toEqual([
      ['complete', 'Asha Rao', 'ben Okafor', 'Zoë Lind'],
      ['part', 'ben Okafor'],
      ['none'],
    ]);
    expect(report(outcome).days[1]?.agents[0]?.totalsMs).toEqual({ BUSY: 2 * HOUR_MS });
    expect(report(outcome).partial).toEqual({
      reason: 'Only part of 2026-03-10 was read. Nothing was read of 2026-03-11. Too slow.',
      agentsRead: 3,
    });
    expect(outcome.client.periods).toHaveLength(2);
  });

  const stopped = { code: 'rate-limited', message: 'Too many calls.' } as const;

  it.each([
    ['known to take ranges', createFakeMemory({ rangeDates: 'accepted' })],
    ['seen to take this one', createFakeMemory()],
  ])(
    'keeps the pages it has of a range of a server %s, which then may lack agents on every day',
    async (_, learned) => {
      const outcome = await load({ query: THREE_DAYS, memory: learned, instead: () => ok({ stopped }) });
      expect(report(outcome).partial).toEqual({
        reason: 'Only part of 2026-03-09 to 2026-03-11 was read. Too many calls.',
        agentsRead: 3,
      });
      expect(report(outcome).days.map(({ read, agents }) => [read, agents.length])).toEqual(Array(3).fill(['part', 3]));
      expect(outcome.client.periods).toHaveLength(1);
    },
  );

  it('takes the pages of a range that proves nothing for those of its first day', async () => {
    // Not worth asking again by days: the failure would meet them too.
    const memory = createFakeMemory();
    const outcome = await load({ query: THREE_DAYS, memory, range: 'first-date-only', instead: () => ok({ stopped }) });
    expect(report(outcome).partial?.reason).toBe(
      'Only part of 2026-03-09 was read. Nothing was read of 2026-03-10 to 2026-03-11. Too many calls.',
    );
    expect(report(outcome).days.map(({ read, agents }) => [read, agents.length])).toEqual([
      ['part', 3],
      ['none', 0],
      ['none', 0],
    ]);
    expect(outcome.client.periods).toHaveLength(1);
    expect(memory.get().rangeDates).toBeNull();
  });

  it('has nobody in a day of 25 hours of which only 24 were read', async () => {
    const outcome = await load({
      query: { from: '2026-10-31', to: '2026-11-02' },
      zone: 'America/New_York',
      now: Date.parse('2026-11-05T00:00:00Z'),
      memory: memory(),
      instead: (_request, index) => (index === 2 ? fail('timeout') : null),
    });
    expect(report(outcome).days.map(({ date, read, agents }) => [date, read, agents.length])).toEqual([
      ['2026-10-31', 'complete', 3],
      ['2026-11-01', 'part', 0],
      ['2026-11-02', 'none', 0],
    ]);
    expect(report(outcome).partial?.reason).toContain(
      'Only part of 2026-11-01 was read. Nothing was read of 2026-11-02.',
    );
  });

  it.each(['connection-lost', 'rate-limited', 'server-error', 'empty-answer', 'scope-missing'] as const)(
    'leaves 22 of 31 days unread where the tenth fails as %s',
    async (code) => {
      const outcome = await load({
        query: { from: '2026-02-01', to: '2026-03-03' },
        memory: memory(),
        instead: (_request, index) => (index === 9 ? fail(code) : null),
      });
      const { days, partial } = report(outcome);
      expect(days.map(({ read }) => read)).toEqual([
        ...Array<string>(9).fill('complete'),
        ...Array<string>(22).fill('none'),
      ]);
      expect(days.slice(9).flatMap(({ agents }) => agents)).toEqual([]);
      expect(partial?.reason).toContain('Nothing was read of 2026-02-10 to 2026-03-03.');
    },
  );

  it('answers with what it has when it is stopped between two requests', async () => {
    const abort = new AbortController();
    const outcome = await load({
      query: THREE_DAYS,
      memory: memory(),
      signal: abort.signal,
      instead: () => {
        abort.abort();
        return null;
      },
    });
    expect(report(outcome).partial).toEqual({
      reason: 'Nothing was read of 2026-03-10 to 2026-03-11. Stopped before it was finished.',
      agentsRead: 3,
    });
    expect(outcome.client.periods).toHaveLength(1);
  });

  it('fails as cancelled when it is stopped before anything was read', async () => {
    const { result, client } = await load({ signal: AbortSignal.abort() });
    expect(result).toEqual(fail('cancelled'));
    expect(client.periods).toEqual([]);
  });
});

describe('progress and patience', () => {
  it('tells each request and each page of it', async () => {
    const { progress } = await load({ query: THREE_DAYS, memory: createFakeMemory({ rangeDates: 'refused' }) });
    const step = (dayIndex: number, agentsRead: number): HistoryProgress => {
      const day = ['2026-03-09', '2026-03-10', '2026-03-11'][dayIndex] ?? '';
      return { agentsRead, day, lastDay: day, dayIndex, days: 3, waitingUntil: null };
    };
    expect(progress).toEqual([step(0, 0), step(0, 3), step(1, 3), step(1, 3), step(2, 3), step(2, 3)]);
  });

  it('names both ends of days that are requested together', async () => {
    const { progress } = await load({ query: THREE_DAYS, memory: createFakeMemory({ rangeDates: 'accepted' }) });
    expect(progress.map(({ day, lastDay }) => [day, lastDay])).toEqual(Array(2).fill(['2026-03-09', '2026-03-11']));
  });

  it('spends its patience over all requests together, each wait once', async () => {
    const until = NOW + 7_000;
    const { client, progress } = await load({
      query: THREE_DAYS,
      maxWaitMs: 20_000,
      memory: createFakeMemory({ rangeDates: 'refused' }),
      instead: ({ onProgress }, index) => {
        const waits = [[until, until], [until + 5_000], []][index] ?? [];
        for (const waitingUntil of waits) onProgress?.({ agentsRead: 0, waitingUntil });
        return null;
      },
    });
    expect(client.calls.map(({ maxWaitMs }) => maxWaitMs)).toEqual([20_000, 13_000, 8_000]);
    expect(progress[1]?.waitingUntil).toBe(until);
  });

  it('is less patient before the first request than between requests', async () => {
    const memory = createFakeMemory({ rangeDates: 'refused' });
    const { client } = await load({ query: THREE_DAYS, startWithinMs: 10_000, memory });
    expect(client.calls.map(({ startWithinMs }) => startWithinMs)).toEqual([10_000, undefined, undefined]);
  });
});
