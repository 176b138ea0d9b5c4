import { expect, it } from 'vitest';
import type { LiveConnection } from '../../../electron/connections/types.ts';
import { createHistoryService } from '../../../electron/history/service.ts';
import type { DaysCall } from '../../../electron/history/read-days.ts';
import { fail, ok, type Result } from '../../../electron/shared/result.ts';
import type { HistoryReport } from '../../../electron/shared/model.ts';
import { SAMPLE_QUERY } from '../../support/fake-handlers.ts';

const LIVE = { isDemo: false, client: {} } as LiveConnection;
const REPORT = ok({} as HistoryReport);

/** A history service whose reads end when the test says so. */
function openService(live: LiveConnection | null = LIVE) {
  const present = { live };
  const reads: { readonly call: DaysCall; end(answer: Result<HistoryReport>): void }[] = [];
  const progress: unknown[] = [];
  const service = createHistoryService({
    live: () => present.live,
    load: (connection, query, call) => {
      expect([connection, query]).toEqual([LIVE, SAMPLE_QUERY]);
      const answer = Promise.withResolvers<Result<HistoryReport>>();
      reads.push({ call, end: answer.resolve });
      return answer.promise;
    },
    onProgress: (step) => progress.push(step),
  });
  return { service, reads, progress, present };
}

const isStopped = (read: { readonly call: DaysCall } | undefined): boolean | undefined => read?.call.signal?.aborted;

it('reads nothing without a connection', async () => {
  const { service, reads } = openService(null);
  expect(await service.load(SAMPLE_QUERY)).toMatchObject({ ok: false, error: { code: 'not-connected' } });
  expect(reads).toEqual([]);
});

it('stops the read in flight for a newer one, and only the newer one when it is cancelled', async () => {
  const { service, reads } = openService();
  const older = service.load(SAMPLE_QUERY);
  const newer = service.load(SAMPLE_QUERY);
  expect(reads.map(isStopped)).toEqual([true, false]);
  reads[0]?.end(fail('cancelled'));
  await older;
  service.cancel();
  expect(isStopped(reads[1])).toBe(true);
  reads[1]?.end(fail('timeout'));
  expect(await newer).toMatchObject({ error: { code: 'timeout' } });
});

it('has nothing to cancel once a read has ended', async () => {
  const { service, reads } = openService();
  const read = service.load(SAMPLE_QUERY);
  reads[0]?.end(fail('timeout'));
  await read;
  service.cancel();
  expect(isStopped(reads[0])).toBe(false);
});

it('stops a read of another connection, whose answer is none any more, complete or not', async () => {
  const { service, reads, present } = openService();
  const read = service.load(SAMPLE_QUERY);
  service.connectionChanged();
  expect(isStopped(reads[0])).toBe(false);
  present.live = { ...LIVE, client: {} as LiveConnection['client'] };
  service.connectionChanged();
  expect(isStopped(reads[0])).toBe(true);
  reads[0]?.end(REPORT);
  expect(await read).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

it('answers a read of a connection that was only renamed', async () => {
  const { service, reads, present } = openService();
  const read = service.load(SAMPLE_QUERY);
  present.live = { ...LIVE };
  service.connectionChanged();
  reads[0]?.end(REPORT);
  expect([isStopped(reads[0]), await read]).toEqual([false, REPORT]);
});

it('passes progress on and lets a person wait a quarter of an hour for the rate limit', () => {
  const { service, reads, progress } = openService();
  void service.load(SAMPLE_QUERY);
  const step = { agentsRead: 50, day: '2026-03-01', lastDay: '2026-03-01', dayIndex: 0, days: 2, waitingUntil: null };
  reads[0]?.call.onProgress?.(step);
  expect([progress, reads[0]?.call.maxWaitMs]).toEqual([[step], 900_000]);
});
