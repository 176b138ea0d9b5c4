import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../../../electron/shared/model.ts';
import { sortAgents } from '../../../../../../renderer/features/team/roster/sorted-agents.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const START = fc.option(fc.integer({ min: 0, max: 3 }));

function agent(name: string): Agent {
  return fakeAgent({ userId: `u-${name}`, name });
}

function startedAt(name: string, at: number | null): Agent {
  return { ...agent(name), since: { at, precision: at === null ? 'unknown' : 'exact', toleranceMs: 0 } };
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
        const team = new Map(before.team.filter((_, index) => stays[index] ?? true).map((each) => [each.userId, each]));
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
        const agents = before.team.map((each, index) => {
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
