import { expect, it } from 'vitest';
import { shortcutLabel, updateSentence } from '../../../../../renderer/features/settings/desktop-text.ts';
import type { UpdateState } from '../../../../../electron/shared/model.ts';

it.each([
  ['CommandOrControl+Shift+F9', 'win32', 'Ctrl+Shift+F9'],
  ['CommandOrControl+Alt+Space', 'linux', 'Ctrl+Alt+Space'],
  ['CommandOrControl+Shift+F9', 'darwin', '⌘⇧F9'],
  ['CommandOrControl+Alt+R', 'darwin', '⌘⌥R'],
] as const)('names %s on %s', (keys, platform, label) => {
  expect(shortcutLabel(keys, platform)).toBe(label);
});

it.each<[UpdateState, string]>([
  [{ kind: 'off' }, ''],
  [{ kind: 'idle', isCurrent: false }, 'Rollcall looks for updates every few hours.'],
  [{ kind: 'idle', isCurrent: true }, 'Rollcall is up to date.'],
  [{ kind: 'checking' }, 'Looking for an update…'],
  [{ kind: 'downloading', version: '0.2.0' }, 'Downloading 0.2.0…'],
  [{ kind: 'ready', version: '0.2.0' }, '0.2.0 is ready. It is installed when Rollcall quits.'],
  [{ kind: 'unavailable', reason: 'No server.', isFinal: false }, 'No server.'],
])('%j', (state, sentence) => {
  expect(updateSentence(state)).toBe(sentence);
});
