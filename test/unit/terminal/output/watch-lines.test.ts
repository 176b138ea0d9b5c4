import { describe, expect, it } from 'vitest';
import { clockSecond } from '../../../../electron/shared/format.ts';
import { DEFAULT_LIMITS, type Agent, type Health, type TeamSnapshot } from '../../../../electron/shared/model.ts';
import type { LiveStatus } from '../../../../electron/terminal/output/status-report.ts';
import { createWatchLines, teamChanges } from '../../../../electron/terminal/output/watch-lines.ts';
import type { StatusInvocation } from '../../../../electron/terminal/invocation.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeSnapshot } from '../../../support/fake-team.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';
import { fakeView } from '../../../support/fake-views.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const INTERVAL_MS = 30_000;
const HOUR_MS = 3_600_000;

function agent(userId: string, rawStatus: 'AWAY' | 'BUSY', at: number | null = NOW): Agent {
  const since = { at, precision: at === null ? 'unknown' : 'exact', toleranceMs: 0 } as const;
  return { userId, name: userId, status: rawStatus, rawStatus, secondaryStatus: null, since };
}

function liveStatus(agents: readonly Agent[], patch: Partial<TeamSnapshot> = {}, id = 'c-1'): LiveStatus {
  const health = { state: 'live', since: NOW, nextAt: null, message: '' } as const;
  const counts = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: agents.length };
  const team = { ...fakeSnapshot(agents, NOW), counts, asOf: NOW, health, intervalMs: INTERVAL_MS };
  const rules = { limits: DEFAULT_LIMITS, offHours: null };
  const profile = connectionProfile({ id });
  return { profile, isDemo: false, team: { ...team, ...patch }, isMasked: false, rules, attention: 0 };
}

/** Who changed and who left, by id. */
function changes(before: LiveStatus | null, after: LiveStatus): string {
  const { changed, left } = teamChanges(before, after);
  return [changed, left].map((agents) => agents.map(({ userId }) => userId).join()).join(' | ');
}

const NEXT = { asOf: NOW + INTERVAL_MS };
const AWAY = { view: fakeView({ statuses: ['AWAY'] }) };

describe('teamChanges', () => {
  it('is who is in another status, and nobody who came to the team or left it', () => {
    const before = liveStatus([agent('ann', 'AWAY'), agent('bob', 'AWAY'), agent('cy', 'AWAY')]);
    const after = liveStatus([agent('ann', 'BUSY'), agent('bob', 'AWAY'), agent('dee', 'BUSY')], NEXT);
    expect(changes(before, after)).toBe('ann | ');
  });

  it('is also who came into a view of a part of the team, and who left it', () => {
    const before = liveStatus([agent('ann', 'AWAY')], AWAY);
    const after = liveStatus([agent('bob', 'AWAY', NOW + 9_000)], { ...AWAY, ...NEXT });
    expect(changes(before, after)).toBe('bob | ann');
  });

  it('is not somebody whose list could not be understood in one of the two answers', () => {
    const unread = { counts: { AVAILABLE: 0, BUSY: 0, AWAY: null, OFFLINE: 0, OTHER: 0, total: null } };
    const complete = liveStatus([agent('ann', 'AWAY', NOW + 9_000)], { ...AWAY, ...NEXT });
    expect(changes(complete, liveStatus([], { ...AWAY, ...NEXT, ...unread }))).toBe(' | ');
    expect(changes(liveStatus([], { ...AWAY, ...unread }), complete)).toBe(' | ');
  });

  it.each([
    ['is known to be in it only now', NOW - HOUR_MS],
    ['nobody knows since when', null],
  ])('is not somebody in such a view who %s', (_name, at) => {
    expect(changes(liveStatus([], AWAY), liveStatus([agent('ann', 'AWAY', at)], AWAY))).toBe(' | ');
  });

  it.each([
    ['the first state', null, {}],
    ['a team that was not known', liveStatus([agent('ann', 'AWAY')], { asOf: null }), {}],
    ['another connection', liveStatus([agent('ann', 'AWAY')], {}, 'c-2'), {}],
    ['another view', liveStatus([agent('ann', 'AWAY')], AWAY), {}],
    ['a time nobody watched', liveStatus([agent('ann', 'AWAY')]), { asOf: NOW + HOUR_MS }],
    ['a clock that was set back', liveStatus([agent('ann', 'AWAY')]), { asOf: NOW - 1 }],
  ])('is nothing after %s', (_name, before, patch) => {
    expect(changes(before, liveStatus([agent('ann', 'BUSY')], { ...NEXT, ...patch }))).toBe(' | ');
  });
});

describe('the lines of a watch', () => {
  const clock = createFakeClock(NOW);
  const from = { withAgents: false, format: null, team: { kind: 'open' } } as const;
  const broker = (message: string, nextAt: number | null): Partial<Health> =>
    ({ state: 'offline', message, nextAt, link: 'broker' }) as const;

  function watch(isJson: boolean) {
    const io = createFakeTerminal();
    const lines = createWatchLines({ ...from, isJson } as StatusInvocation, io, clock);
    const team = liveStatus([]).team;
    const show = (health: Partial<Health>): void =>
      lines(liveStatus([], { health: { ...team.health, since: NOW, ...health } }), false);
    return { io, show };
  }

  it('say each time when the broker of a desk is tried again, and what is wrong once', () => {
    const { io, show } = watch(false);
    const [first, second] = [NOW + 4_000, NOW + 60_000];
    show(broker('No broker.', first));
    show(broker('No broker.', first));
    show(broker('No broker.', second));
    show(broker('No broker.', NOW)); // connecting
    show({ state: 'live', message: '' });
    expect(io.messages).toEqual([
      'No broker.',
      `Trying again at ${clockSecond(first)}.`,
      `Trying again at ${clockSecond(second)}.`,
      'Reading the team.',
    ]);
  });

  it('say what else is wrong, also in the same state', () => {
    const { io, show } = watch(false);
    show({ state: 'stale', message: 'The publisher has stopped.', link: 'publisher' });
    show({ state: 'stale', message: 'Waiting for the publisher.', link: 'publisher' });
    show({ state: 'stale', message: 'Waiting for the publisher.', link: 'publisher' });
    expect(io.messages).toEqual(['The publisher has stopped.', 'Waiting for the publisher.']);
  });

  it('have no time of an earlier try for a program', () => {
    const { io, show } = watch(true);
    show(broker('No broker.', NOW + 4_000));
    show(broker('No broker.', NOW + 60_000));
    show(broker('No broker.', NOW + 60_000));
    const lines = io.out.map((line) => (JSON.parse(line) as { health: { nextAt: string } }).health.nextAt);
    expect(lines).toEqual(['2026-03-02T09:00:04.000Z', '2026-03-02T09:01:00.000Z']);
  });
});
