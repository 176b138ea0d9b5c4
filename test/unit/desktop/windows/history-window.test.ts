import { describe, expect, it } from 'vitest';
import {
  createHistoryWindow,
  historyOptions,
  windowBounds,
} from '../../../../electron/desktop/windows/history-window.ts';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import type { WindowState } from '../../../../electron/desktop/windows/window-state.ts';
import { DEFAULT_PREFERENCES } from '../../../../electron/shared/model.ts';
import { startElectron, type RecordedWindow } from '../../../support/electron-host/in-process.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { fakeEvents } from '../fake-app.ts';

const style = { webPreferences: { preload: '/p' }, backgroundColor: '#fff', icon: undefined };

describe('history window', () => {
  function historyWith(saved: WindowState['history'] = null) {
    const { electron, made, sentTo } = startElectron();
    let state: WindowState = { history: saved, seenReason: null };
    const pages = createPages(() => undefined);
    const events = fakeEvents();
    pages.follow(events);
    const history = createHistoryWindow({
      clock: createFakeClock(),
      pages,
      openWindow: (bounds) =>
        new electron.BrowserWindow(historyOptions(bounds, style)) as unknown as Electron.BrowserWindow,
      state: { get: () => state, update: async (patch) => void (state = { ...state, ...patch }) },
      focusApp: () => undefined,
      onHung: () => undefined,
      onSurprise: () => undefined,
    });
    const latest = (): RecordedWindow => made.at(-1) as RecordedWindow;
    return { history, made, latest, events, sent: () => sentTo(latest()), state: () => state };
  }

  it('shows itself when it has something to show, and comes to the front the second time', () => {
    const { history, made, latest } = historyWith();
    history.open();
    expect([latest().calls, latest().getBounds(), latest().isVisible()]).toEqual([
      ['load app://rollcall/index.html?view=history'],
      { x: 190, y: 144, width: 1060, height: 640 },
      false,
    ]);
    latest().emit('ready-to-show');
    history.open();
    expect([made.length, latest().calls.slice(1)]).toEqual([1, ['show', 'focus', 'show', 'focus']]);
  });

  it('remembers where it was, and opens there the next time', async () => {
    const { history, latest, state } = historyWith();
    const bounds = { x: 1, y: 32, width: 800, height: 500 };
    history.open();
    latest().setBounds(bounds);
    latest().close();
    expect(state().history).toEqual(bounds);
    await history.remember();
    history.open();
    expect(latest().getBounds()).toEqual(bounds);
  });

  it('is sent nothing while it is minimised, and what it missed before it is restored', async () => {
    const { history, latest, events, sent } = historyWith();
    history.open();
    latest().emit('ready-to-show');
    events.emit('settings:changed', DEFAULT_PREFERENCES);
    await settle();
    latest().minimize();
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, isMasked: true });
    expect(sent().length).toBe(1);
    const restore = latest().restore.bind(latest());
    let sentBefore = 0;
    latest().restore = () => {
      sentBefore = sent().length;
      restore();
    };
    history.open();
    expect([sentBefore, sent().length]).toEqual([2, 2]);
  });
});

describe('windowBounds', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 984 };
  const size = { width: 1060, height: 640 };
  const at = (x: number, y: number, width = 800, height = 500) => ({ x, y, width, height });

  it.each([
    ['in the middle at first', null, [primary], at(430, 200, 1060, 640)],
    ['as it was left', at(100, 50), [primary], at(100, 50)],
    ['as it was left on the second display', at(2000, 50), [primary, second], at(2000, 50)],
    ['in the middle when its display is gone', at(2000, 50), [primary], at(560, 270)],
    ['in the middle when only its rim would be seen', at(1900, 50), [primary], at(560, 270)],
    ['in the middle when its title bar would be above the display', at(100, -30), [primary], at(560, 270)],
    ['no larger than its display', at(2000, 0, 3000, 2000), [second], at(2000, 0, 1280, 984)],
    ['no larger than the first display', null, [{ ...primary, width: 900, height: 500 }], at(0, 0, 900, 500)],
    ['wherever the system likes when it names no display', null, [], size],
  ])('opens %s', (_, saved, areas, bounds) => {
    expect(windowBounds(saved, areas, size)).toEqual(bounds);
  });
});
