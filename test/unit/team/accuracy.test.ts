import { expect, it } from 'vitest';
import type { HistoryDay, HistoryOverview } from '../../../electron/shared/model.ts';
import { fail, ok } from '../../../electron/shared/result.ts';
import { readAccuracy } from '../../../electron/team/accuracy.ts';
import type { MinuteSample } from '../../../electron/team/trend.ts';
import { agent, day, DAY, HOUR_MS, interval } from '../shared/history/day-of.ts';

const MINUTE_MS = 60_000;
const READ = day(agent('ana', [interval('AVAILABLE', 8, 12)]), agent('ben', [interval('BUSY', 8, 12)]));

function sample(atHour: number, AVAILABLE: number): MinuteSample {
  const counts = { AVAILABLE, BUSY: 2 - AVAILABLE, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 2 };
  const polledAt = DAY + atHour * HOUR_MS;
  return { minute: polledAt / MINUTE_MS, polledAt, counts, intervalMs: 30_000 };
}

function compare(samples: readonly MinuteSample[], overview: Partial<HistoryOverview> | null) {
  const all = {
    agents: READ.agents,
    apiTimes: { zone: 'UTC', decidedBy: 'no-difference' },
    days: [{ ...READ, agentsRead: 2, readAt: READ.endsAt }],
    ...overview,
  } as HistoryOverview;
  return readAccuracy({
    history: {
      get: () => Promise.resolve(overview === null ? fail('not-connected') : ok(all)),
      days: ({ dates }) =>
        Promise.resolve(
          ok(
            (async function* (): AsyncGenerator<HistoryDay> {
              await Promise.resolve();
              yield* [READ].filter(({ date }) => dates.includes(date));
            })(),
          ),
        ),
    },
    dates: [READ.date],
    timeZone: 'UTC',
    samplesFrom: (from) => samples.filter(({ minute }) => minute * MINUTE_MS >= from),
    clockOffsetMs: 0,
  });
}

it('compares the minutes that were polled on days that were read to their end', async () => {
  const { dates, minutes, skipped, statuses } = await compare([sample(9, 1), sample(10, 2), sample(30, 1)], {});
  expect({ dates, minutes, skipped }).toEqual({ dates: [READ.date], minutes: 2, skipped: 0 });
  expect(statuses.map(({ status, right }) => [status, right])).toEqual([
    ['AVAILABLE', 1],
    ['BUSY', 1],
    ['AWAY', 2],
  ]);
});

it.each<[string, readonly MinuteSample[], Partial<HistoryOverview> | null]>([
  ['was not polled', [], {}],
  ['was polled by a version that did not keep the instants', [{ ...sample(9, 1), polledAt: null }], {}],
  ['was read before it was over', [sample(9, 1)], { days: [{ ...READ, agentsRead: 2, readAt: READ.endsAt - 1 }] }],
  ['was read in part', [sample(9, 1)], { days: [{ ...READ, agentsRead: 1, readAt: READ.endsAt }] }],
  [
    'may lack what began before it',
    [sample(9, 1)],
    { days: [{ ...READ, agentsRead: 2, readAt: READ.endsAt, mayBeginLater: true }] },
  ],
  ['has times whose zone is assumed', [sample(9, 1)], { apiTimes: { zone: 'request', decidedBy: 'assumed' } }],
  ['has no connection', [sample(9, 1)], null],
])('compares nothing of a day that %s', async (_, samples, overview) => {
  expect(await compare(samples, overview)).toMatchObject({ dates: [], minutes: 0 });
});
