import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../electron/kore/share.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createTempo } from '../../../electron/team/tempo.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

/** A tempo whose polls always succeed; times are seconds since the start. */
async function started(copies = 1, how: 'refresh' | 'begin' = 'refresh') {
  const clock = createFakeClock();
  const start = clock.now();
  const polls: number[] = [];
  const told: [string, number][] = [];
  const seconds = (at: number): number => (at - start) / 1_000;
  const tempo = createTempo({
    clock,
    random: () => 0.5,
    pace: () => 'standard',
    share: () => shareOf(copies),
    cycle: () => Promise.resolve(ok(polls.push(seconds(clock.now())))),
    onEnd: () => undefined,
    onHurried: (nextAt) => told.push(['hurried', seconds(nextAt)]),
    onPaused: (until) => told.push(['paused', seconds(until)]),
  });
  void tempo[how]();
  await clock.advanceAsync(0);
  const advance = (s: number): Promise<void> => clock.advanceAsync(s * 1_000);
  return { clock, tempo, polls, told, advance };
}

describe('createTempo', () => {
  it('polls every 30 s, and every 15 s from the moment somebody looks', async () => {
    const { tempo, polls, told, advance } = await started();
    await advance(30);
    tempo.setWatched(true);
    expect([tempo.intervalMs(), told]).toEqual([15_000, [['hurried', 45]]]);
    await advance(30);
    expect(polls).toEqual([0, 30, 45, 60]);
  });

  it('slows down with the poll that is due, not at once', async () => {
    const { tempo, polls, told, advance } = await started();
    tempo.setRest('locked');
    await advance(30);
    expect([tempo.intervalMs(), told, polls]).toEqual([300_000, [], [0, 30]]);
    await advance(299);
    expect(polls).toEqual([0, 30]);
  });

  it('does not poll while it is paused, whoever looks or wakes the computer, and goes on by itself', async () => {
    const { tempo, polls, told, advance } = await started();
    tempo.pause(120_000);
    tempo.setWatched(true);
    tempo.wake();
    await advance(119);
    expect([polls, told]).toEqual([[0], [['paused', 120]]]);
    await advance(16);
    expect(polls).toEqual([0, 120, 135]);
  });

  it('goes on at once when the pause is taken back, or when somebody asks', async () => {
    for (const goOn of ['pause', 'refresh'] as const) {
      const { tempo, polls, told, advance } = await started();
      tempo.pause(120_000);
      await advance(10);
      if (goOn === 'pause') tempo.pause(null);
      else void tempo.refresh();
      await advance(0);
      tempo.setWatched(true);
      expect([polls, told.at(-1)]).toEqual([
        [0, 10],
        ['hurried', 25],
      ]);
    }
  });

  it('is as slow as its share of the account demands, whoever looks', async () => {
    const { tempo, polls, told, advance } = await started(10);
    tempo.setWatched(true);
    expect([tempo.intervalMs(), told]).toEqual([31_579, []]);
    await advance(31);
    expect(polls).toEqual([0]);
    await advance(1);
    tempo.setRest('locked');
    expect([tempo.intervalMs(), polls]).toEqual([300_000, [0, 31.579]]);
  });

  it('polls when it was told to, and says so', async () => {
    const { tempo, polls, told, advance } = await started();
    const at = (await started()).clock.now() + 50_000;
    for (let turn = 0; turn < 3; turn += 1) tempo.runAt(at);
    await advance(50);
    expect([polls, told.at(-1)]).toEqual([
      [0, 50],
      ['hurried', 50],
    ]);
  });

  it('begins at once, but among very many copies some time within its interval', async () => {
    const starts: number[][] = [];
    for (const copies of [50, 100]) {
      const { tempo, polls, advance } = await started(copies, 'begin');
      await advance(0);
      starts.push([...polls]);
      await advance(tempo.intervalMs() / 2_000);
      starts.push([...polls]);
    }
    expect(starts).toEqual([[0], [0], [], [189.474]]);
  });

  it('spreads the polls of very many copies after a wake as well', async () => {
    const { tempo, polls, advance } = await started(100);
    tempo.wake();
    await advance(191);
    expect(polls).toEqual([0]);
    await advance(1);
    expect(polls).toHaveLength(2);
  });

  it('polls once soon after a wake', async () => {
    const { tempo, polls, advance } = await started();
    tempo.wake();
    await advance(2);
    expect(polls).toEqual([0, 2]);
  });
});
