import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Status } from '../../../../../../electron/shared/model.ts';
import {
  countGroups,
  groupAgents,
  sortAgents,
  type RosterGroup,
  type RosterQuery,
} from '../../../../../../renderer/features/team/roster/roster.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const EVERYBODY: RosterQuery = { search: '', statuses: new Set(), sort: 'status', queue: null };

function arrange(
  team: readonly Agent[],
  query: RosterQuery = EVERYBODY,
  needing: readonly Agent[] = [],
): readonly RosterGroup[] {
  return groupAgents(sortAgents(team, query.sort), query, needing);
}

function agent(name: string, patch: Partial<Agent> = {}): Agent {
  return fakeAgent({ userId: `u-${name}`, name, ...patch });
}

function startedAt(name: string, at: number | null, status: Status = 'AVAILABLE'): Agent {
  return agent(name, { status, since: { at, precision: at === null ? 'unknown' : 'exact', toleranceMs: 0 } });
}

/** Each group as its name and its agents' names. */
function read(groups: readonly RosterGroup[]): string[] {
  return groups.map(({ name, agents }) => [`${name}:`, ...agents.map((each) => each.name)].join(' '));
}

describe('groupAgents', () => {
  const team = [
    agent('Ann', { status: 'OFFLINE' }),
    agent('Ben'),
    agent('Cid', { status: 'OTHER' }),
    agent('Dov', { status: 'BUSY' }),
    agent('Eve', { status: 'AWAY' }),
    agent('Abe'),
  ];

  it('groups by status in the fixed order', () => {
    expect(read(arrange(team))).toEqual(['AVAILABLE: Abe Ben', 'BUSY: Dov', 'AWAY: Eve', 'OFFLINE: Ann', 'OTHER: Cid']);
  });

  it('shows only the wanted statuses and matches', () => {
    const statuses = new Set<Status>(['OFFLINE', 'AVAILABLE']);
    expect(read(arrange(team, { ...EVERYBODY, statuses, search: 'n' }))).toEqual(['AVAILABLE: Ben', 'OFFLINE: Ann']);
  });
});

describe('the orders', () => {
  const ann = startedAt('Ann', 30, 'BUSY');
  const ben = startedAt('Ben', 20);
  const cid = startedAt('Cid', 10, 'BUSY');
  const dov = startedAt('Dov', 5);
  const team = [dov, cid, ben, ann];

  it.each([
    ['attention', ['attention: Cid Ben', 'AVAILABLE: Dov', 'BUSY: Ann']],
    ['status', ['AVAILABLE: Ben Dov', 'BUSY: Ann Cid']],
    ['time', ['AVAILABLE: Dov Ben', 'BUSY: Cid Ann']],
    ['name', ['everybody: Ann Ben Cid Dov']],
  ] as const)('by %s', (sort, groups) => {
    expect(read(arrange(team, { ...EVERYBODY, sort }, [cid, ben]))).toEqual(groups);
  });

  it('look for attention only among those who are wanted', () => {
    const busy = { ...EVERYBODY, sort: 'attention', statuses: new Set<Status>(['BUSY']) } as const;
    expect(read(arrange(team, busy, [cid, ben]))).toEqual(['attention: Cid', 'BUSY: Ann']);
    expect(read(arrange(team, { ...busy, search: 'ann' }, [cid, ben]))).toEqual(['BUSY: Ann']);
  });
});

describe('sortAgents', () => {
  const names = (agents: readonly Agent[]) => agents.map(({ name }) => name);

  it('sorts names as people do: without case and accents, numbers by value', () => {
    const team = ['zoe', 'Émile', 'agent 10', 'agent 2', 'Eve'].map((name) => agent(name));
    expect(names(sortAgents(team, 'name'))).toEqual(['agent 2', 'agent 10', 'Émile', 'Eve', 'zoe']);
  });

  it('puts the longest in status first and unknown times last, then by name', () => {
    const team = [startedAt('D', null), startedAt('B', 20), startedAt('C', null), startedAt('A', 10)];
    expect(names(sortAgents(team, 'time'))).toEqual(['A', 'B', 'C', 'D']);
  });

  it('orders agents of one name by id, so that the order never flickers', () => {
    const twins = [fakeAgent({ userId: 'u-2', name: 'Ann' }), fakeAgent({ userId: 'u-1', name: 'Ann' })];
    expect(sortAgents(twins, 'name').map(({ userId }) => userId)).toEqual(['u-1', 'u-2']);
  });

  it('gives one order of a team, from whatever order of another team and in whatever order the team comes', () => {
    const member = fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      name: fc.constantFrom('Ann', 'Ánn', 'Ben', 'ben 2'),
      at: fc.option(fc.integer({ min: 0, max: 3 })),
    });
    const someTeam = fc
      .uniqueArray(member, { selector: ({ id }) => id, maxLength: 30 })
      .map((members) => members.map(({ id, name, at }) => ({ ...startedAt(name, at), userId: `u-${id}` })));
    fc.assert(
      fc.property(someTeam, someTeam, fc.constantFrom('name', 'time'), (before, team, sort) => {
        const sorted = sortAgents(team, sort);
        expect(sortAgents(team, sort, before)).toEqual(sorted);
        expect(sortAgents(team.toReversed(), sort, sortAgents(before, sort))).toEqual(sorted);
        expect(new Set(sorted)).toEqual(new Set(team));
      }),
    );
  });
});

describe('countGroups', () => {
  it('says of each group how many of its status stand above', () => {
    const team = [fakeAgent({ userId: '1', status: 'BUSY' }), fakeAgent({ userId: '2', status: 'BUSY' })];
    const groups = groupAgents(team, { ...EVERYBODY, sort: 'attention' }, team.slice(0, 1));
    const counts = countGroups(groups);
    expect([counts.get('attention'), counts.get('BUSY'), counts.get('AWAY')]).toEqual([
      { here: 1, above: 0 },
      { here: 1, above: 1 },
      { here: 0, above: 0 },
    ]);
  });

  it('says above only of those who stand there while the lines wait', () => {
    const team = [fakeAgent({ userId: '1', status: 'AWAY' }), fakeAgent({ userId: '2', status: 'AWAY' })];
    const query = { ...EVERYBODY, sort: 'attention' } as const;
    const [before, now] = [groupAgents(team, query, []), groupAgents(team, query, team.slice(0, 1))];
    expect(countGroups(now, before).get('AWAY')).toEqual({ here: 2, above: 0 });
    expect(countGroups(before, now).get('AWAY')).toEqual({ here: 1, above: 1 });
    expect(countGroups(now).get('AWAY')).toEqual({ here: 1, above: 1 });
  });
});
