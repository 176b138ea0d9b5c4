import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES, type Agent } from '../../../../../../electron/shared/model.ts';
import {
  firstOf,
  holdRoster,
  isSameOrder,
  type DisplayedRoster,
} from '../../../../../../renderer/features/team/roster/held-roster.ts';
import { groupAgents, sortAgents } from '../../../../../../renderer/features/team/roster/roster.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

function agent(name: string, patch: Partial<Agent> = {}): Agent {
  return fakeAgent({ userId: `u-${name}`, name, ...patch });
}

function show(...team: readonly Agent[]): DisplayedRoster {
  const query = { search: '', statuses: new Set<never>(), sort: 'status', queue: null } as const;
  return { groups: groupAgents(sortAgents(team, 'status'), query, []), gone: new Set() };
}

/** Each group as its name and its agents with their status, a dagger for one who is gone. */
function read({ groups, gone }: DisplayedRoster): string[] {
  return groups.map(({ name, agents }) =>
    [`${name}:`, ...agents.map((each) => `${each.name} ${each.status}${gone.has(each.userId) ? ' †' : ''}`)].join(' '),
  );
}

describe('holdRoster', () => {
  const shown = show(agent('Ann'), agent('Ben'), agent('Cid', { status: 'BUSY' }));

  it('keeps places and takes new data', () => {
    const held = holdRoster(shown, [agent('Ann'), agent('Ben', { status: 'AWAY' }), agent('Cid', { status: 'BUSY' })]);
    expect(read(held)).toEqual(['AVAILABLE: Ann AVAILABLE Ben AWAY', 'BUSY: Cid BUSY']);
    expect(isSameOrder(shown.groups, held.groups)).toBe(true);
  });

  it('marks who is gone and lets newcomers wait', () => {
    const held = holdRoster(shown, [agent('New'), agent('Cid', { status: 'AWAY' }), agent('Ann')]);
    expect(read(held)).toEqual(['AVAILABLE: Ann AVAILABLE Ben AVAILABLE †', 'BUSY: Cid AWAY']);
  });

  it('keeps the mark while others change, and takes it away when the agent comes back', () => {
    const [ann, ben] = [agent('Ann'), agent('Ben')];
    const without = holdRoster(show(ann, ben), [ann]);
    const changed = holdRoster(without, [{ ...ann, status: 'BUSY' }]);
    expect(read(changed)).toEqual(['AVAILABLE: Ann BUSY Ben AVAILABLE †']);
    expect(read(holdRoster(changed, [ann, ben]))).toEqual(['AVAILABLE: Ann AVAILABLE Ben AVAILABLE']);
  });

  it('moves nobody, whoever changes, comes or leaves', () => {
    const member = fc.record({ id: fc.integer({ min: 0, max: 9 }), status: fc.constantFrom(...STATUSES) });
    const someTeam = fc
      .uniqueArray(member, { selector: ({ id }) => id, minLength: 1 })
      .map((members) => members.map(({ id, status }) => agent(`N${id}`, { status })));
    fc.assert(
      fc.property(someTeam, fc.array(someTeam, { maxLength: 4 }), (first, polls) => {
        const before = show(...first);
        const held = polls.reduce(holdRoster, before);
        expect(isSameOrder(before.groups, held.groups)).toBe(true);
        const last = new Map((polls.at(-1) ?? first).map((each) => [each.userId, each]));
        for (const each of held.groups.flatMap(({ agents }) => agents)) {
          expect(held.gone.has(each.userId)).toBe(!last.has(each.userId));
          if (last.has(each.userId)) expect(each).toBe(last.get(each.userId));
        }
      }),
    );
  });
});

describe('firstOf', () => {
  const [ann, ben, cid] = [agent('Ann', { status: 'BUSY' }), agent('Ben', { status: 'BUSY' }), agent('Cid')];

  it('is the first of the group, and of a list that is held the first who still is so', () => {
    const shown = show(ann, ben, cid);
    expect(firstOf(shown, 'BUSY')).toBe(ann);
    expect(firstOf(shown, 'AWAY')).toBeNull();
    expect(firstOf(holdRoster(shown, [{ ...ann, status: 'AVAILABLE' }, ben, cid]), 'BUSY')).toBe(ben);
    expect(firstOf(holdRoster(shown, [ben, cid]), 'BUSY')).toBe(ben);
  });

  it('is who stands elsewhere only where the own group has nobody', () => {
    const held = holdRoster(show(ann, ben, cid), [ann, ben, { ...cid, status: 'BUSY' }]);
    expect(firstOf(held, 'BUSY')).toBe(ann);
    expect(firstOf(holdRoster(show(ann, cid), [ann, { ...cid, status: 'AWAY' }]), 'AWAY')?.userId).toBe('u-Cid');
  });
});

describe('isSameOrder', () => {
  const { groups } = show(agent('Ann'), agent('Ben'));

  it.each([
    ['another place', show(agent('Ben', { name: 'Aaron' }), agent('Ann'))],
    ['another group', show(agent('Ann', { status: 'AWAY' }), agent('Ben', { status: 'AWAY' }))],
    ['one more', show(agent('Ann'), agent('Ben'), agent('Cid'))],
    ['a group more', show(agent('Ann'), agent('Ben'), agent('Cid', { status: 'BUSY' }))],
  ])('sees %s', (_, other) => {
    expect(isSameOrder(groups, other.groups)).toBe(false);
  });

  it('does not mind other data', () => {
    expect(isSameOrder(groups, show(agent('Ann', { secondaryStatus: 'Call' }), agent('Ben')).groups)).toBe(true);
  });
});
