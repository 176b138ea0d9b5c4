import { describe, expect, it } from 'vitest';
import { createHistoryLoader } from '../../../electron/history/load.ts';
import type { HistoryCall, HistorySource } from '../../../electron/history/types.ts';
import type { MemoryCell } from '../../../electron/kore/types.ts';
import { fail } from '../../../electron/shared/messages.ts';
import type { HistoryProgress, HistoryQuery, HistoryReport } from '../../../electron/shared/model.ts';
import { ok, type Result } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import {
  createFakeDetails,
  createFakeMemory,
  type FakeAgent,
  type FakeBehaviour,
  type FakeDetails,
} from './fake-details.ts';
import { KORE_SAMPLE } from './kore-sample.ts';

const at = Date.parse;
const HOUR_MS = 3_600_000;
// 15:30 in India.
const NOW = at('2026-03-11T10:00:00Z');

const ASHA: FakeAgent = {
  userId: 'u-asha',
  name: 'Asha Rao',
  deeds: [
    ['AVAILABLE', 'AVAILABLE', '2026-03-09T04:00:00Z', '2026-03-09T12:00:00Z'],
    ['AVAILABLE', 'AVAILABLE', '2026-03-10T04:00:00Z', '2026-03-10T12:00:00Z'],
    ['AWAY', 'Lunch', '2026-03-11T09:00:00Z', null],
  ],
};
// Works through midnight in India (18:30 UTC).
const BEN: FakeAgent = {
  userId: 'u-ben',
  name: 'ben Okafor',
  deeds: [['BUSY', 'NBK', '2026-03-09T16:30:00Z', '2026-03-09T20:30:00Z']],
};
const NOBODY: FakeAgent = { userId: 'u-zoe', name: 'Zoë Lind', deeds: [] };
const TEAM = [NOBODY, BEN, ASHA];

interface Scene extends Partial<Omit<FakeBehaviour, 'clock'>>, Partial<Omit<HistoryCall, 'onProgress'>> {
  readonly agents?: readonly FakeAgent[];
  readonly memory?: MemoryCell;
  readonly query?: Partial<HistoryQuery>;
  readonly zone?: string;
  readonly apiTimes?: HistorySource['apiTimes'];
  readonly now?: number;
}

interface Outcome {
  readonly result: Result<HistoryReport>;
  readonly client: FakeDetails;
  readonly progress: HistoryProgress[];
}

async function load(scene: Scene = {}): Promise<Outcome> {
  const { agents = TEAM, memory = createFakeMemory(), zone = 'Asia/Kolkata', apiTimes = 'auto', now = NOW } = scene;
  const { signal, maxWaitMs = 60_000, ...behaviour } = scene;
  const clock = createFakeClock(now);
  const client = createFakeDetails(agents, { ...behaviour, clock });
  const progress: HistoryProgress[] = [];
  const result = await createHistoryLoader({ clock })(
    { client, memory, timeZone: zone, apiTimes },
    { from: '2026-03-10', to: '2026-03-10', timeZone: null, agents: [], apiTimes: null, ...scene.query },
    { signal, maxWaitMs, onProgress: (step) => progress.push(step) },
  );
  return { result, client, progress };
}

function report({ result }: Outcome): HistoryReport {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** What each agent did on each day, as text. */
function summary({ days }: HistoryReport): Record<string, string[]> {
  return Object.fromEntries(
    days.map(({ date, agents }) => [
      date,
      agents.map(({ name, intervals }) =>
        [
          name,
          ...intervals.map(
            ({ primaryStatus, start, end }) =>
              `${primaryStatus} ${new Date(start).toISOString().slice(5, 16)}-${end === null ? '' : new Date(end).toISOString().slice(5, 16)}`,
          ),
        ].join(' '),
      ),
    ]),
  );
}

const RANGE = { from: '2026-03-09', to: '2026-03-11' };
const WHOLE_RANGE = {
  '2026-03-09': ['Asha Rao AVAILABLE 03-09T04:00-03-09T12:00', 'ben Okafor BUSY 03-09T16:30-03-09T18:30', 'Zoë Lind'],
  '2026-03-10': ['Asha Rao AVAILABLE 03-10T04:00-03-10T12:00', 'ben Okafor BUSY 03-09T18:30-03-09T20:30', 'Zoë Lind'],
  '2026-03-11': ['Asha Rao AWAY 03-11T09:00-', 'ben Okafor', 'Zoë Lind'],
};
const range = (from: string, to: string, timeZoneOffset: number) => ({
  kind: 'range',
  startDate: from,
  endDate: to,
  timeZoneOffset,
});
const day = (date: string, timeZoneOffset: number) => ({ kind: 'day', date, timeZoneOffset });
const THREE_DAYS = ['2026-03-09', '2026-03-10', '2026-03-11'].map((date) => day(date, -330));

describe('a history read of one day', () => {
  it('asks for that date at its offset and answers with every agent, sorted by name', async () => {
    const outcome = await load();
    expect(outcome.client.periods).toEqual([day('2026-03-10', -330)]);
    expect(report(outcome)).toEqual({
      from: '2026-03-10',
      to: '2026-03-10',
      timeZone: 'Asia/Kolkata',
      takenAt: NOW,
      apiTimes: { zone: 'request', decidedBy: 'assumed' },
      partial: null,
      days: [
        {
          date: '2026-03-10',
          startsAt: at('2026-03-09T18:30:00Z'),
          endsAt: at('2026-03-10T18:30:00Z'),
          agents: [
            {
              userId: 'u-asha',
              name: 'Asha Rao',
              email: 'u-asha@example.com',
              intervals: [
                {
                  primaryStatus: 'AVAILABLE',
                  secondaryStatus: 'AVAILABLE',
                  start: at('2026-03-10T04:00:00Z'),
                  end: at('2026-03-10T12:00:00Z'),
                  durationMs: 8 * HOUR_MS,
                  clippedStart: false,
                  clippedEnd: false,
                },
              ],
              totalsMs: { AVAILABLE: 8 * HOUR_MS },
              noRecordMs: 16 * HOUR_MS,
            },
            {
              userId: 'u-ben',
              name: 'ben Okafor',
              email: 'u-ben@example.com',
              intervals: [
                {
                  primaryStatus: 'BUSY',
                  secondaryStatus: 'NBK',
                  start: at('2026-03-09T18:30:00Z'),
                  end: at('2026-03-09T20:30:00Z'),
                  durationMs: 2 * HOUR_MS,
                  clippedStart: true,
                  clippedEnd: false,
                },
              ],
              totalsMs: { BUSY: 2 * HOUR_MS },
              noRecordMs: 22 * HOUR_MS,
            },
            {
              userId: 'u-zoe',
              name: 'Zoë Lind',
              email: 'u-zoe@example.com',
              intervals: [],
              totalsMs: {},
              noRecordMs: 24 * HOUR_MS,
            },
          ],
        },
      ],
    });
  });

  it('sends e-mails, priority, signal and patience to the client', async () => {
    const { signal } = new AbortController();
    const requests: (readonly string[])[] = [];
    const { client } = await load({
      query: { agents: ['a@example.com'] },
      signal,
      maxWaitMs: 1_000,
      instead: ({ agents }) => {
        requests.push(agents);
        return null;
      },
    });
    expect(requests).toEqual([['a@example.com']]);
    expect(client.calls).toEqual([{ priority: 'history', maxWaitMs: 1_000, signal }]);
  });

  it("gives the numbers of the document's sample", async () => {
    const rows = [{ userId: 'u-fdc72ca0', name: 'gaumur', email: 'gaumur@abc.com', records: KORE_SAMPLE }];
    const outcome = await load({
      query: { from: '2023-03-10', to: '2023-03-10' },
      instead: () => ok({ rows }),
    });
    const [agent] = report(outcome).days[0]?.agents ?? [];
    expect(agent?.intervals).toHaveLength(7);
    expect(agent?.totalsMs).toEqual({ AVAILABLE: 78_300_000, BUSY: 7_794_000 });
    expect(agent?.noRecordMs).toBe(306_000);
  });

  it('reads the hour that the clocks repeat, which the 24 hours of the server leave out', async () => {
    const late: FakeAgent = {
      userId: 'u-lee',
      // 23:30 to 23:45 of 1 November in New York, when the server's day is over since 23:00.
      deeds: [['BUSY', 'BUSY', '2026-11-02T04:30:00Z', '2026-11-02T04:45:00Z']],
    };
    const outcome = await load({
      agents: [late],
      zone: 'America/New_York',
      now: at('2026-11-05T00:00:00Z'),
      query: { from: '2026-11-01', to: '2026-11-01' },
    });
    expect(outcome.client.periods).toEqual([day('2026-11-01', 240), day('2026-11-02', 240)]);
    expect(report(outcome).days).toMatchObject([
      { agents: [{ totalsMs: { BUSY: 15 * 60_000 }, noRecordMs: 24.75 * HOUR_MS }] },
    ]);
  });

  it('refuses a bad query without asking', async () => {
    const { result, client } = await load({ query: { to: '2026-03-12' } });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'to' } });
    expect(client.periods).toEqual([]);
  });

  it('fails when the first request does', async () => {
    const { result } = await load({ instead: () => fail('scope-missing') });
    expect(result).toEqual(fail('scope-missing'));
  });
});

describe('a history read of several days', () => {
  it('asks for a range once, remembers that it was taken, and cuts it into days', async () => {
    const memory = createFakeMemory();
    const outcome = await load({ query: RANGE, memory });
    expect(outcome.client.periods).toEqual([range('2026-03-09', '2026-03-11', -330)]);
    expect(summary(report(outcome))).toEqual(WHOLE_RANGE);
    expect(memory.get().rangeDates).toBe('accepted');
  });

  it('asks per offset when the clocks change', async () => {
    const memory = createFakeMemory({ rangeDates: 'accepted' });
    const { client } = await load({
      query: { from: '2026-03-07', to: '2026-03-10' },
      zone: 'America/New_York',
      memory,
    });
    expect(client.periods).toEqual([range('2026-03-07', '2026-03-08', 300), range('2026-03-09', '2026-03-10', 240)]);
  });

  it('fits the answers of two offsets together', async () => {
    const through: FakeAgent = {
      userId: 'u-kim',
      deeds: [['BUSY', 'BUSY', '2026-03-08T06:00:00Z', '2026-03-10T06:00:00Z']],
    };
    const outcome = await load({
      agents: [through],
      query: { from: '2026-03-07', to: '2026-03-10' },
      zone: 'America/New_York',
      memory: createFakeMemory({ rangeDates: 'refused' }),
    });
    const totals = report(outcome).days.map(({ agents }) => (agents[0]?.totalsMs['BUSY'] ?? 0) / HOUR_MS);
    // From 01:00 of the 23-hour day (22 hours), all of the 9th, two hours of the 10th.
    expect(totals).toEqual([0, 22, 24, 2]);
    expect(outcome.client.periods.map(({ timeZoneOffset }) => timeZoneOffset)).toEqual([300, 300, 240, 240]);
  });

  it.each([
    'request-refused',
    'not-found',
    'server-error',
    'unexpected-shape',
    'unreadable-answer',
    'empty-answer',
  ] as const)('goes back to single days when a range fails as %s, and remembers that', async (code) => {
    const memory = createFakeMemory();
    const outcome = await load({
      query: RANGE,
      memory,
      instead: ({ period }) => (period.kind === 'range' ? fail(code) : null),
    });
    expect(outcome.client.periods).toEqual([range('2026-03-09', '2026-03-11', -330), ...THREE_DAYS]);
    expect(summary(report(outcome))).toEqual(WHOLE_RANGE);
    expect(memory.learned).toEqual([{ rangeDates: 'refused' }, { apiTimes: 'request' }]);
  });

  it.each(['rate-limited', 'token-refused', 'ids-refused', 'scope-missing', 'timeout', 'offline'] as const)(
    'does not go back to single days on %s, which is no refusal of ranges',
    async (code) => {
      const memory = createFakeMemory();
      const { result, client } = await load({ query: RANGE, memory, instead: () => fail(code) });
      expect(result).toEqual(fail(code));
      expect(client.periods).toHaveLength(1);
      expect(memory.learned).toEqual([]);
    },
  );

  it('remembers no refusal when a single day fails just the same', async () => {
    const memory = createFakeMemory();
    const { result, client } = await load({ query: RANGE, memory, instead: () => fail('server-error') });
    expect(result).toEqual(fail('server-error'));
    expect(client.periods).toEqual([range('2026-03-09', '2026-03-11', -330), day('2026-03-09', -330)]);
    expect(memory.learned).toEqual([]);
  });

  it('asks for single days from the start where ranges are known to be refused', async () => {
    const outcome = await load({ query: RANGE, memory: createFakeMemory({ rangeDates: 'refused' }) });
    expect(outcome.client.periods).toEqual(THREE_DAYS);
    expect(summary(report(outcome))).toEqual(WHOLE_RANGE);
  });

  it('does not believe a range that one day explains, and remembers nothing of it', async () => {
    const memory = createFakeMemory();
    const outcome = await load({ query: RANGE, memory, range: 'first-date-only' });
    expect(outcome.client.periods).toEqual([range('2026-03-09', '2026-03-11', -330), ...THREE_DAYS]);
    expect(summary(report(outcome))).toEqual(WHOLE_RANGE);
    expect(memory.get().rangeDates).toBeNull();
  });

  it('reads a range without any record again by days, once per read', async () => {
    const memory = createFakeMemory();
    const { client } = await load({
      agents: [NOBODY],
      query: { from: '2026-03-07', to: '2026-03-10' },
      zone: 'America/New_York',
      memory,
    });
    expect(client.periods).toEqual([
      range('2026-03-07', '2026-03-08', 300),
      day('2026-03-07', 300),
      day('2026-03-08', 300),
      day('2026-03-09', 240),
      day('2026-03-10', 240),
    ]);
    expect(memory.learned).toEqual([]);
  });

  it('trusts an empty range where ranges are known to work', async () => {
    const memory = createFakeMemory({ rangeDates: 'accepted' });
    const { client } = await load({ agents: [NOBODY], query: RANGE, memory });
    expect(client.periods).toHaveLength(1);
  });

  it('reads by days what is too large as a range, without remembering it', async () => {
    const memory = createFakeMemory({ rangeDates: 'accepted' });
    const outcome = await load({
      query: RANGE,
      memory,
      instead: ({ period }) => (period.kind === 'range' ? fail('too-large') : null),
    });
    expect(summary(report(outcome))).toEqual(WHOLE_RANGE);
    expect(memory.get().rangeDates).toBe('accepted');
  });

  it('has an agent of one answer in every day', async () => {
    const outcome = await load({
      query: { from: '2026-03-10', to: '2026-03-11' },
      memory: createFakeMemory({ rangeDates: 'refused' }),
      instead: (_request, index) => (index === 0 ? ok({ rows: [] }) : null),
    });
    expect(report(outcome).days.map(({ agents }) => agents.map(({ name }) => name))).toEqual([
      ['Asha Rao', 'ben Okafor', 'Zoë Lind'],
      ['Asha Rao', 'ben Okafor', 'Zoë Lind'],
    ]);
  });

  it('sorts agents of one name by user id', async () => {
    const twins = ['u-2', 'u-1', 'u-3'].map((userId): FakeAgent => ({ userId, name: 'Kim', deeds: [] }));
    const [first] = report(await load({ agents: twins })).days;
    expect(first?.agents.map(({ userId }) => userId)).toEqual(['u-1', 'u-2', 'u-3']);
  });
});

describe('a history read that breaks off', () => {
  const memory = (): MemoryCell => createFakeMemory({ rangeDates: 'refused' });

  it('keeps the days it has and names the others', async () => {
    const outcome = await load({
      query: RANGE,
      memory: memory(),
      instead: (_request, index) => (index === 1 ? fail('timeout') : null),
    });
    const { partial, days } = report(outcome);
    expect(partial).toEqual({
      reason:
        'Nothing was read of 2026-03-10 to 2026-03-11. The host did not answer in time. Rollcall tries again by itself.',
      agentsRead: 3,
    });
    expect(days.map(({ date }) => date)).toEqual(['2026-03-09', '2026-03-10', '2026-03-11']);
    // What the first answer told of the next day is in it.
    expect(days[1]?.agents[1]?.totalsMs).toEqual({ BUSY: 2 * HOUR_MS });
  });

  it('keeps the pages it has of a day', async () => {
    const stopped = { code: 'timeout', message: 'Too slow.' } as const;
    const outcome = await load({
      query: RANGE,
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
    const outcome = await load({ query: RANGE, instead: () => ok({ stopped }) });
    expect(report(outcome).partial).toEqual({
      reason: 'Only a part of 2026-03-09 to 2026-03-11 was read. Too many calls.',
      agentsRead: 3,
    });
    expect(outcome.client.periods).toHaveLength(1);
  });

  it('answers with what it has when it is stopped between two requests', async () => {
    const abort = new AbortController();
    const outcome = await load({
      query: RANGE,
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

describe('the zone of the times', () => {
  // Written in UTC, an evening in New York that would lie in the future if read at the offset sent.
  const now = at('2026-03-11T10:00:00Z');
  const utcScene: Scene = {
    writes: 'UTC',
    zone: 'America/New_York',
    now,
    query: { from: '2026-03-11', to: '2026-03-11' },
    agents: [{ userId: 'u-kim', deeds: [['BUSY', 'BUSY', '2026-03-11T09:00:00Z', null]] }],
  };

  it('follows the evidence of the answers and remembers it', async () => {
    const memory = createFakeMemory();
    const { apiTimes, days } = report(await load({ ...utcScene, memory }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'evidence' });
    expect(days[0]?.agents[0]?.intervals[0]).toMatchObject({ start: at('2026-03-11T09:00:00Z'), end: null });
    expect(memory.learned).toEqual([{ apiTimes: 'UTC' }]);
    await load({ ...utcScene, memory });
    expect(memory.learned).toHaveLength(1);
  });

  it('uses what is remembered where there is no fresh evidence', async () => {
    const { apiTimes } = report(await load({ memory: createFakeMemory({ apiTimes: 'UTC' }) }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'evidence' });
  });

  it('obeys the setting of the connection and, before it, of the query', async () => {
    const fixed = report(await load({ ...utcScene, apiTimes: 'request' }));
    expect(fixed.apiTimes).toEqual({ zone: 'request', decidedBy: 'setting' });
    expect(fixed.days[0]?.agents[0]?.intervals).toEqual([]);
    const asked = report(await load({ apiTimes: 'request', query: { apiTimes: 'utc' } }));
    expect(asked.apiTimes).toEqual({ zone: 'UTC', decidedBy: 'setting' });
  });
});

describe('progress and patience', () => {
  it('tells each request and each page of it', async () => {
    const { progress } = await load({ query: RANGE, memory: createFakeMemory({ rangeDates: 'refused' }) });
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
      query: RANGE,
      maxWaitMs: 10_000,
      memory: createFakeMemory({ rangeDates: 'refused' }),
      instead: ({ onProgress }, index) => {
        const waits = [[until, until], [until + 5_000], []][index] ?? [];
        for (const waitingUntil of waits) onProgress?.({ agentsRead: 0, waitingUntil });
        return null;
      },
    });
    expect(client.calls.map(({ maxWaitMs }) => maxWaitMs)).toEqual([10_000, 3_000, 0]);
    expect(progress[1]?.waitingUntil).toBe(until);
  });
});
