import { expect, it } from 'vitest';
import { findConnection } from '../../../electron/connections/document.ts';
import { DEFAULT_PREFERENCES, NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import type { SavedConnection, SettingsDocument } from '../../../electron/settings/types.ts';
import { connectionProfile } from '../../support/connection-profile.ts';

const saved = (id: string, name: string): SavedConnection => ({
  profile: connectionProfile({ id, name, accountId: 'a', botId: 'st-1', auth: 'token', clientId: null }),
  isSecretStored: true,
  memory: NOTHING_LEARNED,
  views: [],
  activeViewId: null,
});
const DOCUMENT: SettingsDocument = {
  version: 1,
  preferences: DEFAULT_PREFERENCES,
  connections: [saved('c-1', 'Support'), saved('c-2', 'Sales')],
  activeConnectionId: 'c-2',
};

it.each([
  ['Support', 'c-1'],
  [' sUPPORT ', 'c-1'],
  [null, 'c-2'],
  ['Supp', null],
  ['', null],
  ['c-1', null],
])('finds %j as %j', (name, expected) => {
  expect(findConnection(DOCUMENT, name)?.profile.id ?? null).toBe(expected);
});

it.each([null, 'c-9'])('finds no active one for %j', (activeConnectionId) => {
  expect(findConnection({ ...DOCUMENT, activeConnectionId }, null)).toBeNull();
});
