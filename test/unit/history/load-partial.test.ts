import { describe, expect, it } from 'vitest';
import type { MemoryCell } from '../../../electron/kore/types.ts';
import { fail } from '../../../electron/shared/messages.ts';
import type { HistoryProgress } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
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
    expect(days.map(({ date }) => date)).toEqual(['2026-03-09', '2026-03-10', '2026-03-11']);
    // What the first answer told of the next day is in it.
    expect(days[1]?.agents[1]?.totalsMs).toEqual({ BUSY: 2 * HOUR_MS });
  });

  it('keeps the pages it has of a day', async () => {
    const stopped = { code: 'timeout', message: 'Too slow.' } as const;
    const outcome = await load({
      query: THREE_DAYS,
      memory: memory(),
      instead: (_request, index) => (index === 1 ? ok({ stopped }) : null),
    });
    expect(report(outcome).partial).toEqual({
      reason: 'Only a part of 2026-03-10 was read. Nothing was read of 2026-03-11. Too slow.',
      agentsRead: 3,
    });
    expect(outcome.client.periods).toHaveLength(2);
  });

  it('keeps the pages it has of a range, which then may lack agents on every day', async () => {
    const stopped = { code: 'rate-limited', message: 'Too many calls.' } as const;
    // Not worth asking again by days, although nothing yet proves the range.
    const memory = createFakeMemory();
    const outcome = await load({ query: THREE_DAYS, memory, range: 'first-date-only', instead: () => ok({ stopped }) });
    expect(report(outcome).partial).toEqual({
      reason: 'Only a part of 2026-03-09 to 2026-03-11 was read. Too many calls.',
      agentsRead: 3,
    });
    expect(outcome.client.periods).toHaveLength(1);
    expect(memory.get().rangeDates).toBeNull();
  });

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
    const step = (dayIndex: number, agentsRead: number): HistoryProgress => ({
      agentsRead,
      day: ['2026-03-09', '2026-03-10', '2026-03-11'][dayIndex] ?? '',
      dayIndex,
      days: 3,
      waitingUntil: null,
    });
    expect(progress).toEqual([step(0, 0), step(0, 3), step(1, 0), step(1, 3), step(2, 0), step(2, 3)]);
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
