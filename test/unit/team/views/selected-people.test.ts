import { describe, expect, it } from 'vitest';
import type { TeamPerson } from '../../../../electron/history/people.ts';
import { EVERYBODY, type HistoryWho, type View } from '../../../../electron/shared/model.ts';
import { personTest } from '../../../../electron/team/views/selected-people.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const person = (userId: string, name: string, email: string | null = null): TeamPerson => ({
  userId,
  name,
  agentId: `a-${userId}`,
  customId: null,
  email,
});
const ANA = person('u-1', 'Ána Łukasik', 'ana@team.example');
const BEN = person('u-2', 'Ben Okafor');
const ZOE = person('u-3', 'Zoë Lind');
const TEAM = [ANA, BEN, ZOE];

const NIGHT: View = {
  ...EVERYBODY,
  id: 'v-1',
  name: 'Night',
  filter: { queueIds: ['qu-1'], skillIds: [], agentIds: [] },
  text: 'ana',
  statuses: ['BUSY'],
};
const byView: HistoryWho = { kind: 'view', id: 'v-1' };
const byFilter = (agentIds: readonly string[], queueIds: readonly string[] = []): HistoryWho => ({
  kind: 'filter',
  filter: { queueIds, skillIds: [], agentIds },
});

/** The names that are selected while these serve the queue; null is not known. */
function selected(who: HistoryWho, serving: readonly string[] | null, answered: readonly string[] | null = null) {
  const ofQueue = () => (serving === null ? null : new Set(serving));
  const test = personTest(who, {
    views: () => [NIGHT],
    members: () => ({ ofView: () => null, ofQueue, ofSkill: () => null, asOf: () => null, leftQueue: () => [] }),
    snapshotOf: () => answered && { agents: answered.map((userId) => fakeAgent({ userId })) },
  });
  return test.ok ? TEAM.filter((each) => test.value?.(each) ?? true).map(({ name }) => name) : test.error.code;
}

describe('whose history is wanted', () => {
  it('is everybody’s', () => {
    expect(selected({ kind: 'everybody' }, null)).toHaveLength(3);
    expect(selected(byFilter([]), null)).toHaveLength(3);
  });

  it('is that of a view by queue and name as of now, whatever their status', () => {
    expect(selected(byView, ['u-1', 'u-2'])).toEqual(['Ána Łukasik']);
    expect(selected(byView, ['u-2'])).toEqual([]);
  });

  it('is that of agents by user id, agent id or e-mail in any case', () => {
    expect(selected(byFilter(['ANA@team.example', 'a-u-2', 'u-9']), null)).toEqual(['Ána Łukasik', 'Ben Okafor']);
    expect(selected(byFilter(['u-1', 'u-3'], ['qu-1']), ['u-3'])).toEqual(['Zoë Lind']);
  });

  it('is what Kore.ai answered where the members of a queue are not known, and otherwise nobody’s', () => {
    expect(selected(byFilter([], ['qu-1']), null, ['u-2'])).toEqual(['Ben Okafor']);
    expect(selected(byFilter([], ['qu-1']), null)).toBe('not-found');
    expect(selected({ kind: 'view', id: 'gone' }, ['u-1'])).toBe('not-found');
  });
});
