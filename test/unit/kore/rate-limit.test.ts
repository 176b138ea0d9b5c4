import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterLimitAnswer,
  divisorAt,
  mergeRecords,
  NO_CALLS,
  nextStart,
  recordAt,
  scheduleLimits,
  useOf,
  type CallRecord,
  type LimitAnswer,
} from '../../../electron/kore/rate-limit.ts';
import type { CallPriority } from '../../../electron/kore/types.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const PRIORITIES: readonly CallPriority[] = ['availability', 'lower'];
const EVERY_NUMBER = Array.from({ length: 50 }, (_, index) => index + 1);

let calls = 0;

function withCall(record: CallRecord, priority: CallPriority, at: number): CallRecord {
  calls += 1;
  const call = { id: String(calls), at, isLower: priority !== 'availability' };
  return mergeRecords(record, { calls: [call], limit: null });
}

function mayStart(record: CallRecord, priority: CallPriority, now: number, copies = 1): boolean {
  return nextStart(recordAt(record, now), priority, now, copies).at <= now;
}

/** Starts calls until one may not; how many that were. */
function startAll(before: CallRecord, priority: CallPriority, now: number, copies = 1) {
  let record = before;
  for (let started = 0; ; started += 1) {
    if (!mayStart(record, priority, now, copies)) return { started, record };
    record = withCall(recordAt(record, now), priority, now);
  }
}

/** Starts a call whenever it may, tried every second. */
function startsOf(priorities: readonly CallPriority[], copies: number, forMs: number, before = NO_CALLS) {
  let record = before;
  const starts: { priority: CallPriority; second: number }[] = [];
  for (let now = NOW; now < NOW + forMs; now += SECOND) {
    for (const priority of priorities) {
      if (!mayStart(record, priority, now, copies)) continue;
      record = withCall(recordAt(record, now), priority, now);
      starts.push({ priority, second: (now - NOW) / SECOND });
    }
  }
  return starts;
}

function limited(changes: Partial<LimitAnswer> = {}): CallRecord {
  return { calls: [], limit: { at: NOW, blockedUntil: NOW, divisor: 4, easesEveryMs: 30 * MINUTE, ...changes } };
}

describe('the window', () => {
  it.each([
    [1, 20],
    [2, 20],
    [3, 16],
    [5, 10],
    [10, 5],
    [12, 4],
    [13, 3],
    [30, 1],
    [50, 1],
  ])('of one of %d copies has %d calls in a minute and a second', (copies, most) => {
    const { started, record } = startAll(NO_CALLS, 'availability', NOW, copies);
    expect(started).toBe(most);
    expect(nextStart(record, 'availability', NOW + 5_000, copies)).toEqual({ at: NOW + 61_001, reason: 'pace' });
    expect(startAll(record, 'availability', NOW + 61_000, copies).started).toBe(0);
    expect(startAll(record, 'availability', NOW + 61_001, copies).started).toBe(most);
  });

  it('leaves calls for other tools, whatever the number of copies', () => {
    for (const copies of EVERY_NUMBER) {
      const { perMinute } = useOf(NO_CALLS, NOW, copies);
      expect(copies * perMinute, `${copies} copies`).toBeLessThanOrEqual(50);
    }
  });

  it('of a copy that was slowed down is as much longer as it has less than one call in it', () => {
    const until = (divisor: number): number =>
      (nextStart(withCall(limited({ divisor, at: NOW - 1 }), 'availability', NOW), 'availability', NOW, 1).at - NOW) /
      SECOND;
    expect([4, 16, 20, 40, 100].map(until)).toEqual([0 - NOW / SECOND, 61.001, 61.001, 121.001, 301.001]);
  });

  it('never has more calls than it may, whoever wants to start when, and waiting until it says is enough', () => {
    const step = fc.record({
      gapMs: fc.oneof(fc.nat(50), fc.nat(20_000), fc.nat(HOUR)),
      burst: fc.integer({ min: 1, max: 25 }),
      priority: fc.constantFrom(...PRIORITIES),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(1, 2, 7, 30), (steps, copies) => {
        let [record, now] = [NO_CALLS, NOW];
        const starts: number[] = [];
        for (const { gapMs, burst, priority } of steps) {
          now += gapMs;
          for (let call = 0; call < burst; call += 1) {
            const { at } = nextStart(recordAt(record, now), priority, now, copies);
            if (at <= now) {
              record = withCall(recordAt(record, now), priority, now);
              starts.push(now);
            } else expect(mayStart(record, priority, at, copies)).toBe(true);
          }
        }
        const most = useOf(NO_CALLS, NOW, copies).perMinute;
        starts.forEach((start, index) => expect((starts[index + most] ?? Infinity) - start).toBeGreaterThan(MINUTE));
      }),
    );
  });
});

describe('priorities below availability', () => {
  it.each([
    [1, 15, 5],
    [3, 12, 4],
    [10, 3, 2],
    [12, 3, 1],
  ])('of one of %d copies start %d calls together, and leave it the other %d', (copies, lower, left) => {
    let { started, record } = startAll(NO_CALLS, 'lower', NOW, copies);
    expect(started).toBe(lower);
    expect(mayStart(record, 'lower', NOW, copies)).toBe(false);
    ({ started, record } = startAll(record, 'availability', NOW, copies));
    expect(started).toBe(left);
  });

  it('start nothing in a window that availability has used up', () => {
    const { record } = startAll(NO_CALLS, 'availability', NOW);
    expect(nextStart(record, 'lower', NOW, 1).at).toBe(NOW + 61_001);
  });

  it.each([
    [13, 102],
    [25, 153],
    [30, 306],
    [50, 306],
  ])('of one of %d copies, whose window is small, get one call in %d s', (copies, seconds) => {
    const starts = startsOf(['lower'], copies, HOUR / 2).map(({ second }) => second);
    expect(starts.length).toBe(Math.ceil(1_800 / seconds));
    expect(starts.slice(1, 4)).toEqual([1, 2, 3].map((index) => index * seconds));
  });
});

describe('the schedule', () => {
  it.each([
    [1, 0, 0],
    [2, 6, 24],
    [10, 30, 120],
    [30, 90, 360],
    [50, 150, 600],
  ])('of one of %d copies polls every %d s and asks for status details every %d s at most', (copies, poll, details) => {
    expect(scheduleLimits(copies, null, NOW)).toEqual({ pollMs: poll * SECOND, detailsMs: details * SECOND });
  });

  it('of all copies needs at most 1,500 calls an hour and never uses up a window', () => {
    for (const copies of EVERY_NUMBER.slice(1)) {
      const { pollMs, detailsMs } = scheduleLimits(copies, null, NOW);
      expect(copies * (HOUR / pollMs + HOUR / detailsMs)).toBeLessThan(1_500.001);
      const { perMinute } = useOf(NO_CALLS, NOW, copies);
      expect(61 * SECOND * (1 / pollMs + 1 / detailsMs)).toBeLessThanOrEqual(Math.max(perMinute, 1) * 1.0001);
    }
  });

  it.each([
    [1, 4, 120],
    [1, 16, 200],
    [1, 100, 300],
    [10, 4, 120],
    [30, 4, 200],
  ])('of one of %d copies whose share was divided by %d polls every %d s', (copies, divisor, seconds) => {
    const { pollMs, detailsMs } = scheduleLimits(copies, limited({ divisor }).limit, NOW);
    expect([pollMs, detailsMs]).toEqual([seconds * SECOND, 4 * seconds * SECOND]);
  });
});

describe('a limit answer', () => {
  const first = afterLimitAnswer(null, NOW + 90_000, NOW, 1, () => 0.5);

  it('stops every priority until its time, and a shorter one does not end it', () => {
    const limit = afterLimitAnswer(first, NOW + 60_000, NOW + 100, 1, () => 0.5);
    for (const priority of PRIORITIES) {
      const record = { calls: [], limit };
      expect(nextStart(record, priority, NOW + 100, 1)).toEqual({ at: NOW + 90_000, reason: 'limit' });
      expect(mayStart(record, priority, NOW + 90_000)).toBe(true);
    }
  });

  it('never stops longer than a quarter of an hour', () => {
    expect(afterLimitAnswer(null, NOW + 10 * HOUR, NOW, 1, () => 0.5).blockedUntil).toBe(NOW + 15 * MINUTE);
  });

  it('divides the share by four, down to one call in five minutes', () => {
    const perMinute: number[] = [];
    const divisors: number[] = [];
    let limit: LimitAnswer | null = null;
    for (let at = NOW; at < NOW + 5 * MINUTE; at += MINUTE) {
      limit = afterLimitAnswer(limit, at + SECOND, at, 1, () => 0.5);
      divisors.push(limit.divisor);
      perMinute.push(useOf({ calls: [], limit }, at, 1).perMinute);
    }
    expect([divisors, perMinute]).toEqual([
      [4, 16, 64, 100, 100],
      [5, 1, 1, 1, 1],
    ]);
    expect(
      startsOf(['availability'], 1, HOUR, {
        calls: [],
        limit: limited({ at: NOW - 1, divisor: 100, easesEveryMs: 2 * HOUR }).limit,
      }).length,
    ).toBe(12);
    expect(afterLimitAnswer(null, NOW, NOW, 30, () => 0.5).divisor).toBe(4);
    expect(
      afterLimitAnswer(limited({ divisor: 8 }).limit, NOW + HOUR, NOW + MINUTE, 30, () => 0.5).divisor,
    ).toBeCloseTo(50 / 30 / 0.2);
  });

  it('teaches nothing while the last one still stops calls, or to calls that were under way when it came', () => {
    const during = afterLimitAnswer(first, NOW + 100_000, NOW + 89_999, 1, () => 0);
    expect(during).toEqual({ ...first, blockedUntil: NOW + 100_000 });
    const short = afterLimitAnswer(null, NOW + SECOND, NOW, 1, () => 0.5);
    expect(afterLimitAnswer(short, NOW + 9_000, NOW + 8_000, 1, () => 0.5).divisor).toBe(4);
    expect(afterLimitAnswer(short, NOW + 16_000, NOW + 15_000, 1, () => 0.5).divisor).toBe(16);
  });

  it.each([
    [0, 15],
    [0.5, 30],
    [1, 45],
  ])('eases by a fifth after some quiet minutes (chance %d: %d), again and again', (chance, minutes) => {
    const limit = afterLimitAnswer(null, NOW + MINUTE, NOW, 1, () => chance);
    const after = (steps: number): number => divisorAt(limit, NOW + steps * minutes * MINUTE);
    expect(divisorAt(limit, NOW + minutes * MINUTE - 1)).toBe(4);
    expect([1, 2, 3].map((steps) => after(steps).toFixed(3))).toEqual(['3.400', '2.920', '2.536']);
    expect([15, 16, 1_000].map((steps) => after(steps) > 1)).toEqual([true, false, false]);
  });

  it('makes nobody wait for a longer window than the one in which the calls before it were made', () => {
    const record = withCall({ calls: [], limit: null }, 'availability', NOW - 100);
    const slowed = { ...record, limit: limited({ divisor: 100 }).limit };
    expect(nextStart(slowed, 'availability', NOW, 1).at).toBe(NOW + 60_901);
    expect(mayStart(slowed, 'availability', NOW + 60_901)).toBe(true);
  });
});

describe('a clock that is set back', () => {
  it('changes nothing: what was a second ago still is', () => {
    let record = NO_CALLS;
    for (let at = NOW - MINUTE; at < NOW; at += 3 * SECOND) record = withCall(record, 'availability', at);
    const last = NOW - 3 * SECOND;
    for (const back of [last, last - 10 * SECOND, last - HOUR, last - 1_000 * HOUR]) {
      const moved = recordAt(record, back);
      expect(nextStart(moved, 'availability', back, 1)).toEqual({ at: back + 4_001, reason: 'pace' });
      expect(mayStart(moved, 'availability', back + 4_001)).toBe(true);
    }
  });

  it('does not make a pause longer', () => {
    const limit = { ...afterLimitAnswer(null, NOW + 90_000, NOW, 1, () => 0.5) };
    const back = NOW - HOUR;
    const moved = recordAt({ calls: [], limit }, back);
    expect(moved.limit).toEqual({ ...limit, at: back, blockedUntil: back + 90_000 });
  });

  it('never starts more than a minute holds, however often it is set, and never makes anybody wait longer than that', () => {
    const step = fc.record({
      waitMs: fc.nat(40_000),
      burst: fc.nat(25),
      backMs: fc.oneof(fc.constant(0), fc.nat(HOUR)),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let [record, trueNow, offset] = [NO_CALLS, NOW, 0];
        const starts: number[] = [];
        for (const { waitMs, burst, backMs } of steps) {
          trueNow += waitMs;
          offset -= backMs;
          for (let call = 0; call < burst; call += 1) {
            const now = trueNow + offset;
            record = recordAt(record, now);
            const { at } = nextStart(record, 'availability', now, 1);
            expect(at - now).toBeLessThanOrEqual(61_001);
            if (at > now) continue;
            record = withCall(record, 'availability', now);
            starts.push(trueNow);
          }
        }
        starts.forEach((start, index) => expect((starts[index + 20] ?? Infinity) - start).toBeGreaterThan(MINUTE));
      }),
    );
  });
});

describe('what is remembered', () => {
  it('ends after an hour', () => {
    const { record } = startAll(NO_CALLS, 'availability', NOW);
    expect(recordAt(record, NOW + HOUR).calls.length).toBe(20);
    expect(recordAt(record, NOW + HOUR + 1).calls).toEqual([]);
  });

  it('is each call once, in order, and the later limit answer with the longer pause', () => {
    const [a, b] = [
      withCall(NO_CALLS, 'lower', NOW),
      withCall(limited({ blockedUntil: NOW + MINUTE }), 'availability', NOW - 1),
    ];
    const later = limited({ at: NOW + 5, divisor: 16, blockedUntil: NOW + 10 });
    const merged = mergeRecords(mergeRecords(a, b), mergeRecords(b, later));
    expect(merged).toEqual({
      calls: [...b.calls, ...a.calls],
      limit: { ...later.limit, blockedUntil: NOW + MINUTE },
    });
  });
});

describe('what is shown', () => {
  it('is what is allowed and used, and when the next call is free', () => {
    const { record } = startAll(NO_CALLS, 'availability', NOW);
    const use = { copies: 1, perMinute: 20, perHour: 1_200, blockedUntil: null, slowedSince: null };
    expect(useOf(record, NOW + 1, 1)).toEqual({
      ...use,
      ...{ usedLastMinute: 20, lowerFree: 0, usedLastHour: 20, freeAt: NOW + 61_001 },
    });
    const later = NOW + 2 * MINUTE;
    expect(useOf(record, later, 1)).toEqual({
      ...use,
      usedLastMinute: 0,
      lowerFree: 15,
      usedLastHour: 20,
      freeAt: null,
    });
    expect(useOf(NO_CALLS, NOW, 30)).toMatchObject({ copies: 30, perMinute: 1, perHour: 60, slowedSince: null });
  });

  it('is how many calls for less than availability may start at once', () => {
    const calls = ['availability', 'availability', 'availability', 'lower', 'lower'].map((kind, index) => ({
      ...{ id: String(index), at: NOW - 1_000, isLower: kind === 'lower' },
    }));
    const lowerFree = (used: typeof calls): number | undefined => useOf({ calls: used, limit: null }, NOW, 1).lowerFree;
    expect(lowerFree([])).toBe(15);
    expect(lowerFree(calls)).toBe(13);
    expect(lowerFree([...calls, ...calls, ...calls])).toBe(5);
  });

  it('is since when it is slower, until that has eased', () => {
    const record = { calls: [], limit: afterLimitAnswer(null, NOW + MINUTE, NOW, 1, () => 0.5) };
    expect(useOf(record, NOW, 1)).toMatchObject({
      perMinute: 5,
      perHour: 300,
      blockedUntil: NOW + MINUTE,
      freeAt: NOW + MINUTE,
      slowedSince: NOW,
    });
    expect(useOf(record, NOW + HOUR, 1)).toMatchObject({ perMinute: 6, blockedUntil: null, slowedSince: NOW });
    expect(useOf(record, NOW + 8 * HOUR, 1)).toMatchObject({ perMinute: 20, slowedSince: null });
  });

  it('is as many calls an hour as the window really lets through', () => {
    for (const copies of [1, 10, 30]) {
      const { perHour } = useOf(NO_CALLS, NOW, copies);
      let [record, started] = [NO_CALLS, 0];
      for (let now = NOW; now < NOW + HOUR; now = nextStart(record, 'availability', now, copies).at) {
        const full = startAll(recordAt(record, now), 'availability', now, copies);
        started += full.started;
        record = full.record;
      }
      expect(started).toBe(perHour);
    }
  });
});
