import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { createLateFeed } from '../../../../electron/relay/desk/late-feed.ts';
import type { Audience } from '../../../../electron/shared/model.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const DATES = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];

/** A feed beside a running app, and the days that this is asked for. */
function scene(audience: Audience = 'names') {
  const asked: string[] = [];
  const feed = createLateFeed({
    access: { broker: 'wss://mqtt.example.com/mqtt', site: 's', deskId: 'd', audience, views: [], keys: [] },
    password: createSecretKey(Buffer.from('p')),
    clock: createFakeClock(),
    random: () => 0.5,
    beside: {
      day: (_, date) => {
        asked.push(date);
        return Promise.resolve(ok([]));
      },
      takeTurn: () => Promise.resolve(fail('desk-in-use')),
    },
  });
  return { feed, asked };
}

it('asks the running app for each day of a read once, for all but the first ahead', async () => {
  const { feed, asked } = scene();
  const [first = '', ...following] = DATES;
  expect(await feed.day(first, undefined, following)).toEqual(ok([]));
  expect(asked).toEqual(DATES);
  for (const [index, date] of following.entries())
    expect(await feed.day(date, undefined, following.slice(index + 1))).toEqual(ok([]));
  expect(asked).toEqual(DATES);
  await feed.day(first);
  expect(asked).toEqual([...DATES, first]);
});

it('asks nobody for the days of a desk that sees counts alone, of which none are published', async () => {
  const { feed, asked } = scene('counts');
  expect(await feed.day('2026-03-01', undefined, DATES)).toEqual(ok([]));
  expect(asked).toEqual([]);
});
