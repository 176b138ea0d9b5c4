import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRESH_BUDGET, type BudgetState } from '../../../electron/kore/budget-state.ts';
import { blockCalls, shareAt, takeCall, useAt } from '../../../electron/kore/budget.ts';
import { createMemoryBudget } from '../../support/memory-budget.ts';
import { shareOf } from '../../../electron/kore/share.ts';
import type { CallPriority } from '../../../electron/kore/types.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE = 60_000;
const HOUR = 3_600_000;
const PRIORITIES: readonly CallPriority[] = ['availability', 'details', 'history', 'background'];

/** Takes until refused; gives how many calls were let through and the last state. */
function takeAll(
  before: BudgetState,
  priority: CallPriority,
  now: number,
): { readonly calls: number; readonly state: BudgetState } {
  let state = before;
  for (let calls = 0; ; calls += 1) {
    const taken = takeCall(state, priority, now);
    state = taken.state;
    if (!taken.answer.ok) return { calls, state };
  }
}

/** The most starts in any span of `length`. */
function fullest(starts: readonly number[], length: number): number {
  return Math.max(0, ...starts.map((from) => starts.filter((start) => start >= from && start < from + length).length));
}

describe('takeCall', () => {
  it.each([
    ['availability', 20],
    ['details', 16],
    ['history', 14],
  ] as const)('%s may start %d calls at once', (priority, calls) => {
    expect(takeAll(FRESH_BUDGET, priority, NOW).calls).toBe(calls);
  });

  it('leaves the last calls to the more urgent', () => {
    const afterHistory = takeAll(FRESH_BUDGET, 'history', NOW);
    const afterDetails = takeAll(afterHistory.state, 'details', NOW);
    expect([afterHistory.calls, afterDetails.calls, takeAll(afterDetails.state, 'availability', NOW).calls]).toEqual([
      14, 2, 4,
    ]);
  });

  it.each([
    ['availability', 1_500],
    ['details', 1_440],
    ['history', 1_380],
  ] as const)('%s may start %d calls in an hour', (priority, calls) => {
    // More than the minute's rule lets through: what another version of the file, or a clock that jumped, may leave.
    const hour = (count: number): BudgetState => ({
      ...FRESH_BUDGET,
      starts: Array.from({ length: count }, () => NOW),
    });
    expect(takeCall(hour(calls - 1), priority, NOW + 2 * MINUTE).answer).toEqual({ ok: true });
    expect(takeCall(hour(calls), priority, NOW + 2 * MINUTE).answer).toEqual({
      ok: false,
      retryAt: NOW + HOUR + 1_001,
      reason: 'pace',
    });
  });

  it('says exactly when the next call may start', () => {
    const full = takeAll(FRESH_BUDGET, 'availability', NOW).state;
    const refused = takeCall(full, 'availability', NOW + 5_000).answer;
    expect(refused).toEqual({ ok: false, retryAt: NOW + MINUTE + 1_001, reason: 'pace' });
    expect(takeCall(full, 'availability', NOW + MINUTE + 1_000).answer.ok).toBe(false);
    expect(takeCall(full, 'availability', NOW + MINUTE + 1_001).answer).toEqual({ ok: true });
  });

  it('a limit answer stops every priority until its time, and a shorter one does not end it', () => {
    const long = blockCalls(FRESH_BUDGET, NOW + 90_000, NOW).state;
    const state = blockCalls(long, NOW + 60_000, NOW).state;
    for (const priority of PRIORITIES) {
      expect(takeCall(state, priority, NOW).answer).toEqual({ ok: false, retryAt: NOW + 90_000, reason: 'limit' });
      expect(takeCall(state, priority, NOW + 90_000).answer).toEqual({ ok: true });
    }
  });

  it('never blocks longer than a quarter of an hour', () => {
    const state = blockCalls(FRESH_BUDGET, NOW + 10 * HOUR, NOW).state;
    expect(takeCall(state, 'availability', NOW).answer).toEqual({ ok: false, retryAt: NOW + 900_000, reason: 'limit' });
  });

  it('a clock that was set back changes nothing: what was a second ago still is', () => {
    // A call every 3 s, as many as a minute holds.
    let state = FRESH_BUDGET;
    for (let at = NOW - MINUTE; at < NOW; at += 3_000) state = takeCall(state, 'availability', at).state;
    const last = NOW - 3_000;
    for (const back of [last, last - 10_000, last - HOUR, last - 1_000 * HOUR]) {
      const refused = takeCall(state, 'availability', back);
      expect(refused.answer).toEqual({ ok: false, retryAt: back + 4_001, reason: 'pace' });
      expect(takeCall(refused.state, 'availability', back + 4_001).answer).toEqual({ ok: true });
    }
  });

  it('a stop by a limit answer lasts as long as it was to, when the clock is set back', () => {
    const { state } = blockCalls(takeAll(FRESH_BUDGET, 'availability', NOW).state, NOW + 90_000, NOW);
    const back = NOW - HOUR;
    expect(takeCall(state, 'availability', back).answer).toEqual({
      ok: false,
      retryAt: back + 90_000,
      reason: 'limit',
    });
    const { stretch, share } = takeCall(state, 'availability', back).state;
    expect([stretch?.at, share.since]).toEqual([back, back]);
  });

  it('never starts more than a minute holds, however often the clock is set back, and never waits longer than that', () => {
    const STEP = fc.record({
      waitMs: fc.nat(40_000),
      calls: fc.nat(25),
      backMs: fc.oneof(fc.constant(0), fc.nat(HOUR)),
    });
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 30 }), (steps) => {
        let [state, trueNow, offset] = [FRESH_BUDGET, NOW, 0];
        const starts: number[] = [];
        for (const { waitMs, calls, backMs } of steps) {
          trueNow += waitMs;
          offset -= backMs;
          for (let call = 0; call < calls; call += 1) {
            const taken = takeCall(state, 'availability', trueNow + offset);
            state = taken.state;
            if (taken.answer.ok) starts.push(trueNow);
            else expect(taken.answer.retryAt - trueNow - offset).toBeLessThanOrEqual(MINUTE + 1_001);
          }
        }
        for (const [index, start] of starts.entries()) {
          expect((starts[index + 20] ?? Infinity) - start).toBeGreaterThan(MINUTE);
        }
      }),
    );
  });

  it('forgets calls after an hour', () => {
    const full = takeAll(FRESH_BUDGET, 'availability', NOW).state;
    expect(takeCall(full, 'availability', NOW + 2 * HOUR).state.starts).toEqual([NOW + 2 * HOUR]);
  });
});

describe('a history that somebody waits for after a limit answer', () => {
  const BLOCK_MS = 90_000;
  type Wish = readonly [priority: CallPriority, at: number];

  /** Polls and reads of status details as often as they may; a history of so many calls asked for at `asks`. */
  function afterLimit(asks: number, calls: number, told = 1) {
    let state = takeCall(FRESH_BUDGET, 'availability', NOW, told).state;
    state = blockCalls(state, NOW + BLOCK_MS, NOW, told).state;
    const started: Wish[] = [];
    let left = calls;
    for (let now = NOW; now < NOW + HOUR; now += 1_000) {
      const wishes: CallPriority[] = ['availability', 'details', 'background'];
      if (now >= asks && left > 0) wishes.unshift('history');
      for (const priority of wishes) {
        const isPollDue = now - (started.findLast(([of]) => of === 'availability')?.[1] ?? 0) >= 126_000;
        if (priority === 'availability' && !isPollDue) continue;
        const taken = takeCall(state, priority, now, told);
        state = taken.state;
        if (!taken.answer.ok) continue;
        started.push([priority, now]);
        if (priority === 'history') left -= 1;
      }
    }
    const timesOf = (priority: CallPriority) => started.filter(([of]) => of === priority).map(([, at]) => at);
    return { history: timesOf('history'), polls: timesOf('availability'), all: started.map(([, at]) => at) };
  }

  it.each([2, 3, 5, 8, 13, 20, 34])('of one call waits a minute at most, %i minutes later', (minutes) => {
    const asks = NOW + minutes * MINUTE;
    const [first = Infinity] = afterLimit(asks, 1).history;
    expect(first - asks).toBeLessThanOrEqual(MINUTE + 1_001);
  });

  it('of a month by single days is through in a quarter of an hour, and no poll is late for it', () => {
    const asks = NOW + 2 * MINUTE;
    const { history, polls, all } = afterLimit(asks, 31);
    expect(history).toHaveLength(31);
    expect((history.at(-1) ?? Infinity) - asks).toBeLessThanOrEqual(15 * MINUTE);
    expect(Math.max(...polls.slice(1).map((at, index) => at - (polls[index] ?? 0)))).toBeLessThanOrEqual(187_000);
    expect(fullest(all, MINUTE)).toBeLessThanOrEqual(12);
  });

  it('keeps to the share of the copies that were told', () => {
    const { all } = afterLimit(NOW + 2 * MINUTE, 31, 30);
    expect(fullest(all, MINUTE)).toBe(1);
    expect(fullest(all, 12 * MINUTE)).toBeLessThanOrEqual(10);
  });
});

describe('takeCall among thirty copies', () => {
  const take = (state: BudgetState, priority: CallPriority, now: number) => takeCall(state, priority, now, 30);

  it('starts one call a minute and ten in twelve minutes, two of them not for availability', () => {
    let state = FRESH_BUDGET;
    const starts: number[] = [];
    for (let now = NOW; now < NOW + 12 * MINUTE; now += 1_000) {
      const taken = take(state, 'details', now);
      if (taken.answer.ok) starts.push((now - NOW) / 1_000);
      state = taken.state;
    }
    expect(starts).toEqual([0, 62]);
    for (let now = NOW + 2 * MINUTE; now < NOW + 12 * MINUTE; now += 1_000) {
      const taken = take(state, 'availability', now);
      if (taken.answer.ok) starts.push((now - NOW) / 1_000);
      state = taken.state;
    }
    expect(starts).toHaveLength(10);
  });

  it('lets nobody pass who waits for availability', () => {
    const details = take(FRESH_BUDGET, 'details', NOW).state;
    const refused = take(details, 'availability', NOW + 30_000);
    const turn = NOW + MINUTE + 1_001;
    expect(refused.answer).toEqual({ ok: false, retryAt: turn, reason: 'pace' });
    expect(take(refused.state, 'details', turn).answer).toEqual({ ok: false, retryAt: turn + 2_000, reason: 'pace' });
    expect(take(refused.state, 'availability', turn).answer).toEqual({ ok: true });
    // Whoever waited has gone: the turn is not kept for ever.
    expect(take(refused.state, 'details', turn + 2_000).answer).toEqual({ ok: true });
  });

  it('counts calls of a larger share only for a minute, so that nobody has to wait for what was allowed', () => {
    const alone = takeAll(FRESH_BUDGET, 'availability', NOW).state;
    const [early, later] = [NOW + MINUTE, NOW + MINUTE + 1_001];
    expect(take(alone, 'availability', early).answer).toEqual({ ok: false, retryAt: later, reason: 'pace' });
    expect(take(take(alone, 'availability', early).state, 'availability', later).answer).toEqual({ ok: true });
  });
});

describe('blockCalls', () => {
  it('slows down as among forty copies; answers to calls that were under way teach nothing more', () => {
    const first = blockCalls(FRESH_BUDGET, NOW + MINUTE, NOW).state;
    const second = blockCalls(first, NOW + 70_000, NOW + 500).state;
    expect([second.stretch, second.blockedUntil]).toEqual([{ copies: 40, at: NOW }, NOW + 70_000]);
    expect(shareAt(second, NOW + MINUTE, 1)).toEqual(shareOf(40));
    expect(shareAt(second, NOW + 24 * HOUR, 1)).toEqual(shareOf(1));
    expect(shareAt(second, NOW + MINUTE, 60)).toEqual(shareOf(60));
  });
});

describe('useAt', () => {
  it('says what is allowed and used, and when there is room', () => {
    const full = takeAll(FRESH_BUDGET, 'availability', NOW).state;
    const use = { copies: 1, perMinute: 20, perHour: 1_500, blockedUntil: null, slowedSince: null };
    expect(useAt(full, NOW + 1, 1)).toEqual({
      ...use,
      usedLastMinute: 20,
      usedLastHour: 20,
      freeAt: NOW + MINUTE + 1_001,
    });
    const later = NOW + 2 * MINUTE;
    expect(useAt(full, later, 1)).toEqual({ ...use, usedLastMinute: 0, usedLastHour: 20, freeAt: null });
  });

  it('says since when it is slower, until that is forgotten', () => {
    const { state } = blockCalls(FRESH_BUDGET, NOW + MINUTE, NOW);
    expect(useAt(state, NOW, 1)).toMatchObject({
      perHour: 35,
      blockedUntil: NOW + MINUTE,
      freeAt: NOW + MINUTE,
      slowedSince: NOW,
    });
    expect(useAt(state, NOW + HOUR, 1)).toMatchObject({ perHour: 50, blockedUntil: null, slowedSince: NOW });
    expect(useAt(state, NOW + 4 * HOUR, 1)).toMatchObject({ perHour: 1_500, slowedSince: null });
    expect(useAt(state, NOW + HOUR, 30)).toMatchObject({ copies: 30, perHour: 50, slowedSince: null });
  });
});

describe('createMemoryBudget', () => {
  it('never starts more than 20 calls in 60 s or 1,500 in an hour, whoever asks when', async () => {
    const step = fc.record({
      gapMs: fc.oneof(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: HOUR }),
      ),
      burst: fc.integer({ min: 1, max: 40 }),
      priority: fc.constantFrom(...PRIORITIES),
      blockMs: fc.option(fc.integer({ min: -1_000, max: 120_000 }), { freq: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = createFakeClock(NOW);
        const budget = createMemoryBudget(clock);
        const starts: number[] = [];
        let blockedUntil = 0;
        for (const { gapMs, burst, priority, blockMs } of steps) {
          clock.jump(gapMs);
          if (blockMs !== null) {
            await budget.block(clock.now() + blockMs);
            blockedUntil = Math.max(blockedUntil, clock.now() + blockMs);
          }
          for (let call = 0; call < burst; call += 1) {
            const answer = await budget.take(priority);
            if (answer.ok) expect(clock.now()).toBeGreaterThanOrEqual(blockedUntil);
            if (answer.ok) starts.push(clock.now());
            else expect(answer.retryAt).toBeGreaterThan(clock.now());
          }
        }
        expect(fullest(starts, MINUTE)).toBeLessThanOrEqual(20);
        expect(fullest(starts, HOUR)).toBeLessThanOrEqual(1_500);
      }),
      { numRuns: 200 },
    );
  });

  it('waiting until it says is always enough', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PRIORITIES), { maxLength: 80 }), async (calls) => {
        const clock = createFakeClock(NOW);
        const budget = createMemoryBudget(clock);
        for (const priority of calls) {
          const answer = await budget.take(priority);
          if (answer.ok) continue;
          clock.jump(answer.retryAt - clock.now());
          expect(await budget.take(priority)).toEqual({ ok: true });
        }
      }),
      { numRuns: 100 },
    );
  });
});
