import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES, type Agent, type Status } from '../../../../../../electron/shared/model.ts';
import {
  arrangeRoster,
  sortedFor,
  type Roster,
  type RosterQuery,
} from '../../../../../../renderer/features/team/roster/roster.ts';
import { sortAgents } from '../../../../../../renderer/features/team/roster/sorted-agents.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const EVERYBODY: RosterQuery = { search: '', statuses: new Set(), sort: 'status' };

function arrange(
  team: readonly Agent[],
  query: RosterQuery = EVERYBODY,
  needing: readonly Agent[] = [],
  before?: Roster,
): Roster {
  return arrangeRoster(sortAgents(team, sortedFor(query.sort), before?.sorted), query, needing, before);
}

function agent(name: string, patch: Partial<Agent> = {}): Agent {
  return fakeAgent({ userId: `u-${name}`, name, ...patch });
}

function startedAt(name: string, at: number, status: Status = 'AVAILABLE'): Agent {
  return agent(name, { status, since: { at, precision: 'exact', toleranceMs: 0 } });
}

/** Each group as its name and its agents' names. */
function read({ groups }: Pick<Roster, 'groups'>): string[] {
  return groups.map(({ name, agents }) => [`${name}:`, ...agents.map((each) => each.name)].join(' '));
}

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

describe('arrangeRoster from what was arranged before', () => {
  interface Drawn {
    readonly name: string;
    readonly status: Status;
    readonly at: number;
    /** Among those who need attention when it is not null; the lowest stands first. */
    readonly need: number | null;
  }
  const drawn = fc.record<Drawn>({
    name: fc.constantFrom('Ann', 'Ánn', 'Ben', 'ben 2'),
    status: fc.constantFrom(...STATUSES),
    at: fc.integer({ min: 0, max: 3 }),
    need: fc.option(fc.integer({ min: 0, max: 9 })),
  });
  const query = fc.record({
    search: fc.constantFrom('', 'b'),
    statuses: fc.constantFrom(new Set<Status>(), new Set<Status>(['BUSY', 'AWAY'])),
    sort: fc.constantFrom('attention', 'status', 'name', 'time'),
  });

  /** Those who did not change keep their object, as they do from one poll to the next. */
  function teamOf(people: readonly Drawn[], known: Map<string, Agent>): [team: Agent[], needing: Agent[]] {
    const members = people.map((person, index) => {
      const key = JSON.stringify([index, person.name, person.status, person.at]);
      const made = { ...startedAt(person.name, person.at, person.status), userId: `u-${index}` };
      const member = known.get(key) ?? made;
      known.set(key, member);
      return { member, need: person.need };
    });
    const needing = members.filter(({ need }) => need !== null).sort((a, b) => (a.need ?? 0) - (b.need ?? 0));
    return [members.map(({ member }) => member), needing.map(({ member }) => member)];
  }

  it('gives what arranging the whole team gives, whoever changes, comes, leaves, needs attention or no longer does', () => {
    const changed = fc.oneof(fc.constant({}), drawn, fc.record({ need: drawn.map(({ need }) => need) }));
    // Or else nearly every step would be arranged anew.
    const mostlyNot = <T, N>(arbitrary: fc.Arbitrary<T>, not: N): fc.Arbitrary<T | N> =>
      fc.oneof({ weight: 8, arbitrary: fc.constant(not) }, { weight: 1, arbitrary });
    const step = fc.record({
      changes: fc.array(changed, { maxLength: 12 }),
      newcomers: mostlyNot(fc.array(drawn, { maxLength: 1 }), []),
      asked: mostlyNot(query, null),
    });
    fc.assert(
      fc.property(
        fc.array(drawn, { maxLength: 12 }),
        query,
        fc.array(step, { maxLength: 4 }),
        (first, begun, steps) => {
          const known = new Map<string, Agent>();
          let [people, asked] = [first, begun];
          let before: Roster | undefined;
          for (const { changes, newcomers, asked: next } of [{ changes: [], newcomers: [], asked: null }, ...steps]) {
            people = [...people.map((person, index) => ({ ...person, ...changes[index] })), ...newcomers];
            asked = next ?? asked;
            const [team, needing] = teamOf(people, known);
            before = arrange(team, asked, needing, before);
            expect(before.groups).toEqual(arrange(team, asked, needing).groups);
          }
        },
      ),
    );
  });

  it('leaves a group as it is whom the change does not concern', () => {
    const team = [agent('Ann'), agent('Ben', { status: 'BUSY' }), agent('Cid', { status: 'AWAY' })];
    const before = arrange(team);
    const next = arrange([agent('Ann', { status: 'AWAY' }), ...team.slice(1)], EVERYBODY, [], before);
    expect(read(next)).toEqual(['BUSY: Ben', 'AWAY: Ann Cid']);
    expect(next.groups[0]?.agents).toBe(before.groups[1]?.agents);
  });
});
