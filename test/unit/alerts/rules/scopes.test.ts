import { expect, it } from 'vitest';
import { createScopes } from '../../../../electron/alerts/rules/scopes.ts';
import { EMPTY_FILTER, type View } from '../../../../electron/shared/model.ts';
import type { Members } from '../../../../electron/team/directory/types.ts';
import { agentIn } from '../../../support/alert-scene.ts';

const SALES: View = {
  id: 'v-1',
  name: 'Sales',
  filter: { ...EMPTY_FILTER, queueIds: ['q-1'] },
  statuses: [],
  secondaryStatuses: [],
  text: '',
};

/** Scopes over a view and who serves its queue. */
function scopesOf(first: View) {
  const present = { view: first, members: new Set(['u-1']) };
  const members: Members = {
    ofView: () => null,
    ofQueue: () => present.members,
    ofSkill: () => null,
    asOf: () => null,
    leftQueue: () => [],
  };
  const scopeOf = createScopes({
    team: { agentIdOf: () => null, canShow: () => true },
    views: { list: () => ({ views: [present.view] }), active: () => present.view },
    directory: { get: () => ({ queues: [], asOf: 0, isCut: false }), members: () => members },
  });
  return { present, find: () => scopeOf({ kind: 'view', id: 'v-1' }) };
}

it('has the same scope of a view until other agents are meant, so that they are counted once', () => {
  const { present, find } = scopesOf(SALES);
  const first = find();
  expect(find()).toBe(first);
  present.members = new Set(['u-2']);
  const second = find();
  expect(second).not.toBe(first);
  expect(second).toMatchObject({ name: 'Sales' });
  expect(typeof second === 'string' || second.isIn(agentIn('u-2', 'BUSY'))).toBe(true);
  expect(find()).toBe(second);
  present.view = { ...SALES, name: 'Sales 2' };
  expect(find()).toMatchObject({ name: 'Sales 2' });
});

it('asks each time who is meant where a view names agents', () => {
  const { find } = scopesOf({ ...SALES, filter: { ...EMPTY_FILTER, agentIds: ['a-1'] } });
  expect(find()).not.toBe(find());
});
