import { describe, expect, it } from 'vitest';
import { createPublisherWatch, type PublisherWatch } from '../../../../electron/relay/desk/publisher-watch.ts';
import type { Header } from '../../../../electron/relay/wire/envelope.ts';
import type { PublishedHealth } from '../../../../electron/relay/wire/types.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const PACE_MS = 30_000;
const LATE_MS = 2 * PACE_MS + 5_000;
const HOUR_MS = 3_600_000;
const LIVE = { state: 'live', paceMs: PACE_MS, version: '1.0.0' } as const;

function header(sentAt: number, of: Partial<Header> = {}): Header {
  return { v: 1, parts: 1, epoch: 1, publisher: 'a', revision: 1, asOf: sentAt, sentAt, ...of };
}

/** A message that arrives as it is sent, by a publisher's clock that is so far ahead. */
function hear(
  watch: PublisherWatch,
  arrivedAt: number,
  { aheadMs = 0, isRetained = false, ...of }: Partial<Header> & { aheadMs?: number; isRetained?: boolean } = {},
): boolean {
  return watch.heard({ header: header(arrivedAt + aheadMs, of), isRetained, arrivedAt, publisher: LIVE });
}

const presence = (watch: PublisherWatch, now: number) => watch.state(now).presence;

describe('the watch of a publisher', () => {
  it('has heard nobody at first', () => {
    expect(createPublisherWatch().state(NOW)).toEqual({ presence: 'unheard', changesAt: null });
  });

  it('calls a publisher late that has missed two polls, whatever its will says', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW);
    expect(watch.state(NOW + LATE_MS - 1)).toEqual({ presence: 'live', changesAt: NOW + LATE_MS });
    expect(presence(watch, NOW + LATE_MS)).toBe('late');
    hear(watch, NOW + LATE_MS + 1);
    expect(presence(watch, NOW + LATE_MS + 1)).toBe('live');
  });

  it('waits for a publisher that has said when it will try again', () => {
    const watch = createPublisherWatch();
    const health: PublishedHealth = { state: 'offline', since: NOW, nextAt: NOW + 5 * 60_000, message: '' };
    watch.heard({ header: header(NOW), isRetained: false, arrivedAt: NOW, facts: { paceMs: PACE_MS, health } });
    expect(presence(watch, NOW + 5 * 60_000)).toBe('live');
    expect(presence(watch, NOW + 5 * 60_000 + PACE_MS + 5_000)).toBe('late');
  });

  it('believes a retained message of a moment ago, and no other before a fresh one', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: -10_000, isRetained: true });
    expect(presence(watch, NOW)).toBe('live');
    const old = createPublisherWatch();
    hear(old, NOW, { aheadMs: -2 * HOUR_MS, isRetained: true });
    expect(presence(old, NOW)).toBe('unconfirmed');
    hear(old, NOW + 1_000);
    expect(presence(old, NOW + 1_000)).toBe('live');
  });

  it('believes a retained message no longer than one that it heard itself', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: -50_000, isRetained: true });
    expect(watch.state(NOW)).toEqual({ presence: 'live', changesAt: NOW - 50_000 + LATE_MS });
    expect(presence(watch, NOW - 50_000 + LATE_MS)).toBe('unconfirmed');
  });

  it('dates a retained message by the clocks that it has compared before the connection was lost', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: 3 * HOUR_MS });
    watch.connected();
    hear(watch, NOW + 40_000, { aheadMs: 3 * HOUR_MS - 10_000, isRetained: true });
    expect(watch.state(NOW + 40_000)).toEqual({ presence: 'live', changesAt: NOW + 30_000 + LATE_MS });
    watch.connected();
    hear(watch, NOW + 10 * 60_000, { aheadMs: 3 * HOUR_MS - 5 * 60_000, isRetained: true });
    expect(presence(watch, NOW + 10 * 60_000)).toBe('unconfirmed');
  });

  it('compares clocks anew with a publisher that has begun again, and dates what it said before as before', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: 2 * HOUR_MS });
    hear(watch, NOW + 60_000, { epoch: 2 });
    expect(watch.clockOffsetMs()).toBe(0);
    expect(watch.localTime(NOW + 2 * HOUR_MS, { publisher: 'a', epoch: 1, revision: 1 })).toBe(NOW);
    hear(watch, NOW + 90_000, { epoch: 3, publisher: 'b', aheadMs: -HOUR_MS });
    expect(watch.localTime(NOW)).toBe(NOW + HOUR_MS);
    expect(watch.localTime(NOW, { publisher: 'a', epoch: 2, revision: 1 })).toBe(NOW);
  });

  it('is live at once when it is back, though what is retained was said just before what it heard last', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW);
    hear(watch, NOW + 40);
    watch.connected();
    expect(presence(watch, NOW + 2_000)).toBe('unheard');
    hear(watch, NOW + 2_000, { aheadMs: -2_000, isRetained: true });
    expect(watch.state(NOW + 2_000)).toEqual({ presence: 'live', changesAt: NOW + 40 + LATE_MS });
  });

  it('compares clocks that are hours apart by what was not retained, at the quickest message', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: 3 * HOUR_MS, isRetained: true });
    expect([presence(watch, NOW), watch.clockOffsetMs()]).toEqual(['unconfirmed', null]);
    hear(watch, NOW + 1_000, { aheadMs: 3 * HOUR_MS - 4_000 });
    hear(watch, NOW + 6_000, { aheadMs: 3 * HOUR_MS });
    hear(watch, NOW + 9_000, { aheadMs: 3 * HOUR_MS - 2_000 });
    expect([presence(watch, NOW + 9_000), watch.clockOffsetMs()]).toEqual(['live', 3 * HOUR_MS]);
    expect(watch.localTime(NOW + 3 * HOUR_MS)).toBe(NOW);
  });

  it('counts from when a message was sent, though a broker that is behind passes it on later', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: HOUR_MS });
    hear(watch, NOW + 60_000, { aheadMs: HOUR_MS - 40_000 });
    expect(watch.state(NOW + 60_000)).toEqual({ presence: 'live', changesAt: NOW + 20_000 + LATE_MS });
    hear(watch, NOW + 130_000, { aheadMs: HOUR_MS - 80_000 });
    expect(presence(watch, NOW + 130_000)).toBe('late');
    hear(watch, NOW + 131_000, { aheadMs: HOUR_MS });
    expect(presence(watch, NOW + 131_000)).toBe('live');
  });

  it('takes no message again that it has heard, nor one of a publisher that has lost', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { epoch: 2 });
    expect(hear(watch, NOW + 50_000, { epoch: 1, publisher: 'b' })).toBe(false);
    const replayed = { header: header(NOW, { epoch: 2 }), isRetained: false, arrivedAt: NOW + 60_000, publisher: LIVE };
    watch.heard(replayed);
    // One after the other, as they once came.
    for (const aheadMs of [-70_000, -65_000]) hear(watch, NOW + 60_000, { aheadMs, epoch: 2 });
    expect(presence(watch, NOW + LATE_MS)).toBe('late');
  });

  it('goes by the will of the one that wins alone, until that says something again', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { epoch: 2 });
    const gone = { ...LIVE, state: 'gone' } as const;
    const will = (of: Partial<Header>) =>
      watch.heard({ header: header(NOW - 1, of), isRetained: false, arrivedAt: NOW + 1, publisher: gone });
    will({ epoch: 1, publisher: 'another' });
    expect(presence(watch, NOW + 1)).toBe('live');
    // It connected before it was live.
    will({ epoch: 0 });
    expect(presence(watch, NOW + 1)).toBe('gone');
    hear(watch, NOW + 2_000, { epoch: 2 });
    expect(presence(watch, NOW + 2_000)).toBe('live');
  });

  it('learns at once that a clock was set back, and dates what was said before as before', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: HOUR_MS, revision: 7 });
    hear(watch, NOW + PACE_MS, { revision: 8 });
    expect(watch.clockOffsetMs()).toBe(0);
    expect(watch.state(NOW + PACE_MS)).toEqual({ presence: 'live', changesAt: NOW + PACE_MS + LATE_MS });
    expect(watch.localTime(NOW + HOUR_MS, { publisher: 'a', epoch: 1, revision: 7 })).toBe(NOW);
    // The broker passes on again what it has heard.
    expect(hear(watch, NOW + 60_000, { aheadMs: HOUR_MS - 60_000, revision: 7 })).toBe(false);
    expect(hear(watch, NOW + 61_000, { aheadMs: -32_000, revision: 8 })).toBe(false);
    expect(watch.clockOffsetMs()).toBe(0);
    expect(presence(watch, NOW + PACE_MS + LATE_MS)).toBe('late');
  });

  it('dates a poll from before the clock was set back by the clock of then, however often it is said', () => {
    const watch = createPublisherWatch();
    const asOf = NOW + HOUR_MS;
    hear(watch, NOW, { aheadMs: HOUR_MS, revision: 7, asOf });
    hear(watch, NOW + PACE_MS, { revision: 8, asOf });
    hear(watch, NOW + 2 * PACE_MS, { revision: 9, asOf });
    expect([watch.clockOffsetMs(), watch.localTime(asOf)]).toEqual([HOUR_MS, NOW]);
    expect(watch.state(NOW + 2 * PACE_MS)).toEqual({ presence: 'live', changesAt: NOW + 2 * PACE_MS + LATE_MS });
    hear(watch, NOW + 3 * PACE_MS, { revision: 10 });
    expect(watch.clockOffsetMs()).toBe(0);
    expect(watch.localTime(asOf, { publisher: 'a', epoch: 1, revision: 9 })).toBe(NOW);
  });

  it('compares clocks anew where one was set back while the connection was lost', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW, { aheadMs: HOUR_MS, revision: 7 });
    watch.connected();
    hear(watch, NOW + 10 * 60_000, { aheadMs: -60_000, revision: 20, isRetained: true });
    expect([presence(watch, NOW + 10 * 60_000), watch.clockOffsetMs()]).toEqual(['live', null]);
    hear(watch, NOW + 11 * 60_000, { revision: 22 });
    expect(watch.clockOffsetMs()).toBe(0);
  });

  it('takes a publisher that has stepped back for gone, until it is live again', () => {
    const watch = createPublisherWatch();
    hear(watch, NOW);
    const stepsBack = (sentAt: number, isRetained = false) =>
      watch.heard({
        header: header(sentAt),
        isRetained,
        arrivedAt: NOW + 2,
        publisher: { ...LIVE, state: 'standby' },
      });
    stepsBack(NOW - 1);
    stepsBack(NOW + 1, true);
    expect(presence(watch, NOW + 2)).toBe('live');
    stepsBack(NOW + 1);
    expect(presence(watch, NOW + 2)).toBe('gone');
    hear(watch, NOW + 3_000, { epoch: 2 });
    expect(presence(watch, NOW + 3_000)).toBe('live');
  });

  it('does not count a standby as a publisher', () => {
    const watch = createPublisherWatch();
    const standby = { ...LIVE, state: 'standby' } as const;
    watch.heard({ header: header(NOW, { epoch: 9 }), isRetained: false, arrivedAt: NOW, publisher: standby });
    expect(presence(watch, NOW)).toBe('unheard');
  });
});
