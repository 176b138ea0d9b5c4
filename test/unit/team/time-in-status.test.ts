import { describe, expect, it } from 'vitest';
import { membersOf } from '../../../electron/kore/members.ts';
import {
  confirm as confirmTeam,
  observe as observeTeam,
  type PollTimes,
} from '../../../electron/team/time-in-status.ts';
import type { OpenStatuses } from '../../../electron/history/open-status.ts';
import type { Agent } from '../../../electron/shared/model.ts';
import { row } from './rows.ts';

const T0 = Date.UTC(2026, 2, 2, 9);
const POLL_MS = 30_000;
const observe = (...args: Parameters<typeof observeTeam>) => observeTeam(...args).agents;
const confirm = (...args: Parameters<typeof confirmTeam>) => confirmTeam(...args).agents;

function first(bucket: string, now = T0): ReadonlyMap<string, Agent> {
  return observe(new Map(), membersOf([row('u-1', bucket)]), { now, previousAt: null, isGap: false });
}

function next(
  before: ReadonlyMap<string, Agent>,
  bucket: string,
  now: number,
  previousAt: PollTimes['previousAt'],
  isGap = false,
): Agent {
  const agent = observe(before, membersOf([row('u-1', bucket)]), { now, previousAt, isGap }).get('u-1');
  if (agent === undefined) throw new Error('the agent is gone');
  return agent;
}

function opened(primaryStatus: string, secondaryStatus: string, startedAt: number): OpenStatuses {
  return new Map([['u-1', { primaryStatus, secondaryStatus, startedAt }]]);
}

describe('observe', () => {
  it('calls a status it sees first "at least"', () => {
    expect(first('AWAY').get('u-1')?.since).toEqual({ at: T0, precision: 'at-least', toleranceMs: 0 });
  });

  it('keeps the very same agent while nothing changes', () => {
    const before = first('AWAY');
    expect(next(before, 'AWAY', T0 + POLL_MS, T0)).toBe(before.get('u-1'));
  });

  it('takes over slots that are others, or none any more, and keeps since when the status lasts', () => {
    const observeSlots = (before: ReadonlyMap<string, Agent>, free: number | null) => {
      const slots = free === null ? {} : { freeSlots: { voice: { free, total: 2 } } };
      return observe(before, membersOf([{ ...row('u-1', 'AVAILABLE'), ...slots }]), {
        now: T0 + POLL_MS,
        previousAt: T0,
        isGap: false,
      });
    };
    const one = observeSlots(first('AVAILABLE'), 1);
    expect(one.get('u-1')).toMatchObject({ freeSlots: { voice: { free: 1 } }, since: { at: T0 } });
    expect(observeSlots(one, 1)).toBe(one);
    expect(observeSlots(one, 0).get('u-1')?.freeSlots?.voice).toEqual({ free: 0, total: 2 });
    expect(observeSlots(one, null).get('u-1')).not.toHaveProperty('freeSlots');
  });

  it('places a change it saw in the middle of the two polls, give or take half the gap', () => {
    const agent = next(first('AWAY'), 'BUSY', T0 + POLL_MS, T0);
    expect(agent).toMatchObject({ status: 'BUSY', secondaryStatus: null });
    expect(agent.since).toEqual({ at: T0 + 15_000, precision: 'observed', toleranceMs: 15_000 });
  });

  it('claims nothing about what happened in a gap, but that a change came after the answer before it', () => {
    const agent = next(first('AWAY'), 'BUSY', T0 + 3_600_000, T0, true);
    expect(agent.since).toEqual({ at: T0 + 3_600_000, precision: 'at-least', toleranceMs: 0 });
    expect(agent.changedAfter).toBe(T0);
    const same = next(first('AWAY'), 'AWAY', T0 + 3_600_000, T0, true);
    expect(same.since).toEqual({ at: T0 + 3_600_000, precision: 'at-least', toleranceMs: 0 });
    expect(same).not.toHaveProperty('changedAfter');
  });

  it('takes nothing over a clock that was set back', () => {
    const seen = new Map([['u-1', next(first('AWAY'), 'BUSY', T0 + POLL_MS, T0)]]);
    const agent = next(seen, 'BUSY', T0 - 3_600_000, null);
    expect(agent.since).toEqual({ at: T0 - 3_600_000, precision: 'at-least', toleranceMs: 0 });
    expect(agent).not.toHaveProperty('changedAfter');
  });

  it('drops an agent who is missing from a complete answer at once', () => {
    expect(observe(first('AWAY'), new Map(), { now: T0 + POLL_MS, previousAt: T0, isGap: false }).size).toBe(0);
  });

  it('says "unknown" when the clock was set back before the known start', () => {
    const agent = next(first('AWAY'), 'AWAY', T0 - 3_600_000, T0 - 3_600_000 - POLL_MS);
    expect(agent.since).toEqual({ at: null, precision: 'unknown', toleranceMs: 0 });
  });

  it('takes over a changed name without touching the time', () => {
    const before = first('AWAY');
    const members = membersOf([row('u-1', 'AWAY', 'New Name')]);
    const agent = observe(before, members, { now: T0 + POLL_MS, previousAt: T0, isGap: false }).get('u-1');
    expect(agent).toEqual({ ...before.get('u-1'), name: 'New Name' });
  });
});

describe('confirm', () => {
  it('takes the exact start and the secondary status from an open status with the same primary status', () => {
    const agent = confirm(first('BUSY'), opened('BUSY', 'NBK', T0 - 600_000), T0).get('u-1');
    expect(agent?.since).toEqual({ at: T0 - 600_000, precision: 'exact', toleranceMs: 0 });
    expect(agent?.secondaryStatus).toBe('NBK');
  });

  it.each(['', 'BUSY', 'Busy'])('has no secondary status when details repeat the primary one as "%s"', (secondary) => {
    expect(confirm(first('BUSY'), opened('BUSY', secondary, T0), T0).get('u-1')?.secondaryStatus).toBeNull();
  });

  it('puts what the agent says beside the live status where the two APIs disagree, and mixes nothing', () => {
    const before = first('BUSY');
    expect(confirm(before, opened('AVAILABLE', 'AVAILABLE', T0 - 600_000), T0).get('u-1')).toEqual({
      ...before.get('u-1'),
      selfReported: { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: T0 - 600_000 },
    });
  });

  it('does not lend the name of an earlier status to one that the agent no longer reports', () => {
    const before = confirm(first('BUSY'), opened('BUSY', 'NBK', T0 - 600_000), T0);
    const agent = confirm(before, opened('AWAY', 'Lunch', T0 + 5_000), T0).get('u-1');
    expect(agent).toEqual({
      ...before.get('u-1'),
      secondaryStatus: null,
      selfReported: { primaryStatus: 'AWAY', secondaryStatus: 'Lunch', startedAt: T0 },
    });
  });

  it('forgets a disagreement once they agree, the status changes, or a gap makes it old', () => {
    const apart = confirm(first('BUSY'), opened('AVAILABLE', '', T0), T0);
    expect(next(apart, 'BUSY', T0 + POLL_MS, T0).selfReported?.primaryStatus).toBe('AVAILABLE');
    expect(confirm(apart, opened('BUSY', '', T0), T0).get('u-1')).not.toHaveProperty('selfReported');
    expect(next(apart, 'AWAY', T0 + POLL_MS, T0)).not.toHaveProperty('selfReported');
    expect(next(apart, 'BUSY', T0 + 3_600_000, T0, true)).not.toHaveProperty('selfReported');
  });

  it('forgets what an agent said who has nothing open any more, and not of who was not read', () => {
    const before = first('BUSY');
    const apart = confirm(before, opened('AVAILABLE', '', T0), T0);
    expect(confirm(apart, new Map([['u-1', null]]), T0)).toEqual(before);
    expect(confirm(apart, new Map(), T0)).toEqual(apart);
    const agreed = confirm(before, opened('BUSY', 'NBK', T0), T0);
    expect(confirm(agreed, new Map([['u-1', null]]), T0).get('u-1')).toBe(agreed.get('u-1'));
  });

  it('ignores somebody who is not in the team', () => {
    expect(confirm(new Map(), opened('BUSY', '', T0), T0).size).toBe(0);
  });

  it('never puts a start in the future', () => {
    expect(confirm(first('BUSY'), opened('BUSY', '', T0 + 5_000), T0).get('u-1')?.since.at).toBe(T0);
  });

  it('confirms an observed change with its exact start', () => {
    const seen = new Map([['u-1', next(first('AWAY'), 'BUSY', T0 + POLL_MS, T0)]]);
    const agent = confirm(seen, opened('BUSY', 'NBK', T0 + 7_000), T0 + POLL_MS).get('u-1');
    expect(agent?.since).toEqual({ at: T0 + 7_000, precision: 'exact', toleranceMs: 0 });
  });

  it('remembers the change it saw, also once the start is exact and a gap has made it uncertain', () => {
    const seen = new Map([['u-1', next(first('AVAILABLE'), 'BUSY', T0 + POLL_MS, T0)]]);
    const exact = confirm(seen, opened('BUSY', '', T0 + 7_000), T0 + POLL_MS);
    const still = new Map([['u-1', next(exact, 'BUSY', T0 + 3_600_000, T0 + POLL_MS, true)]]);
    const report = opened('BUSY', '', T0 - 30_001);
    expect(confirm(exact, report, T0 + POLL_MS)).toEqual(exact);
    expect(confirm(still, report, T0 + 3_600_000)).toEqual(still);
    expect(confirm(still, opened('BUSY', '', T0 - 30_000), T0 + 3_600_000).get('u-1')?.since.precision).toBe('exact');
  });

  it('trusts its own eyes over an older report of the same status, but takes the secondary status', () => {
    const seen = new Map([['u-1', next(first('AWAY'), 'BUSY', T0 + POLL_MS, T0)]]);
    const agent = confirm(seen, opened('BUSY', 'NBK', T0 - 7_200_000), T0 + POLL_MS).get('u-1');
    expect(agent?.since).toEqual({ at: T0 + 15_000, precision: 'observed', toleranceMs: 15_000 });
    expect(agent?.secondaryStatus).toBe('NBK');
  });
});

describe('an open status in an assumed zone', () => {
  const assumed = (startedAt: number, secondaryStatus = 'NBK'): OpenStatuses =>
    new Map([['u-1', { primaryStatus: 'BUSY', secondaryStatus, startedAt, zone: 'assumed' as const }]]);
  const at = T0 - 600_000;

  it('has a precision of its own, and remembers from when on it was seen', () => {
    const once = confirm(first('BUSY'), assumed(at), T0 + 60_000);
    const since = { at, precision: 'assumed', toleranceMs: 0, seenAt: T0 };
    expect(once.get('u-1')).toMatchObject({ secondaryStatus: 'NBK', since });
    expect(confirm(once, assumed(at), T0 + 300_000).get('u-1')?.since).toEqual(since);
  });

  it('of another name than before was seen from now on', () => {
    const once = confirm(first('BUSY'), assumed(at), T0);
    const other = confirm(once, assumed(T0 + 200_000, 'Training'), T0 + 300_000).get('u-1');
    expect(other).toMatchObject({ secondaryStatus: 'Training', since: { at: T0 + 200_000, seenAt: T0 + 300_000 } });
  });

  it('is less than a change that was seen live', () => {
    const seen = new Map([['u-1', next(first('AWAY'), 'BUSY', T0 + POLL_MS, T0)]]);
    const agent = confirm(seen, assumed(T0 + 10_000), T0 + POLL_MS).get('u-1');
    expect(agent).toMatchObject({
      secondaryStatus: 'NBK',
      since: { at: T0 + 15_000, precision: 'observed', toleranceMs: 15_000 },
    });
    const later = confirm(new Map([['u-1', agent as Agent]]), assumed(T0 + 200_000, 'Training'), T0 + 300_000);
    expect(later.get('u-1')?.since).toMatchObject({ precision: 'assumed', seenAt: T0 + 300_000 });
  });

  it('is exact once the zone is known', () => {
    const once = confirm(first('BUSY'), assumed(at), T0);
    expect(confirm(once, opened('BUSY', 'NBK', at), T0).get('u-1')?.since).toEqual({
      at,
      precision: 'exact',
      toleranceMs: 0,
    });
  });

  it('is marked where it stands beside another live status', () => {
    expect(confirm(first('AWAY'), assumed(at), T0).get('u-1')?.selfReported).toEqual({
      primaryStatus: 'BUSY',
      secondaryStatus: 'NBK',
      startedAt: at,
      precision: 'assumed',
    });
  });

  it('says nothing of the start where no zone fits, but what the status is called', () => {
    const none: OpenStatuses = new Map([
      ['u-1', { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: at, zone: 'none' }],
    ]);
    const agent = confirm(first('BUSY'), none, T0).get('u-1');
    expect(agent).toMatchObject({ secondaryStatus: 'NBK', since: { at: T0, precision: 'at-least' } });
  });
});

describe('an open status that may go on from the day before', () => {
  const MIDNIGHT = T0;
  const cut: OpenStatuses = new Map([
    [
      'u-1',
      { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: MIDNIGHT, beganIfOtherwiseAt: MIDNIGHT - 2_000 },
    ],
  ]);
  const NOW = MIDNIGHT + 240_000;
  const agent = (patch: Partial<Agent>): ReadonlyMap<string, Agent> =>
    new Map([['u-1', { ...(first('BUSY', NOW).get('u-1') as Agent), ...patch }]]);
  const exact = (at: number) => ({ at, precision: 'exact', toleranceMs: 0 }) as const;
  const observed = (at: number, toleranceMs: number) => ({ at, precision: 'observed', toleranceMs }) as const;
  const atLeast = (at: number) => ({ at, precision: 'at-least', toleranceMs: 0 }) as const;

  it.each([
    ['nothing is known of it', {}, atLeast(MIDNIGHT)],
    [
      'it was the same status then',
      { secondaryStatus: 'NBK', since: exact(MIDNIGHT - 3_600_000) },
      exact(MIDNIGHT - 3_600_000),
    ],
    [
      'it was one of another name then',
      { secondaryStatus: 'Call', since: exact(MIDNIGHT - 3_600_000) },
      atLeast(MIDNIGHT),
    ],
    ['it was seen already then', { since: atLeast(MIDNIGHT - 60_000) }, atLeast(MIDNIGHT - 60_000)],
    ['it was seen to begin then', { since: observed(MIDNIGHT - 60_000, 15_000) }, observed(MIDNIGHT - 60_000, 15_000)],
    ['another one was seen until it began', { since: observed(MIDNIGHT + 14_000, 15_000) }, exact(MIDNIGHT)],
    ['another one was seen last a while before', { changedAfter: MIDNIGHT - 60_000 }, atLeast(MIDNIGHT)],
    ['another one was seen last as it began', { changedAfter: MIDNIGHT - 1_000 }, exact(MIDNIGHT)],
  ] as const)('began as is known of that: %s', (_, patch, since) => {
    expect(confirm(agent(patch), cut, NOW).get('u-1')?.since).toEqual(since);
  });

  it('is marked where it stands beside another live status', () => {
    const away = confirm(first('AWAY', NOW), cut, NOW).get('u-1');
    expect(away?.selfReported).toMatchObject({ startedAt: MIDNIGHT, precision: 'at-least' });
  });
});
