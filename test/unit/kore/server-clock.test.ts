import { describe, expect, it } from 'vitest';
import { createServerClock, parseHttpDate } from '../../../electron/kore/server-clock.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const httpDate = (ms: number): string => new Date(ms).toUTCString();

describe('createServerClock', () => {
  it('agrees with our clock until it has learned better', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    expect([server.now(), server.offsetMs()]).toEqual([clock.now(), null]);
  });

  it('takes the date of the answer as the middle of the exchange', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    const sentAt = clock.now();
    clock.advance(2_000);
    server.learn(httpDate(sentAt + 601_000), sentAt);
    expect(server.offsetMs()).toBe(600_500);
  });

  it('follows the median of the last five answers', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    for (const seconds of [0, 0, 90, 90, 90, 3_600, 90])
      server.learn(httpDate(clock.now() + seconds * 1_000), clock.now());
    expect(server.offsetMs()).toBe(90_500);
  });

  it('forgets what it learned of a clock that was set back, and nothing for a correction', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    const learn = (behindMs: number): void => server.learn(httpDate(clock.now() + behindMs), clock.now());
    for (let answer = 0; answer < 5; answer += 1) learn(0);
    clock.jump(-20_000);
    learn(20_000);
    expect(server.offsetMs()).toBe(0);
    clock.jump(-3_600_000);
    learn(3_620_000);
    expect(server.offsetMs()).toBe(3_620_500);
  });

  it('stays with our clock, and with what it learned, as long as the answers allow it', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    const hear = (aheadMs: number): number | null => {
      clock.advance(30_370);
      server.learn(httpDate(clock.now() + aheadMs), clock.now() - 50);
      return server.offsetMs();
    };
    expect([0, 0, 0, 0, 0, 0].map(hear)).toEqual([0, 0, 0, 0, 0, 0]);
    const ahead = Array.from({ length: 20 }, () => hear(600_000)).slice(3);
    expect(ahead.every((ms) => Math.abs((ms ?? 0) - 600_000) <= 600)).toBe(true);
    expect(new Set(ahead).size).toBeLessThan(4);
  });

  it('can be set to believe the newest answer alone', () => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    for (const seconds of [0, 0, 0, 0, 600]) server.learn(httpDate(clock.now() + seconds * 1_000), clock.now());
    expect(server.offsetMs()).toBe(0);
    server.trustLatest();
    expect(server.offsetMs()).toBe(600_500);
  });

  it.each([
    null,
    '',
    'garbage',
    '2026-03-02T09:00:00Z',
    'Mon, 99 Mar 2026 09:00:00 GMT',
    'Mon, 02 Foo 2026 09:00:00 GMT',
  ])('ignores the date %j', (date) => {
    const clock = createFakeClock();
    const server = createServerClock(clock);
    server.learn(date, clock.now());
    expect(server.offsetMs()).toBeNull();
  });
});

describe('parseHttpDate', () => {
  it('reads the form servers must send', () => {
    expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(784_111_777_000);
  });
});
