import { describe, expect, it } from 'vitest';
import { activeView, findView, selectionKey, selectionOf, type View } from '../../../../electron/shared/model.ts';
import { fakeView, queues } from '../../../support/fake-views.ts';

describe('selectionKey', () => {
  const key = (patch: Partial<View> | null) => selectionKey(selectionOf(patch === null ? null : fakeView(patch)));

  it('of everybody and of a filter alone is what earlier versions saved teams by', () => {
    expect(key(null)).toBe('[[],[],[]]');
    expect(key({ filter: queues('qu-2', 'qu-1', 'qu-2') })).toBe('[["qu-1","qu-2"],[],[]]');
  });

  it('does not ask for name, order, case or white space', () => {
    const one = key({ text: 'Ana  lunch', statuses: ['AWAY', 'BUSY'], secondaryStatuses: ['Lunch', ' training'] });
    const other = { text: 'LUNCH ana', statuses: ['BUSY', 'AWAY'], secondaryStatuses: ['Training', 'lunch '] } as const;
    expect(key({ id: 'v-9', name: 'Other', ...other })).toBe(one);
  });

  it('differs for every part', () => {
    const parts: Partial<View>[] = [
      {},
      { filter: queues('x') },
      { filter: { queueIds: [], skillIds: ['x'], agentIds: [] } },
      { text: 'x' },
      { statuses: ['AWAY'] },
      { secondaryStatuses: ['x'] },
    ];
    expect(new Set(parts.map(key)).size).toBe(parts.length);
  });
});

it('a view is found by name in any case; a list whose open view is gone shows everybody', () => {
  const views = [fakeView(), fakeView({ id: 'v-2', name: 'At lunch' })];
  expect(findView(views, ' AT LUNCH ')?.id).toBe('v-2');
  expect(findView(views, 'lunch')).toBeNull();
  expect(activeView({ views, activeId: 'v-2' })?.name).toBe('At lunch');
  expect([activeView({ views, activeId: 'gone' }), activeView({ views, activeId: null })]).toEqual([null, null]);
});
