import { describe, expect, it } from 'vitest';
import { popoverOptions, popoverPosition } from '../../../../electron/desktop/windows/popover-window.ts';

const size = { width: 380, height: 620 };
const area = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

const macos = { bounds: area(0, 0, 1440, 900), workArea: area(0, 25, 1440, 875) };
const windows = { bounds: area(0, 0, 1920, 1080), workArea: area(0, 0, 1920, 1032) };
const leftBar = { bounds: area(0, 0, 1920, 1080), workArea: area(62, 0, 1858, 1080) };
const rightBar = { bounds: area(0, 0, 1920, 1080), workArea: area(0, 0, 1858, 1080) };
const autoHide = { bounds: area(0, 0, 1920, 1080), workArea: area(0, 0, 1920, 1080) };
const second = { bounds: area(-1280, -200, 1280, 1024), workArea: area(-1280, -175, 1280, 999) };
const small = { bounds: area(0, 0, 360, 500), workArea: area(0, 24, 360, 476) };

describe('popoverPosition', () => {
  it.each([
    ['under the menu bar, centred on the icon', area(1000, 0, 30, 24), macos, { x: 825, y: 25 }],
    ['not beyond the right edge', area(1400, 0, 30, 24), macos, { x: 1060, y: 25 }],
    ['above a taskbar at the bottom', area(1600, 1040, 24, 32), windows, { x: 1422, y: 404 }],
    ['beside a taskbar at the left', area(16, 900, 32, 32), leftBar, { x: 70, y: 460 }],
    ['beside a taskbar at the right', area(1870, 200, 32, 32), rightBar, { x: 1470, y: 0 }],
    ['above an icon over a taskbar that hides itself', area(1600, 1040, 24, 32), autoHide, { x: 1422, y: 412 }],
    ['above the overflow of a taskbar', area(1700, 980, 24, 24), windows, { x: 1522, y: 352 }],
    ['on a second display left of and above the first', area(-300, -200, 30, 24), second, { x: -475, y: -175 }],
    ['at whole pixels', area(1000, 0, 31, 23), macos, { x: 826, y: 25 }],
    ['at the upper left of a display it is too large for', area(300, 0, 24, 24), small, { x: 0, y: 24 }],
  ] as const)('%s', (_, tray, display, position) => {
    expect(popoverPosition({ tray, display, size, homeCorner: 'bottom-right' })).toEqual(position);
  });

  it.each([
    ['Windows', windows, 'bottom-right', { x: 1532, y: 404 }],
    ['macOS', macos, 'top-right', { x: 1052, y: 33 }],
    ['a taskbar at the left', leftBar, 'bottom-right', { x: 70, y: 452 }],
    ['a taskbar that hides itself on Windows', autoHide, 'bottom-right', { x: 1532, y: 452 }],
    ['a panel that hides itself on Linux', autoHide, 'top-right', { x: 1532, y: 8 }],
  ] as const)('goes to the corner of the tray when the icon is nowhere: %s', (_, display, homeCorner, position) => {
    expect(popoverPosition({ tray: null, display, size, homeCorner })).toEqual(position);
    expect(popoverPosition({ tray: area(0, 0, 0, 0), display, size, homeCorner })).toEqual(position);
  });
});

describe('popoverOptions', () => {
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
});
