import { describe, expect, it } from 'vitest';
import { historyOptions } from '../../../../electron/desktop/windows/history-window.ts';
import { pageBackground, popoverOptions } from '../../../../electron/desktop/windows/popover-window.ts';

describe('window options', () => {
  const style = { webPreferences: { preload: '/p' }, backgroundColor: '#fff', icon: undefined };

  it('make a popover frameless and keep it out of the taskbar', () => {
    expect(popoverOptions('popover', { isMenuBarApp: true }, style)).toMatchObject({
      width: 380,
      height: 620,
      frame: false,
      skipTaskbar: true,
      show: false,
      type: 'panel',
    });
    expect(popoverOptions('popover', { isMenuBarApp: false }, style)).not.toHaveProperty('type');
  });

  it('make the substitute an ordinary window', () => {
    expect(popoverOptions('window', { isMenuBarApp: false }, style)).toMatchObject({
      frame: true,
      skipTaskbar: false,
      resizable: true,
      minimizable: true,
    });
  });

  it('start a window in the colour of its page', () => {
    expect([pageBackground(true), pageBackground(false)]).toEqual(['#14161a', '#fbfbfc']);
    expect(historyOptions({ width: 5, height: 6 }, style)).toMatchObject({ width: 5, height: 6, show: false });
  });
});
