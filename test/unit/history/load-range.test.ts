import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/shared/result.ts';
import type { DetailsPeriod, PagesRest } from '../../../electron/kore/types.ts';
import { createFakeMemory, type FakeAgent } from './fake-details.ts';
import {
  AS_DAYS,
  AS_RANGE,
  dayOf,
  load,
  rangeOf,
  report,
  summary,
  THREE_DAYS,
  THREE_DAYS_SUMMARY,
  ZOE,
} from './load-scene.ts';

const HOUR_MS = 3_600_000;
const REST: PagesRest = { received: 50, pages: 1, first: new Set(), known: new Set() };

describe('a history read of several days', () => {
  it('asks for a range once, remembers that it was taken, and cuts it into days', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const outcome = await load({ query: THREE_DAYS, memory });
    expect(outcome.client.periods).toEqual([AS_RANGE]);
    expect(summary(report(outcome))).toEqual(THREE_DAYS_SUMMARY);
    expect(memory.get().rangeDates).toBe('accepted');
  });

  it('asks per offset when the clocks change', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' });
    const { client } = await load({
      query: { from: '2026-03-07', to: '2026-03-10' },
      zone: 'America/New_York',
      memory,
    });
    expect(client.periods).toEqual([
      rangeOf('2026-03-07', '2026-03-08', 300),
      rangeOf('2026-03-09', '2026-03-10', 240),
    ]);
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
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' }),
    });
    const totals = report(outcome).history.map(({ agents }) => (agents[0]?.totalsMs['BUSY'] ?? 0) / HOUR_MS);
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
    'captive-portal',
    'redirect',
  ] as const)('goes back to single days when a range fails as %s, and remembers that', async (code) => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const outcome = await load({
      query: THREE_DAYS,
      memory,
      instead: ({ period }) => (period.kind === 'range' ? fail(code) : null),
    });
    expect(outcome.client.periods).toEqual([AS_RANGE, ...AS_DAYS]);
    expect(summary(report(outcome))).toEqual(THREE_DAYS_SUMMARY);
    expect(memory.learned).toEqual([{ rangeDates: 'refused' }]);
  });

  it.each(['rate-limited', 'token-refused', 'ids-refused', 'scope-missing', 'offline'] as const)(
    'does not go back to single days on %s, which is no refusal of ranges',
    async (code) => {
      const memory = createFakeMemory({ recordsListedBy: 'overlap' });
      const { result, client } = await load({ query: THREE_DAYS, memory, instead: () => fail(code) });
      expect(result).toEqual(fail(code));
      expect(client.periods).toHaveLength(1);
      expect(memory.learned).toEqual([]);
    },
  );

  it('remembers no refusal when a single day fails just the same', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const { result, client } = await load({ query: THREE_DAYS, memory, instead: () => fail('server-error') });
    expect(result).toEqual(fail('server-error'));
    expect(client.periods).toEqual([AS_RANGE, AS_DAYS[0]]);
    expect(memory.learned).toEqual([]);
  });

  it('asks for single days from the start where ranges are known to be refused', async () => {
    const outcome = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' }),
    });
    expect(outcome.client.periods).toEqual(AS_DAYS);
    expect(outcome.client.following).toEqual([AS_DAYS.slice(1), AS_DAYS.slice(2), []]);
    expect(summary(report(outcome))).toEqual(THREE_DAYS_SUMMARY);
  });

  it('does not believe a range that one day explains, and remembers it when a day shows what was left out', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const outcome = await load({ query: THREE_DAYS, memory, range: 'first-date-only' });
    expect(outcome.client.periods).toEqual([AS_RANGE, ...AS_DAYS]);
    expect(summary(report(outcome))).toEqual(THREE_DAYS_SUMMARY);
    expect(memory.get().rangeDates).toBe('refused');
  });

  it('remembers nothing of a range whose days hold no more than it did', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const once: FakeAgent = {
      userId: 'u-kim',
      deeds: [['BUSY', 'BUSY', '2026-03-09T06:00:00Z', '2026-03-09T07:00:00Z']],
    };
    const { client } = await load({ agents: [once], query: THREE_DAYS, memory });
    expect(client.periods).toEqual([AS_RANGE, ...AS_DAYS]);
    expect(memory.get().rangeDates).toBeNull();
  });

  it('reads a range without any record again by days, once per read', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const { client } = await load({
      agents: [ZOE],
      query: { from: '2026-03-07', to: '2026-03-10' },
      zone: 'America/New_York',
      memory,
    });
    expect(client.periods).toEqual([
      rangeOf('2026-03-07', '2026-03-08', 300),
      dayOf('2026-03-07', 300),
      dayOf('2026-03-08', 300),
      dayOf('2026-03-09', 240),
      dayOf('2026-03-10', 240),
    ]);
    expect(memory.learned).toEqual([]);
  });

  it('trusts an empty range where ranges are known to work', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' });
    const { client } = await load({ agents: [ZOE], query: THREE_DAYS, memory });
    expect(client.periods).toHaveLength(1);
  });

  const TOO_LARGE = fail('too-large');
  const daysOf = (period: DetailsPeriod): number =>
    period.kind === 'day' ? 1 : (Date.parse(period.endDate) - Date.parse(period.startDate)) / 86_400_000 + 1;
  const MONTH = { from: '2026-02-01', to: '2026-03-03' };

  it('halves what is too large as a range, and again, without remembering it', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' });
    const outcome = await load({
      query: THREE_DAYS,
      memory,
      instead: ({ period }) => (period.kind === 'range' ? TOO_LARGE : null),
    });
    expect(outcome.client.periods.map(daysOf)).toEqual([3, 2, 1, 1, 1]);
    expect(summary(report(outcome))).toEqual(THREE_DAYS_SUMMARY);
    expect(memory.get().rangeDates).toBe('accepted');
  });

  it('reads a month of which ten days fit into an answer with a handful of requests', async () => {
    const { client, result } = await load({
      query: MONTH,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
      instead: ({ period }) => (daysOf(period) > 10 ? TOO_LARGE : null),
    });
    expect(client.periods.map(daysOf)).toEqual([31, 16, 8, 8, 15, 8, 7]);
    expect(result).toMatchObject({ ok: true, value: { stopped: null } });
  });

  it('reads in parts what did not come in time as a range, the first day by itself', async () => {
    const { client, result } = await load({
      query: MONTH,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
      instead: ({ period }) => (daysOf(period) > 10 ? fail('timeout') : null),
    });
    expect(client.periods.map(daysOf)).toEqual([31, 1, 15, 1, 7, 7, 15, 1, 7, 7]);
    expect(result).toMatchObject({ ok: true, value: { stopped: null } });
  });

  it('finds out by one more request that the host does not answer at all', async () => {
    const memory = createFakeMemory({ recordsListedBy: 'overlap' });
    const { client, result } = await load({ query: MONTH, memory, instead: () => fail('timeout') });
    expect(result).toEqual(fail('timeout'));
    expect(client.periods.map(daysOf)).toEqual([31, 1]);
    expect(memory.learned).toEqual([]);
  });

  it('halves a range that proves too large on a later page', async () => {
    const { client, result } = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
      instead: ({ period }) => (daysOf(period) > 2 ? ok({ stopped: TOO_LARGE.error, rest: REST }) : null),
    });
    expect(client.periods.map(daysOf)).toEqual([3, 2, 1]);
    expect(result).toMatchObject({ ok: true, value: { stopped: null } });
  });

  it('does not halve a list that never ends', async () => {
    const { client, result } = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
      instead: () => ok({ stopped: TOO_LARGE.error }),
    });
    expect(client.periods).toHaveLength(1);
    // The server has said more agents than a team can have, so nobody knows whether these are all.
    expect(result).toMatchObject({ ok: true, value: { stopped: { code: 'too-large' }, missing: { calls: 1 } } });
  });

  it('leaves a day unread that is too large by itself', async () => {
    const outcome = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'accepted' }),
      instead: ({ period }) => (period.kind === 'range' || period.date === '2026-03-10' ? TOO_LARGE : null),
    });
    expect(report(outcome).history.map(({ read }) => read)).toEqual(['complete', 'none', 'none']);
  });

  it('has an agent of one answer in every day', async () => {
    const outcome = await load({
      query: { from: '2026-03-10', to: '2026-03-11' },
      memory: createFakeMemory({ recordsListedBy: 'overlap', rangeDates: 'refused' }),
      instead: (_request, index) => (index === 0 ? ok({ rows: [] }) : null),
    });
    expect(report(outcome).history.map(({ agents }) => agents.map(({ name }) => name))).toEqual([
      ['Asha Rao', 'ben Okafor', 'Zoë Lind'],
      ['Asha Rao', 'ben Okafor', 'Zoë Lind'],
    ]);
  });

  it('sorts agents of one name by user id', async () => {
    const twins = ['u-2', 'u-1', 'u-3'].map((userId): FakeAgent => ({ userId, name: 'Kim', deeds: [] }));
    const [first] = report(await load({ agents: twins })).history;
    expect(first?.agents.map(({ userId }) => userId)).toEqual(['u-1', 'u-2', 'u-3']);
  });
});
