import { describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/connections/test-connection.ts';
import type {
  AvailabilityRow,
  CallOptions,
  DetailsAnswer,
  DetailsPeriod,
  DetailsRow,
  KoreClient,
} from '../../../electron/kore/types.ts';
import { appError, type ErrorCode, fail, ok } from '../../../electron/shared/result.ts';
import { EMPTY_FILTER } from '../../../electron/shared/model.ts';
import { NO_NAMES } from '../../support/no-names.ts';

const TODAY: DetailsPeriod = { kind: 'day', date: '2026-03-02', timeZoneOffset: -60 };

const row = (userId: string, bucket: string): AvailabilityRow => ({
  userId,
  bucket,
  agentId: null,
  name: userId,
  email: null,
  phone: null,
});
const detailsRows = (count: number): DetailsRow[] =>
  Array.from({ length: count }, (_, index) => ({ userId: `u-${index}`, name: '', email: '', records: [] }));

function setUp(rows: readonly AvailabilityRow[], details: Partial<DetailsAnswer> = {}) {
  const calls: unknown[] = [];
  const client: KoreClient = {
    clockOffsetMs: () => null,
    names: NO_NAMES,
    availability(filter, call) {
      calls.push(['availability', filter, call.maxWaitMs]);
      return Promise.resolve(ok({ rows, ignored: 0, unread: [], receivedAt: 0, isUnchanged: false }));
    },
    statusDetails({ period, agents }, call) {
      calls.push(['statusDetails', period, agents, call.maxWaitMs]);
      return Promise.resolve(
        ok({ rows: [], notUnderstood: [], isEndSaid: true, stopped: null, receivedAt: 0, ...details }),
      );
    },
  };
  return { client, calls };
}

describe('both APIs answer', () => {
  it('asks each once and says what it saw, an agent in two buckets once', async () => {
    const rows = [row('u-1', 'AVAILABLE'), row('u-2', 'AVAILABLE'), row('u-2', 'BUSY'), row('u-3', 'LUNCH')];
    const { client, calls } = setUp(rows, { rows: detailsRows(19) });
    expect(await testConnection(client, TODAY, 1)).toEqual({
      availability: { ok: true, detail: '3 agents: 1 available, 1 busy, 0 away, 0 offline, 1 other.' },
      statusDetails: { ok: true, detail: 'Status of 19 agents today.' },
    });
    expect(calls).toEqual([
      ['availability', EMPTY_FILTER, 10_000],
      ['statusDetails', TODAY, [], 10_000],
    ]);
  });

  it('waits for longer where a call may take a minute, because many copies share the account', async () => {
    const { client, calls } = setUp([]);
    await testConnection(client, TODAY, 30);
    expect(calls).toEqual([
      ['availability', EMPTY_FILTER, 65_000],
      ['statusDetails', TODAY, [], 65_000],
    ]);
  });

  it('finds nobody', async () => {
    expect(await testConnection(setUp([]).client, TODAY, 1)).toEqual({
      availability: { ok: true, detail: 'It answers, but names no agents.' },
      statusDetails: { ok: true, detail: 'Status of 0 agents today.' },
    });
  });

  it('finds one', async () => {
    const { client } = setUp([row('u-1', 'AWAY')], { rows: detailsRows(1) });
    expect(await testConnection(client, TODAY, 1)).toEqual({
      availability: { ok: true, detail: '1 agent: 0 available, 0 busy, 1 away, 0 offline.' },
      statusDetails: { ok: true, detail: 'Status of 1 agent today.' },
    });
  });
});

it('reads the first page of a large team and no more', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const client: KoreClient = {
    ...setUp([]).client,
    statusDetails({ onProgress }, { signal }: CallOptions) {
      signals.push(signal);
      onProgress?.({ agentsRead: 0, waitingUntil: 5 });
      expect(signal?.aborted).toBe(false);
      onProgress?.({ agentsRead: 50, waitingUntil: null });
      return Promise.resolve(
        ok({
          rows: detailsRows(50),
          notUnderstood: [],
          isEndSaid: true,
          stopped: appError('cancelled'),
          receivedAt: 0,
        }),
      );
    },
  };
  const { statusDetails } = await testConnection(client, TODAY, 1);
  expect(statusDetails).toEqual({ ok: true, detail: 'Status of at least 50 agents today.' });
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
});

it.each<[ErrorCode, boolean]>([
  ['scope-missing', true],
  ['forbidden', true],
  ['ids-refused', true],
  ['token-refused', true],
  ['timeout', false],
])('a refusal with %s names the scope: %s', async (code, isNamed) => {
  const client: KoreClient = {
    clockOffsetMs: () => null,
    names: NO_NAMES,
    availability: () => Promise.resolve(fail(code)),
    statusDetails: () => Promise.resolve(fail(code)),
  };
  const { message } = appError(code);
  const suffix = (scope: string): string => (isNamed ? ` This API needs the scope "${scope}".` : '');
  expect(await testConnection(client, TODAY, 1)).toEqual({
    availability: { ok: false, code, message: `${message}${suffix('Configuration')}` },
    statusDetails: { ok: false, code, message: `${message}${suffix('SmartAssist Analytics')}` },
  });
});
