import { expect, it } from 'vitest';
import type { SavedConnection } from '../../../../electron/settings/types.ts';
import { EVERYBODY, NOTHING_LEARNED } from '../../../../electron/shared/model.ts';
import { chooseView } from '../../../../electron/terminal/commands/open-team.ts';
import { PROFILE } from '../../../support/fake-bridge.ts';
import { fakeView, queues } from '../../../support/fake-views.ts';

const LEADS = fakeView({ filter: queues('qu-1') });
const LUNCH = fakeView({ id: 'v-2', name: 'At lunch' });
const SAVED: SavedConnection = {
  profile: PROFILE,
  isSecretStored: true,
  memory: NOTHING_LEARNED,
  views: [LEADS, LUNCH],
  activeViewId: LUNCH.id,
};

it.each([
  ['the open view', { kind: 'open' }, SAVED, { view: LUNCH, name: 'At lunch' }],
  ['everybody, where none is open', { kind: 'open' }, { ...SAVED, activeViewId: 'gone' }, { view: null, name: null }],
  ['everybody of a connection given by its flags', { kind: 'open' }, null, { view: null, name: null }],
  ['everybody', { kind: 'everybody' }, SAVED, { view: null, name: null }],
  [
    'a view by its id, whatever its name is now',
    { kind: 'view', name: 'Heads', id: 'v-2' },
    SAVED,
    { view: LUNCH, name: 'At lunch' },
  ],
  [
    'a view by name, once that of the id is gone',
    { kind: 'view', name: 'leads', id: 'v-9' },
    SAVED,
    { view: LEADS, name: 'Leads' },
  ],
  ['a view by name', { kind: 'view', name: ' LEADS' }, SAVED, { view: LEADS, name: 'Leads' }],
] as const)('means %s', (_, choice, saved, chosen) => {
  expect(chooseView(choice, saved)).toEqual({ ok: true, value: chosen });
});

it('means ids that have no name', () => {
  const chosen = chooseView({ kind: 'ids', filter: queues('qu-9') }, SAVED);
  expect(chosen).toMatchObject({ ok: true, value: { view: { ...EVERYBODY, filter: queues('qu-9') }, name: null } });
});

it('names the views there are when the one of --view is not', () => {
  const sentence = (saved: SavedConnection): string => {
    const chosen = chooseView({ kind: 'view', name: 'Sal\u001bes' }, saved);
    return chosen.ok ? '' : chosen.error.message;
  };
  expect(sentence(SAVED)).toBe('There is no view "Sales". There are:\n  Leads\n  At lunch');
  expect(sentence({ ...SAVED, views: [] })).toContain('This connection has no views');
});
