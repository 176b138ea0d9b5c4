import { expect, it } from 'vitest';
import { shortcutLabel } from '../../../../../renderer/features/settings/shortcut-label.ts';

it.each([
  ['CommandOrControl+Shift+F9', 'win32', 'Ctrl+Shift+F9'],
  ['CommandOrControl+Alt+Space', 'linux', 'Ctrl+Alt+Space'],
  ['CommandOrControl+Shift+F9', 'darwin', '⌘⇧F9'],
  ['CommandOrControl+Alt+R', 'darwin', '⌘⌥R'],
] as const)('names %s on %s', (keys, platform, label) => {
  expect(shortcutLabel(keys, platform)).toBe(label);
});
