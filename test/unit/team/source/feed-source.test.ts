import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../../electron/connections/types.ts';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import { namedPeople } from '../../../../electron/history/people.ts';
import type { FeedState, FeedTeam } from '../../../../electron/relay/wire/team-feed.ts';
import { clockMinute } from '../../../../electron/shared/format.ts';
import { nameText } from '../../../../electron/shared/names/names.ts';
import { appError, fail } from '../../../../electron/shared/result.ts';
import {
  EVERYBODY,
  NOTHING_LEARNED,
  type Agent,
  type Audience,
  type Counts,
  type View,
} from '../../../../electron/shared/model.ts';
import { deskTexts as texts } from '../../../../electron/shared/texts/relay/desk.ts';
import { createDeskCaller } from '../../../../electron/relay/desk/desk-caller.ts';
import { withViews } from '../../../../electron/team/directory/directory-state.ts';
import { freshness } from '../../../../electron/team/health.ts';
import { createLiveTeam } from '../../../../electron/team/live-team.ts';
import type { PollOutcome } from '../../../../electron/team/types.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeMembers } from '../../../support/fake-members.ts';
import { DEFAULT_RULES, fakeAgent } from '../../../support/fake-team.ts';

const PACE_MS = 30_000;
const ZERO: Counts = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 0 };

/** A desk's team over a feed that says what a test wants. */
function desk({ audience = 'names', view = null }: { readonly audience?: Audience; readonly view?: View | null } = {}) {
  const clock = createFakeClock();
  const polls: PollOutcome[] = [];
  const days: (number | undefined)[] = [];
  let listener: (state: FeedState) => void = () => undefined;
  const followed = { now: 0, retries: 0 };
  const relay = { broker: 'wss://b/mqtt', site: 's', deskId: 'd', audience, views: ['everybody'], keys: ['k'] };
  const profile = connectionProfile({ auth: 'desk', clientId: null, relay });
  const feed = {
    follow(next: (state: FeedState) => void) {
      listener = next;
      followed.now += 1;
      return () => void (followed.now -= 1);
    },
    retry: () => void (followed.retries += 1),
    day: () => Promise.resolve(fail('cancelled')),
  };
  const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
  const live: LiveConnection = { profile, isDemo: false, ...createDeskCaller(feed, memory, () => null) };
  let views: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  const members = createFakeMembers();
  const team = createLiveTeam({
    clock,
    random: () => 0.5,
    connections: {
      live: () => live,
      state: () => ({ kind: 'account', profile, secret: 'stored' }),
      generation: () => 1,
      subscribe: () => () => undefined,
    },
    pace: () => 'standard',
    rules: () => DEFAULT_RULES,
    scheduleLimits: () => scheduleLimits(1, null, clock.now()),
    readToday: (_live, { pages }) => {
      days.push(pages);
      return Promise.resolve(fail('cancelled'));
    },
    onDelta: () => undefined,
    onPoll: (outcome) => polls.push(outcome),
    view: () => view,
    directory: {
      get: members.get,
      members: () => ({ ...members.members(), ofView: (id) => views.get(id) ?? null }),
    },
    onPublished(published) {
      const next = withViews(views, published.members);
      const isOther = next !== views;
      views = next;
      return isOther;
    },
  });
  team.start();

  function teamOf(agents: readonly Agent[], patch: Partial<FeedTeam> = {}): FeedTeam {
    const ids = new Set(agents.map(({ userId }) => userId));
    return {
      asOf: clock.now(),
      clockOffsetMs: 0,
      agents: new Map(agents.map((agent) => [agent.userId, agent])),
      queues: [],
      members: new Map([['everybody', ids]]),
      counts: new Map([['everybody', ZERO]]),
      ...{ ignored: 0, unread: [], paceMs: PACE_MS },
      health: { state: 'live', since: 0, nextAt: clock.now() + PACE_MS, message: '' },
      ...patch,
    };
  }
  let last: FeedTeam | null = null;
  return {
    clock,
    team,
    polls,
    days,
    followed,
    teamOf,
    /** The publisher says who there is. */
    says(agents: readonly Agent[], patch: Partial<FeedTeam> = {}): void {
      last = teamOf(agents, patch);
      listener({ link: { kind: 'live' }, team: last, views: null, missing: [], refused: null });
    },
    /** A link is another one; the team stays. */
    links(link: FeedState['link'], patch: Partial<Pick<FeedState, 'missing' | 'refused'>> = {}): void {
      listener({ link, team: last, views: null, missing: [], refused: null, ...patch });
    },
  };
}

const ANA = fakeAgent({ userId: 'u-1', name: 'Ana', status: 'AVAILABLE', rawStatus: 'AVAILABLE' });
const ANA_AWAY: Agent = { ...ANA, status: 'AWAY', rawStatus: 'AWAY' };

describe('the team of a desk', () => {
  it('calls namesakes in a history as in its list', () => {
    const { team, says } = desk();
    says([{ ...ANA, addition: '3470' }, fakeAgent({ userId: 'u-2', name: 'Ana', addition: '1520' })]);
    const named = namedPeople(team.people()).map(({ name, addition }) => nameText({ name, addition }, false));
    expect(named).toEqual(['Ana (1520)', 'Ana (3470)']);
  });

  it('begins with a baseline, and then tells changes exactly as a poll would', () => {
    const { clock, team, polls, says } = desk();
    says([ANA]);
    expect(polls.map(({ isBaseline, changes, gap }) => ({ isBaseline, changes, gap }))).toEqual([
      { isBaseline: true, changes: [], gap: null },
    ]);
    clock.advance(PACE_MS);
    says([ANA_AWAY]);
    expect(polls[1]).toMatchObject({
      isBaseline: false,
      changes: [{ before: ANA, after: ANA_AWAY }],
      gap: null,
      healthAfter: { state: 'live', message: '' },
    });
    expect(team.snapshot()).toMatchObject({ counts: { AWAY: 1, total: 1 }, asOf: clock.now(), intervalMs: PACE_MS });
    expect([...team.viewed().values()]).toEqual([ANA_AWAY]);
  });

  it('begins a new baseline after a gap, and reports it', () => {
    const { clock, polls, says, links } = desk();
    says([ANA]);
    const from = clock.now();
    links({ kind: 'broker', error: appError('offline'), nextAt: from + 5_000 });
    clock.advance(10 * 60_000);
    says([ANA_AWAY]);
    expect(polls.at(-1)).toMatchObject({ isBaseline: true, gap: { from, to: clock.now() } });
  });

  it('goes on after a short cut, so that what changed in it is told', () => {
    const { clock, polls, says, links } = desk();
    says([ANA]);
    links({ kind: 'broker', error: appError('connection-lost'), nextAt: clock.now() + 5_000 });
    clock.advance(PACE_MS + 10_000);
    says([ANA_AWAY]);
    expect(polls.at(-1)).toMatchObject({ isBaseline: false, changes: [{ after: ANA_AWAY }], gap: null });
  });

  it('begins a new baseline after a wake, over a new connection', () => {
    const { clock, polls, says, team, followed } = desk();
    says([ANA]);
    clock.advance(PACE_MS);
    team.wake();
    expect(followed.now).toBe(0);
    clock.advance(3_000);
    expect(followed.now).toBe(1);
    says([ANA_AWAY]);
    expect(polls.at(-1)).toMatchObject({ isBaseline: true, gap: null });
  });

  it.each([
    ['the broker', { kind: 'broker', error: appError('offline'), nextAt: 7 }, 'offline', 'broker', 7],
    [
      'the broker, which revoked it',
      { kind: 'broker', error: appError('forbidden'), nextAt: 7 },
      'unauthorized',
      'broker',
      7,
    ],
    ['its role', { kind: 'refused' }, 'unauthorized', 'broker', null],
    ['a publisher that was never there', { kind: 'silent' }, 'stale', 'publisher', null],
    ['a publisher that has stopped', { kind: 'publisher', why: 'gone' }, 'stale', 'publisher', null],
    ['a publisher that hangs', { kind: 'publisher', why: 'late' }, 'stale', 'publisher', null],
    ['one that has only said what was retained', { kind: 'unconfirmed', late: [] }, 'stale', 'publisher', null],
    ['a publisher that has never published', { kind: 'publisher', why: 'unused' }, 'stale', 'publisher', null],
    ['its keys', { kind: 'unusable', why: 'forged', isAlone: true }, 'stale', 'key', null],
    ['its keys, after a publisher it knew', { kind: 'publisher', why: 'stranger' }, 'stale', 'key', null],
    ['damaged messages', { kind: 'unusable', why: 'damaged', isAlone: false }, 'stale', 'messages', null],
    ['its version', { kind: 'unusable', why: 'newer-version', isAlone: true }, 'stale', 'version', null],
    ['an older publisher', { kind: 'unusable', why: 'older-version', isAlone: true }, 'stale', 'version', null],
    ['the clock of the publisher', { kind: 'publisher', why: 'clock' }, 'stale', 'clock', null],
    ['an audience nobody publishes for', { kind: 'publisher', why: 'audience' }, 'stale', 'role', null],
    ['views that were deleted', { kind: 'deleted' }, 'stale', 'role', null],
    ['a team that has not come', { kind: 'publisher', why: 'no-team' }, 'stale', 'team', null],
  ] as const)('keeps the last team and names the link that is down: %s', (_name, down, state, link, nextAt) => {
    const { clock, team, says, links } = desk();
    says([ANA]);
    const asOf = clock.now();
    clock.advance(PACE_MS);
    links(down);
    expect(team.snapshot()).toMatchObject({ agents: [ANA], asOf, health: { state, link, nextAt } });
    expect(team.facts().health.message).not.toBe('');
    says([ANA]);
    expect(team.facts().health).toMatchObject({ state: 'live', message: '' });
    expect(team.facts().health.link).toBeUndefined();
  });

  it('names the views that are late, and does not say that the publisher cannot be heard', () => {
    const { clock, team, says, links } = desk();
    says([ANA]);
    clock.advance(PACE_MS);
    links({ kind: 'unconfirmed', late: ['Orders', 'Night'] });
    const message =
      'Waiting for 2 views of this desk: Orders, Night. Until then everything is shown with the time of the oldest view.';
    expect(team.facts().health).toEqual({ state: 'stale', since: clock.now(), nextAt: null, message, link: 'view' });
    expect(freshness(team.snapshot(), () => '14:02')).toBe('A view is late, as of 14:02');
    const since = clock.now();
    clock.advance(PACE_MS);
    links({ kind: 'unconfirmed', late: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] });
    expect(team.facts().health.since).toBe(since);
    expect(team.facts().health.message).toContain(': A, B, C, D, E and 2 more views. ');
  });

  it('says that the publisher cannot read Kore.ai, in its own words', () => {
    const { clock, team, polls, says, teamOf } = desk();
    says([ANA]);
    const { asOf } = teamOf([ANA]);
    clock.advance(PACE_MS);
    const health = { state: 'unauthorized', since: 0, nextAt: null, message: 'No scope.' } as const;
    says([ANA], { asOf, health });
    expect(team.facts().health).toMatchObject({ state: 'stale', link: 'kore', message: texts.kore('No scope.') });
    expect(team.snapshot().asOf).toBe(asOf);
    expect(polls.at(-1)).toMatchObject({ changes: [], healthAfter: { link: 'kore' } });
    const { since } = team.facts().health;
    clock.advance(PACE_MS);
    says([ANA], { asOf, health: { ...health, message: 'Still no scope.' } });
    expect(team.facts().health).toMatchObject({ since, message: texts.kore('Still no scope.') });
  });

  it('says what is missing, and what was refused and when, while all else is well', () => {
    const { clock, team, says, links } = desk();
    says([ANA]);
    links({ kind: 'live' }, { missing: ['Orders', null], refused: { why: 'forged', at: clock.now() } });
    const { state, message } = team.facts().health;
    expect(state).toBe('live');
    expect(message).toContain('2 views of this desk are missing (Orders): ');
    expect(message).toContain(`not signed were refused, the last one at ${clockMinute(clock.now())}. `);
    links({ kind: 'live' });
    expect(team.facts().health.message).toBe('');
  });

  it('shows a published view by who is in it', () => {
    const night: View = { ...EVERYBODY, id: 'night', name: 'Night', filter: { ...EVERYBODY.filter, viewId: 'night' } };
    const { team, says } = desk({ view: night });
    const ben = { ...ANA, userId: 'u-2', name: 'Ben' };
    says([ANA, ben], {
      members: new Map([
        ['everybody', new Set(['u-1', 'u-2'])],
        ['night', new Set(['u-2'])],
      ]),
    });
    expect(team.snapshot()).toMatchObject({ agents: [ben], counts: { total: 1 } });
    says([ANA, ben], {
      members: new Map([
        ['everybody', new Set(['u-1', 'u-2'])],
        ['night', new Set(['u-1'])],
      ]),
    });
    expect(team.snapshot().agents).toEqual([ANA]);
  });

  it('shows counts without agents as its publisher counts them, and alerts nobody by them', () => {
    const { team, says, polls } = desk({ audience: 'counts' });
    const counts = { ...ZERO, AVAILABLE: 7, total: 7 };
    says([], { counts: new Map([['everybody', counts]]) });
    expect(team.snapshot()).toMatchObject({ agents: [], counts });
    expect(polls.at(-1)?.unread).toEqual(['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE', 'OTHER']);
    says([], {
      counts: new Map([
        ['night', counts],
        ['day', counts],
      ]),
    });
    expect(team.snapshot().counts.total).toBeNull();
  });

  it('says of a view of queues that nobody publishes them', () => {
    const view: View = { ...EVERYBODY, id: 'v', name: 'V', filter: { ...EVERYBODY.filter, queueIds: ['qu-1'] } };
    const { team, says } = desk({ view });
    says([ANA]);
    expect(team.snapshot()).toMatchObject({ asOf: null, health: { message: texts.queueNotPublished } });
  });

  it('says of a view of skills that nobody publishes who has them', () => {
    const view: View = { ...EVERYBODY, id: 'v', name: 'V', filter: { ...EVERYBODY.filter, skillIds: ['sk-1'] } };
    const { team, says } = desk({ view });
    says([ANA]);
    expect(team.snapshot()).toMatchObject({ asOf: null, health: { message: texts.skillsNotPublished } });
  });

  it('says of a view of the publisher that nothing comes of it, rather than of its queues', () => {
    const view: View = { ...EVERYBODY, id: 'v', name: 'V', filter: { ...EVERYBODY.filter, viewId: 'orders' } };
    const { team, says } = desk({ view });
    says([ANA]);
    expect(team.snapshot()).toMatchObject({ asOf: null, health: { message: texts.viewNotPublished } });
  });

  it('reads the published day of today, and again once another may be there', async () => {
    const { clock, says, days } = desk();
    says([ANA]);
    await clock.advanceAsync(PACE_MS);
    says([ANA]);
    expect(days).toHaveLength(1);
    await clock.advanceAsync(5 * 60_000);
    says([ANA]);
    expect(days).toHaveLength(2);
  });

  it('does not take a day for what happened in a gap before it was published again', async () => {
    const { clock, says, days } = desk();
    says([ANA]);
    await clock.advanceAsync(10 * 60_000);
    says([ANA_AWAY]);
    expect(days).toEqual([undefined, 1]);
    await clock.advanceAsync(5 * 60_000);
    says([ANA_AWAY], { paceMs: 5 * 60_000 });
    expect(days).toEqual([undefined, 1]);
    await clock.advanceAsync(60_000);
    says([ANA_AWAY]);
    expect(days).toEqual([undefined, 1, undefined]);
  });

  it('follows nobody while it is paused or stopped', () => {
    const { clock, team, says, followed } = desk();
    says([ANA]);
    team.pause(60_000);
    expect([followed.now, team.facts().health.state]).toEqual([0, 'paused']);
    clock.advance(60_000);
    expect(followed.now).toBe(1);
    team.stop();
    expect(followed.now).toBe(0);
  });
});
