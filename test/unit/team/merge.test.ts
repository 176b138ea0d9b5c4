import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Since } from '../../../electron/shared/model.ts';
import { createTeamMerge, type MergedAnswer } from '../../../electron/team/merge.ts';
import { confirm } from '../../../electron/team/time-in-status.ts';
import type { OpenStatus } from '../../../electron/history/open-status.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { answer } from './rows.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const INTERVAL_MS = 30 * SECOND_MS;

/** What lies between two polls: nothing, a wake, or the end of one run and the start of the next. */
const INTERRUPTIONS = ['none', 'wake', 'restart'] as const;
type Interruption = (typeof INTERRUPTIONS)[number];

/** One agent who is watched. */
function watch() {
  const clock = createFakeClock();
  let merge = createTeamMerge(clock);
  let agents: ReadonlyMap<string, Agent> = new Map();
  let asOf: number | null = null;

  function agent(): Agent {
    const found = agents.get('u-1');
    if (found === undefined) throw new Error('The agent is gone.');
    return found;
  }

  return {
    clock,
    agent,
    since: (): Since => agent().since,
    /** The next answer comes after so long. */
    poll(afterMs: number, bucket: string, after: Interruption = 'none', intervalMs = INTERVAL_MS): MergedAnswer {
      clock.jump(afterMs);
      if (after === 'wake') merge.expectBaseline();
      if (after === 'restart') merge = createTeamMerge(clock);
      const merged = merge.merge(answer({ 'u-1': bucket }, clock.now()), { agents, asOf }, intervalMs);
      agents = merged.agents;
      asOf = clock.now();
      return merged;
    },
    details(primaryStatus: string, ageMs: number): void {
      const open: OpenStatus = { primaryStatus, secondaryStatus: '', startedAt: clock.now() - ageMs };
      agents = confirm(agents, new Map([['u-1', open]]), clock.now()).agents;
    },
  };
}

describe.each(INTERRUPTIONS)('after a short time (%s)', (after) => {
  it('what is known of a status that goes on is known as before', () => {
    const { poll, details, agent } = watch();
    poll(0, 'AWAY');
    details('AWAY', HOUR_MS);
    const before = agent();
    expect(poll(2 * MINUTE_MS, 'AWAY', after).gap).toBeNull();
    expect(agent()).toEqual(before);
  });

  it('a start that was only seen stays, and an older report of the same status does not replace it', () => {
    const { poll, details, since } = watch();
    poll(0, 'BUSY');
    poll(INTERVAL_MS, 'AVAILABLE');
    const seen = since();
    poll(5 * SECOND_MS, 'AVAILABLE', after);
    details('AVAILABLE', HOUR_MS);
    expect([seen.precision, since()]).toEqual(['observed', seen]);
  });

  it('a lower bound goes on growing', () => {
    const { poll, clock, since } = watch();
    const at = clock.now();
    for (let polls = 0; polls < 80; polls += 1) poll(INTERVAL_MS, 'AWAY');
    poll(5 * SECOND_MS, 'AWAY', after);
    expect(since()).toEqual({ at: at + INTERVAL_MS, precision: 'at-least', toleranceMs: 0 });
  });

  it('a change in it was seen', () => {
    const { poll, clock, since } = watch();
    poll(0, 'AWAY');
    poll(20 * SECOND_MS, 'BUSY', after);
    const toleranceMs = 10 * SECOND_MS;
    expect(since()).toEqual({ at: clock.now() - toleranceMs, precision: 'observed', toleranceMs });
  });
});

describe.each(INTERRUPTIONS)('after a gap (%s)', (after) => {
  it('no start is certain, and the gap is reported', () => {
    const { poll, details, clock, since } = watch();
    poll(0, 'AWAY');
    details('AWAY', HOUR_MS);
    const from = clock.now();
    expect(poll(2 * MINUTE_MS + 1, 'AWAY', after)).toMatchObject({ isBaseline: true, gap: { from, to: clock.now() } });
    expect(since()).toEqual({ at: clock.now(), precision: 'at-least', toleranceMs: 0 });
    details('AWAY', 2 * HOUR_MS);
    expect(since()).toEqual({ at: clock.now() - 2 * HOUR_MS, precision: 'exact', toleranceMs: 0 });
  });

  it('a change before it or in it still bounds what status details may say', () => {
    const { poll, details, clock, since } = watch();
    poll(0, 'BUSY');
    poll(INTERVAL_MS, 'AVAILABLE');
    poll(HOUR_MS, 'AVAILABLE', after);
    details('AVAILABLE', 2 * HOUR_MS);
    expect(since()).toEqual({ at: clock.now(), precision: 'at-least', toleranceMs: 0 });
    details('AVAILABLE', HOUR_MS);
    expect(since()).toEqual({ at: clock.now() - HOUR_MS, precision: 'exact', toleranceMs: 0 });
    poll(HOUR_MS, 'BUSY', after);
    details('BUSY', HOUR_MS + MINUTE_MS);
    expect(since()).toEqual({ at: clock.now(), precision: 'at-least', toleranceMs: 0 });
    details('BUSY', HOUR_MS);
    expect(since()).toEqual({ at: clock.now() - HOUR_MS, precision: 'exact', toleranceMs: 0 });
  });
});

describe('the changes of an answer', () => {
  it('are none after a wake or a start, however short the time', () => {
    const { poll } = watch();
    const isBaseline = (...args: Parameters<typeof poll>) => poll(...args).isBaseline;
    expect(INTERRUPTIONS.map((after) => isBaseline(INTERVAL_MS, 'AWAY', after))).toEqual([true, true, true]);
    expect(INTERRUPTIONS.map((after) => isBaseline(INTERVAL_MS, 'BUSY', after))).toEqual([false, true, true]);
  });
});

it('a poll that was not due yet at the interval of a locked screen has not been missed', () => {
  const { poll, since } = watch();
  const intervalMs = 5 * MINUTE_MS;
  poll(0, 'AWAY', 'none', intervalMs);
  const before = since();
  expect(poll(14 * MINUTE_MS, 'AWAY', 'wake').gap).toBeNull();
  expect(since()).toEqual(before);
});

it('a clock that was set back tells nothing of before, also after a wake or a start', () => {
  for (const after of INTERRUPTIONS) {
    const { poll, details, clock, since } = watch();
    poll(0, 'BUSY');
    poll(INTERVAL_MS, 'AVAILABLE');
    expect(poll(-HOUR_MS, 'AVAILABLE', after)).toMatchObject({ isBaseline: true, gap: null });
    expect(since()).toEqual({ at: clock.now(), precision: 'at-least', toleranceMs: 0 });
    details('AVAILABLE', MINUTE_MS);
    expect(since()).toEqual({ at: clock.now() - MINUTE_MS, precision: 'exact', toleranceMs: 0 });
  }
});

describe('whatever happens', () => {
  const bucket = fc.constantFrom('AVAILABLE', 'BUSY', 'AWAY');
  const afterMs = fc.oneof(fc.constant(INTERVAL_MS), fc.integer({ min: 1, max: 3 * HOUR_MS }));
  const poll = fc.record({ kind: fc.constant('poll' as const), afterMs, bucket });
  // What they say is mostly what they are in: only that can date it.
  const said = fc.option(bucket, { freq: 4 });
  const ageMs = fc.oneof(fc.integer({ min: 0, max: MINUTE_MS }), fc.integer({ min: 0, max: 3 * HOUR_MS }));
  const details = fc.record({ kind: fc.constant('details' as const), said, ageMs });
  const steps = fc.array(fc.oneof(poll, details), { maxLength: 25 });
  // Two clocks apart by as much, and a half of an odd number of milliseconds.
  const SLACK_MS = 30 * SECOND_MS + 1;

  it('no exact start lies before the last change that was seen', () => {
    const broken = fc.array(fc.tuple(fc.oneof(poll, details), fc.constantFrom(...INTERRUPTIONS)), { maxLength: 25 });
    fc.assert(
      fc.property(broken, (scene) => {
        const team = watch();
        team.poll(0, 'AVAILABLE');
        let [status, seenAt, seenOtherwiseAt] = ['AVAILABLE', team.clock.now(), -Infinity];
        for (const [step, after] of scene) {
          if (step.kind === 'details') team.details(step.said ?? team.agent().rawStatus, step.ageMs);
          else {
            team.poll(step.afterMs, step.bucket, after);
            if (step.bucket !== status) seenOtherwiseAt = seenAt;
            [status, seenAt] = [step.bucket, team.clock.now()];
          }
          const { at, precision } = team.since();
          if (precision === 'exact') expect(at).toBeGreaterThanOrEqual(seenOtherwiseAt - SLACK_MS);
        }
      }),
    );
  });

  it('a wake and a restart know as much as who only was silent', () => {
    fc.assert(
      fc.property(steps, (scene) => {
        const [none, wake, restart] = INTERRUPTIONS.map((after) => {
          const team = watch();
          team.poll(0, 'AVAILABLE');
          return scene.map((step) => {
            if (step.kind === 'details') team.details(step.said ?? team.agent().rawStatus, step.ageMs);
            else team.poll(step.afterMs, step.bucket, after);
            return team.agent();
          });
        });
        expect(wake).toEqual(none);
        expect(restart).toEqual(none);
      }),
    );
  });
});
