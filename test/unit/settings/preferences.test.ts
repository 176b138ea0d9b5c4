import { expect, it } from 'vitest';
import { createPreferences } from '../../../electron/settings/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';

it('changes the fields given and leaves the others and the connections alone', async () => {
  const settings = createMemorySettings({ activeConnectionId: 'c-1' });
  const preferences = createPreferences(settings);
  const changed = { ...DEFAULT_PREFERENCES, pace: 'sparing', theme: 'dark' };
  expect(await preferences.update({ pace: 'sparing', theme: 'dark' })).toEqual({ ok: true, value: changed });
  expect(settings.get()).toMatchObject({ preferences: changed, activeConnectionId: 'c-1' });
  expect(preferences.get()).toEqual(changed);
});

it('says that a change holds for this session only, and holds it', async () => {
  const settings = createMemorySettings();
  settings.isUnwritable = true;
  const preferences = createPreferences(settings);
  expect(await preferences.update({ notify: 'nothing' })).toMatchObject({ ok: false, error: { code: 'storage' } });
  expect(preferences.get().notify).toBe('nothing');
});
