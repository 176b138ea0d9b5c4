import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Status } from '../../../../electron/shared/model.ts';
import {
  arrangeRoster,
  holdRoster,
  sortAgents,
  sortRoster,
  type RosterItem,
  type RosterQuery,
} from '../../../../renderer/team/roster.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const START = fc.option(fc.integer({ min: 0, max: 3 }));
const EVERYBODY = { search: '', statuses: new Set<Status>(), sort: 'status' } as const;
const arrange = (agents: readonly Agent[], query: RosterQuery = EVERYBODY, needing: readonly Agent[] = []) =>
  arrangeRoster(sortRoster(agents, query).agents, query, needing);

function agent(name: string, patch: Partial<Agent> = {}): Agent {
  return fakeAgent({ userId: `u-${name}`, name, ...patch });
}

function startedAt(name: string, at: number | null): Agent {
  return agent(name, { since: { at, precision: at === null ? 'unknown' : 'exact', toleranceMs: 0 } });
}

/** `# STATUS count` for a head, the name for an agent, with a dagger for one who is gone. */
function read(items: readonly RosterItem[]): string[] {
  return items.map((item) =>
    item.kind === 'group'
      ? `# ${item.status ?? 'ATTENTION'} ${item.count}`
      : `${item.agent.name}${item.isGone ? ' †' : ''}`,
  );
}

const names = (agents: readonly Agent[]) => agents.map(({ name }) => name);

describe('sortAgents', () => {
  it('sorts names as people do: without case and accents, numbers by value', () => {
    const team = ['zoe', 'Émile', 'agent 10', 'agent 2', 'Eve'].map((name) => agent(name));
    expect(names(sortAgents(team, 'name').agents)).toEqual(['agent 2', 'agent 10', 'Émile', 'Eve', 'zoe']);
  });

  it('puts the longest in status first and unknown times last, then by name', () => {
    const team = [startedAt('D', null), startedAt('B', 20), startedAt('C', null), startedAt('A', 10)];
    expect(names(sortAgents(team, 'time').agents)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('orders agents of one name by id, so that the order never flickers', () => {
    const twins = [fakeAgent({ userId: 'u-2', name: 'Ann' }), fakeAgent({ userId: 'u-1', name: 'Ann' })];
    expect(sortAgents(twins, 'name').agents.map(({ userId }) => userId)).toEqual(['u-1', 'u-2']);
  });
});

describe('sortAgents from a team that was sorted before', () => {
  const someTeam = fc.array(
    fc.record({ id: fc.integer({ min: 0, max: 30 }), name: fc.constantFrom('Ann', 'Ánn', 'Ben', 'ben 2'), at: START }),
    { maxLength: 30 },
  );
  const teamOf = (drawn: readonly { id: number; name: string; at: number | null }[]): Agent[] => {
    const agents = drawn.map(({ id, name, at }) => fakeAgent({ ...startedAt(name, at), userId: `u-${id}` }));
    return [...new Map(agents.map((each) => [each.userId, each])).values()];
  };

  it.each(['name', 'time'] as const)('gives by %s what sorting the whole team gives', (by) => {
    fc.assert(
      fc.property(someTeam, someTeam, fc.array(fc.boolean()), (first, second, stays) => {
        const before = sortAgents(teamOf(first), by);
        const team = new Map(
          before.source.filter((_, index) => stays[index] ?? true).map((each) => [each.userId, each]),
        );
        for (const each of teamOf(second)) team.set(each.userId, each);
        const agents = [...team.values()];
        expect(sortAgents(agents, by, before)).toEqual(sortAgents(agents, by));
      }),
    );
  });

  it.each(['name', 'time'] as const)('gives by %s the same when some only changed', (by) => {
    const changes = fc.array(fc.option(fc.record({ name: fc.constantFrom('Ann', 'ann', 'Ben'), at: START })));
    fc.assert(
      fc.property(someTeam, changes, (drawn, news) => {
        const before = sortAgents(teamOf(drawn), by);
        const agents = before.source.map((each, index) => {
          const change = news[index] ?? null;
          return change === null ? each : { ...startedAt(change.name, change.at), userId: each.userId };
        });
        expect(sortAgents(agents, by, before)).toEqual(sortAgents(agents, by));
      }),
    );
  });

  it('sorts anew by something else', () => {
    const team = [startedAt('Ann', 20), startedAt('Ben', 10)];
    expect(names(sortAgents(team, 'time', sortAgents(team, 'name')).agents)).toEqual(['Ben', 'Ann']);
  });
});

describe('arrangeRoster', () => {
  const team = [
    agent('Ann', { status: 'OFFLINE' }),
    agent('Ben'),
    agent('Cid', { status: 'OTHER' }),
    agent('Dov', { status: 'BUSY' }),
    agent('Eve', { status: 'AWAY' }),
    agent('Abe'),
  ];

  it('groups by status in the fixed order', () => {
    expect(read(arrange(team))).toEqual([
      '# AVAILABLE 2',
      'Abe',
      'Ben',
      '# BUSY 1',
      'Dov',
      '# AWAY 1',
      'Eve',
      '# OFFLINE 1',
      'Ann',
      '# OTHER 1',
      'Cid',
    ]);
  });

  it('shows only the wanted statuses and matches, and numbers them through', () => {
    const statuses = new Set<Status>(['OFFLINE', 'AVAILABLE']);
    const items = arrange(team, { ...EVERYBODY, statuses, search: 'n' });
    expect(read(items)).toEqual(['# AVAILABLE 1', 'Ben', '# OFFLINE 1', 'Ann']);
    expect(items.flatMap((item) => (item.kind === 'agent' ? [item.position] : []))).toEqual([1, 2]);
  });
});

describe('the orders', () => {
  const ann = { ...startedAt('Ann', 30), status: 'BUSY' } as const;
  const ben = startedAt('Ben', 20);
  const cid = { ...startedAt('Cid', 10), status: 'BUSY' } as const;
  const dov = startedAt('Dov', 5);
  const team = [dov, cid, ben, ann];

  it.each([
    ['attention', ['# ATTENTION 2', 'Cid', 'Ben', '# AVAILABLE 1', 'Dov', '# BUSY 1', 'Ann']],
    ['status', ['# AVAILABLE 2', 'Ben', 'Dov', '# BUSY 2', 'Ann', 'Cid']],
    ['time', ['# AVAILABLE 2', 'Dov', 'Ben', '# BUSY 2', 'Cid', 'Ann']],
    ['name', ['Ann', 'Ben', 'Cid', 'Dov']],
  ] as const)('by %s', (sort, lines) => {
    const items = arrange(team, { ...EVERYBODY, sort }, [cid, ben]);
    expect(read(items)).toEqual(lines);
    const positions = items.flatMap((item) => (item.kind === 'agent' ? [item.position] : []));
    expect(positions).toEqual([1, 2, 3, 4]);
  });

  it('look for attention only among those who are wanted', () => {
    const busy = { ...EVERYBODY, sort: 'attention', statuses: new Set<Status>(['BUSY']) } as const;
    expect(read(arrange(team, busy, [cid, ben]))).toEqual(['# ATTENTION 1', 'Cid', '# BUSY 1', 'Ann']);
    expect(read(arrange(team, { ...busy, search: 'ann' }, [cid, ben]))).toEqual(['# BUSY 1', 'Ann']);
  });
});

describe('holdRoster', () => {
  it('keeps places, takes new data, marks who is gone and lets newcomers wait', () => {
    const shown = arrange([agent('Ann'), agent('Ben'), agent('Cid')]);
    const next = [agent('New'), agent('Cid', { status: 'AWAY' }), agent('Ann')];
    const held = holdRoster(shown, next);
    expect(read(held)).toEqual(['# AVAILABLE 3', 'Ann', 'Ben †', 'Cid']);
    expect(held[3]).toMatchObject({ agent: { status: 'AWAY' } });
  });

  it('brings back who was gone', () => {
    const shown = arrange([agent('Ann')]);
    expect(read(holdRoster(holdRoster(shown, []), [agent('Ann')]))).toEqual(['# AVAILABLE 1', 'Ann']);
  });

  it('keeps the very line of an agent who did not change', () => {
    const ann = agent('Ann');
    const shown = arrange([ann]);
    expect(holdRoster(shown, [ann])[1]).toBe(shown[1]);
  });
});
