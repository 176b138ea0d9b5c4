import { describe, expect, it } from 'vitest';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import { appError, err, type ErrorCode, ok, type Result } from '../../../../electron/shared/result.ts';
import { createPollSchedule } from '../../../../electron/team/source/poll-schedule.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';

const INTERVAL_MS = 30_000;

/** A schedule over scripted outcomes; without one a poll succeeds. Times are seconds since the start. */
function harness(script: readonly (Result<number> | 'hang')[] = [], copies = 1) {
  const clock = createFakeClock();
  const start = clock.now();
  const seconds = (at: number): number => (at - start) / 1_000;
  const polls: number[] = [];
  const ends: (number | null)[] = [];
  const heard: [string, number][] = [];
  const signals: AbortSignal[] = [];
  const releases: (() => void)[] = [];
  let inFlight = 0;
  let maxInFlight = 0;
  const schedule = createPollSchedule<number>({
    clock,
    random: () => 0.5,
    pace: () => 'standard',
    scheduleLimits: () => scheduleLimits(copies, null, 0),
    async poll(signal) {
      const step = script[polls.length] ?? ok(1);
      polls.push(seconds(clock.now()));
      signals.push(signal);
      inFlight += 1;
      maxInFlight = Math.max(maxInFlight, inFlight);
      if (step === 'hang') await new Promise<void>((resolve) => releases.push(resolve));
      inFlight -= 1;
      return step === 'hang' ? ok(1) : step;
    },
    onEnd: (_, nextAt) => ends.push(nextAt === null ? null : seconds(nextAt)),
    onMoved: (nextAt) => heard.push(['moved', seconds(nextAt)]),
    onPaused: (until) => heard.push(['paused', seconds(until)]),
  });
  return {
    clock,
    start,
    schedule,
    polls,
    ends,
    heard,
    signals,
    advance: (s: number): Promise<void> => clock.advanceAsync(s * 1_000),
    release: () => releases.forEach((release) => release()),
    most: () => maxInFlight,
  };
}

/** A schedule whose first poll has succeeded. */
async function started(copies = 1) {
  const scene = harness([], copies);
  void scene.schedule.refresh();
  await scene.advance(0);
  return scene;
}

function failing(code: ErrorCode, retryAt?: number): Result<number> {
  return err(retryAt === undefined ? appError(code) : appError(code, { retryAt }));
}

describe('one poll after the other', () => {
  it('polls at once and then an interval after each end', async () => {
    const { polls, advance } = await started();
    await advance(60);
    expect(polls).toEqual([0, 30, 60]);
  });

  it('joins a hundred refreshes into the poll in flight', async () => {
    const { schedule, polls, release } = harness(['hang']);
    const all = Array.from({ length: 100 }, () => schedule.refresh());
    await settle();
    expect(polls).toEqual([0]);
    release();
    await Promise.all(all);
    expect(polls).toEqual([0]);
  });

  it('never has two polls in flight, however slow one is', async () => {
    const { schedule, polls, most, release, advance } = harness(['hang']);
    void schedule.refresh();
    await advance(300);
    expect([polls.length, most()]).toEqual([1, 1]);
    release();
    await advance(30);
    expect([polls.length, most()]).toEqual([2, 1]);
  });

  it('drops the answer of a poll that was restarted', async () => {
    const { schedule, polls, ends, signals, release, advance } = harness(['hang']);
    void schedule.refresh();
    await settle();
    await schedule.restart();
    expect(signals[0]?.aborted).toBe(true);
    release();
    await settle();
    expect([polls.length, ends.length]).toEqual([2, 1]);
    await advance(30);
    expect(polls.length).toBe(3);
  });

  it('leaves no timer behind when stopped', async () => {
    const { clock, schedule } = await started();
    schedule.stop();
    expect(clock.pending()).toEqual([]);
  });
});

describe('after a failure', () => {
  it('backs off longer each time and comes back to the interval with a success', async () => {
    const down = failing('connection-refused');
    const { schedule, polls, advance } = harness([down, down, down, ok(1)]);
    await schedule.refresh();
    await advance(120);
    // Half of the jitter range between 2 s and 10, 20 and 40 s.
    expect(polls.slice(0, 5)).toEqual([0, 6, 17, 38, 68]);
  });

  it('waits for exactly the time a limit answer names', async () => {
    const { schedule, polls, advance } = harness([failing('rate-limited', createFakeClock().now() + 77_000)]);
    await schedule.refresh();
    await advance(76.999);
    expect(polls).toEqual([0]);
    await advance(0.001);
    expect(polls).toEqual([0, 77]);
  });

  it('waits for a person while the keychain is locked', async () => {
    const { schedule, polls, ends, advance } = harness([failing('keychain-locked')]);
    await schedule.refresh();
    await advance(24 * 3_600);
    expect([polls, ends]).toEqual([[0], [null]]);
  });

  it('asks at most three times an hour while the credentials are refused', async () => {
    const refused = failing('token-refused');
    const { schedule, polls, advance } = harness(Array.from({ length: 10 }, () => refused));
    await schedule.refresh();
    await advance(3_600);
    expect(polls.length).toBe(3);
  });

  it('does not come earlier because somebody watches', async () => {
    const { schedule, polls, heard, advance } = harness([failing('rate-limited', createFakeClock().now() + 60_000)]);
    await schedule.refresh();
    schedule.setWatched(true);
    await advance(59);
    expect([polls, heard]).toEqual([[0], []]);
  });
});

describe('the interval', () => {
  it('is 30 s, and 15 s from the moment somebody watches', async () => {
    const { schedule, polls, heard, advance } = await started();
    await advance(30);
    schedule.setWatched(true);
    expect([schedule.intervalMs(), heard]).toEqual([15_000, [['moved', 45]]]);
    await advance(30);
    expect(polls).toEqual([0, 30, 45, 60]);
  });

  it('falls with the poll that is due, not at once', async () => {
    const { schedule, polls, heard, advance } = await started();
    schedule.setRest('locked');
    await advance(30);
    expect([schedule.intervalMs(), heard, polls]).toEqual([300_000, [], [0, 30]]);
    await advance(299);
    expect(polls).toEqual([0, 30]);
  });

  it('is as slow as the rate limit demands, whoever watches', async () => {
    const { schedule, polls, heard, advance } = await started(10);
    schedule.setWatched(true);
    expect([schedule.intervalMs(), heard]).toEqual([30_000, []]);
    await advance(29);
    expect(polls).toEqual([0]);
    await advance(1);
    schedule.setRest('locked');
    expect([schedule.intervalMs(), polls]).toEqual([300_000, [0, 30]]);
  });
});

describe('runAt', () => {
  it('polls at that time rather than after the interval, once, and says so', async () => {
    const { schedule, start, polls, heard, advance } = await started();
    for (let times = 0; times < 3; times += 1) schedule.runAt(start + 50_000);
    await advance(50);
    expect([polls, heard.at(-1)]).toEqual([
      [0, 50],
      ['moved', 50],
    ]);
    await advance(30);
    expect(polls).toEqual([0, 50, 80]);
  });

  it('counts for the next poll while one is in flight, unless it comes later or that one fails', async () => {
    const scripts: [Result<number>, number, number][] = [
      [ok(1), 10_000, 10_000],
      [ok(1), 40_000, INTERVAL_MS],
      [ok(1), 0, INTERVAL_MS],
      [failing('rate-limited', createFakeClock().now() + 77_000), 10_000, 77_000],
    ];
    for (const [outcome, wantedMs, expectedMs] of scripts) {
      const { schedule, start, ends, heard } = harness([outcome]);
      const first = schedule.refresh();
      schedule.runAt(start + wantedMs);
      expect(heard).toEqual([]);
      await first;
      expect(ends).toEqual([expectedMs / 1_000]);
    }
  });
});

describe('a pause', () => {
  it('lasts, whoever watches or wakes the computer, and ends by itself', async () => {
    const { schedule, polls, heard, advance } = await started();
    schedule.pause(120_000);
    schedule.setWatched(true);
    schedule.wake();
    await advance(119);
    expect([polls, heard]).toEqual([[0], [['paused', 120]]]);
    await advance(16);
    expect(polls).toEqual([0, 120, 135]);
  });

  it('ends at once when it is taken back, or when somebody refreshes', async () => {
    for (const goOn of ['pause', 'refresh'] as const) {
      const { schedule, polls, heard, advance } = await started();
      schedule.pause(120_000);
      await advance(10);
      if (goOn === 'pause') schedule.pause(null);
      else void schedule.refresh();
      await advance(0);
      schedule.setWatched(true);
      expect([polls, heard.at(-1)]).toEqual([
        [0, 10],
        ['moved', 25],
      ]);
    }
  });
});

describe('a wake', () => {
  it('polls once soon after', async () => {
    const { schedule, polls, advance } = await started();
    schedule.wake();
    await advance(2);
    expect(polls).toEqual([0, 2]);
  });
});
