import { describe, expect, it } from 'vitest';
import { ledgerCsv, ledgerOf, type LedgerParts } from '../../../electron/alerts/ledger.ts';
import {
  EVERYBODY,
  type HistoryDay,
  type HistoryOverview,
  type Rule,
  type Selection,
  type WorkingHours,
} from '../../../electron/shared/model.ts';
import { fail, ok } from '../../../electron/shared/result.ts';
import type { MinuteSample } from '../../../electron/team/trend.ts';
import { alertRule } from '../../support/alert-scene.ts';
import { agent, day, DAY, HOUR_MS, interval } from '../shared/history/day-of.ts';

const MINUTE_MS = 60_000;
/** The day after `DAY`, at 10:30. */
const NOW = DAY + 34.5 * HOUR_MS;
const OFFICE: WorkingHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' };

/** So many available in each minute of some hours of `DAY`. */
function polled(fromHour: number, toHour: number, available: number): MinuteSample[] {
  const counts = { AVAILABLE: available, BUSY: 0, AWAY: 0, OFFLINE: 1, OTHER: 0, total: available + 1 };
  return Array.from({ length: (toHour - fromHour) * 60 }, (_, index) => ({
    minute: DAY / MINUTE_MS + fromHour * 60 + index,
    polledAt: null,
    counts,
    intervalMs: 30_000,
  }));
}

const TWO = alertRule({ kind: 'below', fewerThan: 2, forMinutes: 5 }, { hours: OFFICE });

async function daysOf(
  samples: readonly MinuteSample[],
  read: readonly HistoryDay[] = [],
  {
    rule = TWO,
    decidedBy = 'evidence',
    readAt = NOW,
    view = null,
  }: {
    view?: Selection | null;
    rule?: Rule;
    decidedBy?: HistoryOverview['apiTimes']['decidedBy'];
    readAt?: number;
  } = {},
) {
  const overview = {
    agents: read[0]?.agents ?? [],
    apiTimes: { zone: 'UTC', decidedBy },
    days: read.map(({ agents, ...bounds }) => ({ ...bounds, agentsRead: agents.length, readAt })),
  } as unknown as HistoryOverview;
  const parts: LedgerParts = {
    clock: { now: () => NOW },
    history: {
      get: () => Promise.resolve(read.length === 0 ? fail('not-found') : ok(overview)),
      days: ({ dates }) =>
        Promise.resolve(
          ok(
            (async function* () {
              await Promise.resolve();
              yield* read.filter(({ date }) => dates.includes(date));
            })(),
          ),
        ),
    },
    rules: () => [rule],
    dates: () => ['2026-11-19', '2026-11-20'],
    timeZone: () => 'UTC',
    whoOf: () => ({ kind: 'everybody' }),
    liveOf: () => ({ view, samples }),
  };
  const answer = await ledgerOf(parts, rule.id);
  return answer.ok ? answer.value : expect.unreachable();
}

const hour = (of: number): number => DAY + of * HOUR_MS;

describe('the ledger of a rule', () => {
  it('has the times below by the live counts, in the hours of the rule, and says how much is known', async () => {
    const { days } = await daysOf([...polled(7, 9, 1), ...polled(9, 11, 2)]);
    expect(days).toEqual([
      {
        date: '2026-11-20',
        startsAt: hour(24),
        endsAt: hour(48),
        source: 'live',
        below: [],
        hoursMs: 2.5 * HOUR_MS,
        knownMs: 0,
      },
      {
        date: '2026-11-19',
        startsAt: DAY,
        endsAt: hour(24),
        source: 'live',
        below: [{ from: hour(8), to: hour(9), least: 1 }],
        hoursMs: 4 * HOUR_MS,
        knownMs: 3 * HOUR_MS,
      },
    ]);
  });

  it('is corrected by status details once all agents were read after the day', async () => {
    const read = day(agent('ana', [interval('AVAILABLE', 8, 12)]), agent('ben', [interval('Available', 9, 11)]));
    const samples = polled(8, 12, 5);
    const [, corrected] = (await daysOf(samples, [read])).days;
    expect(corrected).toMatchObject({
      source: 'status-details',
      below: [
        { from: hour(8), to: hour(9), least: 1 },
        { from: hour(11), to: hour(12), least: 1 },
      ],
      knownMs: 4 * HOUR_MS,
    });
    const early = await daysOf(samples, [read], { readAt: hour(23) });
    const elsewhere = await daysOf(samples, [read], { decidedBy: 'assumed' });
    expect([early, elsewhere].map(({ days }) => days[1])).toMatchObject([
      { source: 'live', below: [] },
      { source: 'live', below: [] },
    ]);
  });

  it('is about the whole day where the rule has no hours', async () => {
    const { days } = await daysOf(polled(0, 1, 0), [], { rule: { ...TWO, hours: null } });
    expect(days.map(({ hoursMs, knownMs }) => [hoursMs, knownMs])).toEqual([
      [10.5 * HOUR_MS, 0],
      [24 * HOUR_MS, HOUR_MS],
    ]);
  });

  it.each<readonly [string, Partial<Selection> | null, number, number]>([
    ['nobody of an empty team', null, 0, 0],
    ['nobody of an empty view', {}, 0, 0],
    ['nobody of a view that never has somebody available', { statuses: ['AWAY'] }, 3, 0],
    ['somebody of a view without anybody in its statuses just now', { statuses: ['AVAILABLE', 'BUSY'] }, 0, 1],
  ])('counts as the rule does: %s', async (_, patch, total, times) => {
    const view = patch === null ? null : { ...EVERYBODY, ...patch };
    const samples = polled(8, 10, 0).map((sample) => ({
      ...sample,
      counts: { ...sample.counts, OFFLINE: total, total },
    }));
    const { days } = await daysOf(samples, [], { view });
    expect(days.map(({ below, knownMs }) => [below.length, knownMs])).toEqual([
      [0, 0],
      [times, 2 * HOUR_MS],
    ]);
  });

  it('is of rules with a floor alone', async () => {
    await expect(daysOf([], [], { rule: alertRule({ kind: 'stale', forMinutes: 5 }) })).rejects.toThrow();
  });

  it('is a file with a line for each time below, and one for a day without any', async () => {
    const read = day(agent('ana', [interval('AVAILABLE', 8, 12)]), agent('ben', [interval('AVAILABLE', 8, 11)]));
    expect(ledgerCsv(await daysOf([], [read])).split('\r\n')).toEqual([
      '\uFEFFrule,date,from,to,duration_s,least,known_s,hours_s,time_zone,source',
      'below,2026-11-20,,,,,0,9000,UTC,live',
      'below,2026-11-19,2026-11-19T11:00:00.000Z,2026-11-19T12:00:00.000Z,3600,1,14400,14400,UTC,status-details',
      '',
    ]);
  });
});
