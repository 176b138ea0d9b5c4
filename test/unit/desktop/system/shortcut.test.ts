import { describe, expect, it } from 'vitest';
import { createGlobalShortcut } from '../../../../electron/desktop/system/shortcut.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

describe('global shortcut', () => {
  function shortcutOn({ taken = [] as readonly string[], isPortal = false } = {}) {
    const { electron, shortcuts } = startElectron({ env: isPortal ? { XDG_SESSION_TYPE: 'wayland' } : {} });
    taken.forEach(shortcuts.take);
    const { register } = electron.globalShortcut;
    electron.globalShortcut.register = (keys, callback) => {
      if (keys.endsWith('F10')) throw new TypeError('conversion failure');
      return register(keys, callback);
    };
    const pressed: string[] = [];
    const shortcut = createGlobalShortcut({ isPortal, onPress: () => pressed.push('press') });
    return { shortcut, system: shortcuts, pressed };
  }

  it('is none until keys are chosen, and opens when they are pressed', () => {
    const { shortcut, system, pressed } = shortcutOn();
    expect([system.held(), shortcut.problem(), shortcut.advice()]).toEqual([[], null, null]);
    shortcut.use('CommandOrControl+Alt+R');
    system.press('CommandOrControl+Alt+R');
    expect([pressed, shortcut.problem(), shortcut.advice()]).toEqual([['press'], null, null]);
  });

  it('holds one at a time, and gives it back', () => {
    const { shortcut, system } = shortcutOn();
    shortcut.use('CommandOrControl+Alt+R');
    shortcut.use('CommandOrControl+Shift+F9');
    expect(system.held()).toEqual(['CommandOrControl+Shift+F9']);
    shortcut.stop();
    expect(system.held()).toEqual([]);
  });

  it.each(['CommandOrControl+Alt+R', 'CommandOrControl+Shift+F10'] as const)('says that %s cannot be had', (keys) => {
    const { shortcut, system } = shortcutOn({ taken: ['CommandOrControl+Alt+R'] });
    shortcut.use('CommandOrControl+Shift+F9');
    shortcut.use(keys);
    expect([system.held(), shortcut.problem()]).toEqual([[], expect.stringMatching(/^Another program/)]);
    shortcut.use(null);
    expect(shortcut.problem()).toBeNull();
  });

  it('says on Wayland that the desktop decides, which answers yes whatever it does', () => {
    const { shortcut, system } = shortcutOn({ taken: ['CommandOrControl+Alt+R'], isPortal: true });
    shortcut.use('CommandOrControl+Alt+R');
    expect([system.held(), shortcut.problem()]).toEqual([[], null]);
    expect(shortcut.advice()).toMatch(/^On Wayland your desktop decides/);
    shortcut.use(null);
    expect(shortcut.advice()).toBeNull();
  });
});
