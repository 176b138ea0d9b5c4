import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Agent, Health, NotifyChoice, Rule, RuleCondition } from '../../../electron/shared/model.ts';
import { defaultRules } from '../../../electron/shared/alerts/default-rules.ts';
import { agentIn, alertRule, many, MINUTE_MS, START, teamOf } from '../../support/alert-scene.ts';
import { PROFILE } from '../../support/fake-bridge.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryAlerts, startAlerts } from '../../support/memory-alerts.ts';

const DWELL_MS = 3 * MINUTE_MS;
const AWAY_TOO_LONG: RuleCondition = {
  kind: 'too-long',
  status: { kind: 'status', status: 'AWAY' },
  minutes: 2,
  earlyMinutes: 0,
};
const RULES: readonly Rule[] = [
  alertRule({ kind: 'below', fewerThan: 1, forMinutes: DWELL_MS / MINUTE_MS }),
  alertRule(AWAY_TOO_LONG),
  // They say the same.
  alertRule({ kind: 'below', fewerThan: 1, forMinutes: DWELL_MS / MINUTE_MS }, { id: 'below 2' }),
  alertRule(AWAY_TOO_LONG, { id: 'too-long 2' }),
];

type Step =
  | { readonly kind: 'poll'; readonly statuses: readonly Agent['status'][]; readonly isBaseline: boolean }
  | { readonly kind: 'fail' | 'kill' | 'quit' }
  /** Killed in the midst of what follows, before or after it has saved or shown something. */
  | { readonly kind: 'kill-within'; readonly effects: number }
  | { readonly kind: 'wait' | 'sleep' | 'set-back' | 'snooze' | 'mute'; readonly seconds: number };

const seconds = fc.constantFrom(15, 30, 60, 150, 400, 4_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('poll' as const),
      statuses: fc.tuple(fc.constantFrom('AVAILABLE', 'AWAY'), fc.constantFrom('BUSY', 'AWAY')),
      isBaseline: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('fail' as const, 'kill', 'quit') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('sleep' as const, 'set-back', 'snooze', 'mute'), seconds }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('kill-within' as const), effects: fc.integer({ min: 0, max: 5 }) }),
  },
);

class Killed extends Error {}

/** A computer on which Rollcall runs, sleeps, is killed and starts again; its clock may be wrong. */
function createComputer() {
  const clock = createFakeClock(START);
  const repository = createMemoryAlerts();
  let clockOffsetMs = 0;
  let agents = teamOf();
  let run = 0;
  let effectsLeft = Infinity;
  let alerts = start();

  /** Each effect has an instant before and one after it. */
  function mayDie(): void {
    effectsLeft -= 1;
    if (effectsLeft < 0) throw new Killed();
  }

  /** Timers of a process that has ended never come. */
  function start() {
    run += 1;
    const own = run;
    agents = teamOf();
    return startAlerts({
      clock: { now: clock.now, after: (ms, action) => clock.after(ms, () => own === run && action()) },
      repository: {
        ...repository,
        save(...given) {
          mayDie();
          const ids = repository.save(...given);
          mayDie();
          return ids;
        },
      },
      rules: RULES,
      everybody: () => agents,
      show: mayDie,
    });
  }

  /** Whether it was still running after that. */
  function survives(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Killed)) throw thrown;
      end(true);
      return false;
    }
  }

  function end(isKilled: boolean): void {
    effectsLeft = Infinity;
    if (!isKilled) alerts.stop();
    alerts = start();
  }

  function hear(state: 'live' | 'offline', isBaseline: boolean, before = agents): void {
    const healthAfter: Health = { state, since: START, nextAt: null, message: '' };
    alerts.follow({ health: healthAfter, asOf: state === 'live' ? clock.now() : null, clockOffsetMs });
    const outcome = { before, after: agents, changes: [], unread: [], gap: null, view: null, clockOffsetMs };
    alerts.afterPoll({ ...outcome, isBaseline, healthBefore: healthAfter, healthAfter });
  }

  /** An agent who is in the same status is the same object, except after a gap: then nobody knows since when. */
  function agentNow(userId: string, status: Agent['status'], isBaseline: boolean): Agent {
    const known = agents.get(userId);
    if (known?.status === status && !isBaseline) return known;
    const precision = isBaseline ? 'at-least' : 'observed';
    return agentIn(userId, status, 0, { since: { at: clock.now() + clockOffsetMs, precision, toleranceMs: 0 } });
  }

  return {
    repository,
    poll(statuses: readonly Agent['status'][], isBaseline: boolean): boolean {
      const before = agents;
      const isGap = isBaseline || before.size === 0;
      agents = teamOf(...statuses.map((status, index) => agentNow(`u-${index}`, status, isGap)));
      return survives(() => hear('live', isGap, before));
    },
    fail: () => void survives(() => hear('offline', false)),
    wait: (ms: number) => survives(() => clock.advance(ms)),
    sleep: (ms: number) => clock.jump(ms),
    setBack(ms: number): void {
      clock.jump(-ms);
      clockOffsetMs += ms;
    },
    end: (isKilled: boolean) => void survives(() => end(isKilled)),
    /** It is killed after so many of the instants before and after an effect. */
    killWithin: (effects: number) => void (effectsLeft = effects),
    snooze: (ms: number | null) => void survives(() => alerts.snooze(ms)),
    mute: (ms: number) => void survives(() => alerts.mute(PROFILE.id, 'u-1', clock.now() + ms)),
  };
}

type Computer = ReturnType<typeof createComputer>;

function play(computer: Computer, played: Step): void {
  switch (played.kind) {
    case 'poll':
      return void computer.poll(played.statuses, played.isBaseline);
    case 'kill-within':
      return computer.killWithin(played.effects);
    case 'fail':
      return computer.fail();
    case 'kill':
    case 'quit':
      return computer.end(played.kind === 'kill');
    case 'wait':
      return void computer.wait(played.seconds * 1_000);
    case 'sleep':
      return computer.sleep(played.seconds * 1_000);
    case 'set-back':
      return computer.setBack(played.seconds * 1_000);
    case 'snooze':
      return computer.snooze(played.seconds * 1_000);
    case 'mute':
      return computer.mute(played.seconds * 1_000);
  }
}

it('no schedule of polls, gaps, sleeps and restarts tells one thing twice', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (played) => {
      const computer = createComputer();
      const told = new Set<string>();
      for (const each of played) {
        const from = computer.repository.lines.length;
        play(computer, each);
        for (const { kind, userId, event, held } of computer.repository.lines.slice(from)) {
          if (held !== null || event !== 'fired') continue;
          // Whichever rule says it.
          const key = `${kind} ${userId ?? ''}`;
          expect(told.has(key), key).toBe(false);
          told.add(key);
        }
        if (each.kind !== 'poll') continue;
        // It may be told again after it was seen not to hold.
        if (each.statuses.includes('AVAILABLE')) told.delete('below ');
        for (const [index, status] of each.statuses.entries())
          if (status !== 'AWAY') told.delete(`too-long u-${index}`);
      }
    }),
    { numRuns: 300 },
  );
});

/** Some time in which a team without anybody available is read, and the gap after it. */
const stretch = fc.record({
  polls: fc.integer({ min: 2, max: 6 }),
  gap: fc.constantFrom('fail' as const, 'kill' as const, 'quit' as const, 'sleep' as const, 'baseline' as const),
  gapMs: fc.integer({ min: 1_000, max: DWELL_MS - 60_000 }),
  killWithin: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 2 }),
});
const POLL_MS = 15_000;
const UNBROKEN = { polls: DWELL_MS / POLL_MS + 1, gap: 'fail', gapMs: 0, killWithin: null } as const;

it('no schedule of polls, gaps, sleeps and restarts loses what was seen for longer than its dwell', () => {
  const stretches = fc.array(stretch, { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), stretches, (played, breach) => {
      const computer = createComputer();
      for (const each of played) play(computer, each);
      computer.end(false);
      computer.snooze(null);
      // What was told before may be told again.
      computer.wait(61 * MINUTE_MS);
      computer.poll(['AVAILABLE', 'BUSY'], true);
      computer.wait(2 * MINUTE_MS);
      computer.poll(['AVAILABLE', 'BUSY'], false);
      const from = computer.repository.lines.length;
      let seenMs = 0;
      for (const { polls, gap, gapMs, killWithin } of [...breach, UNBROKEN]) {
        if (killWithin !== null) computer.killWithin(killWithin);
        let isRunning = computer.poll(['BUSY', 'BUSY'], true);
        for (let poll = 1; poll < polls && isRunning; poll += 1) {
          isRunning = computer.wait(POLL_MS) && computer.poll(['BUSY', 'BUSY'], false);
          if (isRunning) seenMs += POLL_MS;
        }
        if (seenMs >= DWELL_MS) break;
        computer.killWithin(Infinity);
        // It starts at once: with the gap before it, another one would be longer than the dwell.
        if (!isRunning) continue;
        if (gap === 'fail') computer.fail();
        if (gap === 'kill' || gap === 'quit') computer.end(gap === 'kill');
        computer.sleep(gapMs);
      }
      expect(seenMs).toBeGreaterThanOrEqual(DWELL_MS);
      const told = computer.repository.lines
        .slice(from)
        .filter(({ kind, event, held }) => kind === 'below' && event === 'fired' && held === null);
      expect(told).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

/** How often is told of one agent who changes status again and again for an hour, in a team of so many. */
function toldOfFlapping(
  choice: NotifyChoice,
  { pollSeconds, switchSeconds, size }: { pollSeconds: number; switchSeconds: number; size: number },
): number {
  const clock = createFakeClock(START);
  const others = many(size - 1, 'AVAILABLE', 1);
  let agents = teamOf();
  let told = 0;
  const alerts = startAlerts({
    clock,
    repository: createMemoryAlerts(),
    rules: defaultRules(choice),
    everybody: () => agents,
    show: () => (told += 1),
  });
  for (let seconds = 0; seconds < 3_600; seconds += pollSeconds) {
    const isAway = Math.floor(seconds / switchSeconds) % 2 === 1;
    const status = isAway ? 'AWAY' : 'AVAILABLE';
    const known = agents.get('u-0');
    const since = { at: clock.now(), precision: 'observed', toleranceMs: 0 } as const;
    const before = agents;
    agents = teamOf(known?.status === status ? known : agentIn('u-0', status, 0, { since }), ...others);
    const nextAt = clock.now() + pollSeconds * 1_000;
    const healthAfter: Health = { state: 'live', since: START, nextAt, message: '' };
    alerts.follow({ health: healthAfter, asOf: clock.now(), clockOffsetMs: 0 });
    const outcome = { before, after: agents, changes: [], unread: [], gap: null, view: null, clockOffsetMs: 0 };
    alerts.afterPoll({ ...outcome, isBaseline: seconds === 0, healthBefore: healthAfter, healthAfter });
    clock.advance(pollSeconds * 1_000);
  }
  alerts.stop();
  return told;
}

it.each(['team-needs-me', 'every-change'] as const)(
  'an agent who flaps for an hour is told of four times at most, however often the team is read: %s',
  (choice) => {
    const pace = fc.record({
      pollSeconds: fc.integer({ min: 15, max: 300 }),
      switchSeconds: fc.integer({ min: 15, max: 2_400 }),
      // Where nobody else is there, nobody is available each time, which is other news than the change.
      size: choice === 'every-change' ? fc.constant(5) : fc.constantFrom(1, 5),
    });
    fc.assert(
      fc.property(pace, (given) => {
        expect(toldOfFlapping(choice, given)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 300 },
    );
  },
);
