import { expect, it } from 'vitest';
import { createUsualStarts } from '../../../electron/history/usual-starts.ts';
import type { HistoryDay, HistoryRequest, StatusInterval } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { dayBounds } from '../../../electron/time/days.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const MINUTE_MS = 60_000;
const ZONE = 'Europe/Berlin';

function interval(start: number, end: number, primaryStatus: string): StatusInterval {
  const shape = { durationMs: end - start, clippedStart: false, clippedEnd: false };
  return { primaryStatus, secondaryStatus: primaryStatus, start, end, ...shape };
}

/** A day on which u-1 is OFFLINE from 8:00 and works from 9:00 to 17:00 by the wall clock, and u-2 does not come. */
function dayOf(date: string): HistoryDay {
  const { startsAt, endsAt } = dayBounds(date, ZONE);
  const nine = Date.parse(`${date}T09:00:00Z`) - (date < '2026-03-29' ? 60 : 120) * MINUTE_MS;
  const intervals = [
    interval(nine - 60 * MINUTE_MS, nine, 'OFFLINE'),
    interval(nine, nine + 480 * MINUTE_MS, 'AVAILABLE'),
  ];
  const agent = (userId: string, own: readonly StatusInterval[]) => ({
    userId,
    name: `Name ${userId}`,
    email: '',
    intervals: own,
    totals: [],
    noRecordMs: 0,
    knownUntil: endsAt,
  });
  const agents = [agent('u-1', intervals), agent('u-2', [])];
  return { date, startsAt, endsAt, read: 'complete', agents } as unknown as HistoryDay;
}

function scene(now: string, { isOff = false, days = (date: string) => dayOf(date) } = {}) {
  const clock = createFakeClock(Date.parse(now));
  const asked: (readonly string[])[] = [];
  let key = 'c-1';
  let changes = 0;
  const starts = createUsualStarts({
    clock,
    history: {
      days({ dates }: HistoryRequest) {
        asked.push(dates);
        return Promise.resolve(
          ok(
            (async function* () {
              await Promise.resolve();
              yield* dates.map(days);
            })(),
          ),
        );
      },
    },
    key: () => key,
    timeZone: () => ZONE,
    isHistoryOff: () => isOff,
    onChange: () => (changes += 1),
  });
  return { clock, starts, asked, connect: (next: string) => void (key = next), changes: () => changes };
}

/** Lets the read that is under way end. */
async function settled(): Promise<void> {
  for (let step = 0; step < 100; step += 1) await Promise.resolve();
}

it('says who usually has a record by when, and tells when it knows', async () => {
  const { starts, changes } = scene('2026-03-26T12:00:00Z');
  expect(starts.get()).toBe('not-read');
  await settled();
  expect(changes()).toBe(1);
  const day = starts.get();
  if (typeof day === 'string') expect.unreachable();
  expect([...day.people.values()]).toEqual([
    { person: { userId: 'u-1', name: 'Name u-1' }, minute: 540, at: Date.parse('2026-03-26T08:00:00Z') },
  ]);
  expect(day.soFar('u-1')).toMatchObject({ hasRecord: true });
  expect(day.soFar('u-2')).toEqual({ hasRecord: false, knownUntil: dayBounds('2026-03-26', ZONE).endsAt });
  expect(day.soFar('u-9')).toBeNull();
});

it('follows the wall clock on a day of 23 hours', async () => {
  const { starts } = scene('2026-03-29T12:00:00Z');
  starts.get();
  await settled();
  const day = starts.get();
  if (typeof day === 'string') expect.unreachable();
  expect(new Date(day.people.get('u-1')?.at ?? 0).toISOString()).toBe('2026-03-29T07:00:00.000Z');
});

it('reads a finished day once, and today again after some minutes', async () => {
  const { starts, asked, clock } = scene('2026-03-26T12:00:00Z');
  starts.get();
  await settled();
  starts.get();
  expect(asked.map(({ length }) => length)).toEqual([31]);
  clock.advance(5 * MINUTE_MS);
  starts.get();
  await settled();
  expect(asked[1]).toEqual(['2026-03-26']);
  clock.advance(24 * 60 * MINUTE_MS);
  expect(starts.get()).toBe('not-read');
  await settled();
  expect(asked[2]).toEqual(['2026-03-26', '2026-03-27']);
});

it('reads days again that were not complete', async () => {
  const days = (date: string): HistoryDay => ({ ...dayOf(date), read: date === '2026-03-20' ? 'part' : 'complete' });
  const { starts, asked, clock } = scene('2026-03-26T12:00:00Z', { days });
  starts.get();
  await settled();
  clock.advance(5 * MINUTE_MS);
  starts.get();
  expect(asked[1]).toEqual(['2026-03-20', '2026-03-26']);
});

it('knows nothing with history off, of another connection, or of few days', async () => {
  const off = scene('2026-03-26T12:00:00Z', { isOff: true });
  expect(off.starts.get()).toBe('history-off');
  expect(off.asked).toEqual([]);
  const { starts, connect } = scene('2026-03-26T12:00:00Z');
  starts.get();
  await settled();
  connect('c-2');
  expect(starts.get()).toBe('not-read');
  const few = scene('2026-03-26T12:00:00Z', {
    days: (date) => ({ ...dayOf(date), ...(date < '2026-03-18' && { agents: [] }) }),
  });
  few.starts.get();
  await settled();
  expect(few.starts.get()).toBe('too-few-days');
});
