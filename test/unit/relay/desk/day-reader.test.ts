import { beforeEach, describe, expect, it } from 'vitest';
import type { BrokerSession } from '../../../../electron/relay/broker/session.ts';
import { createDayReader, type DayReader } from '../../../../electron/relay/desk/day-reader.ts';
import { opened } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf } from '../../../../electron/relay/wire/messages.ts';
import { placeOf } from '../../../../electron/relay/wire/topics.ts';
import type { DayContent } from '../../../../electron/relay/wire/types.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';

const OF = { site: 'site', audience: 'names', views: ['everybody'] } as const;
const OF_TWO = { ...OF, views: ['v-1', 'v-2'] } as const;
const STAMP = { epoch: 1, publisher: 'p', revision: 1, asOf: 1, sentAt: 1 };
const key = newSigningKey();
const keys = [readPublicKey(publicKeyText(key))].filter((each) => each !== null);
const [FIRST, SECOND, THIRD] = ['2026-03-01', '2026-03-02', '2026-03-03'] as const;

let clock: FakeClock;
let reader: DayReader;
let session: BrokerSession;
let subscribed: string[];
/** What the broker answers to a subscription waits for it. */
let answered: Promise<void>;
beforeEach(() => {
  clock = createFakeClock();
  subscribed = [];
  answered = Promise.resolve();
  session = {
    publish: () => Promise.resolve(true),
    subscribe: async (topics) => {
      subscribed.push(...topics);
      await answered;
      return { ok: true, value: [] };
    },
    unsubscribe: () => Promise.resolve(),
    end: () => Promise.resolve(),
  };
  reader = createDayReader({ clock, access: OF, session: () => session, expected: () => OF.views });
});

/** A day with one agent as it arrives, in as many messages as that takes. */
function arrive(date: string, view = 'everybody'): void {
  const content: DayContent = {
    ...{ date, timeZoneOffset: 0, isComplete: true, apiTimes: 'auto' },
    memory: { apiTimes: 'UTC', recordsListedBy: 'start' },
    rows: [{ userId: 'u-1', name: 'Ana', readAt: 1, records: [] }],
  };
  for (const { topic, bytes } of messagesOf(
    OF.site,
    { kind: 'day', audience: OF.audience, view, date },
    content,
    STAMP,
    key,
  ) ?? []) {
    const message = opened(topic, bytes, keys);
    const place = placeOf(OF.site, topic);
    if ('problem' in message || place?.kind !== 'day') throw new Error('not a day');
    reader.take(place, message);
  }
}

/** What a read came to so far; null while it lasts. */
function follow(date: string, signal?: AbortSignal): () => readonly string[] | 'unknown' | null {
  let found: readonly string[] | 'unknown' | null = null;
  void reader.read(date, signal).then((days) => (found = days?.map((day) => day.date) ?? 'unknown'));
  return () => found;
}

describe('a day that was published', () => {
  it('is there as soon as all of it is', async () => {
    const found = follow(FIRST);
    arrive(FIRST);
    await clock.advanceAsync(0);
    expect(found()).toEqual([FIRST]);
  });

  it('is not there when nothing comes for two seconds, however many are asked for at once', async () => {
    const all = [FIRST, SECOND, THIRD].map((date) => follow(date));
    await clock.advanceAsync(1_999);
    expect(all.map((found) => found())).toEqual([null, null, null]);
    await clock.advanceAsync(1);
    expect(all.map((found) => found())).toEqual([[], [], []]);
  });

  it('is not taken as missing while the broker has not even answered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answered = promise;
    const found = follow(FIRST);
    await clock.advanceAsync(10_000);
    expect(found()).toBeNull();
    resolve();
    await clock.advanceAsync(1_999);
    expect(found()).toBeNull();
    await clock.advanceAsync(1);
    expect(found()).toEqual([]);
  });

  it('may come behind another one, which takes its time over a slow network', async () => {
    const [first, second] = [follow(FIRST), follow(SECOND)];
    await clock.advanceAsync(1_500);
    arrive(FIRST);
    await clock.advanceAsync(1_500);
    expect([first(), second()]).toEqual([[FIRST], null]);
    arrive(SECOND);
    await clock.advanceAsync(0);
    expect(second()).toEqual([SECOND]);
  });

  it('is not complete where another view lacks it, unless that is no longer there', async () => {
    let expected: readonly string[] = OF_TWO.views;
    reader = createDayReader({ clock, access: OF_TWO, session: () => session, expected: () => expected });
    const read = async (date: string, ...views: readonly string[]): Promise<readonly boolean[] | undefined> => {
      const reading = reader.read(date);
      for (const view of views) arrive(date, view);
      await clock.advanceAsync(2_000);
      return (await reading)?.map(({ isComplete }) => isComplete);
    };
    expect(await read(FIRST, 'v-1')).toEqual([false]);
    expect(await read(SECOND, 'v-1', 'v-2')).toEqual([true, true]);
    expected = ['v-1'];
    expect(await read(THIRD, 'v-1')).toEqual([true]);
  });

  it('is asked for once in ten seconds, and then anew', async () => {
    follow(FIRST);
    await clock.advanceAsync(2_000);
    const again = follow(FIRST);
    await clock.advanceAsync(9_999);
    expect(again()).toEqual([]);
    expect(subscribed).toHaveLength(1);
    await clock.advanceAsync(1);
    const anew = follow(FIRST);
    arrive(FIRST);
    await clock.advanceAsync(0);
    expect(anew()).toEqual([FIRST]);
  });

  it('is not taken as missing because a read was stopped, or the connection lost', async () => {
    const stopping = new AbortController();
    const stopped = follow(FIRST, stopping.signal);
    stopping.abort();
    const again = follow(FIRST);
    reader.lost();
    await clock.advanceAsync(0);
    expect([stopped(), again()]).toEqual(['unknown', 'unknown']);
    expect(clock.pending()).toEqual([]);
    const anew = follow(FIRST);
    arrive(FIRST);
    await clock.advanceAsync(0);
    expect(anew()).toEqual([FIRST]);
  });

  it('is not read by whoever has stopped already', async () => {
    const stopped = follow(FIRST, AbortSignal.abort());
    await clock.advanceAsync(0);
    expect(stopped()).toBe('unknown');
    expect(clock.pending()).toEqual([]);
  });

  it('goes on for whoever else waits for it when one read is stopped', async () => {
    const stopping = new AbortController();
    const stopped = follow(FIRST, stopping.signal);
    const other = follow(FIRST);
    stopping.abort();
    await clock.advanceAsync(0);
    expect([stopped(), other()]).toEqual(['unknown', null]);
    arrive(FIRST);
    await clock.advanceAsync(0);
    expect(other()).toEqual([FIRST]);
  });
});
