import { describe, expect, it } from 'vitest';
import { appError } from '../../../electron/shared/messages.ts';
import { err, ok, type ErrorCode, type Result } from '../../../electron/shared/result.ts';
import { createPoller } from '../../../electron/team/poller.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';

const INTERVAL_MS = 30_000;

/** A poller over scripted outcomes; `starts` are the instants its cycles began. */
function harness(script: readonly (Result<number> | 'hang')[] = []) {
  const clock = createFakeClock();
  const starts: number[] = [];
  const ends: (number | null)[] = [];
  const signals: AbortSignal[] = [];
  let interval = INTERVAL_MS;
  let inFlight = 0;
  let mostInFlight = 0;
  const releases: (() => void)[] = [];
  const poller = createPoller<number>({
    clock,
    random: () => 0.5,
    intervalMs: () => interval,
    async cycle(signal) {
      const step = script[starts.length] ?? ok(1);
      starts.push(clock.now());
      signals.push(signal);
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      if (step === 'hang') await new Promise<void>((resolve) => releases.push(resolve));
      inFlight -= 1;
      return step === 'hang' ? ok(1) : step;
    },
    onEnd: (_, nextAt) => ends.push(nextAt),
  });
  const at = (): number[] => starts.map((start) => start - (starts[0] ?? 0));
  return {
    clock,
    poller,
    at,
    ends,
    signals,
    releases,
    most: () => mostInFlight,
    pace: (ms: number) => {
      interval = ms;
    },
  };
}

function failing(code: ErrorCode, retryAt?: number): Result<number> {
  return err(retryAt === undefined ? appError(code) : appError(code, { retryAt }));
}

describe('createPoller', () => {
  it('runs at once and then an interval after each end', async () => {
    const { clock, poller, at } = harness();
    await poller.refresh();
    await clock.advanceAsync(2 * INTERVAL_MS);
    expect(at()).toEqual([0, INTERVAL_MS, 2 * INTERVAL_MS]);
  });

  it('joins a hundred refreshes into the cycle in flight', async () => {
    const { poller, at, releases } = harness(['hang']);
    const all = Array.from({ length: 100 }, () => poller.refresh());
    await settle();
    expect(at()).toEqual([0]);
    releases.forEach((release) => release());
    await Promise.all(all);
    expect(at()).toEqual([0]);
  });

  it('never has two cycles in flight, however slow one is', async () => {
    const { clock, poller, at, most, releases } = harness(['hang']);
    void poller.refresh();
    await clock.advanceAsync(10 * INTERVAL_MS);
    expect([at().length, most()]).toEqual([1, 1]);
    releases.forEach((release) => release());
    await clock.advanceAsync(INTERVAL_MS);
    expect([at().length, most()]).toEqual([2, 1]);
  });

  it('backs off longer with each failure and comes back to the pace with a success', async () => {
    const down = failing('connection-refused');
    const { clock, poller, at } = harness([down, down, down, ok(1)]);
    await poller.refresh();
    await clock.advanceAsync(120_000);
    // Half of the jitter range between 2 s and 10, 20 and 40 s.
    expect(at().slice(0, 5)).toEqual([0, 6_000, 17_000, 38_000, 68_000]);
  });

  it('waits for exactly the time a limit answer names', async () => {
    const clock = createFakeClock();
    const { poller, clock: own, at } = harness([failing('rate-limited', clock.now() + 77_000)]);
    await poller.refresh();
    await own.advanceAsync(76_999);
    expect(at()).toEqual([0]);
    await own.advanceAsync(1);
    expect(at()).toEqual([0, 77_000]);
  });

  it('waits for a person while the keychain is locked', async () => {
    const { clock, poller, at, ends } = harness([failing('keychain-locked')]);
    await poller.refresh();
    await clock.advanceAsync(24 * 3_600_000);
    expect([at(), ends]).toEqual([[0], [null]]);
  });

  it('asks at most three times an hour while the credentials are refused', async () => {
    const refused = failing('token-refused');
    const { clock, poller, at } = harness(Array.from({ length: 10 }, () => refused));
    await poller.refresh();
    await clock.advanceAsync(3_600_000);
    expect(at().length).toBe(3);
  });

  it('drops the answer of a cycle that was restarted', async () => {
    const { clock, poller, at, ends, signals, releases } = harness(['hang']);
    void poller.refresh();
    await settle();
    await poller.restart();
    expect(signals[0]?.aborted).toBe(true);
    releases.forEach((release) => release());
    await settle();
    expect([at().length, ends.length]).toEqual([2, 1]);
    await clock.advanceAsync(INTERVAL_MS);
    expect(at().length).toBe(3);
  });

  it('comes earlier when the pace rises and not later when it falls', async () => {
    const { clock, poller, at, pace } = harness();
    await poller.refresh();
    pace(10_000);
    poller.hurry();
    await clock.advanceAsync(10_000);
    expect(at()).toEqual([0, 10_000]);
    pace(300_000);
    poller.hurry();
    await clock.advanceAsync(10_000);
    expect(at()).toEqual([0, 10_000, 20_000]);
  });

  it('does not hurry out of a back-off', async () => {
    const { clock, poller, at, pace } = harness([failing('rate-limited', createFakeClock().now() + 60_000)]);
    await poller.refresh();
    pace(1_000);
    poller.hurry();
    await clock.advanceAsync(59_000);
    expect(at()).toEqual([0]);
  });

  it('runs at the time that was asked for rather than by the pace, once', async () => {
    const { clock, poller, at } = harness();
    await poller.refresh();
    expect([poller.runAt(clock.now() + 45_000), poller.runAt(clock.now() + 45_000)]).toEqual([true, true]);
    await clock.advanceAsync(45_000 + INTERVAL_MS);
    expect(at()).toEqual([0, 45_000, 45_000 + INTERVAL_MS]);
  });

  it('keeps what was asked for while a cycle is in flight, unless that one comes later or fails', async () => {
    const scripts: [Result<number>, number, number][] = [
      [ok(1), 10_000, 10_000],
      [ok(1), 40_000, INTERVAL_MS],
      [ok(1), 0, INTERVAL_MS],
      [failing('rate-limited', createFakeClock().now() + 77_000), 10_000, 77_000],
    ];
    for (const [outcome, wantedMs, expectedMs] of scripts) {
      const { clock, poller, ends } = harness([outcome]);
      const cycle = poller.refresh();
      expect(poller.runAt(clock.now() + wantedMs)).toBe(false);
      await cycle;
      expect(ends).toEqual([clock.now() + expectedMs]);
    }
  });

  it('leaves no timer behind when stopped', async () => {
    const { clock, poller } = harness();
    await poller.refresh();
    poller.stop();
    expect(clock.pending()).toEqual([]);
  });
});
