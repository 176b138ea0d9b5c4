import { describe, expect, it } from 'vitest';
import { createGlobalShortcut } from '../../../electron/desktop/shortcut.ts';

describe('global shortcut', () => {
  function shortcutOn(taken: readonly string[] = []) {
    const held = new Map<string, () => void>();
    const pressed: string[] = [];
    const shortcut = createGlobalShortcut({
      globalShortcut: {
        register(keys, callback) {
          if (keys.endsWith('F10')) throw new TypeError('conversion failure');
          if (taken.includes(keys)) return false;
          held.set(keys, callback);
          return true;
        },
        unregister: (keys) => void held.delete(keys),
      },
      onPress: () => pressed.push('press'),
    });
    return { shortcut, held, pressed };
  }

  it('is none until keys are chosen, and opens when they are pressed', () => {
    const { shortcut, held, pressed } = shortcutOn();
    expect([[...held.keys()], shortcut.problem()]).toEqual([[], null]);
    shortcut.use('CommandOrControl+Alt+R');
    held.get('CommandOrControl+Alt+R')?.();
    expect([pressed, shortcut.problem()]).toEqual([['press'], null]);
  });

  it('holds one at a time, and gives it back', () => {
    const { shortcut, held } = shortcutOn();
    shortcut.use('CommandOrControl+Alt+R');
    shortcut.use('CommandOrControl+Shift+F9');
    expect([...held.keys()]).toEqual(['CommandOrControl+Shift+F9']);
    shortcut.stop();
    expect([...held.keys()]).toEqual([]);
  });

  it.each(['CommandOrControl+Alt+R', 'CommandOrControl+Shift+F10'] as const)('says that %s cannot be had', (keys) => {
    const { shortcut, held } = shortcutOn(['CommandOrControl+Alt+R']);
    shortcut.use('CommandOrControl+Shift+F9');
    shortcut.use(keys);
    expect([[...held.keys()], shortcut.problem()]).toEqual([[], expect.stringMatching(/^Another program/)]);
    shortcut.use(null);
    expect(shortcut.problem()).toBeNull();
  });
});
