import { describe, expect, it } from 'vitest';
import { appError, fail, ok } from '../../../electron/shared/result.ts';
import type { HistoryProgress } from '../../../electron/shared/model.ts';
import { createFakeMemory } from './fake-details.ts';
import { load, NOW, report, THREE_DAYS, type Outcome } from './load-scene.ts';

const HOUR_MS = 3_600_000;

describe('a history read that breaks off', () => {
  const memory = () => createFakeMemory({ rangeDates: 'refused' });

  /** How much of each day was read, and of how many. */
  const readOf = (outcome: Outcome): unknown =>
    report(outcome).history.map(({ read, agents }) => [read, agents.length]);

  it('keeps the days it has, and says why the others are missing', async () => {
    const outcome = await load({
      query: THREE_DAYS,
      memory: memory(),
      instead: (_request, index) => (index === 1 ? fail('timeout') : null),
    });
    expect(report(outcome).stopped).toEqual(appError('timeout'));
    // What the first answer has of the next day is not all of it.
    expect(readOf(outcome)).toEqual([
      ['complete', 3],
      ['none', 0],
      ['none', 0],
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
    expect(readOf(outcome)).toEqual([
      ['complete', 3],
      ['part', 1],
      ['none', 0],
    ]);
    expect(report(outcome).history[1]?.agents[0]?.totalsMs).toEqual({ BUSY: 2 * HOUR_MS });
    expect(report(outcome).stopped).toEqual(stopped);
    expect(outcome.client.periods).toHaveLength(2);
  });

  const stopped = { code: 'rate-limited', message: 'Too many calls.' } as const;

  it.each([
    ['known to take ranges', createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' })],
    ['seen to take this one', createFakeMemory({ recordsListedBy: 'overlap' })],
  ])(
    'keeps the pages it has of a range of a server %s, which then may lack agents on every day',
    async (_, learned) => {
      const outcome = await load({ query: THREE_DAYS, memory: learned, instead: () => ok({ stopped }) });
      const { missing, days, stopped: why } = report(outcome);
      expect([why, missing === null]).toEqual([stopped, false]);
      expect(days.map(({ agentsRead }) => agentsRead)).toEqual([3, 3, 3]);
      expect(outcome.client.periods).toHaveLength(1);
    },
  );

  it('takes the pages of a range that proves nothing for those of its first day', async () => {
    // Not worth asking again by days: the failure would meet them too.
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const outcome = await load({ query: THREE_DAYS, memory, range: 'first-date-only', instead: () => ok({ stopped }) });
    expect(report(outcome).days.map(({ agentsRead }) => agentsRead)).toEqual([3, 0, 0]);
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
    expect(readOf(outcome)).toEqual([
      ['complete', 3],
      ['none', 0],
      ['none', 0],
    ]);
  });

  it.each(['connection-lost', 'rate-limited', 'server-error', 'empty-answer', 'scope-missing'] as const)(
    'leaves 22 of 31 days unread where the tenth fails as %s',
    async (code) => {
      const outcome = await load({
        query: { from: '2026-02-01', to: '2026-03-03' },
        memory: memory(),
        instead: (_request, index) => (index === 9 ? fail(code) : null),
      });
      const { days, stopped: why } = report(outcome);
      expect(days.map(({ agentsRead }) => agentsRead)).toEqual(days.map((_, index) => (index < 9 ? 3 : 0)));
      expect(why?.code).toBe(code);
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
    expect(report(outcome).stopped).toEqual(appError('cancelled'));
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
    const { progress } = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' }),
    });
    const step = (dayIndex: number, agentsRead: number, restMs: number): HistoryProgress => {
      const day = ['2026-03-09', '2026-03-10', '2026-03-11'][dayIndex] ?? '';
      return { agentsRead, day, lastDay: day, dayIndex, days: 3, waitingUntil: null, restMs };
    };
    expect(progress).toEqual([
      step(0, 0, 1_500),
      step(0, 3, 1_000),
      step(1, 3, 1_000),
      step(1, 3, 500),
      step(2, 3, 500),
      step(2, 3, 500),
    ]);
  });

  it('names both ends of days that are requested together', async () => {
    const { progress } = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
    });
    expect(progress.map(({ day, lastDay }) => [day, lastDay])).toEqual(Array(2).fill(['2026-03-09', '2026-03-11']));
  });

  it('spends its patience over all requests together, each wait once', async () => {
    const until = NOW + 7_000;
    const { client, progress } = await load({
      query: THREE_DAYS,
      maxWaitMs: 20_000,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' }),
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
    const memory = createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' });
    const { client } = await load({ query: THREE_DAYS, startWithinMs: 10_000, memory });
    expect(client.calls.map(({ startWithinMs }) => startWithinMs)).toEqual([10_000, undefined, undefined]);
  });
});
