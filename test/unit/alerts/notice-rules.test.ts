import { describe, expect, it } from 'vitest';
import { noticesFor, type PollFacts } from '../../../electron/alerts/notice-rules.ts';
import type { Agent, Health, HealthState } from '../../../electron/shared/model.ts';
import { statusOf } from '../../../electron/kore/members.ts';
import { statusChanges } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);

function agent(userId: string, rawStatus: string, extra: Partial<Agent> = {}): Agent {
  const since = { at: NOW - 720_000, precision: 'exact', toleranceMs: 0 } as const;
  return {
    userId,
    name: `Name ${userId}`,
    status: statusOf(rawStatus),
    rawStatus,
    secondaryStatus: null,
    since,
    ...extra,
  };
}

function team(...agents: readonly Agent[]): ReadonlyMap<string, Agent> {
  return new Map(agents.map((one) => [one.userId, one]));
}

function health(state: HealthState, message = ''): Health {
  return { state, since: NOW, nextAt: null, message };
}

const FACTS: PollFacts = {
  changes: [],
  view: null,
  choice: 'every-change',
  before: team(agent('1', 'AVAILABLE'), agent('2', 'AVAILABLE')),
  after: team(agent('1', 'AWAY'), agent('2', 'AVAILABLE')),
  isBaseline: false,
  unread: [],
  healthBefore: health('live'),
  healthAfter: health('live'),
  isMasked: false,
  connectionId: 'c-1',
  connectionName: null,
  isDemo: false,
  now: NOW,
};

/** The notices of FACTS with some of them replaced; who changed is read from the two teams, unless it is given. */
function noticesOf(patch: Partial<PollFacts> = {}): ReturnType<typeof noticesFor> {
  const facts = { ...FACTS, ...patch };
  return noticesFor({ ...facts, changes: patch.changes ?? statusChanges(facts.before, facts.after) });
}

describe('noticesFor', () => {
  it('tells agents of one name apart, but not while names are hidden', () => {
    const after = team(agent('1', 'AWAY', { name: 'Maria Garcia', addition: 'mgarcia2' }), agent('2', 'AVAILABLE'));
    expect(noticesOf({ after })[0]?.title).toBe('Maria Garcia (mgarcia2): AWAY');
    expect(noticesOf({ after, isMasked: true })[0]?.title).toBe('M. G.: AWAY');
  });

  it('tells one change with the time in the status before', () => {
    expect(noticesOf()).toEqual([
      {
        id: 'c-1/status:1',
        title: 'Name 1: AWAY',
        body: 'Was AVAILABLE for 12 minutes.',
        userId: '1',
        connectionId: 'c-1',
        isDemo: false,
      },
    ]);
  });

  it('says "at least" and names the secondary status when that is what is known', () => {
    const since = { at: NOW - 60_000, precision: 'at-least', toleranceMs: 0 } as const;
    const before = team(agent('1', 'BUSY', { since, secondaryStatus: 'NBK' }), agent('2', 'AVAILABLE'));
    expect(noticesOf({ before })[0]?.body).toBe('Was BUSY (NBK) for at least 1 minute.');
  });

  it('says when the zone of a time is only assumed', () => {
    const since = { at: NOW - 60_000, precision: 'assumed', toleranceMs: 0, seenAt: NOW } as const;
    const before = team(agent('1', 'BUSY', { since }), agent('2', 'AVAILABLE'));
    expect(noticesOf({ before })[0]?.body).toBe('Was BUSY for 1 minute (assumed zone).');
  });

  it.each([
    ['nothing is chosen yet', { choice: null }],
    ['the user wants nothing', { choice: 'nothing' }],
    ['only need is wanted', { choice: 'team-needs-me' }],
    ['the poll is a baseline', { isBaseline: true }],
    ['the poll changed nothing', { after: FACTS.before }],
    ['somebody came or went without changing status', { after: team(agent('2', 'AVAILABLE'), agent('3', 'AWAY')) }],
  ] as const)('is silent when %s', (_, facts) => {
    expect(noticesOf(facts)).toEqual([]);
  });

  it('tells three changes singly and four as one summary', () => {
    const before = team(...['1', '2', '3', '4', '5'].map((id) => agent(id, 'AVAILABLE')));
    const withAway = (count: number): ReadonlyMap<string, Agent> =>
      team(...[...before.keys()].map((id, index) => agent(id, index < count ? 'AWAY' : 'AVAILABLE')));
    expect(noticesOf({ before, after: withAway(3) }).map(({ id }) => id)).toEqual([
      'c-1/status:1',
      'c-1/status:2',
      'c-1/status:3',
    ]);
    expect(noticesOf({ before, after: withAway(4) })).toEqual([
      {
        id: 'c-1/status:summary',
        title: '4 agents changed status',
        body: 'Now 1 available, 0 busy, 4 away, 0 offline.',
        userId: null,
        connectionId: 'c-1',
        isDemo: false,
      },
    ]);
  });

  it('tells both choices once when nobody is available any more', () => {
    const after = team(agent('1', 'AWAY'), agent('2', 'BUSY'));
    const facts = {
      choice: 'team-needs-me',
      before: team(agent('1', 'AVAILABLE'), agent('2', 'BUSY')),
      after,
    } as const;
    expect(noticesOf(facts).map(({ id }) => id)).toEqual(['c-1/coverage:none']);
    expect(noticesOf({ ...facts, before: after, after: team(agent('1', 'AWAY'), agent('2', 'AWAY')) })).toEqual([]);
  });

  it('does not say that nobody is available where that list could not be understood', () => {
    const gone = { before: team(agent('1', 'AVAILABLE')), after: team(agent('2', 'BUSY')) };
    expect(noticesOf(gone).map(({ id }) => id)).toEqual(['c-1/coverage:none']);
    expect(noticesOf({ ...gone, unread: ['AVAILABLE'] })).toEqual([]);
    expect(noticesOf({ ...gone, unread: ['AWAY'] })).toMatchObject([
      { body: 'The team: 0 available, 1 busy, ? away, 0 offline.' },
    ]);
  });

  it('tells once that the team cannot be read, but not while it has never been read', () => {
    const lost = { after: FACTS.before, healthAfter: health('unauthorized', 'Check the token.') };
    expect(noticesOf(lost)).toEqual([
      {
        id: 'c-1/connection',
        title: 'Rollcall can no longer read the team',
        body: 'Check the token.',
        userId: null,
        connectionId: 'c-1',
        isDemo: false,
      },
    ]);
    expect(noticesOf({ ...lost, healthBefore: health('unauthorized') })).toEqual([]);
    expect(noticesOf({ ...lost, healthBefore: health('starting') })).toEqual([]);
  });

  it('names nobody while names are hidden', () => {
    expect(noticesOf({ isMasked: true })).toMatchObject([{ title: 'N. 1.: AWAY', userId: '1' }]);
  });

  it('marks what comes from the demo', () => {
    expect(noticesOf({ isDemo: true })[0]?.isDemo).toBe(true);
  });

  it('tells of a view who came into it and who left it, and counts the view', () => {
    const [before, after] = [team(agent('1', 'AWAY')), team(agent('2', 'AWAY'))];
    const changes = [
      { before: agent('2', 'BUSY'), after: agent('2', 'AWAY') },
      { before: agent('1', 'AWAY'), after: agent('1', 'AVAILABLE') },
    ];
    const view = { name: 'Away only' };
    expect(noticesOf({ before, after, changes, view }).map(({ title }) => title)).toEqual([
      'Name 2: AWAY',
      'Name 1: AVAILABLE',
    ]);
  });

  it('tells by the name of the view that nobody in it is available, also when it shows nobody else', () => {
    const view = { name: 'Leads' };
    const choice = 'team-needs-me';
    const shrunk = team(agent('2', 'BUSY'));
    expect(
      noticesOf({ choice, view, before: team(agent('1', 'AVAILABLE'), agent('2', 'BUSY')), after: shrunk }),
    ).toMatchObject([{ id: 'c-1/coverage:none', body: 'Leads: 0 available, 1 busy, 0 away, 0 offline.' }]);
    const changes = [{ before: agent('1', 'AVAILABLE'), after: agent('1', 'BUSY') }];
    const onlyAvailable = { choice, view, before: team(agent('1', 'AVAILABLE')), after: team() } as const;
    expect(noticesOf({ ...onlyAvailable, changes })).toMatchObject([{ id: 'c-1/coverage:none' }]);
    expect(noticesOf({ ...onlyAvailable, changes: [] })).toEqual([]);
  });
});
